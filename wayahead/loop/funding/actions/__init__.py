"""What people can do about money: one bid to several, decide with reasons or together, bring in the past."""

from wayahead.loop.funding.actions.asking import answer_follow_up, ask_about
from wayahead.loop.funding.actions.ballots import Where, accept, choose, invite, print_papers, type_paper
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
from wayahead.loop.funding.actions.extra_questions import change_question, withdraw_question
from wayahead.loop.funding.actions.interests import declare_interest
from wayahead.loop.funding.actions.panels import pay_panel, score, seat_of, stand_aside
from wayahead.loop.funding.actions.past_grants import CameIn, import_past_grants
from wayahead.loop.funding.actions.programmes import Extra, Offer, open_programme, rank_needs
from wayahead.loop.funding.actions.rounds import (
    Panel,
    Question,
    award_round,
    count_round,
    give_more_time,
    open_round,
    why_not,
)
from wayahead.loop.funding.sums import remaining_pence

__all__ = [
    "Added",
    "Asked",
    "CameIn",
    "Extra",
    "Offer",
    "Panel",
    "Question",
    "Where",
    "accept",
    "accept_short",
    "answer_follow_up",
    "ask_about",
    "award",
    "award_round",
    "bid",
    "change_question",
    "choose",
    "count_round",
    "declare_interest",
    "give_more_time",
    "import_past_grants",
    "invite",
    "offer_part",
    "open_programme",
    "open_round",
    "pay_panel",
    "print_papers",
    "rank_needs",
    "refuse",
    "refuse_bad_bid",
    "remaining_pence",
    "score",
    "seat_of",
    "send",
    "stand_aside",
    "take_back_offer",
    "type_paper",
    "why_not",
    "withdraw",
    "withdraw_all",
    "withdraw_question",
]
