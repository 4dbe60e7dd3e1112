"""A funder asks something else, or less, than it said when it opened a programme; after an answer it says why."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.actions.programmes import Extra
from wayahead.loop.funding.models import ExtraQuestion


@transaction.atomic
def change_question(question: ExtraQuestion, extra: Extra, *, by: Person, because: str = "") -> ExtraQuestion:
    """A programme asks something else instead from now on; whoever answered the old question keeps their answer."""
    if not extra.text.strip():
        raise NotPossible(_("Write the question."), field="text")
    if not extra.reason.strip():
        raise NotPossible(_("Say what the answer decides. Everybody can read it."), field="reason")
    held = ended(question, because)
    if (held.text, held.reason) == (extra.text.strip(), extra.reason.strip()):
        raise NotPossible(_("That is what it asks already."), field="text")
    made = ExtraQuestion.objects.create(
        programme=held.programme,
        position=held.position,
        text=extra.text.strip(),
        reason=extra.reason.strip(),
        follows=held,
    )
    note_end("extra_question.changed", made, held, by)
    return made


@transaction.atomic
def withdraw_question(question: ExtraQuestion, *, by: Person, because: str = "") -> ExtraQuestion:
    """A programme does not ask this any more."""
    held = ended(question, because)
    note_end("extra_question.withdrawn", held, held, by)
    return held


def ended(question: ExtraQuestion, because: str) -> ExtraQuestion:
    """The question, ended; a reason is owed as soon as somebody has answered it."""
    held = ExtraQuestion.objects.select_for_update(of=("self",)).select_related("programme__funder").get(pk=question.pk)
    if held.ended_at is not None:
        raise NotPossible(_("This is not asked any more."))
    if not because.strip() and held.answers.exists():
        raise NotPossible(
            _("Somebody has answered this. Say why you change it: everybody can read it."), field="because"
        )
    held.ended_at, held.ended_because = timezone.now(), because.strip()
    held.save(update_fields=["ended_at", "ended_because"])
    return held


def note_end(kind: str, about: ExtraQuestion, held: ExtraQuestion, by: Person) -> None:
    """Write down what ended, and how many had answered it."""
    facts = {"programme": held.programme_id, "question": held.pk, "answers": held.answers.count()}
    note(kind, about, by=by, for_organisation=held.programme.funder, facts=facts)
