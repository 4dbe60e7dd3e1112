"""Speak, have it typed, change one's mind, and be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import MeetingPoint
from wayahead.base.people.actions import leave_address
from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.formats.signs import has_commands, is_empty
from wayahead.loop.listening.actions.conversations import refuse_if_closed
from wayahead.loop.listening.actions.reasons import public_reason
from wayahead.loop.listening.models import Conversation, Ground, Voice


@dataclass(frozen=True)
class Words:
    """One thing somebody said, and what may be done with it."""

    text: str
    language: str = "en-gb"
    quote: str = Voice.Quote.COUNTED
    first_name: str = ""
    is_lived: bool = False
    answer_to: str = ""


def refuse_bad_words(words: Words) -> None:
    """Say what is wrong with something said."""
    if is_empty(words.text):
        raise NotPossible(_("Write something first."), field="text")
    if len(words.text) > Voice.MOST_CHARACTERS:
        too_many = len(words.text) - Voice.MOST_CHARACTERS
        raise NotPossible(_("That is %d characters too long.") % too_many, field="text")
    for field in ("text", "first_name"):
        if has_commands(getattr(words, field)):
            raise NotPossible(_("There is a sign in it that cannot be shown. Type it anew."), field=field)
    if words.quote not in Voice.Quote.values:
        raise NotPossible(_("Choose one of the answers."), field="quote")
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


def sayable(conversation: Conversation, words: Words) -> Words:
    """The same words, when they can be said here: asked before anybody is welcomed for them."""
    refuse_if_closed(conversation)
    refuse_bad_words(words)
    return words


@transaction.atomic
def say(conversation: Conversation, words: Words, *, by: Person, channel: str = Voice.Channel.WEB) -> Voice:
    """Somebody says something, and gets a receipt and a day by which they hear back."""
    sayable(conversation, words)
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
    sayable(conversation, words)
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
    if point.meeting.coproduction_id != conversation.coproduction_id:
        raise NotPossible(_("This was said at a meeting of another co-production."))
    words = Words(text=point.text, quote=Voice.Quote.UNNAMED)
    voice = hear(conversation, words, typed_by=by, meeting_point=point, channel=Voice.Channel.MEETING)
    note("voice.heard_at_meeting", voice, by=by, coproduction_id=conversation.coproduction_id)
    return voice


@transaction.atomic
def change_quote(voice: Voice, *, by: Person, quote: str, first_name: str = "") -> Voice:
    """The speaker changes whether these words may be quoted."""
    if voice.state == Voice.State.WITHDRAWN:
        raise NotPossible(_("You took this back already."))
    if quote == Voice.Quote.NAMED and not first_name.strip():
        raise NotPossible(_("Write the first name to show, or choose “without my name”."), field="first_name")
    voice.quote, voice.first_name = quote, first_name.strip()
    voice.save(update_fields=["quote", "first_name"])
    note("voice.quote_changed", voice, by=by, coproduction_id=voice.coproduction_id)
    return voice


@transaction.atomic
def keep_back(voice: Voice, *, by: Person, kept_back: bool) -> Voice:
    """A facilitator keeps a voice's own words from being shown, since they would harm somebody; or no longer does.

    Its speaker and facilitators read them as before, and what was drawn from them stays.
    """
    if voice.state == Voice.State.WITHDRAWN:
        raise NotPossible(_("It was taken back: there are no words to show."))
    voice.kept_back = kept_back
    voice.save(update_fields=["kept_back"])
    kind = "voice.kept_back" if kept_back else "voice.no_longer_kept_back"
    note(kind, voice, by=by, coproduction_id=voice.coproduction_id)
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


@transaction.atomic
def set_aside(voice: Voice, *, by: Person, reason: str = "", ground: int = Ground.OTHER) -> Voice:
    """A voice does not become a statement, for a reason that everybody can read."""
    words = public_reason(ground, reason)
    if not end_with_a_reason([voice], by=by, reason=words, ground=ground):
        raise NotPossible(_("This voice is in a statement already, or was taken back."))
    voice.refresh_from_db()
    note("voice.set_aside", voice, by=by, coproduction_id=voice.coproduction_id, facts={"ground": int(ground)})
    return voice


@transaction.atomic
def set_many_aside(
    conversation: Conversation, *, by: Person, voices: Sequence[Voice], reason: str = "", ground: int = Ground.OTHER
) -> list[Voice]:
    """Several voices do not become a statement, all for one reason that everybody can read."""
    words = public_reason(ground, reason)
    if not voices:
        raise NotPossible(_("Choose at least one voice."), field="voices")
    if any(voice.conversation_id != conversation.pk for voice in voices):
        raise NotPossible(_("Choose voices of this conversation."), field="voices")
    if end_with_a_reason(voices, by=by, reason=words, ground=ground) != len(voices):
        said = _("One of these voices is in a statement already, or was taken back. Leave it out.")
        raise NotPossible(said, field="voices")
    note(
        "voices.set_aside",
        conversation,
        by=by,
        coproduction_id=conversation.coproduction_id,
        facts={"voices": sorted(voice.pk for voice in voices), "ground": int(ground)},
    )
    return list(voices)


def end_with_a_reason(voices: Sequence[Voice], *, by: Person, reason: str, ground: int) -> int:
    """These voices are read, and not taken up; returns how many of them could be."""
    waiting = [Voice.State.WAITING, Voice.State.SET_ASIDE]
    return Voice.objects.filter(pk__in=[voice.pk for voice in voices], state__in=waiting).update(
        state=Voice.State.SET_ASIDE, ground=ground, reason=reason, read_by=by, read_at=timezone.now()
    )
