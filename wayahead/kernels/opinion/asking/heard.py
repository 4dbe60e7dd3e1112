"""Who was heard: how evenly, and how far from what was promised."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.asking.standing import Ints
from wayahead.kernels.opinion.lists import gini

TENTHS = 10


@dataclass(frozen=True)
class Spread:
    """How evenly some things were heard: Gini (0 all alike, towards 1 few get it all), and the ends and the middle."""

    count: int
    gini: float
    least: float
    median: float
    most: float

    @classmethod
    def of(cls, hearings: NDArray[np.int64] | NDArray[np.float64]) -> "Spread | None":
        """The spread of these hearings; None of none."""
        if len(hearings) == 0:
            return None
        return cls(
            len(hearings),
            gini(np.asarray(hearings)),
            float(hearings.min()),
            float(np.median(hearings)),
            float(hearings.max()),
        )


@dataclass(frozen=True)
class Shortfall:
    """A promised number of hearings, how many statements have not had it yet, and the answers that are missing."""

    floor: int
    behind: int
    of: int
    missing: int

    @classmethod
    def of_hearings(cls, hearings: Ints, floor: int) -> "Shortfall":
        """How far these hearings are from the floor."""
        missing = np.maximum(floor - hearings, 0)
        return cls(floor, int(np.count_nonzero(missing)), len(hearings), int(missing.sum()))


def in_tenths(hearings: Ints) -> list[tuple[int, float]]:
    """From the least heard to the most: how many statements a tenth of them is, and the middle of their hearings.

    With fewer than ten statements each stands by itself.
    """
    parts = np.array_split(np.sort(hearings), min(TENTHS, len(hearings))) if len(hearings) else []
    return [(len(part), float(np.median(part))) for part in parts]
