"""The list of what waits: every desk with how much is on it, for those whose desk it is, in one place."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Cast
from wayahead.access.waiting import waiting_for
from wayahead.base.coproduction import actions as table
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.loop.listening.models import Voice
from wayahead.loop.solutions.models import Call
from wayahead.loop.tensions import actions

YESTERDAY = timedelta(days=-1)


def said(cast: Cast, times: int) -> None:
    """So many voices that nobody has read."""
    for number in range(times):
        listening.say(cast.conversation, Words(f"It is dark, {number}."), by=cast.neighbour)


def late_voice(cast: Cast) -> None:
    """Two voices; the answer to one of them is late."""
    said(cast, 2)
    last = Voice.objects.latest("pk")
    Voice.objects.filter(pk=last.pk).update(answer_due_on=timezone.localdate() + YESTERDAY)


def back_at_the_table(cast: Cast) -> None:
    """What was settled came back, and nobody said how it went."""
    actions.reopen(cast.resolution.tension, by=cast.facilitator, because="It was loud.")


def over(cast: Cast) -> None:
    """An opportunity whose day has passed."""
    Call.objects.filter(pk=cast.call.pk).update(closes_on=timezone.localdate() + YESTERDAY)


def less_than_co_production(cast: Cast) -> None:
    """The day on which the level is looked at again is today."""
    there = CoProduction.objects.filter(pk=cast.coproduction.pk)
    there.update(level=4, level_reason="The law sets a day.", level_review_on=timezone.localdate())


def remarks(cast: Cast) -> None:
    """Two remarks, and one that was read."""
    actions.show_remark(cast.remark, by=cast.facilitator)
    for text in ("It is the wind.", "It is the bass."):
        actions.remark(cast.tension, by=cast.neighbour, text=text)


ON_A_DESK: list[tuple[Callable[[Cast], object], str, str]] = [
    (late_voice, "2 voices to read", "1 is late"),
    (lambda cast: (cast.conversation, cast.meeting), "1 thing said at a meeting", "desk/"),
    (remarks, "2 remarks to read before everybody does", "Evenings and nights"),
    (lambda cast: cast.speaker, "1 person asks to speak", "/desk/#asking"),
    (lambda cast: cast.finding, "1 tension found that nobody has named", "/tensions/#found"),
    (lambda cast: cast.understanding, "One side said what the other needs", "/tensions/words/"),
    (back_at_the_table, "How did it go?", "/how-it-went/"),
    (lambda cast: cast.suggestion, "1 suggestion to answer", "/suggestions/"),
    (lambda cast: cast.idea, "1 idea for what to count", "/outcomes/"),
    (over, "The day has passed. What came of it?", "/settle/"),
    (less_than_co_production, "look again at how far people share", "/change/"),
    (lambda cast: cast.concern, "1 worry to look at", "/concerns/"),
]


@pytest.mark.parametrize(("make", "words", "beside"), ON_A_DESK)
def test_what_waits_on_a_desk_is_listed_with_how_much_it_is_and_leads_there(
    cast: Cast, make: Callable[[Cast], object], words: str, beside: str
) -> None:
    before = page(cast, cast.facilitator, "/you/")
    assert words not in before
    make(cast)
    for address in ("/you/", f"/c/{cast.coproduction.slug}/", f"/c/{cast.coproduction.slug}/solutions/"):
        shown = page(cast, cast.facilitator, address)
        assert words in shown
        assert beside in shown.split('id="waits"')[1].split("</section>")[0]
    for stranger in (cast.neighbour, cast.stranger):
        assert words not in page(cast, stranger, "/you/")


@pytest.mark.parametrize(("make", "words", "beside"), ON_A_DESK)
def test_every_line_of_the_list_opens_a_page(
    cast: Cast, make: Callable[[Cast], object], words: str, beside: str
) -> None:
    make(cast)
    listed = page(cast, cast.facilitator, "/you/").split('id="waits"')[1].split("</section>")[0]
    addresses = [part.split('"')[0] for part in listed.split('href="')[1:]]
    assert addresses
    for address in addresses:
        assert cast.browser(cast.facilitator).get(address.split("#")[0]).status_code == 200


def page(cast: Cast, person: Person, address: str) -> str:
    """A page as this person reads it."""
    return cast.browser(person).get(address).content.decode()


def test_the_api_tells_the_same_list(cast: Cast) -> None:
    remarks(cast)
    asked = cast.browser(None).get("/api/v1/me/waiting", headers=cast.api(cast.facilitator)).json()
    line: dict[str, Any] = {"kind": "remarks", "key": cast.tension.pk, "coproduction": cast.coproduction.slug}
    assert line | {"title": "Evenings and nights", "many": 2, "late": 0} in asked["desks"]
    nobody = cast.browser(None).get("/api/v1/me/waiting", headers=cast.api(cast.stranger)).json()
    assert nobody["desks"] == []


def test_what_waits_for_a_side_waits_for_who_speaks_for_it_and_not_for_the_other(cast: Cast) -> None:
    """Ines speaks for the one, Moira for the other."""
    actions.let_in(cast.speaker, by=cast.facilitator)
    assert cast.understanding.side == cast.side
    assert "what the other needs" in page(cast, cast.resident, "/you/")
    assert "One side said what" not in page(cast, cast.neighbour, "/you/")


def test_a_suggestion_waits_for_whoever_wrote_the_version_as_well(cast: Cast) -> None:
    solution = cast.suggestion.version.solution
    solution.versions.update(drafted_by=cast.organiser)
    assert "1 suggestion to answer" in page(cast, cast.organiser, "/you/")
    assert "suggestion to answer" not in page(cast, cast.grants_officer, "/you/")


def test_a_closed_co_production_waits_for_nothing(cast: Cast) -> None:
    remarks(cast)
    said(cast, 1)
    assert waiting_for(cast.facilitator)
    table.close(cast.coproduction, by=cast.facilitator)
    assert not waiting_for(cast.facilitator)


def test_a_desk_of_one_co_production_is_not_on_the_page_of_another(cast: Cast) -> None:
    remarks(cast)
    assert [desk.kind for desk in waiting_for(cast.facilitator, cast.coproduction).desks] == ["remarks"]
    assert waiting_for(cast.facilitator, cast.circle).desks == []


def test_the_list_asks_the_database_no_more_however_much_waits(cast: Cast) -> None:
    for make, _words, _beside in ON_A_DESK:
        make(cast)
    few = asked(cast)
    said(cast, 5)
    for number in range(4):
        tension = cast.tension_in(cast.coproduction, cast.facilitator)
        actions.remark(tension, by=cast.neighbour, text=f"It was loud, {number}.")
        actions.ask_to_speak(tension.sides.get(position=1), by=cast.neighbour, why="It touches me.")
    assert asked(cast) == few


def asked(cast: Cast) -> int:
    """How many questions the page of what waits puts to the database."""
    browser = cast.browser(cast.facilitator)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get("/you/").status_code == 200
    return len(queries)
