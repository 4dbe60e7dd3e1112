"""A round of fitting with numpy and scipy alone: four sparse products.

Everything about one side (a person, or a statement) that the other side's update needs is nine numbers, its moments:
intercept, loadings (2), mean products of the loadings (11, 12, 22), of intercept and loadings (2), and of the intercept
with itself. The sums over somebody's votes, or a statement's, are nine numbers as well: see `Sums`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Places = NDArray[np.unsignedinteger[Any]]

WEIGHED = 8  # moments that are summed over votes; the ninth is not


@dataclass(frozen=True)
class Gaussians:
    """Many normal distributions of (intercept, first loading, second loading): n × 3 means, n × 3 × 3 covariances."""

    means: Floats
    covariances: Floats

    @property
    def moments(self) -> Floats:
        """The nine numbers of each, as above."""
        products = self.means[:, :, None] * self.means[:, None, :] + self.covariances
        flat = products[:, (1, 1, 2, 0, 0, 0), (1, 2, 2, 1, 2, 0)]
        return np.hstack([self.means, flat])


def solve(sums: Floats, counts: Ints, ridge: Floats, noise: float, factors: int) -> Gaussians:
    """Ridge regression for many at once. `sums` (n × 8): loadings, their products, 1 and loadings times what is left.

    `ridge` is the prior precision of intercept and loadings times `noise`; loadings beyond `factors` stay nought.
    """
    matrix = np.empty((len(sums), 3, 3))
    matrix[:, 0, 0] = counts
    matrix[:, 0, 1] = matrix[:, 1, 0] = sums[:, 0]
    matrix[:, 0, 2] = matrix[:, 2, 0] = sums[:, 1]
    matrix[:, 1, 1], matrix[:, 2, 2] = sums[:, 2], sums[:, 4]
    matrix[:, 1, 2] = matrix[:, 2, 1] = sums[:, 3]
    matrix += np.diag(ridge)
    size = 1 + factors
    covariances = np.zeros_like(matrix)
    covariances[:, :size, :size] = np.linalg.inv(matrix[:, :size, :size])
    means = np.einsum("nij,nj->ni", covariances, sums[:, 5:])
    return Gaussians(means, noise * covariances)


class Sweep:
    """Votes ready for rounds of fitting.

    `cast` and `said`: each person's number and sum of votes; `heard`: each statement's number; `square`: the sum of
    squared votes.
    """

    def __init__(self, indptr: Ints, indices: Places, data: NDArray[np.int8], statements: int):
        shape = (len(indptr) - 1, statements)
        columns = indices.astype(np.int32, copy=False)
        self.choices = csr_array((data.astype(np.float64), columns, indptr), shape=shape)
        self.seen = csr_array((np.ones(len(data)), columns, indptr), shape=shape)
        self.cast = np.diff(indptr)
        self.heard = np.bincount(columns, minlength=statements)
        self.said: Floats = np.asarray(self.choices.sum(axis=1)).ravel()
        self.square = float(np.count_nonzero(data))
        self.sums: Floats = np.asarray(self.choices.sum(axis=0)).ravel()

    def people(self, statements: Floats, middle: float, ridge: Floats, noise: float, factors: int) -> Gaussians:
        """Everybody given the statements' moments."""
        seen, said = np.asarray(self.seen @ statements[:, :WEIGHED]), np.asarray(self.choices @ statements[:, 1:3])
        sums = explained(seen, said, self.said - middle * self.cast, middle)
        return solve(sums, self.cast, ridge, noise, factors)

    def round(
        self, statements: Floats, middle: float, ridge: Floats, noise: float, factors: int
    ) -> tuple[Gaussians, Floats]:
        """Everybody given the statements, and each statement's eight sums given everybody."""
        people = self.people(statements, middle, ridge, noise, factors)
        moments = people.moments
        seen, said = np.asarray(self.seen.T @ moments[:, :WEIGHED]), np.asarray(self.choices.T @ moments[:, 1:3])
        return people, explained(seen, said, self.sums - middle * self.heard, middle)


def explained(seen: Floats, said: Floats, left: Floats, middle: float) -> Floats:
    """The eight sums, from the other side's moments summed over votes: `seen` plain, `said` times the vote."""
    intercept, loadings, products, crossed = seen[:, 0], seen[:, 1:3], seen[:, 3:6], seen[:, 6:8]
    by_loading = said - middle * loadings - crossed
    return np.hstack([loadings, products, (left - intercept)[:, None], by_loading])
