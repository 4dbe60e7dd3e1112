"""Take part, vote, and what comes next."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Random
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note, way_in
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import tasks
from wayahead.loop.listening.actions.conversations import refuse_if_closed
from wayahead.loop.listening.models import Conversation, Participation, Statement, Vote

LONGEST_KEY = 80


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
    conversation = statement.conversation
    earlier = the_vote_sent_before(participation, statement, cast)
    if earlier is not None:
        return earlier
    if participation.conversation_id != conversation.pk or statement.state != Statement.State.ACCEPTED:
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
        # The same key at the same moment: the other one was first.
        earlier = the_vote_sent_before(participation, statement, cast)
        if earlier is None:
            raise
        return earlier
    tasks.ask_for_map(conversation.pk)
    return row


def the_vote_sent_before(participation: Participation, statement: Statement, cast: Choice) -> Vote | None:
    """The vote that carries the same key, if there is one; another content under it is refused."""
    if cast.idempotency_key is None:
        return None
    if not 1 <= len(cast.idempotency_key) <= LONGEST_KEY:
        raise NotPossible(_("A key has 1 to %d characters.") % LONGEST_KEY, field="Idempotency-Key")
    earlier = Vote.objects.filter(voter=participation.pseudonym, idempotency_key=cast.idempotency_key).first()
    if earlier and (earlier.statement_id, earlier.choice, earlier.matters) != (statement.pk, cast.choice, cast.matters):
        raise NotPossible(_("This key was used for another vote. Make a new one."), field="Idempotency-Key")
    return earlier


def pseudonyms(participation: Participation) -> "QuerySet[Participation, UUID]":
    """Every pseudonym under which this person votes here: their own, and those of guests they claimed."""
    if participation.person is None:
        own = Participation.objects.filter(pk=participation.pk)
    else:
        own = Participation.objects.filter(
            conversation_id=participation.conversation_id, person__in=participation.person.selves
        )
    return own.values_list("pseudonym", flat=True)


def standing_votes(participation: Participation) -> "QuerySet[Vote]":
    """What this person says now: the last vote per statement, retractions left out."""
    last = (
        Vote.objects.filter(conversation_id=participation.conversation_id, voter__in=pseudonyms(participation))
        .order_by("statement_id", "-pk")
        .distinct("statement_id")
    )
    return Vote.objects.filter(pk__in=last.values("pk"), choice__isnull=False)


def next_statement(conversation: Conversation, participation: Participation | None) -> Statement | None:
    """A statement this person has not answered: one of the least heard, with some chance for each."""
    votable = Statement.objects.filter(conversation=conversation, state=Statement.State.ACCEPTED)
    if participation is not None:
        votable = votable.exclude(pk__in=standing_votes(participation).values("statement_id"))
    return votable.order_by((F("hearings") + 1) * (Random() + 0.5), "pk").first()
