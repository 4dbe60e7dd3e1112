"""Where people and statements lie on the map, and how surely.

The map's measure is answers: the squared distance of two people is how far their expected votes differ, squared, on
average over statements. Axes are the principal ones of that measure.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.robust.model import Model

Floats = NDArray[np.float64]

FLATTEST = 1e-3  # a second axis is at least this share of the first, so that dividing by it is safe
SURELY = (0.0, 3.84, 5.99)  # the 95% points of chi-square with so many degrees of freedom
TWO_SIDED = 1.96  # standard errors on either side hold 95%


@dataclass(frozen=True)
class Places:
    """`people`: n × 2, with `covariances` n × 2 × 2. `intercepts`: the vote to expect on each statement at the origin.

    `loadings` (statements × 2): times a place, how far the vote to expect there differs from that. `unsure` (statements
    × 3 × 3): the covariance of intercept and loadings. `prior` (2 × 2): how people spread of whom nothing is known.
    Where there are fewer axes than two the rest is nought.
    """

    factors: int
    people: Floats
    covariances: Floats
    intercepts: Floats
    loadings: Floats
    unsure: Floats
    prior: Floats

    @property
    def errors(self) -> Floats:
        """The standard error of each person's place along each axis."""
        return np.sqrt(np.diagonal(self.covariances, axis1=1, axis2=2))

    @property
    def spread(self) -> Floats:
        """How far people's expected votes on each statement lie apart by where they stand: a standard deviation."""
        everybody = self.people - self.people.mean(axis=0) if len(self.people) else self.people
        covariance = (everybody.T @ everybody + self.covariances.sum(axis=0)) / max(len(everybody), 1)
        return np.asarray(np.sqrt(np.einsum("ja,ab,jb->j", self.loadings, covariance, self.loadings)))

    @property
    def dividing(self) -> list[int]:
        """Statements whose loading is not nought by more than chance, those that divide most first."""
        axes = slice(1, 1 + self.factors)
        unsure = np.diagonal(self.unsure[:, axes, axes], axis1=1, axis2=2)
        sizes = (self.loadings[:, : self.factors] ** 2 / np.where(unsure > 0, unsure, np.inf)).sum(axis=1)
        spread = self.spread
        return sorted(map(int, np.flatnonzero(sizes > SURELY[self.factors])), key=lambda j: (-spread[j], j))

    def votes_at(self, places: Floats) -> tuple[Floats, Floats]:
        """The votes to expect at some places (places × statements), and their standard errors."""
        design = np.hstack([np.ones((len(places), 1)), places])
        votes = self.intercepts + places @ self.loadings.T
        return votes, np.sqrt(np.einsum("pa,jab,pb->pj", design, self.unsure, design))

    def turned(self, turn: Floats) -> "Places":
        """The same map turned or mirrored."""
        whole = np.eye(3)
        whole[1:, 1:] = turn
        return replace(
            self,
            people=self.people @ turn,
            covariances=turn.T @ self.covariances @ turn,
            loadings=self.loadings @ turn,
            unsure=whole.T @ self.unsure @ whole,
            prior=turn.T @ self.prior @ turn,
        )


def lay_out(model: Model) -> Places:
    """The map of a model; each axis points to where its largest loading is positive."""
    used, along = slice(1, 1 + model.factors), slice(0, model.factors)
    loadings = model.statements.means[:, used]
    values, vectors = np.linalg.eigh(loadings.T @ loadings / max(int(np.count_nonzero(loadings.any(axis=1))), 1))
    turn: Floats = vectors[:, ::-1]
    flattest = FLATTEST * float(np.max(values, initial=1e-12))
    sizes: Floats = np.asarray(np.sqrt(np.maximum(values[::-1], flattest)))
    lies = loadings @ turn / sizes
    largest = np.abs(lies).argmax(axis=0) if len(lies) else np.zeros(0, dtype=np.int64)
    signs = np.where(lies[largest, np.arange(len(largest))] < 0, -1.0, 1.0)
    # A person's place is their loadings times `to_map`, a statement's loading is its own times `from_map`.
    to_map, from_map = np.zeros((2, 2)), np.eye(3)
    to_map[along, along] = turn * (sizes * signs)
    from_map[used, used] = turn * (signs / sizes)
    return Places(
        model.factors,
        model.people.means[:, 1:] @ to_map,
        to_map.T @ model.people.covariances[:, 1:, 1:] @ to_map,
        model.middle + model.statements.means[:, 0],
        model.statements.means[:, 1:] @ from_map[1:, 1:],
        from_map.T @ model.statements.covariances @ from_map,
        to_map.T @ to_map,
    )
