"""Draw statements from voices, and set them aside."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import tasks
from wayahead.loop.listening.models import Conversation, Statement, Voice


def next_number(conversation: Conversation) -> int:
    """The next free number of a statement; the conversation's row is locked until the transaction ends."""
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    return (conversation.statements.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def draw_statement(
    conversation: Conversation, *, by: Person, text: str, voices: Sequence[Voice], language: str = "en-gb"
) -> Statement:
    """A facilitator draws one votable sentence from voices, and the statement keeps them."""
    if not text.strip():
        raise NotPossible(_("Write the statement."), field="text")
    if not voices:
        raise NotPossible(_("Choose at least one voice that this comes from."), field="voices")
    if any(voice.conversation_id != conversation.pk for voice in voices):
        raise NotPossible(_("Choose voices of this conversation."), field="voices")
    if len(text.strip()) > Statement.MOST_CHARACTERS:
        raise NotPossible(_("Use at most %d characters.") % Statement.MOST_CHARACTERS, field="text")
    number = next_number(conversation)
    # Locked and read again, because a speaker may take a voice back at this very moment.
    locked = Voice.objects.select_for_update().filter(pk__in=[voice.pk for voice in voices]).order_by("pk")
    if any(voice.state == Voice.State.WITHDRAWN for voice in locked):
        raise NotPossible(_("One of these voices was taken back. Leave it out."), field="voices")
    statement = Statement.objects.create(
        conversation=conversation,
        coproduction_id=conversation.coproduction_id,
        number=number,
        text=text.strip(),
        language=language,
        drawn_by=by,
    )
    statement.voices.set(voices)
    Voice.objects.filter(pk__in=[voice.pk for voice in voices]).update(
        state=Voice.State.DRAWN, reason="", read_by=by, read_at=timezone.now()
    )
    note(
        "statement.drawn",
        statement,
        by=by,
        coproduction_id=conversation.coproduction_id,
        facts={"voices": [voice.pk for voice in voices]},
    )
    return statement


@transaction.atomic
def set_statement_aside(statement: Statement, *, by: Person, reason: str) -> Statement:
    """A statement is no longer put to the vote, for a reason that everybody can read. Its votes are kept."""
    if not reason.strip():
        raise NotPossible(_("Write the reason. Everybody can read it."), field="reason")
    statement.state, statement.reason = Statement.State.SET_ASIDE, reason.strip()
    statement.save(update_fields=["state", "reason"])
    note("statement.set_aside", statement, by=by, coproduction_id=statement.coproduction_id)
    tasks.ask_for_map(statement.conversation_id)
    return statement
