"""Offer help, ask for it where a step wants it, and tick steps off as they are done."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions.models import Match, Offer, Step, Version


@dataclass(frozen=True)
class Help:
    """What somebody offers, how they may be named, and how those who plan can reach them."""

    kind: str
    words: str
    signed: str = ""
    reach_me: str = ""
    language: str = "en-gb"
    need: Need | None = None
    speaking_for: Organisation | None = None


@transaction.atomic
def offer(coproduction: CoProduction, help_: Help, *, by: Person) -> Offer:
    """Somebody offers what they can do, lend or give; it stands beside needs and solutions until they end it."""
    if help_.kind not in Offer.Kind.values:
        raise NotPossible(_("Choose what it is that you offer."), field="kind")
    if not help_.words.strip():
        raise NotPossible(_("Say what you offer."), field="words")
    need = help_.need
    if need and (need.coproduction_id != coproduction.pk or need.state != Need.State.PUBLISHED):
        raise NotPossible(_("Choose what was published in this co-production."), field="need")
    words = {name: getattr(help_, name).strip() for name in ("words", "signed", "reach_me")}
    made = Offer.objects.create(
        coproduction=coproduction,
        kind=help_.kind,
        language=help_.language,
        need=need,
        speaking_for=help_.speaking_for,
        helper=by,
        **words,
    )
    note("offer.made", made, by=by, coproduction_id=coproduction.pk, for_organisation=help_.speaking_for)
    return made


@transaction.atomic
def end_offer(offer: Offer, *, by: Person) -> Offer:
    """Whoever offered something takes it back. What they promised to a step stays for its people to see."""
    ended = Offer.objects.standing().filter(pk=offer.pk).update(ended_at=timezone.now())
    if not ended:
        raise NotPossible(_("This offer was taken back already."))
    offer.refresh_from_db()
    note("offer.ended", offer, by=by, coproduction_id=offer.coproduction_id)
    return offer


@transaction.atomic
def ask_for_help(offer: Offer, step: Step, *, by: Person) -> Match:
    """The people at the table ask for an offer where a step wants help; whoever offered it says yes or no."""
    if offer.ended_at is not None:
        raise NotPossible(_("This offer was taken back already."))
    if step.version.solution.coproduction_id != offer.coproduction_id:
        raise NotPossible(_("This was offered somewhere else."), field="offer")
    if step.is_done:
        raise NotPossible(_("This step is done already."))
    match, is_new = Match.objects.get_or_create(
        offer=offer, solution=step.version.solution, step_key=step.key, defaults={"asked_by": by}
    )
    if not is_new:
        raise NotPossible(_("They were asked for this step already."), field="offer")
    note("match.asked", match, by=by, coproduction_id=offer.coproduction_id, facts={"step": step.pk})
    return match


@transaction.atomic
def answer_match(match: Match, *, by: Person, is_yes: bool) -> Match:
    """Whoever offered help says whether they do this step; they may change their mind."""
    match.state, match.answered_at = Match.State.YES if is_yes else Match.State.NO, timezone.now()
    match.save(update_fields=["state", "answered_at"])
    note("match.answered", match, by=by, coproduction_id=match.offer.coproduction_id, facts={"yes": is_yes})
    return match


@transaction.atomic
def do_step(step: Step, *, by: Person) -> Step:
    """A step of an agreed version is done."""
    if step.version.state != Version.State.AGREED:
        raise NotPossible(_("Steps are ticked off once their version is agreed."))
    if not Step.objects.filter(pk=step.pk, done_at=None).update(done_at=timezone.now(), done_by=by):
        raise NotPossible(_("This step is done already."))
    step.refresh_from_db()
    note("step.done", step, by=by, coproduction_id=step.version.solution.coproduction_id)
    return step
