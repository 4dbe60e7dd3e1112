"""How every statement stands in every group, counted with each vote and counted anew with each map."""

from collections.abc import Iterable, Mapping, Sequence
from time import sleep
from typing import Any
from uuid import UUID

import psycopg
from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import F, Sum

from wayahead.loop.listening.last_answers import EVERY_VOTE, no_nested_loops
from wayahead.loop.listening.models import Conversation, Tally, Vote

# Votes share this lock until they are committed; a new map takes it alone for a moment, and so misses none of them.
VOTING = 7201113
FEW_VOTES = 50  # so many are counted within that moment
WAIT, REST_SECONDS = "25ms", 0.1  # a map never waits longer for its moment, since every later vote waits with it

HOLD_MAPS = "SELECT pg_advisory_xact_lock_shared(%s, conversation::int) FROM unnest(%s::bigint[]) AS conversation"
# Into the tallies of the map as this transaction sees it: a new map's own already counts into its own. Each vote takes
# the place of the one that its voter, under any of their selves, gave before. That is found by voter and statement:
# the rest of the votes are not read, however many there are.
COUNT = """
INSERT INTO listening_tally AS tally (statement_id, version, "group", agree, disagree, passed)
SELECT vote.statement_id, COALESCE(map.version, 0), COALESCE(placement."group", -1),
  count(*) FILTER (WHERE vote.choice = 1) - count(*) FILTER (WHERE before.choice = 1),
  count(*) FILTER (WHERE vote.choice = -1) - count(*) FILTER (WHERE before.choice = -1),
  count(*) FILTER (WHERE vote.choice = 0) - count(*) FILTER (WHERE before.choice = 0)
FROM listening_vote AS vote
JOIN listening_participation AS part ON part.pseudonym = vote.voter
LEFT JOIN people_person AS person ON person.id = part.person_id
LEFT JOIN listening_placement AS placement ON placement.participation_id = part.id
LEFT JOIN listening_opinionmap AS map ON map.conversation_id = vote.conversation_id
LEFT JOIN LATERAL (
  SELECT earlier.choice FROM (
    SELECT part.pseudonym UNION ALL
    SELECT self.pseudonym FROM listening_participation AS self
    WHERE self.conversation_id = vote.conversation_id AND self.id <> part.id AND self.person_id = ANY(ARRAY(
      SELECT COALESCE(person.claimed_by_id, person.id) UNION ALL
      SELECT id FROM people_person WHERE claimed_by_id = COALESCE(person.claimed_by_id, person.id)))
  ) AS self CROSS JOIN LATERAL (
    SELECT id, choice FROM listening_vote AS vote_before WHERE vote_before.conversation_id = vote.conversation_id
      AND vote_before.voter = self.pseudonym AND vote_before.statement_id = vote.statement_id
      AND vote_before.id < vote.id
    ORDER BY vote_before.id + 0 DESC LIMIT 1
  ) AS earlier
  ORDER BY earlier.id DESC LIMIT 1
) AS before ON true
WHERE vote.id = ANY(%s)
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
ON CONFLICT (statement_id, version, "group") DO UPDATE SET agree = tally.agree + EXCLUDED.agree,
  disagree = tally.disagree + EXCLUDED.disagree, passed = tally.passed + EXCLUDED.passed
"""
ALONE = "SELECT pg_advisory_xact_lock(%(voting)s, %(conversation)s::int)"
# Alone only while this is asked, within whichever transaction.
SETTLED = """
SELECT pg_advisory_lock(%(voting)s, %(conversation)s::int);
SELECT COALESCE(max(id), 0) FROM listening_vote WHERE conversation_id = %(conversation)s;
SELECT pg_advisory_unlock(%(voting)s, %(conversation)s::int)
"""
LATER = """
SELECT id FROM listening_vote WHERE conversation_id = %s AND id > %s AND id <= %s ORDER BY id
"""
# Whoever is one person has one root: the pseudonym of the part that they, or a guest they claimed, began first.
ROOTS = """
SELECT part.id, first_value(part.pseudonym) OVER (
  PARTITION BY COALESCE(person.claimed_by_id, person.id, -part.id) ORDER BY part.id) AS root
FROM listening_participation AS part LEFT JOIN people_person AS person ON person.id = part.person_id
WHERE part.conversation_id = %(conversation)s
"""
# Only whoever moved is written.
PLACE = f"""
WITH moved AS MATERIALIZED (
  SELECT roots.id, placed."group" FROM ({ROOTS}) AS roots
  LEFT JOIN unnest(%(people)s::uuid[], %(groups)s::smallint[]) AS placed(root, "group") ON placed.root = roots.root
  LEFT JOIN listening_placement AS placement ON placement.participation_id = roots.id
  WHERE placement."group" IS DISTINCT FROM placed."group"
), gone AS (
  DELETE FROM listening_placement USING moved WHERE participation_id = moved.id AND moved."group" IS NULL
)
INSERT INTO listening_placement (participation_id, "group")
SELECT id, "group" FROM moved WHERE "group" IS NOT NULL
ON CONFLICT (participation_id) DO UPDATE SET "group" = EXCLUDED."group"
"""  # noqa: S608 - put together from our own words
FILL = """
INSERT INTO listening_tally (statement_id, version, "group", agree, disagree, passed)
SELECT statement.id, %(version)s, counted."group", counted.agree, counted.disagree, counted.passed
FROM unnest(%(number)s::int[], %(tallied)s::smallint[], %(agree)s::int[], %(disagree)s::int[], %(passed)s::int[])
  AS counted(number, "group", agree, disagree, passed)
JOIN listening_statement AS statement
  ON statement.conversation_id = %(conversation)s AND statement.number = counted.number
"""
# The same of what a map has not by group: a statement that was set aside may be taken up again, and still counts.
FILL_REST = f"""
INSERT INTO listening_tally (statement_id, version, "group", agree, disagree, passed)
SELECT statement_id, %(version)s, COALESCE(placement."group", -1), count(*) FILTER (WHERE choice = 1),
  count(*) FILTER (WHERE choice = -1), count(*) FILTER (WHERE choice = 0)
FROM (
  SELECT DISTINCT ON (roots.root, vote.statement_id) roots.id, vote.statement_id, vote.choice
  FROM listening_statement AS statement JOIN listening_vote AS vote ON vote.statement_id = statement.id
  JOIN listening_participation AS part ON part.pseudonym = vote.voter JOIN ({ROOTS}) AS roots ON roots.id = part.id
  WHERE statement.conversation_id = %(conversation)s AND NOT statement.number = ANY(%(number)s::int[])
    AND vote.id <= %(last)s
  ORDER BY roots.root, vote.statement_id, vote.id DESC
) AS standing LEFT JOIN listening_placement AS placement ON placement.participation_id = standing.id
GROUP BY 1, 3
"""  # noqa: S608 - as above
EMPTY = """
DELETE FROM listening_tally AS tally USING listening_statement AS statement
WHERE statement.id = tally.statement_id AND statement.conversation_id = %(conversation)s
  AND tally.version <> %(version)s
"""


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


