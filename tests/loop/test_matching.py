"""Help matched to steps: the words that tell something come first, and nobody is asked twice."""

import pytest

from tests.cast import Cast
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.matching import fitting
from wayahead.loop.solutions.models import Offer, Step

OFFERS = ("A laundry room on Sundays", "I can cook for twenty", "A van on Thursdays", "Two hours on a Sunday")


@pytest.fixture
def offers(cast: Cast) -> list[Offer]:
    """What four people offer."""
    return [
        actions.offer(cast.coproduction, actions.Help(kind="thing", words=words), by=cast.resident) for words in OFFERS
    ]


def step(cast: Cast, wanted: str, what: str = "Carry the chairs") -> Step:
    """A step that wants help."""
    return Step(version=cast.shared_version, key="chairs01", what=what, help_wanted=wanted)


@pytest.mark.parametrize(
    ("wanted", "first"),
    [("A van on a Sunday", "A van on Thursdays"), ("Somebody who cooks", "I can cook for twenty"),
     ("Rooms to wash in", "A laundry room on Sundays")],
)  # fmt: skip
def test_what_is_wanted_stands_first_whatever_the_day(cast: Cast, offers: list[Offer], wanted: str, first: str) -> None:
    found = fitting(step(cast, wanted), offers, [], [])
    assert [one.words for one in found.fit] == [first]
    assert {one.words for one in found.others} == set(OFFERS) - {first}


def test_who_was_asked_or_hidden_is_not_asked_again_and_nothing_fits_what_nobody_offers(
    cast: Cast, offers: list[Offer]
) -> None:
    offers[0].hidden_because = "An advertisement."
    found = fitting(step(cast, "A van"), offers, [], [offers[2].pk])
    assert (found.fit, [one.words for one in found.others]) == ([], [OFFERS[3], OFFERS[1]])
    assert fitting(step(cast, "Welding"), offers, [], []).fit == []
    assert fitting(step(cast, "A van"), [], [], []).fit == []


def test_of_two_alike_the_one_for_this_need_comes_first(cast: Cast, offers: list[Offer]) -> None:
    newer = actions.offer(cast.coproduction, actions.Help(kind="thing", words="A van, any day"), by=cast.neighbour)
    older = offers[2]
    older.need = cast.need
    assert fitting(step(cast, "A van"), [older, newer], [cast.need.pk], []).fit == [older, newer]
    assert fitting(step(cast, "A van"), [older, newer], [], []).fit == [newer, older]
