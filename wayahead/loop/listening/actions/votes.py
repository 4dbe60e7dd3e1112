"""Take part, vote, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note, way_in
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.actions.conversations import refuse_if_closed
from wayahead.loop.listening.models import Conversation, Participation, Statement
from wayahead.loop.listening.voting.answers import begun, root_of
from wayahead.loop.listening.voting.ballot import Ballot, Kept
from wayahead.loop.listening.voting.choosing import put_before, vote_and_go_on
from wayahead.loop.listening.voting.remembered import PARTS
from wayahead.loop.listening.voting.together import keep_sheet

LONGEST_KEY = 80


def refuse_if_not_votable(conversation: Conversation, statement_id: int) -> None:
    """Say that a statement is not open, before anybody begins to take part for the sake of a vote on it."""
    if not conversation.statements.filter(pk=statement_id, state=Statement.State.ACCEPTED).exists():
        raise NotPossible(_("This statement is not open for votes here."), field="statement")
    refuse_if_closed(conversation)


@transaction.atomic
def take_part(conversation: Conversation, *, by: Person, channel: str | None = None) -> Participation:
    """The participation of this person, under whichever of their selves they began; begun now if never before."""
    earlier = begun(conversation.pk, root_of(by))
    if earlier:
        return earlier
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


@dataclass(frozen=True)
class Voter:
    """Who votes: by a participation link that is checked with the vote, or looked up already (no link).

    `is_admitted` once `access` let them into a private circle.
    """

    person_id: int
    link_id: int | None
    is_admitted: bool = False


def vote(participation: Participation, statement: Statement, cast: Choice) -> Kept:
    """One vote is kept for good before this returns; the same idempotency key again gives the same receipt.

    The row is its own record: no event is noted for it (architecture, decision 7).
    """
    if participation.person is None or participation.conversation_id != statement.conversation_id:
        raise NotPossible(_("This statement is not open for votes here."), field="statement")
    voter = Voter(root_of(participation.person), link_id=None, is_admitted=True)
    return vote_and_go_on(ballot_of(statement.conversation_id, statement.pk, cast, by=voter))[0]


def vote_by_sheet(participation: Participation, sheet: Mapping[Statement, Choice]) -> None:
    """Everything that somebody answered on one sheet, kept together or not at all; nothing is put before them next."""
    if participation.person is None or any(one.conversation_id != participation.conversation_id for one in sheet):
        raise NotPossible(_("This statement is not open for votes here."), field="statement")
    voter = Voter(root_of(participation.person), link_id=None, is_admitted=True)
    keep_sheet([ballot_of(one.conversation_id, one.pk, cast, by=voter) for one, cast in sheet.items()])
    PARTS.renew((participation.conversation_id, voter.person_id))


def vote_by_link(conversation_id: int, statement_id: int, cast: Choice, *, by: Voter) -> tuple[Kept, Statement | None]:
    """The same for somebody with a participation link, and the statement to put before them next."""
    return vote_and_go_on(ballot_of(conversation_id, statement_id, cast, by=by))


def ballot_of(conversation_id: int, statement_id: int, cast: Choice, *, by: Voter) -> Ballot:
    """What was chosen, as the database may have it."""
    if cast.choice not in (None, -1, 0, 1):
        raise NotPossible(_("Vote 1 to agree, -1 to disagree, 0 to pass, or null to take it back."), field="vote")
    key = cast.idempotency_key
    if key is not None and not (1 <= len(key) <= LONGEST_KEY and key.isprintable()):
        raise NotPossible(_("A key has 1 to %d characters.") % LONGEST_KEY, field="Idempotency-Key")
    return Ballot(
        person_id=by.person_id,
        link_id=by.link_id,
        conversation_id=conversation_id,
        statement_id=statement_id,
        choice=cast.choice,
        matters=cast.matters,
        channel=way_in(),
        key=key,
        is_admitted=by.is_admitted,
    )


def next_statement(conversation: Conversation, participation: Participation | None) -> Statement | None:
    """What lies before somebody: it stays until they answer it; None when nothing is left or the conversation closed.

    It is logged as shown.
    """
    if not conversation.is_open:
        return None
    person = root_of(participation.person) if participation and participation.person else None
    found = put_before(conversation.pk, person)
    return Statement.objects.get(pk=found.pk) if found else None  # its words as they are now, not a moment ago
