"""Is that what you meant? Asking those who spoke, hearing them, and publishing with agreement and dissent."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.models import Voice
from wayahead.loop.needs.actions.writing import hold
from wayahead.loop.needs.agreement import agreement
from wayahead.loop.needs.models import CheckBack, Need


def speakers(need: Need) -> set[int]:
    """Everybody who said what a need rests on and can still be asked; a claimed guest is asked as the account."""
    said = Voice.objects.filter(statements__needs=need, speaker__erased_at=None).exclude(state=Voice.State.WITHDRAWN)
    rows = said.exclude(speaker=None).values_list("speaker_id", "speaker__claimed_by_id")
    return {claimed_by or speaker for speaker, claimed_by in rows}


def asked_about(need: Need) -> set[int]:
    """Everybody who was asked about a need already, whichever of their selves it was."""
    rows = CheckBack.objects.filter(need=need).values_list("person_id", "person__claimed_by_id")
    return {claimed_by or person for person, claimed_by in rows}


@transaction.atomic
def check_back(need: Need, *, by: Person) -> list[CheckBack]:
    """Ask everybody upstream whether this is what they meant; gives the questions that wait for an answer by this.

    Nobody is asked twice about the same words. Once the words changed, those who did not say yes are asked again.
    """
    hold(need, Need.State.DRAFT, Need.State.CHECKING, words=_("This is published already."))
    those_who_spoke = speakers(need)
    fresh = sorted(those_who_spoke - asked_about(need))
    asked = CheckBack.objects.bulk_create(CheckBack(need=need, person_id=person) for person in fresh)
    earlier = need.check_backs.filter(answered_at__lt=F("need__rewritten_at"), asked_at__lte=F("answered_at"))
    unconvinced = earlier.exclude(answer=CheckBack.Answer.YES).select_related("person")
    once_more = [one for one in unconvinced if (one.person.claimed_by_id or one.person_id) in those_who_spoke]
    if not asked and not once_more:
        raise NotPossible(_("There is nobody to ask who was not asked already."))
    CheckBack.objects.filter(pk__in=[check.pk for check in once_more]).update(asked_at=timezone.now())
    need.state = Need.State.CHECKING
    need.save(update_fields=["state"])
    facts = {"people": len(asked) + len(once_more)}
    note("need.asked_back", need, by=by, coproduction_id=need.coproduction_id, facts=facts)
    return [*asked, *once_more]


@transaction.atomic
def answer_check_back(need: Need, *, by: Person, answer: str, comment: str = "") -> CheckBack:
    """Yes, not quite, or no; saying it again before publication replaces it."""
    hold(need, Need.State.CHECKING, words=_("This is not being checked back any more."))
    checks = CheckBack.objects.filter(need=need, person__in=by.selves).order_by("pk")
    check = checks.first()
    if check is None:
        raise NotPossible(_("We ask the people whose words this came from."))
    if answer not in CheckBack.Answer.values:
        raise NotPossible(_("Choose one of the three answers."), field="answer")
    if answer != CheckBack.Answer.YES and not comment.strip():
        raise NotPossible(_("Say in a few words what you meant."), field="comment")
    check.answer, check.comment, check.answered_at = answer, comment.strip(), timezone.now()
    check.save(update_fields=["answer", "comment", "answered_at"])
    checks.exclude(pk=check.pk).delete()  # asked as a guest and as the account that claimed the guest: one person
    note("need.answered_back", need, by=by, coproduction_id=need.coproduction_id)
    return check


@transaction.atomic
def publish(need: Need, *, by: Person, dissent: str = "") -> Need:
    """Everybody can read it and rely on it, with how each group of opinion stands to it and who does not agree."""
    hold(need, Need.State.DRAFT, Need.State.CHECKING, words=_("This is published already."))
    checked = need.check_backs.aggregate_answers()
    if not checked["asked"] and speakers(need):
        raise NotPossible(_("Check it back with those who said it first."))
    if checked["no"] > checked["yes"]:
        raise NotPossible(_("More people said no than yes. Rewrite it, and ask again."))
    need.state, need.published_at = Need.State.PUBLISHED, timezone.now()
    need.dissent, need.agreement = dissent.strip(), agreement(need)
    need.save(update_fields=["state", "published_at", "dissent", "agreement"])
    facts = {"asked": checked["asked"], "yes": checked["yes"]}
    note("need.published", need, by=by, coproduction_id=need.coproduction_id, facts=facts)
    return need