def last_settled(conversation_id: int) -> int:
    """The newest vote of a conversation; no vote with a lower number can appear any more. 0 when there is none."""
    with connection.cursor() as cursor:
        alone(cursor, SETTLED, conversation_id)
        cursor.nextset()
        return int(cursor.fetchone()[0])


def alone(cursor: CursorWrapper, sql: str, conversation_id: int) -> None:
    """Run SQL that takes the votes' lock alone. Where somebody keeps it (who leaves takes many votes back, say), let
    the votes that wait behind us go first, and try again.
    """
    while True:
        try:
            with transaction.atomic(), connection.cursor() as before, connection.cursor() as after:
                before.execute(f"SET LOCAL lock_timeout = '{WAIT}'")
                cursor.execute(sql, {"voting": VOTING, "conversation": conversation_id})
                after.execute("SET LOCAL lock_timeout TO DEFAULT")
        except OperationalError as error:
            if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                raise
            sleep(REST_SECONDS)
        else:
            return


def count_anew(
    conversation_id: int,
    last_vote_id: int,
    results: Sequence[Mapping[str, Any]],
    placed: Mapping[UUID, int | None],
    *,
    version: int,
) -> None:
    """Write everybody's group, and every tally, as a new map of the votes up to one has them, beside those before.

    Within the caller's transaction, which keeps the map: nobody sees any of it before that is over, and meanwhile votes
    are counted into the tallies of the map before.
    """
    rows = [(int(one["id"]), *row) for one in results if is_in_groups(one) for row in rows_of(one)]
    names = ("number", "tallied", "agree", "disagree", "passed")
    here: dict[str, Any] = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    here |= {"conversation": conversation_id, "version": version, "last": last_vote_id}
    here |= {"people": list(placed), "groups": list(placed.values())}
    with connection.cursor() as cursor:
        with no_nested_loops(cursor):
            cursor.execute(PLACE, here)
            cursor.execute(FILL_REST, here)
        cursor.execute(FILL, here)


def catch_up(conversation_id: int, last: int, *, version: int) -> None:
    """Count what came after one vote for a new map too, in rounds, while people go on voting; then the last few while
    they wait, from now until the caller's transaction is over.
    """
    with connection.cursor() as cursor:
        while len(later(cursor, conversation_id, last, EVERY_VOTE)) > FEW_VOTES:
            settled = last_settled(conversation_id)
            cursor.execute(COUNT, [later(cursor, conversation_id, last, settled)])
            last = settled
        alone(cursor, ALONE, conversation_id)
        cursor.execute(COUNT, [later(cursor, conversation_id, last, EVERY_VOTE)])
        cursor.execute(EMPTY, {"conversation": conversation_id, "version": version})


def later(cursor: CursorWrapper, conversation_id: int, last: int, upto: int) -> list[int]:
    """The votes of a conversation after one and up to another."""
    cursor.execute(LATER, [conversation_id, last, upto])
    return [vote for (vote,) in cursor.fetchall()]


def is_in_groups(result: Mapping[str, Any]) -> bool:
    """Whether a map counted a statement by group; one that was set aside it counts only in all."""
    return any(sum(counts.values()) for counts in result["by_group"])


def rows_of(result: Mapping[str, Any]) -> list[tuple[int, int, int, int]]:
    """(group, agree, disagree, passed) of one statement in each group, and among those in none (−1)."""
    names = ("agree", "disagree", "pass")
    groups = [(group, *(counts[name] for name in names)) for group, counts in enumerate(result["by_group"])]
    others = [result[name] - sum(counts[name] for counts in result["by_group"]) for name in names]
    return [*groups, (-1, *others)]
