"""Programme → Bid → Grant, and what others gave before. On screen: money. All amounts are whole pence."""

from wayahead.loop.funding.models.bids import Bid, Grant
from wayahead.loop.funding.models.past_grants import GrantsFile, PastGrant, PastGrantPlace, PastGrants
from wayahead.loop.funding.models.programmes import Programme

__all__ = ["Bid", "Grant", "GrantsFile", "PastGrant", "PastGrantPlace", "PastGrants", "Programme"]
