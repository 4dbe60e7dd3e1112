"""Everybody's last answers, read whole: what a map, a look for surprises and a download are made from."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

EVERY_VOTE = 2**62

# The database's statistics do not know a conversation that has just begun or been brought in. A plan that takes it for
# a handful of votes compares every vote with every person, for many minutes where there are 200,000.
NO_NESTED_LOOPS, NESTED_LOOPS = "SET LOCAL enable_nestloop = off", "SET LOCAL enable_nestloop = on"

# A guest whose words an account claimed is the same person as that account: of two pseudonyms of one person the later
# answer counts. Erased people keep their pseudonym's row.
LAST = """
WITH voter AS (
    SELECT pseudonym, first_value(pseudonym) OVER (
        PARTITION BY COALESCE(person.claimed_by_id, person.id, -participation.id) ORDER BY participation.id) AS root
    FROM listening_participation AS participation LEFT JOIN people_person AS person ON person.id = person_id
    WHERE conversation_id = %(conversation)s
), cast_here AS (
    SELECT DISTINCT ON (root, statement_id) root, statement_id, choice, vote.at, vote.channel
    FROM listening_vote AS vote JOIN voter ON voter.pseudonym = vote.voter
    WHERE conversation_id = %(conversation)s AND vote.id <= %(last)s
    ORDER BY root, statement_id, vote.id DESC
), last AS (
    SELECT root, number, choice, cast_here.at, channel
    FROM cast_here JOIN listening_statement AS statement ON statement.id = statement_id WHERE choice IS NOT NULL
)
"""


@contextmanager
def no_nested_loops(cursor: CursorWrapper) -> Iterator[None]:
    """Within it, and within a transaction, no plan compares every row of one side with every row of the other."""
    cursor.execute(NO_NESTED_LOOPS)
    yield
    cursor.execute(NESTED_LOOPS)


@transaction.atomic
def read(select: str, conversation_id: int, last_vote_id: int = EVERY_VOTE) -> list[tuple[Any, ...]]:
    """What this SELECT finds in `last`: root (a pseudonym for each person), number, choice, at, channel of answers."""
    with connection.cursor() as cursor, no_nested_loops(cursor):
        cursor.execute(LAST + select, {"conversation": conversation_id, "last": last_vote_id})
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
