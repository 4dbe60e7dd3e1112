"""What to ask somebody next: two guarantees first, then what tells most. Plain arrays in, chances out."""

from wayahead.kernels.opinion.asking.chances import chances, draw
from wayahead.kernels.opinion.asking.counted import counted
from wayahead.kernels.opinion.asking.groups import estimate_group
from wayahead.kernels.opinion.asking.policy import DEFAULT, Policy
from wayahead.kernels.opinion.asking.standing import Standing

__all__ = ["DEFAULT", "Policy", "Standing", "chances", "counted", "draw", "estimate_group"]
