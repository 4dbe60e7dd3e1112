"""Claims × limits → met, met with a small change, broken or unknown; margins, reasons, the smallest change."""

from wayahead.kernels.feasibility.checking import KINDS, check_all, parse
from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Change, Figure, Finding, State, Words
from wayahead.kernels.feasibility.limit import BadTest, Limit

__all__ = [
    "KINDS",
    "BadTest",
    "Change",
    "Claims",
    "Figure",
    "Finding",
    "Limit",
    "State",
    "Words",
    "check_all",
    "parse",
]
