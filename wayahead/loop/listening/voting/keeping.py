"""Votes into the database, many at once: looked at, stored, counted, and what comes next logged, in one transaction.

Raw SQL, because the database's time is what a vote costs; each statement is sent once for the whole batch, and
prepared. Everything that decides whether a vote counts is read here, in the transaction that stores it.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.tallies import count, hold_maps
from wayahead.loop.listening.voting.ballot import Ballot, Hidden, Kept, NotKnown, NotTakingPart

Outcome = Kept | Exception

# `mine` are this person's parts in the conversation, their own and those of guests they claimed; the oldest is used.
LOOK = """
SELECT looked.*, nextval('listening_vote_id_seq') AS receipt FROM (
  SELECT
    person.id IS NOT NULL AND (ballot.link IS NULL OR link.id IS NOT NULL) AS is_known,
    conversation.id IS NOT NULL AND (ballot.admitted OR NOT coproduction.is_private) AS is_visible,
    conversation.state = 'open' AND COALESCE(conversation.closes_on >= %(today)s, true) AS is_open,
    statement.id IS NOT NULL AS is_votable,
    coproduction.id AS coproduction, mine.participation, mine.voter,
    earlier.id AS earlier, earlier.statement_id, earlier.choice, earlier.matters,
    exposure.id AS exposure,
    next.id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM listening_vote AS vote WHERE vote.conversation_id = ballot.conversation
        AND vote.voter = ANY(mine.voters) AND vote.statement_id = ballot.next AND vote.choice IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM listening_vote AS later WHERE later.conversation_id = ballot.conversation
          AND later.voter = ANY(mine.voters) AND later.statement_id = ballot.next AND later.id > vote.id)
    ) AS is_next_open
  FROM unnest(%(person)s::bigint[], %(link)s::bigint[], %(conversation)s::bigint[], %(statement)s::bigint[],
      %(key)s::text[], %(admitted)s::boolean[], %(next)s::bigint[])
    WITH ORDINALITY AS ballot(person, link, conversation, statement, key, admitted, next, place)
  LEFT JOIN people_person AS person ON person.id = ballot.person AND person.erased_at IS NULL AND person.is_active
  LEFT JOIN people_participationlink AS link
    ON link.id = ballot.link AND link.person_id = ballot.person AND link.revoked_at IS NULL
  LEFT JOIN listening_conversation AS conversation ON conversation.id = ballot.conversation
  LEFT JOIN coproduction_coproduction AS coproduction ON coproduction.id = conversation.coproduction_id
  LEFT JOIN listening_statement AS statement ON statement.id = ballot.statement
    AND statement.conversation_id = ballot.conversation AND statement.state = 'accepted'
  LEFT JOIN listening_statement AS next ON next.id = ballot.next
    AND next.conversation_id = ballot.conversation AND next.state = 'accepted'
  LEFT JOIN LATERAL (
    SELECT min(part.id) AS participation, array_agg(part.pseudonym ORDER BY part.id) AS voters,
      (array_agg(part.pseudonym ORDER BY part.id))[1] AS voter
    FROM listening_participation AS part WHERE part.conversation_id = ballot.conversation AND part.person_id IN (
      SELECT ballot.person UNION ALL SELECT id FROM people_person WHERE claimed_by_id = ballot.person)
  ) AS mine ON true
  LEFT JOIN listening_vote AS earlier ON earlier.voter = mine.voter AND earlier.idempotency_key = ballot.key
  LEFT JOIN LATERAL (
    SELECT id FROM listening_exposure WHERE voter = mine.voter AND statement_id = ballot.statement
    ORDER BY id + 0 DESC LIMIT 1
  ) AS exposure ON true
  ORDER BY ballot.place
) AS looked
"""
# One person's votes wait for one another, so that each is counted against the one before it.
HOLD_PEOPLE = "SELECT 1 FROM listening_participation WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
STORE = """
INSERT INTO listening_vote (id, coproduction_id, conversation_id, statement_id, voter, choice, matters, channel,
  exposure_id, idempotency_key)
SELECT * FROM unnest(%(receipt)s::bigint[], %(coproduction)s::bigint[], %(conversation)s::bigint[],
  %(statement)s::bigint[], %(voter)s::uuid[], %(choice)s::smallint[], %(matters)s::boolean[], %(channel)s::text[],
  %(exposure)s::bigint[], %(key)s::text[])
ON CONFLICT (voter, idempotency_key) DO NOTHING RETURNING id
"""
SHOW = """
INSERT INTO listening_exposure (coproduction_id, conversation_id, statement_id, voter, policy, probability, among,
  "group") SELECT * FROM unnest(%(coproduction)s::bigint[], %(conversation)s::bigint[], %(statement)s::bigint[],
  %(voter)s::uuid[], %(policy)s::text[], %(probability)s::float8[], %(among)s::int[], %(group)s::smallint[])
