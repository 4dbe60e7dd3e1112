"""Allocation: supported solutions and money in; what is funded out, with the reason for each."""

from wayahead.kernels.allocation.allocating import allocate
from wayahead.kernels.allocation.card import RuleCard
from wayahead.kernels.allocation.election import Election, NotAnElection
from wayahead.kernels.allocation.explaining import Lost, explain
from wayahead.kernels.allocation.outcome import Outcome, Won
from wayahead.kernels.allocation.run import Tie

__all__ = ["Election", "Lost", "NotAnElection", "Outcome", "RuleCard", "Tie", "Won", "allocate", "explain"]
