"""What the database has, held against what people were told."""

from dataclasses import dataclass

from tests.kill.scene import Scene
from tests.kill.voters import Voters

KEPT = "SELECT idempotency_key, id, statement_id, choice FROM listening_vote WHERE idempotency_key IS NOT NULL"
# The last answer of each voter to each statement, counted by ourselves.
MISCOUNTED = """
WITH standing AS (
  SELECT DISTINCT ON (voter, statement_id) statement_id, choice FROM listening_vote
  ORDER BY voter, statement_id, id DESC
), truth AS (
  SELECT statement_id, count(*) FILTER (WHERE choice = 1) AS agree, count(*) FILTER (WHERE choice = -1) AS disagree,
    count(*) FILTER (WHERE choice = 0) AS passed FROM standing GROUP BY 1
), tallied AS (
  SELECT statement_id, sum(agree) AS agree, sum(disagree) AS disagree, sum(passed) AS passed
  FROM listening_tally GROUP BY 1
)
SELECT count(*) FROM truth LEFT JOIN tallied USING (statement_id)
WHERE (truth.agree, truth.disagree, truth.passed) IS DISTINCT FROM (tallied.agree, tallied.disagree, tallied.passed)
"""


@dataclass(frozen=True)
class Verdict:
    """How many acknowledged votes there were, and what became of them."""

    acknowledged: int
    unknown: int
    lost: int
    doubled: int
    wrong: int
    miscounted: int
    unasked: int

    @property
    def is_clean(self) -> bool:
        """Whether every acknowledged vote is there, once, as it was cast, and counted."""
        return not (self.lost or self.doubled or self.wrong or self.miscounted or self.unasked)


def judge(scene: Scene, voters: Voters) -> Verdict:
    """The verdict on everything that was sent so far."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    for key, *row in scene.ask(KEPT):
        if str(key).startswith(voters.name):
            rows.setdefault(str(key), []).append(tuple(row))
    acknowledged = {key: vote for key, vote in voters.sent.items() if vote.receipt is not None}
    there = {key: vote for key, vote in acknowledged.items() if key in rows}
    return Verdict(
        acknowledged=len(acknowledged),
        unknown=len(voters.sent) - len(acknowledged),
        lost=len(acknowledged) - len(there),
        doubled=sum(len(found) > 1 for found in rows.values()),
        wrong=sum(rows[key][0] != (vote.receipt, vote.statement, vote.choice) for key, vote in there.items()),
        miscounted=int(str(scene.ask(MISCOUNTED)[0][0])),
        unasked=sum(key not in voters.sent for key in rows),
    )
