"""Who was heard in a round: by group of opinion and part of the area, by people's own word, never of too few people."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import HERE, Cast
from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.base.places import actions as places
from wayahead.base.places.models import Area
from wayahead.base.refusal import NotPossible
from wayahead.kernels.allocation import Heard
from wayahead.loop.funding import actions
from wayahead.loop.funding.actions import Where
from wayahead.loop.funding.heard import ranges, without_few
from wayahead.loop.funding.models import FEW, Round, RoundBallot
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Choice, Words
from wayahead.loop.listening.tasks import redraw


def two_camps(cast: Cast, *, each: int) -> list[Person]:
    """So many guests of one mind and so many of the other, on a map with two groups; the first half is one of them."""
    assert cast.need
    voice = listening.say(cast.conversation, Words("Dark."), by=cast.resident)
    drawn = [
        listening.draw_statement(cast.conversation, by=cast.facilitator, text=f"Idea {n}.", voices=[voice])
        for n in range(8)
    ]
    guests = [people.welcome_guest() for _n in range(2 * each)]
    for place, guest in enumerate(guests):
        part = listening.take_part(cast.conversation, by=guest)
        sheet = {one: Choice(1 if (n < 4) == (place < each) else -1) for n, one in enumerate(drawn)}
        listening.vote_by_sheet(part, sheet)
    redraw(cast.conversation)
    return guests


def street(cast: Cast, name: str) -> Area:
    """A part of the borough."""
    code = f"E0109990{Area.objects.count()}"
    return places.add_area(code=code, year=2025, name=name, kind="lsoa", by=None, parent=cast.area)


def counted(cast: Cast, round: Round) -> dict[str, object]:
    """The count as plain data."""
    document: dict[str, object] = actions.count_round(round, by=cast.grants_officer).document
    return document


def test_the_result_says_how_each_group_of_opinion_fared(cast: Cast) -> None:
    guests = two_camps(cast, each=6)
    for guest in guests[:6]:
        actions.choose(cast.round, by=guest, numbers=[1], where=HERE)
    for guest in guests[6:]:
        actions.choose(cast.round, by=guest, numbers=[3], where=HERE)
    found = counted(cast, cast.round)["heard_by"]
    rows = found["group"]["rows"]  # type: ignore[index]
    assert [(row["name"], row["people"]) for row in rows] == [("A", 6), ("B", 6)]
    assert sorted(row["people_with_something_funded"]["at_most"] for row in rows) == [0, 6]
    assert sorted(row["share_used"] for row in rows) == [0.0, 0.5]
    assert found["group"]["conversation"] == cast.conversation.pk  # type: ignore[index]
    shown = cast.browser(None).get(f"/c/{cast.coproduction.slug}/rounds/{cast.round.pk}/results/").content.decode()
    for words in ("By group of opinion", "6 of 6", "0 of 6", "Used most: the shares of group", "all 12 people said"):
        assert words in shown, words


def test_a_claimed_guest_is_in_the_group_in_which_the_guest_voted(cast: Cast) -> None:
    guests = two_camps(cast, each=6)
    people.claim(guests[0], by=cast.organiser)
    for person in [cast.organiser, *guests[1:]]:
        actions.choose(cast.round, by=Person.objects.get(pk=person.pk), numbers=[1], where=HERE)
    rows = counted(cast, cast.round)["heard_by"]["group"]["rows"]  # type: ignore[index]
    assert [row["people"] for row in rows] == [6, 6]


def test_papers_and_people_of_no_group_stand_in_one_line(cast: Cast) -> None:
    guests = two_camps(cast, each=6)
    actions.print_papers(cast.round, by=cast.grants_officer, how_many=3)
    for number in range(1, 4):
        actions.type_paper(cast.round, by=cast.facilitator, paper_number=number, numbers=[1], where=HERE)
    for person in [*guests, people.welcome_guest(), people.welcome_guest()]:
        actions.choose(cast.round, by=person, numbers=[1], where=HERE)
    rows = counted(cast, cast.round)["heard_by"]["group"]["rows"]  # type: ignore[index]
    assert [(row["name"], row["people"]) for row in rows] == [("A", 6), ("B", 6), ("", 5)]


def test_a_group_of_fewer_than_five_is_never_told(cast: Cast) -> None:
    guests = two_camps(cast, each=6)
    for person in [*guests[:6], *guests[6:10], people.welcome_guest()]:
        actions.choose(cast.round, by=person, numbers=[1], where=HERE)
    rows = counted(cast, cast.round)["heard_by"]["group"]["rows"]  # type: ignore[index]
    assert [row["people"] for row in rows] == [6, 5]
    assert rows[1]["name"] == ""


def test_without_a_map_or_parts_no_table_is_made(cast: Cast) -> None:
    assert cast.counted_round.result.document["heard_by"] == {"part": None}


def test_the_result_says_how_each_part_of_the_area_fared(cast: Cast) -> None:
    basin, ropewalk = street(cast, "Basin"), street(cast, "Ropewalk")
    for part, numbers in ((basin, [1]), (ropewalk, [2]), (None, [1])):
        for _n in range(5):
            actions.choose(cast.round, by=people.welcome_guest(), numbers=numbers, where=Where(True, part))
    rows = counted(cast, cast.round)["heard_by"]["part"]["rows"]  # type: ignore[index]
    assert [(row["name"], row["people"]) for row in rows] == [("Basin", 5), ("Ropewalk", 5), ("", 5)]


def test_whoever_chooses_in_a_round_for_an_area_says_that_they_belong_there(cast: Cast) -> None:
    elsewhere = places.add_area(code="E01000001", year=2025, name="Elsewhere", kind="lsoa", by=None)
    for where, field in ((Where(), "belongs"), (Where(True, elsewhere), "part")):
        with pytest.raises(NotPossible) as refused:
            actions.choose(cast.round, by=cast.resident, numbers=[1], where=where)
        assert refused.value.field == field
    assert not RoundBallot.objects.exists()
    actions.print_papers(cast.round, by=cast.grants_officer, how_many=1)
    with pytest.raises(NotPossible) as refused:
        actions.type_paper(cast.round, by=cast.facilitator, paper_number=1, numbers=[1])
    assert refused.value.field == "belongs"
    kept = actions.choose(cast.round, by=cast.resident, numbers=[1], where=Where(True, street(cast, "Basin")))
    assert (kept.belongs, str(kept.area)) == (True, "Basin")
    again = actions.choose(cast.round, by=cast.resident, numbers=[1], where=HERE)
    assert (again.pk, again.area) == (kept.pk, None)


def test_nobody_is_asked_where_a_round_is_for_those_who_took_part(cast: Cast) -> None:
    kept = actions.choose(cast.round_for("participants"), by=cast.facilitator, numbers=[1], where=HERE)
    assert (kept.round.asks_where, kept.belongs) == (False, False)


def test_ballots_from_before_anybody_was_asked_count_and_are_told(cast: Cast) -> None:
    for _n in range(10):
        actions.choose(cast.round, by=people.welcome_guest(), numbers=[1], where=HERE)
    RoundBallot.objects.filter(pk__in=RoundBallot.objects.values("pk")[:5]).update(belongs=False)
    document = counted(cast, cast.round)
    assert document["belonging"] == {"area": "Averhythe", "people": 5}
    assert json.dumps(document)


@given(st.lists(st.sampled_from(["", "A", "B", "C", "D"]), min_size=5, max_size=60))
def test_no_label_stands_for_one_to_four_people(labels: list[str]) -> None:
    found = Counter(without_few(labels))
    assert not any(0 < number < 5 for number in found.values())
    assert all(number == Counter(labels)[label] for label, number in found.items() if label)


tables = st.lists(
    st.integers(5, 30).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), min_size=2, max_size=6
)


@given(tables)
def test_what_is_not_told_cannot_be_worked_out_from_the_whole(rows: list[tuple[int, int]]) -> None:
    """Whoever knows the sum tries every way in which the lines could make it, and is left with more than one."""
    told = ranges({str(number): Heard(of, served, None, None) for number, (served, of) in enumerate(rows)})
    lines = [(told[str(number)], served, of) for number, (served, of) in enumerate(rows)]
    vague = [(known, served, of) for known, served, of in lines if known[0] < known[1]]
    assert all(known[0] <= served <= known[1] for known, served, _of in lines)
    for known, served, of in lines:
        if known[0] == known[1]:
            assert not 0 < served < FEW
            assert not 0 < of - served < FEW
    total, possible = sum(served for _known, served, _of in vague), {0}
    for (low, high), _served, _of in vague[1:]:
        possible = {sum_ + more for sum_ in possible for more in range(low, high + 1)}
    if vague:
        (low, high), _served, _of = vague[0]
        assert len([first for first in range(low, high + 1) if total - first in possible]) > 1
