"""Axes and names of groups that stay what they were in the map before.

Source: Schönemann, A generalized solution of the orthogonal Procrustes problem, Psychometrika 31, 1966; Kuhn, The Hungarian
method for the assignment problem, Naval Research Logistics Quarterly 2, 1955.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from wayahead.kernels.opinion.robust.places import Places
from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Previous:
    """An earlier map of the same conversation: statements' ids and loadings (S × 2), groups' middles (groups × 2).

    Nothing in it is about a person.
    """

    statements: NDArray[np.generic]
    loadings: Floats
    middles: Floats


def as_before(places: Places, votes: Votes, previous: Previous) -> Places:
    """The map turned or mirrored so that statements lie as they did."""
    _both, here, there = np.intersect1d(votes.statements, previous.statements, return_indices=True)
    if len(here) == 0 or places.factors == 0:
        return places
    left, _sizes, right = np.linalg.svd(places.loadings[here].T @ previous.loadings[there])
    return places.turned(left @ right)


def order_of_groups(labels: Ints, places: Places, count: int, previous: Previous | None) -> Ints:
    """The new number of each group: the one that most of its people would have had, else by size, the largest first."""
    sizes = np.bincount(labels[labels >= 0], minlength=count)
    by_size = np.argsort(-sizes, kind="stable")
    numbers = np.empty(count, dtype=np.int64)
    numbers[by_size] = np.arange(count)
    if previous is None or len(previous.middles) < 2:
        return numbers
    apart = ((places.people[:, None, :] - previous.middles[None]) ** 2).sum(axis=2)
    overlap = np.zeros((count, len(previous.middles)))
    np.add.at(overlap, (labels[labels >= 0], apart.argmin(axis=1)[labels >= 0]), 1)
    rows, columns = linear_sum_assignment(-overlap)
    # Groups that are new come after those that were there.
    rank = len(previous.middles) + numbers
    rank[rows] = columns
    numbers[np.argsort(rank, kind="stable")] = np.arange(count)
    return numbers
