"""Round the table: start, sit down, promise, leave, meet, pay."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.cast import Cast
from wayahead.access import visible
from wayahead.base.coproduction import actions as table
from wayahead.base.coproduction.actions import Gathering, Involvement
from wayahead.base.coproduction.models import CoProduction, CostLine, MeetingPoint, Party, Presence, Seat
from wayahead.base.record import reading
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import actions as listening

MET = Gathering(title="Soup and talk", held_on=date(2025, 10, 2), place="The laundry room")
A_MONTH_ON = timedelta(days=30)


def kinds(coproduction: CoProduction) -> list[str]:
    """What the record says of it, in order."""
    events = reading.events().filter(coproduction_id=coproduction.pk).order_by("pk")
    return list(events.values_list("kind", flat=True))


def test_who_starts_it_facilitates_it_and_looks_at_worries_first(cast: Cast) -> None:
    """And the record says so once."""
    started = cast.coproduction
    assert started.safeguarding_lead == cast.facilitator
    assert [(seat.person, seat.role) for seat in started.seats.all()] == [(cast.facilitator, "facilitator")]
    assert kinds(started) == ["coproduction.started"]


def test_two_of_one_title_have_two_addresses(cast: Cast) -> None:
    """And no address is empty, whatever the script."""
    titles = ["Warm rooms", "Warm rooms", "Warm rooms", "غرف دافئة"]
    slugs = [table.start(title=title, issue="Cold.", by=cast.organiser).slug for title in titles]
    assert slugs == ["warm-rooms", "warm-rooms-2", "warm-rooms-3", "together"]


@pytest.mark.parametrize(
    ("reason", "days", "field"),
    [("", 30, "level_reason"), ("  ", 30, "level_reason"), ("Too late.", None, "level_review_on"),
     ("Too late.", 0, "level_review_on"), ("Too late.", -1, "level_review_on")],
)  # fmt: skip
def test_less_than_coproduction_has_a_reason_and_a_day_to_come(
    cast: Cast, reason: str, days: int | None, field: str
) -> None:
    """Else nothing starts, and the words stand at their field."""
    review_on = None if days is None else timezone.localdate() + timedelta(days=days)
    with pytest.raises(NotPossible) as refusal:
        table.start(title="Roads", issue="Cars.", by=cast.officer, involvement=Involvement(4, reason, review_on))
    assert refusal.value.field == field
    assert not CoProduction.objects.exists()


def test_less_than_coproduction_is_said_and_can_be_raised(cast: Cast) -> None:
    """An honest label, and a step up needs no reason."""
    asked = Involvement(4, "The plan is fixed already.", timezone.localdate() + A_MONTH_ON)
    roads = table.start(title="Roads", issue="Cars.", by=cast.officer, involvement=asked)
    assert (roads.level, roads.level_reason) == (4, "The plan is fixed already.")
    table.change(roads, by=cast.officer, title="Roads", issue="Cars.", involvement=Involvement())
    roads.refresh_from_db()
    assert (roads.level, roads.level_reason, roads.level_review_on) == (7, "", None)


def test_only_a_circle_is_private(cast: Cast) -> None:
    """A borough cannot hide."""
    hidden = table.Reach(scale=CoProduction.Scale.BOROUGH, is_private=True)
    with pytest.raises(NotPossible) as refusal:
        table.start(title="Roads", issue="Cars.", by=cast.officer, reach=hidden)
    assert refusal.value.field == "is_private"


def test_a_circle_has_ten_seats(cast: Cast) -> None:
    """The eleventh is told so; who sits already may sit again."""
    people = [type(cast)().resident for _n in range(9)]
    for person in people:
        table.take_seat(cast.circle, by=person, person=person)
    with pytest.raises(NotPossible):
        table.take_seat(cast.circle, by=cast.helper, person=cast.helper)
    table.take_seat(cast.circle, by=people[0], person=people[0])
    assert Seat.objects.filter(coproduction=cast.circle, left_at=None).count() == 10


def test_an_organisation_sits_once_and_answers_within_90_days(cast: Cast) -> None:
    """Twice and too late are refused at their fields."""
    promise = {"can_decide": "Grants.", "cannot_decide": "Law.", "answers_within_days": 91}
    with pytest.raises(NotPossible) as late:
        table.sit_down(cast.coproduction, by=cast.officer, organisation=cast.council, **promise)  # type: ignore[arg-type]
    assert late.value.field == "answers_within_days"
    assert cast.council_party.answer_due() == timedelta(days=14)
    promise["answers_within_days"] = 9
    with pytest.raises(NotPossible) as twice:
        table.sit_down(cast.coproduction, by=cast.officer, organisation=cast.council, **promise)  # type: ignore[arg-type]
    assert twice.value.field == "organisation"
    assert Party.objects.count() == 1


def test_a_promise_can_be_changed_but_not_past_90_days(cast: Cast) -> None:
    """The record keeps the days, not the words."""
    said = {"can_decide": "The budget too.", "cannot_decide": "National law."}
    table.restate(cast.council_party, by=cast.officer, answers_within_days=7, **said)
    with pytest.raises(NotPossible):
        table.restate(cast.council_party, by=cast.officer, answers_within_days=0, **said)
    party = Party.objects.get()
    assert (party.can_decide, party.answers_within_days) == ("The budget too.", 7)
    last = reading.events().filter(kind="party.restated").get()
    assert (last.facts, last.for_organisation_id) == ({"days": 7}, cast.council.pk)


def test_leaving_the_table_has_a_reason_and_keeps_the_promises(cast: Cast) -> None:
    """Once; and it may sit down again."""
    party = cast.council_party
    with pytest.raises(NotPossible) as silent:
        table.stand_up(party, by=cast.officer, reason=" ")
    assert silent.value.field == "reason"
    left = table.stand_up(party, by=cast.officer, reason="The library moved to the county.")
    assert left.left_at is not None
    assert (left.left_because, left.can_decide) == ("The library moved to the county.", "Opening hours of the library.")
    with pytest.raises(NotPossible):
        table.stand_up(party, by=cast.officer, reason="Again.")
    table.sit_down(
        cast.coproduction, by=cast.officer, organisation=cast.council, can_decide="A.", cannot_decide="B.",
        answers_within_days=9,
    )  # fmt: skip
    assert kinds(cast.coproduction).count("party.stood_up") == 1


def test_names_are_noted_only_of_people_who_agreed(cast: Cast) -> None:
    """The action refuses, nothing stays, and the database would refuse too."""
    with pytest.raises(NotPossible) as refusal:
        table.note_meeting(
            cast.coproduction, MET, by=cast.facilitator, present=[Presence(role="Residents", number=2, names="Ines")],
            points=[("said", "It is dark.")],
        )  # fmt: skip
    assert refusal.value.field == "names"
    assert not cast.coproduction.meetings.exists()
    meeting = table.note_meeting(
        cast.coproduction, MET, by=cast.facilitator, points=[],
        present=[Presence(role="Officers", number=1, names="Femi", names_agreed=True)],
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(meeting=meeting, role="Residents", number=1, names="Ines")


def test_a_meeting_is_somewhere(cast: Cast) -> None:
    """In a place or by a link."""
    nowhere = Gathering(title="Talk", held_on=date(2025, 10, 2))
    with pytest.raises(NotPossible) as refusal:
        table.note_meeting(cast.coproduction, nowhere, by=cast.facilitator, present=[], points=[])
    assert refusal.value.field == "place"


def test_what_was_said_at_a_meeting_becomes_a_voice_once(cast: Cast) -> None:
    """And counts like any other."""
    meeting = table.note_meeting(
        cast.coproduction, MET, by=cast.facilitator, present=[Presence(role="Residents", number=14)],
        points=[("said", "The towpath is dark."), ("agreed", "We ask for lamps.")],
    )  # fmt: skip
    point = meeting.points.get(kind=MeetingPoint.Kind.SAID)
    voice = listening.hear_point(cast.conversation, point, by=cast.facilitator)
    assert (voice.text, voice.meeting_point) == ("The towpath is dark.", point)
    with pytest.raises(NotPossible):
        listening.hear_point(cast.conversation, point, by=cast.facilitator)
    assert kinds(cast.coproduction)[-1] == "voice.heard_at_meeting"


def test_costs_are_planned_and_spent_and_more_than_planned_is_said_not_refused(cast: Cast) -> None:
    """Every pound counts from where it was."""
    line = table.plan_cost(
        cast.coproduction, by=cast.facilitator, kind=CostLine.Kind.RECOGNITION, words=" Paying residents ",
        planned_pence=10_000, paid_by=cast.trust,
    )  # fmt: skip
    table.spend(line, by=cast.facilitator, pence=6_000)
    table.spend(line, by=cast.facilitator, pence=6_000)
    line.refresh_from_db()
    assert (line.words, line.planned_pence, line.spent_pence) == ("Paying residents", 10_000, 12_000)
    with pytest.raises(NotPossible) as refusal:
        table.spend(line, by=cast.facilitator, pence=0)
    assert refusal.value.field == "pence"
    assert kinds(cast.coproduction)[-3:] == ["cost.planned", "cost.spent", "cost.spent"]


def test_it_is_closed_once(cast: Cast) -> None:
    """And stays to read."""
    assert table.close(cast.coproduction, by=cast.facilitator).closed_at is not None
    with pytest.raises(NotPossible):
        table.close(cast.coproduction, by=cast.facilitator)


def test_somebody_leaves_their_seat_and_no_longer_sees_the_circle(cast: Cast) -> None:
    """The last facilitator hands over first."""
    seat = table.take_seat(cast.circle, by=cast.organiser, person=cast.neighbour)
    table.leave_seat(seat, by=cast.neighbour)
    assert seat.left_at is not None
    assert not visible(cast.neighbour, CoProduction).filter(pk=cast.circle.pk).exists()
    assert kinds(cast.circle)[-1] == "seat.left"
    with pytest.raises(NotPossible, match="left already"):
        table.leave_seat(seat, by=cast.neighbour)
    with pytest.raises(NotPossible, match="only facilitator"):
        table.leave_seat(cast.circle.seats.get(person=cast.organiser), by=cast.organiser)
