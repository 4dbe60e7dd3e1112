"""How every statement stands in every group, counted with each vote and counted anew with each map."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, transaction
from django.db.models import F, Sum

from wayahead.loop.listening.last_answers import NESTED_LOOPS, NO_NESTED_LOOPS, no_nested_loops
from wayahead.loop.listening.models import Conversation, Tally, Vote

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

ALONE = "SELECT pg_advisory_xact_lock(%(voting)s, %(conversation)s::int)"
LAST = "SELECT COALESCE(max(id), 0) FROM listening_vote WHERE conversation_id = %s"
# Whoever is one person has one root: the pseudonym of the part that they, or a guest they claimed, began first.
ROOTS = """
SELECT part.id, part.pseudonym, part."group", first_value(part.pseudonym) OVER selves AS root,
  first_value(part."group") OVER selves AS root_group
FROM listening_participation AS part LEFT JOIN people_person AS person ON person.id = part.person_id
WHERE part.conversation_id = %(conversation)s
WINDOW selves AS (PARTITION BY COALESCE(person.claimed_by_id, person.id, -part.id) ORDER BY part.id)
"""
MOVED = f"""
SELECT roots.id, placed."group" FROM ({ROOTS}) AS roots
LEFT JOIN unnest(%(people)s::uuid[], %(groups)s::smallint[]) AS placed(root, "group") ON placed.root = roots.root
WHERE roots."group" IS DISTINCT FROM placed."group"
"""  # noqa: S608 - put together from our own words
PLACE = """
UPDATE listening_participation AS part SET "group" = moved."group"
FROM unnest(%(moved)s::bigint[], %(moved_to)s::smallint[]) AS moved(id, "group") WHERE part.id = moved.id
"""
EMPTY = """
DELETE FROM listening_tally USING listening_statement AS statement
WHERE statement.id = statement_id AND statement.conversation_id = %(conversation)s
"""
FILL = """
INSERT INTO listening_tally (statement_id, "group", agree, disagree, passed)
SELECT statement.id, counted."group", counted.agree, counted.disagree, counted.passed
FROM unnest(%(number)s::int[], %(tallied)s::smallint[], %(agree)s::int[], %(disagree)s::int[], %(passed)s::int[])
  AS counted(number, "group", agree, disagree, passed)
JOIN listening_statement AS statement
  ON statement.conversation_id = %(conversation)s AND statement.number = counted.number
"""
# What changed while the map was being made: the last answer now against the last one that it knew. Each changed answer
# is looked up by its voter and statement: the rest of the votes are not read, however many there are.
CATCH_UP = f"""
WITH roots AS MATERIALIZED ({ROOTS}), changed AS (
  SELECT DISTINCT roots.root, vote.statement_id FROM listening_vote AS vote JOIN roots ON roots.pseudonym = vote.voter
  WHERE vote.conversation_id = %(conversation)s AND vote.id > %(last)s
), answer AS (
  SELECT changed.statement_id, min(roots.root_group) AS "group",
    (array_agg(cast_here.choice ORDER BY cast_here.id DESC))[1] AS now,
    (array_agg(cast_here.choice ORDER BY cast_here.id DESC) FILTER (WHERE cast_here.id <= %(last)s))[1] AS before
  FROM changed JOIN roots ON roots.root = changed.root CROSS JOIN LATERAL (
    SELECT id, choice FROM listening_vote AS vote WHERE vote.conversation_id = %(conversation)s
      AND vote.voter = roots.pseudonym AND vote.statement_id = changed.statement_id ORDER BY vote.id + 0
  ) AS cast_here
  GROUP BY changed.root, changed.statement_id
)
INSERT INTO listening_tally AS tally (statement_id, "group", agree, disagree, passed)
SELECT statement_id, COALESCE("group", -1),
  count(*) FILTER (WHERE now = 1) - count(*) FILTER (WHERE before = 1),
  count(*) FILTER (WHERE now = -1) - count(*) FILTER (WHERE before = -1),
  count(*) FILTER (WHERE now = 0) - count(*) FILTER (WHERE before = 0)
FROM answer GROUP BY 1, 2 ORDER BY 1, 2
ON CONFLICT (statement_id, "group") DO UPDATE SET agree = tally.agree + EXCLUDED.agree,
  disagree = tally.disagree + EXCLUDED.disagree, passed = tally.passed + EXCLUDED.passed
"""  # noqa: S608 - as above
COUNT_ANEW = ";".join([ALONE, PLACE, EMPTY, FILL, NO_NESTED_LOOPS, CATCH_UP, NESTED_LOOPS])


def hold_maps(cursor: "psycopg.Cursor[tuple[Any, ...]]", conversations: Iterable[int]) -> None:
    """No new map of these conversations is counted until this transaction is over."""
    cursor.execute(HOLD_MAPS, [VOTING, sorted(conversations)], prepare=True)


def count(cursor: "psycopg.Cursor[tuple[Any, ...]]", receipts: Sequence[int]) -> None:
    """Count votes that were just stored; their voters are held, so that no other vote of theirs comes between."""
    if receipts:
        cursor.execute(COUNT, [list(receipts)], prepare=True)


def votes_standing(conversation: Conversation) -> int:
    """How many votes of a conversation stand at this moment."""
    rows = Tally.objects.filter(statement__conversation=conversation)
    return int(rows.aggregate(all=Sum(F("agree") + F("disagree") + F("passed")))["all"] or 0)


@transaction.atomic
def append(votes: Sequence[Vote]) -> None:
    """Votes that come in by another way than voting (retractions, when somebody leaves), stored and counted."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD_MAPS, [VOTING, sorted({vote.conversation_id for vote in votes})])
        stored = Vote.objects.bulk_create(votes)
        cursor.execute(COUNT, [[vote.pk for vote in stored]])


@transaction.atomic
def last_settled(conversation_id: int) -> int:
    """The newest vote of a conversation; no vote with a lower number can appear any more. 0 when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE, {"voting": VOTING, "conversation": conversation_id})
        cursor.execute(LAST, [conversation_id])
        return int(cursor.fetchone()[0])


def count_anew(
    conversation_id: int, last_vote_id: int, results: Sequence[Mapping[str, Any]], placed: Mapping[UUID, int | None]
) -> None:
    """Write everybody's group, and every tally, as a map of the votes up to one has them; then catch up with the rest.

    Within the caller's transaction. While one holds the conversation alone people wait with their votes: so what can be
    found out before is found out before, and the rest goes to the database in one go.
    """
    rows = [(int(one["id"]), *row) for one in results for row in rows_of(one)]
    names = ("number", "tallied", "agree", "disagree", "passed")
    here: dict[str, Any] = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    here |= {"conversation": conversation_id, "last": last_vote_id, "people": list(placed)}
    here |= {"voting": VOTING, "groups": list(placed.values())}
    with connection.cursor() as cursor:
        with no_nested_loops(cursor):
            cursor.execute(MOVED, here)
            moved = cursor.fetchall()
        here |= {"moved": [part for part, _group in moved], "moved_to": [group for _part, group in moved]}
        cursor.execute(COUNT_ANEW, here)


def rows_of(result: Mapping[str, Any]) -> list[tuple[int, int, int, int]]:
    """(group, agree, disagree, passed) of one statement in each group, and among those in none (−1)."""
    names = ("agree", "disagree", "pass")
    groups = [(group, *(counts[name] for name in names)) for group, counts in enumerate(result["by_group"])]
    others = [result[name] - sum(counts[name] for counts in result["by_group"]) for name in names]
    return [*groups, (-1, *others)]
