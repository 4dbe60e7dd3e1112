"""A round of fitting compiled by numba: one reading of the votes, on every core.

Blocks as in the passes of the `polis` engine: the same bits whatever the number of threads.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from wayahead.kernels.opinion.passes.compiled import BLOCKS, in_blocks
from wayahead.kernels.opinion.robust.sweep.plain import SUMS, UNUSED, Floats, Gaussians, Ints, Places


class Sweep:
    """Votes ready for rounds of fitting, and their counts, as in the plain one, but of one part only."""

    def __init__(self, indptr: Ints, indices: Places, data: NDArray[np.int8], statements: int):
        self.votes = indptr, indices, data
        self.statements = statements
        self.cast = np.diff(indptr)
        self.heard = np.zeros(statements, dtype=np.int64)
        self.said, self.square = np.zeros(len(indptr) - 1), np.zeros(len(indptr) - 1)
        count(indptr, indices, data, self.heard, self.said, self.square)

    def people(self, statements: Floats, middle: Floats, ridge: Floats, noise: Floats, factors: int) -> Gaussians:
        """Everybody given the statements' moments."""
        return self.read(statements, middle, ridge, noise, factors, None)

    def round(
        self, statements: Floats, middle: Floats, ridge: Floats, noise: Floats, factors: int
    ) -> tuple[Gaussians, Floats]:
        """Everybody given the statements, and each statement's eight sums given everybody."""
        sums = np.zeros((BLOCKS, self.statements, SUMS))
        people = self.read(statements, middle, ridge, noise, factors, sums)
        return people, np.ascontiguousarray(sums.sum(axis=0).T)

    def read(
        self, statements: Floats, middle: Floats, ridge: Floats, noise: Floats, factors: int, sums: Floats | None
    ) -> Gaussians:
        """One reading; what a round needs is added to `sums` where there is any."""
        people = len(self.votes[0]) - 1
        means, spreads = np.zeros((people, 3)), np.zeros((people, 6))
        moments, pull = np.ascontiguousarray(statements.T), np.ascontiguousarray(ridge[:, 0])
        one, scatter = float(middle.item()), float(noise.item())

        def work(block: int, begin: int, end: int) -> None:
            solve_rows(*self.votes, moments, one, pull, scatter, means, spreads, begin, end)
            if sums is not None:
                add_rows(*self.votes, one, means, spreads, sums[block], begin, end)

        in_blocks(work, self.votes[0])
        spreads[:, UNUSED[factors]] = 0
        return Gaussians(means.T, spreads.T)


@njit(cache=True, nogil=True)
def count(indptr: Any, indices: Any, data: Any, heard: Any, said: Any, square: Any) -> None:
    for row in range(len(indptr) - 1):
        for place in range(indptr[row], indptr[row + 1]):
            heard[indices[place]] += 1
            said[row] += data[place]
            square[row] += data[place] * data[place]


@njit(cache=True, nogil=True)
def solve_rows(
    indptr: Any, indices: Any, data: Any, moments: Any, middle: float, ridge: Any, noise: float, means: Any,
    spreads: Any, begin: int, end: int,
) -> None:  # fmt: skip
    for row in range(begin, end):
        g1 = g2 = e11 = e12 = e22 = r0 = r1 = r2 = 0.0
        for place in range(indptr[row], indptr[row + 1]):
            other = moments[indices[place]]
            vote = data[place] - middle
            g1 += other[1]
            g2 += other[2]
            e11 += other[3]
            e12 += other[4]
            e22 += other[5]
            r0 += vote - other[0]
            r1 += vote * other[1] - other[6]
            r2 += vote * other[2] - other[7]
        a = indptr[row + 1] - indptr[row] + ridge[0]
        e11 += ridge[1]
        e22 += ridge[2]
        # The inverse of a symmetric 3 × 3 matrix by its cofactors.
        c00, c01, c02 = e11 * e22 - e12 * e12, g2 * e12 - g1 * e22, g1 * e12 - g2 * e11
        c11, c12, c22 = a * e22 - g2 * g2, g1 * g2 - a * e12, a * e11 - g1 * g1
        size = a * c00 + g1 * c01 + g2 * c02
        means[row, 0] = (c00 * r0 + c01 * r1 + c02 * r2) / size
        means[row, 1] = (c01 * r0 + c11 * r1 + c12 * r2) / size
        means[row, 2] = (c02 * r0 + c12 * r1 + c22 * r2) / size
        scale = noise / size
        spreads[row, 0] = c00 * scale
        spreads[row, 1] = c01 * scale
        spreads[row, 2] = c02 * scale
        spreads[row, 3] = c11 * scale
        spreads[row, 4] = c12 * scale
        spreads[row, 5] = c22 * scale


@njit(cache=True, nogil=True)
def add_rows(
    indptr: Any, indices: Any, data: Any, middle: float, means: Any, spreads: Any, sums: Any, begin: int, end: int
) -> None:
    for row in range(begin, end):
        a, f1, f2 = means[row]
        spread = spreads[row]
        e11, e12, e22 = f1 * f1 + spread[3], f1 * f2 + spread[4], f2 * f2 + spread[5]
        h1, h2 = a * f1 + spread[1], a * f2 + spread[2]
        for place in range(indptr[row], indptr[row + 1]):
            vote = data[place] - middle
            to = sums[indices[place]]
            to[0] += f1
            to[1] += f2
            to[2] += e11
            to[3] += e12
            to[4] += e22
            to[5] += vote - a
            to[6] += vote * f1 - h1
            to[7] += vote * f2 - h2
