"""Draw statements from voices, let voices join them, and set them aside."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.formats.signs import has_commands, is_empty
from wayahead.loop.listening import tasks
from wayahead.loop.listening.actions.reasons import public_reason
from wayahead.loop.listening.models import NEVER_SHOWN, Conversation, Ground, Statement, Voice


def next_number(conversation: Conversation) -> int:
    """The next free number of a statement; the conversation's row is locked until the transaction ends."""
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    return (conversation.statements.aggregate(last=Max("number"))["last"] or 0) + 1


def words_for_the_vote(text: str, field: str = "text") -> str:
    """The sentence, trimmed; says what is wrong with one that nobody could vote on."""
    words = " ".join(text.split())
    if is_empty(words):
        raise NotPossible(_("Write the statement."), field=field)
    if has_commands(words):
        raise NotPossible(_("There is a sign in it that cannot be shown. Type it anew."), field=field)
    if len(words) > Statement.MOST_CHARACTERS:
        raise NotPossible(_("Use at most %d characters.") % Statement.MOST_CHARACTERS, field=field)
    return words


def refuse_same_words(conversation: Conversation, texts: Sequence[str], *, but: int = 0, field: str = "text") -> None:
    """Say which open statement has just these words; `but` is the key of one that may."""
    open_now = conversation.statements.filter(state=Statement.State.ACCEPTED, text__in=texts).exclude(pk=but)
    number = open_now.values_list("number", flat=True).first()
    if number is not None:
        raise NotPossible(_("Statement %d has just these words. Join the voices to it.") % number, field=field)


def language_of(voices: Sequence[Voice]) -> str:
    """The language in which all of these voices spoke; empty where there are several."""
    spoken = {voice.language for voice in voices}
    return spoken.pop() if len(spoken) == 1 else ""


def lock_voices(conversation: Conversation, voices: Sequence[Voice]) -> list[Voice]:
    """The same voices as they stand now, locked: a speaker may take one back at this very moment."""
    if not voices:
        raise NotPossible(_("Choose at least one voice that this comes from."), field="voices")
    if any(voice.conversation_id != conversation.pk for voice in voices):
        raise NotPossible(_("Choose voices of this conversation."), field="voices")
    locked = list(Voice.objects.select_for_update().filter(pk__in=[voice.pk for voice in voices]).order_by("pk"))
    if any(voice.state == Voice.State.WITHDRAWN for voice in locked):
        raise NotPossible(_("One of these voices was taken back. Leave it out."), field="voices")
    return locked


def end_in_a_statement(voices: Sequence[Voice], *, by: Person, kept_back: bool) -> None:
    """These voices are read, and heard in a statement; their own words are kept back where they would harm somebody."""
    read = Voice.objects.filter(pk__in=[voice.pk for voice in voices])
    read.update(state=Voice.State.DRAWN, ground=Ground.OTHER, reason="", read_by=by, read_at=timezone.now())
    if kept_back:
        read.update(kept_back=True)


@transaction.atomic
def draw_statement(
    conversation: Conversation,
    *,
    by: Person,
    text: str,
    voices: Sequence[Voice],
    language: str = "",
    kept_back: bool = False,
) -> Statement:
    """A facilitator draws one votable sentence from voices, and the statement keeps them.

    Without a language it is in that of the voices, or where they spoke in several in that of the conversation.
    `kept_back` keeps the voices' own words from being shown to anybody but their speakers and facilitators.
    """
    words = words_for_the_vote(text)
    number = next_number(conversation)
    refuse_same_words(conversation, [words])
    locked = lock_voices(conversation, voices)
    statement = Statement.objects.create(
        conversation=conversation,
        coproduction_id=conversation.coproduction_id,
        number=number,
        text=words,
        language=language or language_of(locked) or conversation.language,
        drawn_by=by,
    )
    statement.voices.set(locked)
    end_in_a_statement(locked, by=by, kept_back=kept_back)
    facts = {"voices": [voice.pk for voice in locked]} | ({"kept_back": True} if kept_back else {})
    note("statement.drawn", statement, by=by, coproduction_id=conversation.coproduction_id, facts=facts)
    return statement


@transaction.atomic
def join_statement(statement: Statement, *, by: Person, voices: Sequence[Voice], kept_back: bool = False) -> Statement:
    """Voices that say what a statement says already stand with it, and are heard there.

    `kept_back` as for a new one.
    """
    if statement.state != Statement.State.ACCEPTED:
        raise NotPossible(_("This statement is not open for votes. Choose another."), field="statement")
    locked = lock_voices(statement.conversation, voices)
    statement.voices.add(*locked)
    end_in_a_statement(locked, by=by, kept_back=kept_back)
    facts = {"voices": [voice.pk for voice in locked]} | ({"kept_back": True} if kept_back else {})
    note("statement.joined", statement, by=by, coproduction_id=statement.coproduction_id, facts=facts)
    return statement


@transaction.atomic
def set_statement_aside(
    statement: Statement, *, by: Person, reason: str = "", ground: int = Ground.OTHER, same_as: Statement | None = None
) -> Statement:
    """A statement is no longer put to the vote, for a reason that everybody can read. Its votes are kept.

    Where another says the same, its voices stand with that one too. Words that would harm somebody are withheld: from
    then on nobody but facilitators reads them, wherever the statement is shown.
    """
    words = public_reason(ground, reason)
    if (same_as is not None) != (Ground(ground) == Ground.SAME):
        raise NotPossible(_("Say which statement says the same."), field="same_as")
    if same_as is not None:
        refuse_wrong_twin(statement, same_as)
        same_as.voices.add(*statement.voices.all())
    statement.state, statement.ground, statement.reason = Statement.State.SET_ASIDE, Ground(ground), words
    statement.same_as = same_as
    own = statement.withheld or statement.text
    is_withheld = statement.ground in NEVER_SHOWN
    statement.text, statement.withheld = (_("(Words that are not shown)"), own) if is_withheld else (own, "")
    statement.save(update_fields=["state", "ground", "reason", "same_as", "text", "withheld"])
    facts = {"ground": int(ground), "same_as": same_as.pk if same_as else None}
    note("statement.set_aside", statement, by=by, coproduction_id=statement.coproduction_id, facts=facts)
    tasks.ask_for_map(statement.conversation_id)
    return statement


def refuse_wrong_twin(statement: Statement, same_as: Statement) -> None:
    """Say why another statement cannot be the one that says the same."""
    is_here = same_as.conversation_id == statement.conversation_id and same_as.pk != statement.pk
    if not is_here or same_as.state != Statement.State.ACCEPTED:
        raise NotPossible(_("Choose another statement of this conversation that is open for votes."), field="same_as")


@transaction.atomic
def take_up_again(statement: Statement, *, by: Person) -> Statement:
    """A statement that was set aside is put to the vote again; what was answered before still counts."""
    if statement.state != Statement.State.SET_ASIDE:
        raise NotPossible(_("This statement is open for votes already."))
    if not statement.text:
        raise NotPossible(_("It has no words to vote on."))
    statement.text, statement.withheld = statement.withheld or statement.text, ""
    statement.state, statement.ground, statement.reason = Statement.State.ACCEPTED, Ground.OTHER, ""
    statement.same_as = None
    statement.save(update_fields=["state", "ground", "reason", "same_as", "text", "withheld"])
    note("statement.taken_up_again", statement, by=by, coproduction_id=statement.coproduction_id)
    tasks.ask_for_map(statement.conversation_id)
    return statement
