"""Is that what you meant? Asking those who spoke, hearing them, and publishing with agreement and dissent."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.models import Voice
from wayahead.loop.needs.agreement import agreement
from wayahead.loop.needs.models import CheckBack, Need


def speakers(need: Need) -> set[int]:
    """Everybody who said what a need rests on and can still be asked; a claimed guest is asked as the account."""
    said = Voice.objects.filter(statements__needs=need, speaker__erased_at=None).exclude(state=Voice.State.WITHDRAWN)
    rows = said.exclude(speaker=None).values_list("speaker_id", "speaker__claimed_by_id")
    return {claimed_by or speaker for speaker, claimed_by in rows}


@transaction.atomic
def check_back(need: Need, *, by: Person) -> int:
    """Ask everybody upstream whether this is what they meant; gives how many are asked now, never anybody twice."""
    if need.state not in (Need.State.DRAFT, Need.State.CHECKING):
        raise NotPossible(_("This is published already."))
    asked = set(CheckBack.objects.filter(need=need).values_list("person_id", flat=True))
    fresh = sorted(speakers(need) - asked)
    CheckBack.objects.bulk_create(CheckBack(need=need, person_id=person) for person in fresh)
    need.state = Need.State.CHECKING
    need.save(update_fields=["state"])
    note("need.asked_back", need, by=by, coproduction_id=need.coproduction_id, facts={"people": len(fresh)})
    return len(fresh)


@transaction.atomic
def answer_check_back(need: Need, *, by: Person, answer: str, comment: str = "") -> CheckBack:
    """Yes, not quite, or no; saying it again before publication replaces it."""
    if need.state != Need.State.CHECKING:
        raise NotPossible(_("This is not being checked back any more."))
    check = CheckBack.objects.filter(need=need, person__in=by.selves).first()
    if check is None:
        raise NotPossible(_("We ask the people whose words this came from."))
    if answer != CheckBack.Answer.YES and not comment.strip():
        raise NotPossible(_("Say in a few words what you meant."), field="comment")
    check.answer, check.comment, check.answered_at = answer, comment.strip(), timezone.now()
    check.save(update_fields=["answer", "comment", "answered_at"])
    note("need.answered_back", need, by=by, coproduction_id=need.coproduction_id)
    return check


@transaction.atomic
def publish(need: Need, *, by: Person, dissent: str = "") -> Need:
    """Everybody can read it and rely on it, with how each group of opinion stands to it and who does not agree."""
    if need.state not in (Need.State.DRAFT, Need.State.CHECKING):
        raise NotPossible(_("This is published already."))
    checked = need.check_backs.aggregate_answers()
    if need.state == Need.State.DRAFT and speakers(need):
        raise NotPossible(_("Check it back with those who said it first."))
    if checked["no"] > checked["yes"]:
        raise NotPossible(_("More people said no than yes. Rewrite it, and ask again."))
    published = Need.objects.filter(~Q(state=Need.State.PUBLISHED), pk=need.pk).update(
        state=Need.State.PUBLISHED,
        published_at=timezone.now(),
        dissent=dissent.strip(),
        agreement=agreement(need),
    )
    if not published:
        raise NotPossible(_("This is published already."))
    need.refresh_from_db()
    facts = {"asked": checked["asked"], "yes": checked["yes"]}
    note("need.published", need, by=by, coproduction_id=need.coproduction_id, facts=facts)
    return need
