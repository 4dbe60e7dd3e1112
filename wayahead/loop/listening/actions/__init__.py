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
    say,
    sayable,
    set_aside,
    set_many_aside,
    type_for,
    withdraw,
)
from wayahead.loop.listening.actions.votes import Choice, next_statement, standing_votes, take_part, vote
from wayahead.loop.listening.actions.wording import (
    MOST_PARTS,
    correct_statement,
    is_frozen,
    reword_statement,
    split_statement,
)

__all__ = [
    "MOST_PARTS",
    "MOST_SEEDS",
    "Choice",
    "Import",
    "Seed",
    "Words",
    "change_quote",
    "close_conversation",
    "correct_statement",
    "draw_statement",
    "hear_point",
    "import_conversation",
    "is_frozen",
    "join_statement",
    "next_statement",
    "open_conversation",
    "refuse_if_closed",
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
    "withdraw",
]
