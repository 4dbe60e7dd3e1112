"""What a panel does: score each entry with reasons, or stand aside; and that its members are paid for their time."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CostLine
from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.actions.ballots import taking_ballots
from wayahead.loop.funding.models import MOST_POINTS, Points, Round, RoundEntry, RoundInvitation, ScoreSheet


def seat_of(round: Round, person: Person) -> RoundInvitation:
    """The seat of this person, under whichever of their selves they took it."""
    seat = round.invitations.filter(taken_by__in=person.selves).order_by("pk").first() if round.is_panel else None
    if seat is None:
        raise NotPossible(_("Only the members of its panel score this round."))
    return seat


def refuse_bad_points(round: Round, points: Mapping[int, int]) -> None:
    """Every criterion has its points, from 0 to 5, and nothing else has any."""
    numbers = set(round.criteria.values_list("number", flat=True))
    if set(points) != numbers or not all(0 <= given <= MOST_POINTS for given in points.values()):
        words = _("Give from 0 to %d points for each thing that the panel looks at.") % MOST_POINTS
        raise NotPossible(words, field="points")


@transaction.atomic
def score(entry: RoundEntry, *, by: Person, points: Mapping[int, int], reasons: str) -> ScoreSheet:
    """A panel member scores an entry, with their reasons; scoring again replaces it. The record does not say who."""
    if not reasons.strip():
        raise NotPossible(_("Write your reasons. Everybody can read them, without your name."), field="reasons")
    refuse_bad_points(entry.round, points)
    sheet = write_sheet(entry, by, reasons, stands_aside=False)
    criteria = {criterion.number: criterion for criterion in entry.round.criteria.all()}
    Points.objects.bulk_create(
        Points(sheet=sheet, criterion=criteria[number], points=given) for number, given in points.items()
    )
    note("panel.scored", entry.round, by=None, coproduction_id=entry.round.coproduction_id)
    return sheet


@transaction.atomic
def stand_aside(entry: RoundEntry, *, by: Person, why: str) -> ScoreSheet:
    """A panel member has an interest in an entry, says which, and does not score it."""
    if not why.strip():
        raise NotPossible(_("Say what your interest in it is."), field="reasons")
    sheet = write_sheet(entry, by, why, stands_aside=True)
    note("panel.stood_aside", entry.round, by=None, coproduction_id=entry.round.coproduction_id)
    return sheet


def write_sheet(entry: RoundEntry, by: Person, reasons: str, *, stands_aside: bool) -> ScoreSheet:
    """The sheet of this person for this entry, anew."""
    found = taking_ballots(entry.round)
    sheet, _is_new = ScoreSheet.objects.update_or_create(
        entry=entry,
        seat=seat_of(found, by),
        defaults={"reasons": reasons.strip(), "stands_aside": stands_aside, "given_at": timezone.now()},
    )
    sheet.points.all().delete()
    return sheet


@transaction.atomic
def pay_panel(round: Round, *, by: Person) -> int:
    """Write down that every panel member who is through was paid; it is spent on involving people. Each once."""
    found = Round.objects.select_for_update(of=("self",)).select_related("programme__funder").get(pk=round.pk)
    if not found.is_panel:
        raise NotPossible(_("There is no panel in this round."))
    through = found.invitations.annotate(sheets_done=Count("sheets")).filter(
        paid_at=None, sheets_done=found.entries.count()
    )
    seats = [seat.pk for seat in through]
    if not seats:
        raise NotPossible(_("Nobody waits to be paid: members are paid once they are through with everything."))
    RoundInvitation.objects.filter(pk__in=seats).update(paid_at=timezone.now())
    spent = len(seats) * found.recognition_pence
    CostLine.objects.filter(pk__in=[found.recognition_line_id]).update(spent_pence=F("spent_pence") + spent)
    note(
        "panel.paid",
        found,
        by=by,
        coproduction_id=found.coproduction_id,
        for_organisation=found.programme.funder,
        facts={"members": len(seats), "pence": spent},
    )
    return len(seats)
