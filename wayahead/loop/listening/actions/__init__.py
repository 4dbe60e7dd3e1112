"""What people can do while a community listens: open, speak, draw statements, vote."""

from wayahead.loop.listening.actions.conversations import close_conversation, open_conversation, refuse_if_closed
from wayahead.loop.listening.actions.imports import Import, import_conversation
from wayahead.loop.listening.actions.seeds import MOST_SEEDS, Seed, seed_statements
from wayahead.loop.listening.actions.statements import (
    draw_statement,
    join_statement,
    set_statement_aside,
    take_up_again,
)
from wayahead.loop.listening.actions.voices import (
    Words,
    change_quote,
    hear_point,
    keep_back,
    say,
    sayable,
    set_aside,
    set_many_aside,
    type_for,
    withdraw,
)
from wayahead.loop.listening.actions.votes import (
    Choice,
    Voter,
    next_statement,
    refuse_if_not_votable,
    take_part,
    vote,
    vote_by_link,
    vote_by_sheet,
)
from wayahead.loop.listening.actions.wording import (
    MOST_PARTS,
    correct_statement,
    is_frozen,
    reword_statement,
    split_statement,
)
from wayahead.loop.listening.tallies import votes_standing
from wayahead.loop.listening.voting.answers import standing_votes
from wayahead.loop.listening.voting.ballot import Busy, Hidden, Kept, NotKnown, NotTakingPart

__all__ = [
    "MOST_PARTS",
    "MOST_SEEDS",
    "Busy",
    "Choice",
    "Hidden",
    "Import",
    "Kept",
    "NotKnown",
    "NotTakingPart",
    "Seed",
    "Voter",
    "Words",
    "change_quote",
    "close_conversation",
    "correct_statement",
    "draw_statement",
    "hear_point",
    "import_conversation",
    "is_frozen",
    "join_statement",
    "keep_back",
    "next_statement",
    "open_conversation",
    "refuse_if_closed",
    "refuse_if_not_votable",
    "reword_statement",
    "say",
    "sayable",
    "seed_statements",
    "set_aside",
    "set_many_aside",
    "set_statement_aside",
    "split_statement",
    "standing_votes",
    "take_part",
    "take_up_again",
    "type_for",
    "vote",
    "vote_by_link",
    "vote_by_sheet",
    "votes_standing",
    "withdraw",
]
