"""Programme → Bid → Grant, rounds of deciding together, and what others gave before. All amounts are whole pence."""

from wayahead.loop.funding.models.bids import Bid, Grant
from wayahead.loop.funding.models.panels import MOST_POINTS, Criterion, Points, ScoreSheet
from wayahead.loop.funding.models.past_grants import GrantsFile, PastGrant, PastGrantPlace, PastGrants
from wayahead.loop.funding.models.programmes import Programme
from wayahead.loop.funding.models.rounds import (
    FEW,
    Round,
    RoundBallot,
    RoundEntry,
    RoundInvitation,
    RoundResult,
)

__all__ = [
    "FEW",
    "MOST_POINTS",
    "Bid",
    "Criterion",
    "Grant",
    "GrantsFile",
    "PastGrant",
    "PastGrantPlace",
    "PastGrants",
    "Points",
    "Programme",
    "Round",
    "RoundBallot",
    "RoundEntry",
    "RoundInvitation",
    "RoundResult",
    "ScoreSheet",
]
