"""From a bid to its decision, with reasons. Whole pence throughout."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.actions.programmes import remaining_pence
from wayahead.loop.funding.models import Bid, Grant, Programme
from wayahead.loop.solutions.checks import broken_fixed_limits
from wayahead.loop.solutions.models import Version


def refuse_bad_bid(programme: Programme, version: Version, asked_pence: int) -> None:
    """Say why this version cannot ask this programme for that much."""
    today = timezone.localdate()
    if not programme.opens_on <= today <= programme.closes_on:
        raise NotPossible(_("This programme is not open for bids today."), field="programme")
    if version.state != Version.State.AGREED:
        raise NotPossible(_("Only an agreed version of a solution can become a bid."), field="version")
    if version.solution.is_community_led:
        raise NotPossible(_("People do this themselves: it asks nobody for money."), field="version")
    if asked_pence <= 0:
        raise NotPossible(_("Ask for an amount above nought."), field="asked_pence")
    if asked_pence > programme.pot_pence:
        raise NotPossible(_("That is more than the whole pot."), field="asked_pence")
    if not version.solution.needs.filter(programmes=programme).exists():
        raise NotPossible(_("This solution answers none of the needs this programme rests on."), field="programme")
    broken = broken_fixed_limits(version)
    if broken:
        raise NotPossible(_("It breaks a fixed limit: %s") % "; ".join(broken), field="version")


@transaction.atomic
def bid(
    programme: Programme, version: Version, *, by: Person, applicant: Organisation, asked_pence: int, words: str = ""
) -> Bid:
    """An organisation asks a programme for money for an agreed version. A broken fixed limit stops it, by name."""
    refuse_bad_bid(programme, version, asked_pence)
    try:
        with transaction.atomic():
            sent = Bid.objects.create(
                programme=programme,
                version=version,
                applicant=applicant,
                asked_pence=asked_pence,
                words=words.strip(),
                sent_by=by,
                due_on=timezone.localdate() + timedelta(days=programme.decides_within_days),
            )
    except IntegrityError as error:
        raise NotPossible(_("This version was sent to this programme already."), field="programme") from error
    note(
        "bid.sent",
        sent,
        by=by,
        coproduction_id=version.solution.coproduction_id,
        for_organisation=applicant,
        facts={"pence": asked_pence, "programme": programme.pk},
    )
    return sent


@transaction.atomic
def award(bid: Bid, *, by: Person, amount_pence: int, reasons: str, report_due_on: date) -> Grant:
    """A funder grants a bid, all or part of it, with reasons. The pot is locked, so that its last pound goes once."""
    if not reasons.strip():
        raise NotPossible(_("Write the reasons. Everybody can read them."), field="reasons")
    programme = Programme.objects.select_for_update().get(pk=bid.programme_id)
    if not 0 < amount_pence <= bid.asked_pence:
        raise NotPossible(_("Grant between a penny and what was asked."), field="amount_pence")
    if amount_pence > remaining_pence(programme):
        raise NotPossible(_("There is not that much left in the pot."), field="amount_pence")
    if report_due_on <= timezone.localdate():
        raise NotPossible(_("Choose a day to come for the report."), field="report_due_on")
    decided = Bid.objects.filter(pk=bid.pk, state=Bid.State.SENT).update(
        state=Bid.State.GRANTED, reasons=reasons.strip(), decided_by=by, decided_at=timezone.now()
    )
    if not decided:
        raise NotPossible(_("This bid was decided or withdrawn already."))
    bid.refresh_from_db()
    grant = Grant.objects.create(bid=bid, amount_pence=amount_pence, awarded_by=by, report_due_on=report_due_on)
    note(
        "grant.awarded",
        grant,
        by=by,
        coproduction_id=bid.version.solution.coproduction_id,
        for_organisation=programme.funder,
        facts={"pence": amount_pence, "bid": bid.pk},
    )
    return grant


@transaction.atomic
def refuse(bid: Bid, *, by: Person, reasons: str, would_have_changed: str = "") -> Bid:
    """A funder does not fund a bid this time, and says why and what would have changed it."""
    if not reasons.strip():
        raise NotPossible(_("Write the reasons. Everybody can read them."), field="reasons")
    decided = Bid.objects.filter(pk=bid.pk, state=Bid.State.SENT).update(
        state=Bid.State.REFUSED,
        reasons=reasons.strip(),
        would_have_changed=would_have_changed.strip(),
        decided_by=by,
        decided_at=timezone.now(),
    )
    if not decided:
        raise NotPossible(_("This bid was decided or withdrawn already."))
    bid.refresh_from_db()
    note(
        "bid.refused",
        bid,
        by=by,
        coproduction_id=bid.version.solution.coproduction_id,
        for_organisation=bid.programme.funder,
    )
    return bid


@transaction.atomic
def withdraw(bid: Bid, *, by: Person) -> Bid:
    """The applicant takes a bid back before it is decided."""
    withdrawn = Bid.objects.filter(pk=bid.pk, state=Bid.State.SENT).update(state=Bid.State.WITHDRAWN)
    if not withdrawn:
        raise NotPossible(_("This bid was decided or withdrawn already."))
    bid.refresh_from_db()
    note(
        "bid.withdrawn",
        bid,
        by=by,
        coproduction_id=bid.version.solution.coproduction_id,
        for_organisation=bid.applicant,
    )
    return bid