"""


class Found(NamedTuple):
    """What the database knows of one ballot."""

    is_known: bool
    is_visible: bool
    is_open: bool | None
    is_votable: bool
    coproduction: int | None
    participation: int | None
    voter: UUID | None
    earlier: int | None
    earlier_statement: int | None
    earlier_choice: int | None
    earlier_matters: bool | None
    exposure: int | None
    is_next_open: bool
    receipt: int


def keep(ballots: Sequence[Ballot]) -> list[Outcome]:
    """What becomes of each ballot, in order, within the caller's transaction: kept, or the reason why not."""
    with connection.wrap_database_errors, psycopg.Cursor[tuple[Any, ...]](raw()) as cursor:
        hold_maps(cursor, {ballot.conversation_id for ballot in ballots})
        found = look(cursor, ballots)
        outcomes: list[Outcome | None] = [judge(*pair) for pair in zip(ballots, found, strict=True)]
        chosen = [(b, f) for b, f, outcome in zip(ballots, found, outcomes, strict=True) if outcome is None]
        stored = store(cursor, chosen) if chosen else set()
    if len(stored) < len(chosen):  # the same key twice at the same moment: the other one is there now
        late = [n for n, outcome in enumerate(outcomes) if outcome is None and found[n].receipt not in stored]
        for n, outcome in zip(late, keep([ballots[n] for n in late]), strict=True):
            outcomes[n] = outcome
    return [outcome or Kept(f.receipt, True, f.is_next_open) for outcome, f in zip(outcomes, found, strict=True)]


def raw() -> "psycopg.Connection[tuple[Any, ...]]":
    """The driver's own connection under Django's, for statements that are prepared."""
    connection.ensure_connection()
    return connection.connection  # type: ignore[no-any-return]


def look(cursor: "psycopg.Cursor[tuple[Any, ...]]", ballots: Sequence[Ballot]) -> list[Found]:
    """What the database knows of each ballot at this moment."""
    columns = {
        "person": [ballot.person_id for ballot in ballots],
        "link": [ballot.link_id for ballot in ballots],
        "conversation": [ballot.conversation_id for ballot in ballots],
        "statement": [ballot.statement_id for ballot in ballots],
        "key": [ballot.key for ballot in ballots],
        "admitted": [ballot.is_admitted for ballot in ballots],
        "next": [ballot.next_id for ballot in ballots],
        "today": timezone.localdate(),
    }
    cursor.execute(LOOK, columns, prepare=True)
    return [Found(*row) for row in cursor.fetchall()]


def judge(ballot: Ballot, found: Found) -> Outcome | None:
    """The vote that this one repeats, or why it cannot be kept; None when it can."""
    if not found.is_known:
        return NotKnown()
    if not found.is_visible:
        return Hidden()
    if found.participation is None:
        return NotTakingPart()
    if found.earlier is not None:
        if (found.earlier_statement, found.earlier_choice, found.earlier_matters) != (
            ballot.statement_id,
            ballot.choice,
            ballot.matters,
        ):
            return NotPossible(_("This key was used for another vote. Make a new one."), field="Idempotency-Key")
        return Kept(found.earlier, is_new=False, is_next_open=False)
    if not found.is_votable:
        return NotPossible(_("This statement is not open for votes here."), field="statement")
    if not found.is_open:
        return NotPossible(_("This conversation is closed. What was said is still answered."))
    return None


def store(cursor: "psycopg.Cursor[tuple[Any, ...]]", chosen: Sequence[tuple[Ballot, Found]]) -> set[int]:
    """Append these votes, count them, and log what is shown next; gives the receipts of those stored."""
    cursor.execute(HOLD_PEOPLE, [[found.participation for _ballot, found in chosen]], prepare=True)
    columns = {
        "receipt": [found.receipt for _ballot, found in chosen],
        "coproduction": [found.coproduction for _ballot, found in chosen],
        "conversation": [ballot.conversation_id for ballot, _found in chosen],
        "statement": [ballot.statement_id for ballot, _found in chosen],
        "voter": [found.voter for _ballot, found in chosen],
        "choice": [ballot.choice for ballot, _found in chosen],
        "matters": [ballot.matters for ballot, _found in chosen],
        "channel": [ballot.channel for ballot, _found in chosen],
        "exposure": [found.exposure for _ballot, found in chosen],
        "key": [ballot.key for ballot, _found in chosen],
    }
    cursor.execute(STORE, columns, prepare=True)
    stored = {int(receipt) for (receipt,) in cursor.fetchall()}
    count(cursor, sorted(stored))
    show(cursor, [(b, f) for b, f in chosen if b.then and f.is_next_open and f.receipt in stored])
    return stored


def show(cursor: "psycopg.Cursor[tuple[Any, ...]]", shown: Sequence[tuple[Ballot, Found]]) -> None:
    """Log what is put before these voters next."""
    if not shown:
        return
    showings = [ballot.then for ballot, _found in shown if ballot.then]
    columns = {
        "coproduction": [found.coproduction for _ballot, found in shown],
        "conversation": [ballot.conversation_id for ballot, _found in shown],
        "statement": [showing.statement_id for showing in showings],
        "voter": [found.voter for _ballot, found in shown],
        "policy": [showing.policy for showing in showings],
        "probability": [showing.probability for showing in showings],
        "among": [showing.among for showing in showings],
        "group": [showing.group for showing in showings],
    }
    cursor.execute(SHOW, columns, prepare=True)
