"""What people can do about money: open a programme, bid once to several, decide with reasons, bring in the past."""

from wayahead.loop.funding.actions.asking import answer_follow_up, ask_about
from wayahead.loop.funding.actions.bids import Added, Asked, bid, refuse_bad_bid, send
from wayahead.loop.funding.actions.deciding import (
    accept_short,
    award,
    offer_part,
    refuse,
    take_back_offer,
    withdraw,
    withdraw_all,
)
from wayahead.loop.funding.actions.past_grants import CameIn, import_past_grants
from wayahead.loop.funding.actions.programmes import Extra, Offer, open_programme
from wayahead.loop.funding.sums import remaining_pence

__all__ = [
    "Added",
    "Asked",
    "CameIn",
    "Extra",
    "Offer",
    "accept_short",
    "answer_follow_up",
    "ask_about",
    "award",
    "bid",
    "import_past_grants",
    "offer_part",
    "open_programme",
    "refuse",
    "refuse_bad_bid",
    "remaining_pence",
    "send",
    "take_back_offer",
    "withdraw",
    "withdraw_all",
]
