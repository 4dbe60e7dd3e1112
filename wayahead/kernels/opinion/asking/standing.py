"""What is known of the open statements at one moment."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
