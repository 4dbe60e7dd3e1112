"""Programme → Bid → Grant, rounds of deciding together, and what others gave before. All amounts are whole pence."""

from wayahead.loop.funding.models.bids import Bid, ExtraAnswer, Grant, WholeBid
from wayahead.loop.funding.models.interests import Interest
from wayahead.loop.funding.models.panels import MOST_POINTS, Criterion, Points, ScoreSheet
from wayahead.loop.funding.models.past_grants import GrantsFile, PastGrant, PastGrantPlace, PastGrants
from wayahead.loop.funding.models.programmes import ExtraQuestion, Priority, Programme
from wayahead.loop.funding.models.rounds import (
    FEW,
    Round,
    RoundBallot,
    RoundEntry,
    RoundInvitation,
    RoundResult,
)
from wayahead.loop.funding.models.together import FollowUp, PartOffer

__all__ = [
    "FEW",
    "MOST_POINTS",
    "Bid",
    "Criterion",
    "ExtraAnswer",
    "ExtraQuestion",
    "FollowUp",
    "Grant",
    "GrantsFile",
    "Interest",
    "PartOffer",
    "PastGrant",
    "PastGrantPlace",
    "PastGrants",
    "Points",
    "Priority",
    "Programme",
    "Round",
    "RoundBallot",
    "RoundEntry",
    "RoundInvitation",
    "RoundResult",
    "ScoreSheet",
    "WholeBid",
]
