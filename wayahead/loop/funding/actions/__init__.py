"""What people can do about money: open a programme, bid, decide with reasons, bring in the past."""

from wayahead.loop.funding.actions.bids import award, bid, refuse, refuse_bad_bid, withdraw
from wayahead.loop.funding.actions.past_grants import CameIn, import_past_grants
from wayahead.loop.funding.actions.programmes import Offer, open_programme, remaining_pence

__all__ = [
    "CameIn",
    "Offer",
    "award",
    "bid",
    "import_past_grants",
    "open_programme",
    "refuse",
    "refuse_bad_bid",
    "remaining_pence",
    "withdraw",
]
