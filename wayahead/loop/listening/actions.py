"""What people can do while a community listens: open, speak, draw statements, vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Max, QuerySet
from django.db.models.functions import Random
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction, MeetingPoint
from wayahead.base.people.actions import leave_address
from wayahead.base.people.models import Person
from wayahead.base.record.actions import note, way_in
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import tasks
from wayahead.loop.listening.models import Conversation, Participation, Statement, Voice, Vote


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


@dataclass(frozen=True)
class Words:
    """One thing somebody said, and what may be done with it."""

    text: str
    language: str = "en-gb"
    quote: str = Voice.Quote.COUNTED
    first_name: str = ""
    is_lived: bool = False
    answer_to: str = ""


def refuse_if_closed(conversation: Conversation) -> None:
    """Say that a conversation is over, where it is."""
    if not conversation.is_open:
        raise NotPossible(_("This conversation is closed. What was said is still answered."))


def refuse_bad_words(words: Words) -> None:
    """Say what is wrong with something said."""
    if not words.text.strip():
        raise NotPossible(_("Write something first."), field="text")
    if len(words.text) > Voice.MOST_CHARACTERS:
        too_many = len(words.text) - Voice.MOST_CHARACTERS
        raise NotPossible(_("That is %d characters too long.") % too_many, field="text")
    if words.quote == Voice.Quote.NAMED and not words.first_name.strip():
        raise NotPossible(_("Write the first name to show, or choose “without my name”."), field="first_name")


def hear(conversation: Conversation, words: Words, **how: object) -> Voice:
    """The row of one voice, not read yet."""
    return Voice.objects.create(
        conversation=conversation,
        coproduction_id=conversation.coproduction_id,
        text=words.text.strip(),
        language=words.language,
        quote=words.quote,
        first_name=words.first_name.strip(),
        is_lived=words.is_lived,
        answer_due_on=timezone.localdate() + timedelta(days=conversation.promised_days),
        **how,
    )


@transaction.atomic
def say(conversation: Conversation, words: Words, *, by: Person, channel: str = Voice.Channel.WEB) -> Voice:
    """Somebody says something, and gets a receipt and a day by which they hear back."""
    refuse_if_closed(conversation)
    refuse_bad_words(words)
    voice = hear(conversation, words, speaker=by, channel=channel)
    if words.answer_to:
        leave_address(by, words.answer_to)
    note(
        "voice.said", voice, by=by, coproduction_id=conversation.coproduction_id, facts={"characters": len(voice.text)}
    )
    return voice


@transaction.atomic
def type_for(
    conversation: Conversation,
    words: Words,
    *,
    by: Person,
    speaker: Person,
    consented: bool,
    channel: str = Voice.Channel.HELPER,
) -> Voice:
    """A helper types what somebody said, with their consent; the voice is labelled so and stays the speaker's."""
    refuse_if_closed(conversation)
    refuse_bad_words(words)
    if not consented:
        raise NotPossible(_("Ask first. Type it only when the person said yes."), field="consented")
    voice = hear(conversation, words, speaker=speaker, typed_by=by, channel=channel)
    if words.answer_to:
        leave_address(speaker, words.answer_to)
    note("voice.typed", voice, by=by, coproduction_id=conversation.coproduction_id, facts={"speaker": speaker.pk})
    return voice


@transaction.atomic
def hear_point(conversation: Conversation, point: MeetingPoint, *, by: Person) -> Voice:
    """What was said at a meeting becomes a voice."""
    refuse_if_closed(conversation)
    if Voice.objects.filter(meeting_point=point).exists():
        raise NotPossible(_("This point is a voice already."))
    words = Words(text=point.text, quote=Voice.Quote.UNNAMED)
    voice = hear(conversation, words, typed_by=by, meeting_point=point, channel=Voice.Channel.MEETING)
    note("voice.heard_at_meeting", voice, by=by, coproduction_id=conversation.coproduction_id)
    return voice


@transaction.atomic
def change_quote(voice: Voice, *, by: Person, quote: str, first_name: str = "") -> Voice:
    """The speaker changes whether these words may be quoted."""
    if quote == Voice.Quote.NAMED and not first_name.strip():
        raise NotPossible(_("Write the first name to show, or choose “without my name”."), field="first_name")
    voice.quote, voice.first_name = quote, first_name.strip()
    voice.save(update_fields=["quote", "first_name"])
    note("voice.quote_changed", voice, by=by, coproduction_id=voice.coproduction_id)
    return voice


