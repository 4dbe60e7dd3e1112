"""What people can do about money: open a programme, bid, decide with reasons or together, bring in the past."""

from wayahead.loop.funding.actions.ballots import accept, choose, invite, print_papers, type_paper
from wayahead.loop.funding.actions.bids import award, bid, refuse, refuse_bad_bid, withdraw
from wayahead.loop.funding.actions.panels import pay_panel, score, seat_of, stand_aside
from wayahead.loop.funding.actions.past_grants import CameIn, import_past_grants
from wayahead.loop.funding.actions.programmes import Offer, open_programme, remaining_pence
from wayahead.loop.funding.actions.rounds import (
    Panel,
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
    "Panel",
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
    "pay_panel",
    "print_papers",
    "refuse",
    "refuse_bad_bid",
    "remaining_pence",
    "score",
    "seat_of",
    "stand_aside",
    "type_paper",
    "why_not",
    "withdraw",
]
