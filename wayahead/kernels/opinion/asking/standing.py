"""What is known of the open statements at one moment."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


# Answers after which half of what a statement is taken to tell is its own, and half that of all.
FEW = 4


@dataclass(frozen=True)
class Standing:
    """The open statements (S of them, in any order), and where the estimated groups (G, maybe none) stand.

    `hearings` int[S] and `by_group` int[G, S] count exposures so far, everybody's and those of each group; people
    who are in no group yet count only in the first. `loadings` float[S, 2] and `means` float[S] are the current map's
    axes and mean answers, noughts for a statement that no map knows yet; `centres` float[G, 2] are the middles of the
    groups on it. The caller may count on in the first two arrays between choices: they are read at each.
    """

    hearings: Ints
    by_group: Ints
    loadings: Floats
    means: Floats
    centres: Floats

    def __post_init__(self) -> None:
        statements, groups = len(self.hearings), len(self.centres)
        shapes = {"by_group": (groups, statements), "loadings": (statements, 2), "means": (statements,)}
        for name, shape in shapes.items():
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} has the shape {getattr(self, name).shape} and needs {shape}")

    @cached_property
    def load(self) -> Floats:
        """How much each statement tells about where people stand, beside the mean (1), as far as this is known yet.

        What few have answered, or no map knows, is taken as nearly the mean.
        """
        length = np.hypot(self.loadings[:, 0], self.loadings[:, 1])
        known = (length > 0) & (self.hearings > 0)
        if not known.any():
            return np.ones(len(length))
        sure = np.where(known, self.hearings / (self.hearings + FEW), 0.0)
        return np.asarray(sure * length / length[known].mean() + 1 - sure)

    @cached_property
    def directions(self) -> Floats:
        """In which direction each tells: unit vectors, or noughts where no map knows it yet."""
        length = np.hypot(self.loadings[:, 0], self.loadings[:, 1])
        return np.asarray(self.loadings / np.where(length > 0, length, 1.0)[:, None])

    @cached_property
    def forms(self) -> tuple[Floats, Floats, Floats, Floats]:
        """What turns somebody's uncertainty into that along each direction: x², 2xy, y², and 1 where there is none."""
        x, y = self.directions.T
        return x * x, 2 * x * y, y * y, (x * x + y * y == 0).astype(np.float64)

    @classmethod
    def unmapped(cls, hearings: Ints) -> "Standing":
        """What is known before there is a map: only how often each statement was heard."""
        statements = len(hearings)
        return cls(
            hearings,
            np.zeros((0, statements), dtype=np.int64),
            np.zeros((statements, 2)),
            np.zeros(statements),
            np.zeros((0, 2)),
        )
