"""What every side of a conversation shares, by what is sure rather than by what is likely.

Source of the interval: Brown, Cai and DasGupta, Interval estimation for a binomial proportion, 2001
(doi:10.1214/ss/1009213286), the one of Jeffreys.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.analysis import jeffreys
from wayahead.kernels.opinion.robust.places import Places
from wayahead.kernels.opinion.statistics import tally
from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Shared:
    """How far each statement is shared: the share that agrees where that is least sure, and its interval there."""

    share: Floats
    low: Floats
    high: Floats

    @property
    def order(self) -> list[int]:
        """Statements that more than half agree with on every side, the surest first, the earlier on a tie."""
        return sorted(map(int, np.flatnonzero(self.share > 0.5)), key=lambda j: (-self.low[j], j))


def shared(votes: Votes, places: Places, labels: Ints, groups: int) -> Shared:
    """What every group shares; without groups what both halves of each axis share, or everybody where there is no axis."""
    if groups > 1 or places.factors == 0:
        sides = [(labels, groups)]
    else:
        halves = places.people[:, : places.factors] > np.median(places.people[:, : places.factors], axis=0)
        sides = [(np.where(labels >= 0, half, -1).astype(np.int64), 2) for half in halves.T]
    counted = [tally(votes, side, count) for side, count in sides]
    agree = np.vstack([counts.agree for counts in counted])
    seen = np.vstack([counts.seen for counts in counted])
    low, high = jeffreys(agree, seen)
    weakest = low.argmin(axis=0), np.arange(agree.shape[1])
    return Shared(((agree + 0.5) / (seen + 1))[weakest], low[weakest], high[weakest])
