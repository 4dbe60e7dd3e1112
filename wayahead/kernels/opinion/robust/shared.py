"""What every side of a conversation shares, by what is sure rather than by what is likely."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.analysis import jeffreys
from wayahead.kernels.opinion.robust.places import TWO_SIDED, Places
from wayahead.kernels.opinion.statistics import Tally

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Shared:
    """How far each statement is shared: the share to expect to agree on the side that is least sure, and its interval.

    `order`: every statement that was answered, the surest first; behind come those that not every side shares.
    `together`: what more than half agree with on every side.
    """

    share: Floats
    low: Floats
    high: Floats
    order: list[int]
    together: NDArray[np.bool_]


def sides_of(places: Places) -> Floats:
    """Where no groups are: typical places at both ends of each axis, or the middle where there is no axis."""
    ends = np.sqrt(np.diag(places.prior)[: places.factors, None]) * np.eye(2)[: places.factors]
    return np.vstack([ends, -ends]) if places.factors else np.zeros((1, 2))


def shared(places: Places, sides: Floats, counts: Tally) -> Shared:
    """What is shared at each of `sides` (places × 2): the middles of groups, or the ends of the axes.

    The model tells, as a group's own votes on one statement are often few; but nothing is shared that the votes of a
    group in `counts` (groups, or everybody, × statements) contradict.
    """
    votes, unsure = places.votes_at(sides)
    # Of all answers to a statement, passes take their part and the vote to expect is agrees less disagrees.
    passing = (counts.passed.sum(axis=0) + 0.5) / (counts.seen.sum(axis=0) + 1)
    bounds = np.stack([votes - TWO_SIDED * unsure, votes, votes + TWO_SIDED * unsure])
    shares = np.clip((1 - passing + bounds) / 2, 0, 1)
    weakest = shares[0].argmin(axis=0), np.arange(votes.shape[1])
    low, share, high = (bound[weakest] for bound in shares)
    _low, at_most = jeffreys(counts.agree, counts.seen)
    together = (shares[1].min(axis=0) > 0.5) & (at_most >= 0.5).all(axis=0)
    answered = np.flatnonzero(counts.seen.sum(axis=0)).tolist()
    order = sorted(answered, key=lambda j: (not together[j], -low[j], j))
    return Shared(share, low, high, order, together)
