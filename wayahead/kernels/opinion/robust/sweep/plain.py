"""A round of fitting with numpy and scipy alone: two sparse products.

Everything about one side (a person, or a statement) that the other side's update needs is nine numbers, its moments:
intercept, loadings (2), mean products of the loadings (11, 12, 22), of intercept and loadings (2), and of the intercept
with itself. What an update needs of all votes of a person, or on a statement, is eight sums: of the other side's
loadings (2), of their products (11, 12, 22), of what their intercept leaves over, and of that times each loading (2).
Arrays have a row per number and a column per person or statement.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Places = NDArray[np.unsignedinteger[Any]]

SUMS = 8
WAYS = np.array([-1.0, 0.0, 1.0])  # to answer

# A symmetric 3 × 3 matrix as six numbers (00, 01, 02, 11, 12, 22): where each of its nine stands, the diagonal, and by
# which two products of two each cofactor is found.
WHOLE, DIAGONAL = [0, 1, 2, 1, 3, 4, 2, 4, 5], [0, 3, 5]
ONE, BY_ONE, OTHER, BY_OTHER = [3, 2, 1, 0, 1, 0], [5, 4, 4, 5, 2, 3], [4, 1, 2, 2, 0, 1], [4, 5, 3, 2, 4, 1]
UNUSED: tuple[list[int], ...] = [1, 2, 3, 4, 5], [2, 4, 5], []  # of the six, with no factor, with one and with two


@dataclass(frozen=True)
class Gaussians:
    """Many normal distributions of (intercept, first loading, second loading).

    `middles`: 3 × n. `spreads`: 6 × n, the covariances 00, 01, 02, 11, 12 and 22.
    """

    middles: Floats
    spreads: Floats

    @property
    def means(self) -> Floats:
        """A row each: n × 3."""
        return self.middles.T

    @property
    def covariances(self) -> Floats:
        """A matrix each: n × 3 × 3."""
        return self.spreads[WHOLE].T.reshape(-1, 3, 3)

    def in_parts(self, parts: int) -> "list[Gaussians]":
        """So many equally long parts."""
        both = np.split(self.middles, parts, axis=1), np.split(self.spreads, parts, axis=1)
        return [Gaussians(*part) for part in zip(*both, strict=True)]

    @property
    def moments(self) -> Floats:
        """The nine numbers of each, as above: 9 × n."""
        middles = self.middles
        products = middles[[1, 1, 2, 0, 0, 0]] * middles[[1, 2, 2, 1, 2, 0]] + self.spreads[[3, 4, 5, 1, 2, 0]]
        return np.concatenate([middles, products])


def solve(sums: Floats, counts: Ints, ridge: Floats, noise: Floats, factors: int) -> Gaussians:
    """Ridge regression for many at once, of the eight sums of each (8 × n) and its number of votes.

    `ridge` (3 × n, or × 1 for all) is the prior precision of intercept and loadings times `noise` (n or 1); loadings
    beyond `factors` stay nought.
    """
    matrix = np.empty((6, len(counts)))
    matrix[0], matrix[1:] = counts, sums[:5]
    matrix[DIAGONAL] += ridge
    unused = UNUSED[factors]
    if unused:
        matrix[unused] = 0
        matrix[DIAGONAL[1 + factors :]] = 1
    cofactors = matrix[ONE] * matrix[BY_ONE] - matrix[OTHER] * matrix[BY_OTHER]
    inverse = cofactors / (matrix[:3] * cofactors[:3]).sum(axis=0)
    if unused:
        inverse[unused] = 0
    means = (inverse[WHOLE].reshape(3, 3, -1) * sums[5:]).sum(axis=1)
    return Gaussians(means, noise * inverse)


class Sweep:
    """Votes ready for rounds of fitting.

    `cast`, `said` and `square`: each person's number of votes, their sum and the sum of their squares; `heard`: each
    statement's number. What a round is given is one figure for all, or one for each statement (`middle`) or person
    (`ridge`, `noise`).
    """

    def __init__(self, indptr: Ints, indices: Places, data: NDArray[np.int8], statements: int):
        shape = (len(indptr) - 1, len(WAYS) * statements)
        # A column for each answer to each statement: disagrees with all of them, then passes, then agrees.
        columns = indices.astype(np.int32) + (data.astype(np.int32) + 1) * np.int32(statements)
        self.answers = csr_array((np.ones(len(data)), columns, indptr), shape=shape)
        self.answered = self.answers.T
        self.statements = statements
        self.cast = np.diff(indptr)
        self.heard = np.bincount(indices, minlength=statements)
        self.said, self.square = row_sums(data, indptr), row_sums(data != 0, indptr)
        self.sums = np.bincount(indices, weights=data, minlength=statements)

    def people(self, statements: Floats, middle: Floats, ridge: Floats, noise: Floats, factors: int) -> Gaussians:
        """Everybody given the statements' moments."""
        # What each answer to each statement adds to the eight sums.
        added = np.empty((len(WAYS), self.statements, SUMS))
        left = WAYS[:, None] - middle
        added[:, :, :5] = statements[1:6].T
        added[:, :, 5] = left - statements[0]
        added[:, :, 6:] = left[:, :, None] * statements[1:3].T - statements[6:8].T
        return solve((self.answers @ added.reshape(-1, SUMS)).T, self.cast, ridge, noise, factors)

    def round(
        self, statements: Floats, middle: Floats, ridge: Floats, noise: Floats, factors: int
    ) -> tuple[Gaussians, Floats]:
        """Everybody given the statements, and each statement's eight sums given everybody."""
        people = self.people(statements, middle, ridge, noise, factors)
        told = np.ascontiguousarray(people.moments[:8].T)
        by_way = (self.answered @ told).reshape(len(WAYS), self.statements, 8).transpose(0, 2, 1)
        everyone, agreed = by_way.sum(axis=0), by_way[2] - by_way[0]
        sums = np.empty((SUMS, self.statements))
        sums[:5] = everyone[1:6]
        sums[5] = self.sums - middle * self.heard - everyone[0]
        sums[6:] = agreed[1:3] - middle * everyone[1:3] - everyone[6:8]
        return people, sums


def row_sums(figures: NDArray[Any], indptr: Ints) -> Floats:
    """The sum of each row's figures, which are whole numbers."""
    before = np.concatenate([[0], np.cumsum(figures, dtype=np.int64)])
    return np.diff(before[indptr]).astype(np.float64)
