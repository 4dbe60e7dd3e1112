"""Who may speak, draw statements, vote and read the map."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from wayahead.access.coproduction import ONLY_FACILITATORS, sees_within
from wayahead.access.rule import Claim, General, Reader, Rule, everybody, facilitated, facilitators, has_account, selves
from wayahead.base.coproduction.models import CoProduction, MeetingPoint
from wayahead.loop.listening.models import Conversation, OpinionMap, Participation, Statement, SurpriseCheck, Voice
from wayahead.loop.listening.voting.remembered import talk_of


def own(person: Reader) -> Q:
    """Words that this person spoke, or typed for somebody."""
    return Q(speaker__in=selves(person)) | Q(typed_by__in=selves(person))


def spoke(person: Reader) -> Q:
    """Words that this person said; not those they typed for somebody."""
    return Q(speaker__in=selves(person))


def typed_for_somebody(person: Reader) -> Q:
    """Words that this person typed for somebody who has not taken them over yet."""
    theirs = Q(speaker__isnull=False, speaker__erased_at=None, speaker__claimed_by=None)
    return Q(typed_by__in=selves(person)) & theirs


def hears(person: Reader) -> Q:
    """One's own voices, those one facilitates, and what its speaker lets everybody read once it has been read."""
    return own(person) | Q(coproduction__in=facilitated(person)) | (Voice.quotable() & sees_within()(person))


def reads_statement(person: Reader) -> Q:
    """Statements of a co-production that this person sees; those not accepted carry their public reason."""
    return sees_within()(person)


SEES: dict[type[Model], Claim] = {
    Conversation: sees_within(),
    Participation: lambda person: Q(person__in=selves(person)),
    Voice: hears,
    Statement: reads_statement,
    MeetingPoint: sees_within("meeting__coproduction"),
    OpinionMap: sees_within("conversation__coproduction"),
    SurpriseCheck: sees_within("conversation__coproduction"),
}
RULES: dict[str, Rule] = {
    "conversation.see": Rule(Conversation, everybody, ""),
    "conversation.open": Rule(CoProduction, facilitators("pk"), ONLY_FACILITATORS),
    "conversation.close": Rule(Conversation, facilitators(), ONLY_FACILITATORS),
    "conversation.import": Rule(CoProduction, facilitators("pk"), ONLY_FACILITATORS),
    "participation.start": Rule(Conversation, everybody, ""),
    "voice.say": Rule(Conversation, everybody, ""),
    "voice.type": Rule(
        Conversation,
        lambda person: everybody(person) if has_account(person) else Q(pk__in=[]),
        _("Sign in first, so that people can see who typed for whom."),
    ),
    "voice.see": Rule(Voice, everybody, ""),
    "voice.hand_over": Rule(
        Voice,
        typed_for_somebody,
        _("Only the helper who typed it can hand it over."),
    ),
    "voice.change": Rule(Voice, spoke, _("Only the person who said it can change it.")),
    "voice.withdraw": Rule(Voice, spoke, _("Only the person who said it can take it back.")),
    "voice.read": Rule(Conversation, facilitators(), ONLY_FACILITATORS),
    "voice.set_aside": Rule(Voice, facilitators(), ONLY_FACILITATORS),
    "voice.keep_back": Rule(Voice, facilitators(), ONLY_FACILITATORS),
    "statement.see": Rule(Statement, everybody, ""),
    "statement.draw": Rule(Conversation, facilitators(), ONLY_FACILITATORS),
    "statement.seed": Rule(Conversation, facilitators(), ONLY_FACILITATORS),
    "statement.join": Rule(Statement, facilitators(), ONLY_FACILITATORS),
    "statement.set_aside": Rule(Statement, facilitators(), ONLY_FACILITATORS),
    "statement.take_up_again": Rule(Statement, facilitators(), ONLY_FACILITATORS),
    "statement.reword": Rule(Statement, facilitators(), ONLY_FACILITATORS),
    "statement.split": Rule(Statement, facilitators(), ONLY_FACILITATORS),
    "point.hear": Rule(
        MeetingPoint,
        lambda person: Q(meeting__coproduction__in=facilitated(person), kind=MeetingPoint.Kind.SAID),
        ONLY_FACILITATORS,
    ),
    "vote.cast": Rule(Conversation, everybody, ""),
    "map.see": Rule(Conversation, everybody, ""),
    "hearing.see": Rule(Conversation, everybody, ""),
}
GENERAL: dict[str, General] = {}


def everybody_votes(conversation_id: int) -> bool:
    """Whether `vote.cast` lets everybody vote in this conversation, from memory. A private circle never becomes public.

    No is not a refusal: ask `fetch`, which says no in the right way, or knows better.
    """
    talk = talk_of(conversation_id)
    return talk is not None and talk.is_public