@transaction.atomic
def withdraw(voice: Voice, *, by: Person) -> Voice:
    """The speaker takes a voice back: its words go for good, its place on the chain stays."""
    withdrawn = (
        Voice.objects.filter(pk=voice.pk)
        .exclude(state=Voice.State.WITHDRAWN)
        .update(state=Voice.State.WITHDRAWN, text="", first_name="", reason="", quote=Voice.Quote.COUNTED)
    )
    if not withdrawn:
        raise NotPossible(_("You took this back already."))
    voice.refresh_from_db()
    note("voice.withdrawn", voice, by=by, coproduction_id=voice.coproduction_id)
    return voice


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
    if any(voice.state == Voice.State.WITHDRAWN for voice in voices):
        raise NotPossible(_("One of these voices was taken back. Leave it out."), field="voices")
    statement = Statement.objects.create(
        conversation=conversation,
        coproduction_id=conversation.coproduction_id,
        number=next_number(conversation),
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
def set_aside(voice: Voice, *, by: Person, reason: str) -> Voice:
    """A voice does not become a statement, for a reason that everybody can read."""
    if not reason.strip():
        raise NotPossible(_("Write the reason. Everybody can read it."), field="reason")
    set_aside = Voice.objects.filter(pk=voice.pk, state__in=[Voice.State.WAITING, Voice.State.SET_ASIDE]).update(
        state=Voice.State.SET_ASIDE, reason=reason.strip(), read_by=by, read_at=timezone.now()
    )
    if not set_aside:
        raise NotPossible(_("This voice is in a statement already, or was taken back."))
    voice.refresh_from_db()
    note("voice.set_aside", voice, by=by, coproduction_id=voice.coproduction_id)
    return voice


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


@transaction.atomic
def take_part(conversation: Conversation, *, by: Person, channel: str | None = None) -> Participation:
    """The participation of this person, under whichever of their selves they began; begun now if never before."""
    begun = conversation.participations.filter(person__in=by.selves).order_by("pk").first()
    if begun:
        return begun
    participation, is_new = Participation.objects.get_or_create(
        conversation=conversation, person=by, defaults={"channel": channel or way_in()}
    )
    if is_new:
        note("participation.begun", participation, by=by, coproduction_id=conversation.coproduction_id)
    return participation


@dataclass(frozen=True)
class Choice:
    """Agree 1, disagree −1, pass 0; None takes an earlier vote back."""

    choice: int | None
    matters: bool = False
    idempotency_key: str | None = None


@transaction.atomic
def vote(participation: Participation, statement: Statement, cast: Choice) -> Vote:
    """One vote is kept for good before this returns; the same idempotency key again gives the same vote.

    The row is its own record: no event is noted for it (architecture, decision 7).
    """
    conversation = participation.conversation
    if statement.conversation_id != conversation.pk or statement.state != Statement.State.ACCEPTED:
        raise NotPossible(_("This statement is not open for votes here."), field="statement")
    refuse_if_closed(conversation)
    if cast.choice not in (None, -1, 0, 1):
        raise NotPossible(_("Vote 1 to agree, -1 to disagree, 0 to pass, or null to take it back."), field="vote")
    row = Vote(
        coproduction_id=conversation.coproduction_id,
        conversation_id=conversation.pk,
        statement=statement,
        voter=participation.pseudonym,
        choice=cast.choice,
        matters=cast.matters,
        channel=way_in(),
        idempotency_key=cast.idempotency_key,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return the_vote_sent_before(row)
    tasks.ask_for_map(conversation.pk)
    return row


def the_vote_sent_before(row: Vote) -> Vote:
    """The vote that carries the same key; another content under it is refused."""
    earlier = Vote.objects.get(voter=row.voter, idempotency_key=row.idempotency_key)
    if (earlier.statement_id, earlier.choice, earlier.matters) != (row.statement_id, row.choice, row.matters):
        raise NotPossible(_("This key was used for another vote. Make a new one."), field="Idempotency-Key")
    return earlier


def standing_votes(participation: Participation) -> "QuerySet[Vote]":
    """What this person says now: the last vote per statement, retractions left out."""
    last = (
        Vote.objects.filter(conversation_id=participation.conversation_id, voter=participation.pseudonym)
        .order_by("statement_id", "-pk")
        .distinct("statement_id")
    )
    return Vote.objects.filter(pk__in=last.values("pk"), choice__isnull=False)


def next_statement(participation: Participation) -> Statement | None:
    """A statement this person has not answered: one of the least heard, with some chance for each."""
    answered = standing_votes(participation).values("statement_id")
    return (
        Statement.objects.filter(conversation_id=participation.conversation_id, state=Statement.State.ACCEPTED)
        .exclude(pk__in=answered)
        .order_by((F("hearings") + 1) * (Random() + 0.5), "pk")
        .first()
    )
