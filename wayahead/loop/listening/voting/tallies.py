"""How every statement stands in every group, counted with each vote and counted anew with each map."""

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg

# Votes share this lock until they are committed; a new map takes it alone for a moment, and so misses none of them.
VOTING = 7201113

HOLD_MAPS = "SELECT pg_advisory_xact_lock_shared(%s, conversation::int) FROM unnest(%s::bigint[]) AS conversation"
# Each vote takes the place of the one its voter gave before.
COUNT = """
INSERT INTO listening_tally AS tally (statement_id, "group", agree, disagree, passed)
SELECT vote.statement_id, COALESCE(part."group", -1),
  count(*) FILTER (WHERE vote.choice = 1) - count(*) FILTER (WHERE before.choice = 1),
  count(*) FILTER (WHERE vote.choice = -1) - count(*) FILTER (WHERE before.choice = -1),
  count(*) FILTER (WHERE vote.choice = 0) - count(*) FILTER (WHERE before.choice = 0)
FROM listening_vote AS vote
JOIN listening_participation AS part ON part.pseudonym = vote.voter
LEFT JOIN LATERAL (
  SELECT choice FROM listening_vote AS earlier
  WHERE earlier.conversation_id = vote.conversation_id AND earlier.voter = vote.voter
    AND earlier.statement_id = vote.statement_id AND earlier.id < vote.id
  ORDER BY earlier.id DESC LIMIT 1
) AS before ON true
WHERE vote.id = ANY(%s)
GROUP BY 1, 2 ORDER BY 1, 2
ON CONFLICT (statement_id, "group") DO UPDATE SET agree = tally.agree + EXCLUDED.agree,
  disagree = tally.disagree + EXCLUDED.disagree, passed = tally.passed + EXCLUDED.passed
"""


def hold_maps(cursor: "psycopg.Cursor[tuple[Any, ...]]", conversations: Iterable[int]) -> None:
    """No new map of these conversations is counted until this transaction is over."""
    cursor.execute(HOLD_MAPS, [VOTING, sorted(conversations)], prepare=True)


def count(cursor: "psycopg.Cursor[tuple[Any, ...]]", receipts: Sequence[int]) -> None:
    """Count votes that were just stored; their voters are held, so that no other vote of theirs comes between."""
    if receipts:
        cursor.execute(COUNT, [list(receipts)], prepare=True)
