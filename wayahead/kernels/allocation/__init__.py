"""Allocation: supported solutions and money in; what is funded out, with the reason for each."""

from wayahead.kernels.allocation.allocating import allocate
from wayahead.kernels.allocation.card import RuleCard
from wayahead.kernels.allocation.election import Election, NotAnElection
from wayahead.kernels.allocation.explaining import Lost, explain
from wayahead.kernels.allocation.outcome import Outcome, Won
from wayahead.kernels.allocation.pots import Part, Pot, Shared, explain_shared, with_pots
from wayahead.kernels.allocation.run import Tie
from wayahead.kernels.allocation.voices import Heard, Voices, voices
from wayahead.kernels.allocation.whatif import Change, WhatIf, what_if

__all__ = [
    "Change",
    "Election",
    "Heard",
    "Lost",
    "NotAnElection",
    "Outcome",
    "Part",
    "Pot",
    "RuleCard",
    "Shared",
    "Tie",
    "Voices",
    "WhatIf",
    "Won",
    "allocate",
    "explain",
    "explain_shared",
    "voices",
    "what_if",
    "with_pots",
]
