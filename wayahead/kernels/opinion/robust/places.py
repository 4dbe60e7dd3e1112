"""Where people and statements lie on the map, and how surely.

The map's measure is answers: the squared distance of two people is how far their expected votes differ, squared, on
average over statements. Axes are the principal ones of that measure.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.robust.model import Model

Floats = NDArray[np.float64]

SURELY = (0.0, 3.84, 5.99)  # the 95% points of chi-square with so many degrees of freedom
FLATTEST = 1e-3  # a second axis is at least this share of the first, so that dividing by it is safe


@dataclass(frozen=True)
class Places:
    """`people`: n × 2 with `covariances` n × 2 × 2; `statements`: loadings, so that a place times a loading is a vote.

    `prior` (2 × 2) is how people spread of whom nothing is known; `surely` marks statements whose loading is not nought by
    more than chance. Where there are fewer axes than two the rest is nought.
    """

    factors: int
    people: Floats
    covariances: Floats
    statements: Floats
    prior: Floats
    surely: NDArray[np.bool_]

    @property
    def errors(self) -> Floats:
        """The standard error of each person's place along each axis."""
        return np.sqrt(np.diagonal(self.covariances, axis1=1, axis2=2))

    @property
    def spread(self) -> Floats:
        """How far people's expected votes on each statement lie apart because of where they stand: a standard deviation."""
        everybody = self.people - self.people.mean(axis=0) if len(self.people) else self.people
        covariance = (everybody.T @ everybody + self.covariances.sum(axis=0)) / max(len(everybody), 1)
        return np.sqrt(np.einsum("ja,ab,jb->j", self.statements, covariance, self.statements))

    @property
    def dividing(self) -> list[int]:
        """Statements that surely divide, those that divide most first, the earlier on a tie."""
        spread = self.spread
        return sorted(map(int, np.flatnonzero(self.surely)), key=lambda j: (-spread[j], j))

    def turned(self, turn: Floats) -> "Places":
        """The same map turned or mirrored."""
        return replace(
            self,
            people=self.people @ turn,
            covariances=turn.T @ self.covariances @ turn,
            statements=self.statements @ turn,
            prior=turn.T @ self.prior @ turn,
        )


def lay_out(model: Model) -> Places:
    """The map of a model; each axis points to where its largest loading is positive."""
    used = slice(1, 1 + model.factors)
    loadings = model.statements.means[:, used]
    sizes, turn = np.linalg.eigh(loadings.T @ loadings / max(np.count_nonzero(loadings.any(axis=1)), 1))
    sizes, turn = sizes[::-1], turn[:, ::-1]
    sizes = np.sqrt(np.maximum(sizes, FLATTEST * sizes.max(initial=1e-12)))
    placed, lies = np.zeros((len(model.people.means), 2)), np.zeros((len(loadings), 2))
    covariances, prior = np.zeros((len(placed), 2, 2)), np.zeros((2, 2))
    along = slice(0, model.factors)
    lies[:, along] = loadings @ turn / sizes
    signs = np.ones(model.factors)
    if len(lies):
        largest = np.abs(lies[:, along]).argmax(axis=0)
        signs = np.where(lies[largest, np.arange(model.factors)] < 0, -1.0, 1.0)
    lies[:, along] *= signs
    to_map = turn * sizes * signs
    placed[:, along] = model.people.means[:, used] @ to_map
    covariances[:, along, along] = to_map.T @ model.people.covariances[:, used, used] @ to_map
    prior[along, along] = to_map.T @ to_map
    unsure = np.diagonal(model.statements.covariances[:, used, used], axis1=1, axis2=2)
    surely = (loadings**2 / np.where(unsure > 0, unsure, np.inf)).sum(axis=1) > SURELY[model.factors]
    return Places(model.factors, placed, covariances, lies, prior, surely)
