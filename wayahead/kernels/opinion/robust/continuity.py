"""Axes and names of groups that stay what they were in the map before.

Source: Schönemann, A generalized solution of the orthogonal Procrustes problem, Psychometrika 31, 1966.
"""

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.robust.places import Places
from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOSTLY = 0.5  # of the statements; with fewer that are known, the next map begins from nothing


@dataclass(frozen=True)
class Previous:
    """An earlier map of the same conversation: statements' ids and loadings (S × 2), groups' middles (groups × 2).

    Nothing in it is about a person.
    """

    statements: NDArray[np.generic]
    loadings: Floats
    middles: Floats

    def at(self, statements: NDArray[np.generic]) -> Floats | None:
        """What these statements weighed, nought where they are new; None where most are, or where there was no map."""
        found = np.zeros((len(statements), 2))
        _both, here, there = np.intersect1d(statements, self.statements, return_indices=True)
        found[here] = self.loadings[there]
        is_known = found.any(axis=1).mean() > MOSTLY if len(found) else False
        return found if is_known and found.any(axis=0).all() else None


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
    # Each takes another old name, so that most people keep theirs; groups without one come after those that have.
    names = range(max(count, len(previous.middles)))
    wide = np.pad(overlap, ((0, 0), (0, len(names) - overlap.shape[1])))
    best = max(permutations(names, count), key=lambda given: wide[range(count), given].sum())
    rank = np.where(wide[range(count), best] > 0, best, len(names) + numbers)
    numbers[np.argsort(rank, kind="stable")] = np.arange(count)
    return numbers
