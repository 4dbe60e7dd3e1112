"""Programme → Bid → Grant, and what others gave before. On screen: money. All amounts are whole pence."""

from wayahead.loop.funding.models.bids import Bid, ExtraAnswer, Grant, WholeBid
from wayahead.loop.funding.models.past_grants import GrantsFile, PastGrant, PastGrantPlace, PastGrants
from wayahead.loop.funding.models.programmes import ExtraQuestion, Programme
from wayahead.loop.funding.models.together import FollowUp, PartOffer

__all__ = [
    "Bid",
    "ExtraAnswer",
    "ExtraQuestion",
    "FollowUp",
    "Grant",
    "GrantsFile",
    "PartOffer",
    "PastGrant",
    "PastGrantPlace",
    "PastGrants",
    "Programme",
    "WholeBid",
]
