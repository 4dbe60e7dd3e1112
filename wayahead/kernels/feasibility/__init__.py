"""Claims × limits → met, met with a small change, broken or unknown; margins, reasons, the smallest change.

And of many versions at once: what if a limit moved (`tried`, `swept`), and why some cannot all stand (`clash_of`).
"""

from wayahead.kernels.feasibility.checking import KINDS, check_all, parse
from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.clash import Clash, clash_of
from wayahead.kernels.feasibility.excluding import exclude_one_another
from wayahead.kernels.feasibility.finding import Change, Figure, Finding, State, Words
from wayahead.kernels.feasibility.limit import BadTest, Limit
from wayahead.kernels.feasibility.moving import Moved, moved
from wayahead.kernels.feasibility.packing import TooManyWays, packs
from wayahead.kernels.feasibility.together import Shared, Together, Way
from wayahead.kernels.feasibility.whatif import Column, Outcome, Unsure, swept, tried

__all__ = [
    "KINDS",
    "BadTest",
    "Change",
    "Claims",
    "Clash",
    "Column",
    "Figure",
    "Finding",
    "Limit",
    "Moved",
    "Outcome",
    "Shared",
    "State",
    "Together",
    "TooManyWays",
    "Unsure",
    "Way",
    "Words",
    "check_all",
    "clash_of",
    "exclude_one_another",
    "moved",
    "packs",
    "parse",
    "swept",
    "tried",
]
