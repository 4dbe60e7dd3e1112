"""Open and close a conversation."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.models import Conversation


@transaction.atomic
def open_conversation(
    coproduction: CoProduction,
    *,
    by: Person,
    question: str,
    about: str = "",
    promised_days: int = 14,
    closes_on: date | None = None,
) -> Conversation:
    """A round of listening begins, with one question and a promise of when people hear back."""
    if not question.strip():
        raise NotPossible(_("Write the question."), field="question")
    if not 1 <= promised_days <= 90:
        raise NotPossible(_("Promise an answer within 1 to 90 days."), field="promised_days")
    if closes_on and closes_on < timezone.localdate():
        raise NotPossible(_("Choose a closing day that is still to come."), field="closes_on")
    conversation = Conversation.objects.create(
        coproduction=coproduction,
        question=question.strip(),
        about=about.strip(),
        promised_days=promised_days,
        closes_on=closes_on,
        opened_by=by,
    )
    note("conversation.opened", conversation, by=by, coproduction_id=coproduction.pk, facts={"days": promised_days})
    return conversation


@transaction.atomic
def close_conversation(conversation: Conversation, *, by: Person) -> Conversation:
    """Nobody speaks or votes here any more; what was said stays and is still answered."""
    closed = Conversation.objects.filter(pk=conversation.pk, state=Conversation.State.OPEN).update(
        state=Conversation.State.CLOSED
    )
    if not closed:
        raise NotPossible(_("This conversation is closed already."))
    conversation.refresh_from_db()
    note("conversation.closed", conversation, by=by, coproduction_id=conversation.coproduction_id)
    return conversation


def refuse_if_closed(conversation: Conversation) -> None:
    """Say that a conversation is over, where it is."""
    if not conversation.is_open:
        raise NotPossible(_("This conversation is closed. What was said is still answered."))
