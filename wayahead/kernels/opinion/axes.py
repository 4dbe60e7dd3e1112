"""The two principal axes of the centred votes, found by reading the votes a few times and never filling the table.

Source of the method: Golub and Underwood, The block Lanczos method for computing eigenvalues, 1977; restarted by Ritz
vectors as in Wu and Simon, SIAM J. Matrix Anal. Appl. 22(2), 2000.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_READINGS = 500
# Few enough for eigh to stay on one thread: waiting for threads on a busy machine takes longer than the whole map.
MOST_DIRECTIONS = 22
KEPT_DIRECTIONS = 12
EXACT = 5e-13  # what may be left over, as a share of the largest eigenvalue
TIE = 1e-9  # loadings as near as this are equally large: rounding must not turn an axis round
NOISE = 1e-12  # an eigenvalue as small as this beside the largest is nought


class Gram(Protocol):
    """What multiplies vectors by the votes' CᵀC."""

    def gram(self, pair: Floats) -> Floats:
        """CᵀC times two vectors (statements × 2)."""
        ...


def principal_axes(centred: Gram, statements: int, *, start: Floats | None = None, left_over: float = EXACT) -> Floats:
    """The top two eigenvectors of CᵀC, statements × 2, each signed so that its first largest loading is positive.

    From `start`, earlier axes (statements × 2), fewer readings are needed. A missing axis (too few people or
    statements, no differences) is all noughts. The same votes give the same axes: nothing is drawn by chance, and no
    sum depends on the number of threads.
    """
    found = np.zeros((statements, 2))
    anywhere = np.random.default_rng(0).standard_normal((2, statements))
    # Other directions are tried beside earlier axes, or an axis that others have overtaken would stay for ever.
    values, vectors = top_pairs(centred, [anywhere] if start is None else [start.T, anywhere], left_over)
    for axis, (value, loadings) in enumerate(zip(values, vectors, strict=True)):
        if value > NOISE * values[0]:
            sizes = np.abs(loadings)
            found[:, axis] = loadings * np.sign(loadings[np.argmax(sizes > (1 - TIE) * sizes.max())])
    return found


def top_pairs(centred: Gram, begin: list[Floats], left_over: float) -> tuple[Floats, Floats]:
    """The two largest eigenvalues and their vectors (a row each), largest first; fewer where there are not so many.

    `begin` are pairs of directions to search along first.
    """
    directions = np.zeros((0, begin[0].shape[1]))
    basis = image = vectors = directions
    values, is_found = np.zeros(0), False
    for reading in range(MOST_READINGS):
        directions = orthonormal(begin[reading] if reading < len(begin) else directions, basis)
        if reading >= len(begin) and (is_found or len(directions) == 0):
            break
        pair = np.zeros((directions.shape[1], 2))
        pair[:, : len(directions)] = directions.T
        basis = np.vstack([basis, directions])
        image = np.vstack([image, centred.gram(pair).T[: len(directions)]])
        # Sums by einsum and not by @, which leaves them to as many threads as there are, each time in another order.
        small = np.einsum("is,js->ij", basis, image)
        values, turn = np.linalg.eigh((small + small.T) / 2)
        values, turn = values[::-1], turn.T[::-1]
        vectors = np.einsum("ki,is->ks", turn[:2], basis)
        directions = np.einsum("ki,is->ks", turn[:2], image) - values[:2, None] * vectors
        sizes = np.sqrt((directions * directions).sum(axis=1))
        is_found = bool(sizes.max(initial=0.0) <= left_over * values.max(initial=0.0))
        if len(basis) >= MOST_DIRECTIONS:
            kept = turn[:KEPT_DIRECTIONS]
            basis, image = np.einsum("ki,is->ks", kept, basis), np.einsum("ki,is->ks", kept, image)
    return values[:2], vectors


def orthonormal(directions: Floats, basis: Floats) -> Floats:
    """What these directions add to an orthonormal basis, itself orthonormal; fewer where they add nothing."""
    known = basis
    for direction in directions[: basis.shape[1] - len(basis)]:
        first = unit(apart(unit(direction), known))
        rest = apart(first, known)
        size = length(rest)
        # What one turn leaves of a direction that adds nothing is rounding, and the second turn takes most of it away;
        # what is new it leaves as it is (Kahan: "twice is enough").
        if size > 0.5:
            known = np.vstack([known, rest / size])
    return known[len(basis) :]


def length(direction: Floats) -> float:
    """How long a direction is."""
    return float(np.sqrt((direction * direction).sum()))


def unit(direction: Floats) -> Floats:
    """The direction with length 1, or nought where it has none."""
    size = length(direction)
    return direction / size if size > 0 else direction


def apart(direction: Floats, known: Floats) -> Floats:
    """A direction less what known ones already say."""
    return np.asarray(direction - np.einsum("d,ds->s", np.einsum("s,ds->d", direction, known), known))
