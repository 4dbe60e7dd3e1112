"""What to ask somebody next: two guarantees first, then what tells most. Plain arrays in, chances out."""

from wayahead.kernels.opinion.asking.chances import chances, draw
from wayahead.kernels.opinion.asking.counted import FEWEST_GROUPS, counted
from wayahead.kernels.opinion.asking.drift import FEWEST_JUDGED, Departure, ample, departure, starved, weights_are_equal
from wayahead.kernels.opinion.asking.groups import estimate_group
from wayahead.kernels.opinion.asking.heard import Shortfall, Spread, in_tenths
from wayahead.kernels.opinion.asking.policy import DEFAULT, Policy
from wayahead.kernels.opinion.asking.standing import Standing

__all__ = [
    "DEFAULT",
    "FEWEST_GROUPS",
    "FEWEST_JUDGED",
    "Departure",
    "Policy",
    "Shortfall",
    "Spread",
    "Standing",
    "ample",
    "chances",
    "counted",
    "departure",
    "draw",
    "estimate_group",
    "in_tenths",
    "starved",
    "weights_are_equal",
]
