"""Votes → groups, common ground, what divides. Plain arrays in, one frozen result out."""

from wayahead.kernels.opinion.analysis import analyse, jeffreys
from wayahead.kernels.opinion.positions import Axes
from wayahead.kernels.opinion.result import Group, OpinionMap, Options, People, PersonPlace, StatementResult
from wayahead.kernels.opinion.votes import Votes

__all__ = [
    "Axes",
    "Group",
    "OpinionMap",
    "Options",
    "People",
    "PersonPlace",
    "StatementResult",
    "Votes",
    "analyse",
    "jeffreys",
]
