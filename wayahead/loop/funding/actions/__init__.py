"""What people can do about money: open a programme, bid, decide with reasons or together, bring in the past."""

from wayahead.loop.funding.actions.ballots import accept, choose, invite, print_papers, type_paper
from wayahead.loop.funding.actions.bids import award, bid, refuse, refuse_bad_bid, withdraw
from wayahead.loop.funding.actions.past_grants import CameIn, import_past_grants
from wayahead.loop.funding.actions.programmes import Offer, open_programme, remaining_pence
from wayahead.loop.funding.actions.rounds import (
    Question,
    award_round,
    count_round,
    give_more_time,
    open_round,
    why_not,
)

__all__ = [
    "CameIn",
    "Offer",
    "Question",
    "accept",
    "award",
    "award_round",
    "bid",
    "choose",
    "count_round",
    "give_more_time",
    "import_past_grants",
    "invite",
    "open_programme",
    "open_round",
    "print_papers",
    "refuse",
    "refuse_bad_bid",
    "remaining_pence",
    "type_paper",
    "why_not",
    "withdraw",
]
