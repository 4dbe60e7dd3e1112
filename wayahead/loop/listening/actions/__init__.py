"""What people can do while a community listens: open, speak, draw statements, vote."""

from wayahead.loop.listening.actions.conversations import close_conversation, open_conversation, refuse_if_closed
from wayahead.loop.listening.actions.imports import Import, import_conversation
from wayahead.loop.listening.actions.statements import draw_statement, set_statement_aside
from wayahead.loop.listening.actions.voices import (
    Words,
    change_quote,
    hear_point,
    say,
    sayable,
    set_aside,
    type_for,
    withdraw,
)
from wayahead.loop.listening.actions.votes import Choice, Voter, next_statement, take_part, vote, vote_by_link
from wayahead.loop.listening.voting.answers import standing_votes
from wayahead.loop.listening.voting.ballot import Busy, Hidden, Kept, NotKnown, NotTakingPart

__all__ = [
    "Busy",
    "Choice",
    "Hidden",
    "Import",
    "Kept",
    "NotKnown",
    "NotTakingPart",
    "Voter",
    "Words",
    "change_quote",
    "close_conversation",
    "draw_statement",
    "hear_point",
    "import_conversation",
    "next_statement",
    "open_conversation",
    "refuse_if_closed",
    "say",
    "sayable",
    "set_aside",
    "set_statement_aside",
    "standing_votes",
    "take_part",
    "type_for",
    "vote",
    "vote_by_link",
    "withdraw",
]
