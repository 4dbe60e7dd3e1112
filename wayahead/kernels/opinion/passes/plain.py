"""Reading every vote with numpy and scipy alone."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Places = NDArray[np.unsignedinteger[Any]]


def gather(
    who: NDArray[np.uint32], what: Places, said: NDArray[np.int8], people: int, statements: int
) -> tuple[Ints, Places, NDArray[np.int8]]:
    """(indptr, indices, data) of votes in time order: by person, then statement, the last of each cell."""
    # Sixteen bits at a time, from the least significant, because numpy sorts those by radix.
    order = stable_order(what, statements)
    order = order[stable_order(who[order], people)]
    rows, columns = who[order], what[order]
    is_last = np.ones(len(order), dtype=bool)
    is_last[:-1] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    pointers = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows[is_last], minlength=people), out=pointers[1:])
    return pointers, columns[is_last], said[order[is_last]]


def stable_order(numbers: Places, below: int) -> Ints:
    """The order of whole numbers under `below`; equal ones keep theirs."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if below > 65_536:
        order = order[np.argsort((numbers[order] >> np.uint32(16)).astype(np.uint16), kind="stable")]
    return order


def tally(indptr: Ints, indices: Places, data: NDArray[np.int8], labels: Ints, shape: tuple[int, int]) -> Ints:
    """Disagrees, passes and agrees: 3 × groups × statements (`shape` is the last two). Label −1 is in none."""
    groups, statements = shape
    label = np.repeat(labels, np.diff(indptr))
    cell = ((data.astype(np.int64) + 1) * groups + label) * statements + indices
    return np.bincount(cell[label >= 0], minlength=3 * groups * statements).reshape(3, groups, statements)


def agreeing(
    indptr: Ints, indices: Places, data: NDArray[np.int8], statement: int, among: NDArray[np.bool_], statements: int
) -> tuple[NDArray[np.bool_], Ints]:
    """Who of these people agrees with one statement, and how many of those agree with each of all statements."""
    said_yes = data == 1
    agrees = np.zeros(len(indptr) - 1, dtype=bool)
    agrees[np.searchsorted(indptr, np.flatnonzero((indices == statement) & said_yes), side="right") - 1] = True
    agrees &= among
    return agrees, np.bincount(indices[said_yes & np.repeat(agrees, np.diff(indptr))], minlength=statements)


def answered(indptr: Ints, indices: Places, kept: NDArray[np.bool_]) -> Ints:
    """How many of the statements that are kept each person answered."""
    before = np.zeros(len(indices) + 1, dtype=np.int64)
    np.cumsum(kept[indices], out=before[1:])
    return np.diff(before[indptr])


class Centred:
    """Votes less the mean of their statement, nought where there is no vote, and nought for statements not kept."""

    def __init__(self, indptr: Ints, indices: Places, data: NDArray[np.int8], means: Floats, kept: NDArray[np.bool_]):
        values = np.where(kept[indices], data - means[indices], 0.0)
        self.table = csr_array((values, indices.astype(np.int32), indptr), shape=(len(indptr) - 1, len(means)))
        self.turned = self.table.T

    def gram(self, pair: Floats) -> Floats:
        """CᵀC times two vectors (statements × 2)."""
        # One at a time: scipy takes three times as long for two at once.
        return np.stack([self.turned @ (self.table @ vector) for vector in pair.T], axis=1)

    def project(self, pair: Floats) -> Floats:
        """C times two vectors; rows are summed in the order of statements, so equal ballots lie exactly together."""
        return np.stack([self.table @ vector for vector in pair.T], axis=1)


def assign(points: Floats, centres: Floats) -> tuple[Ints, Ints, Floats]:
    """The nearest centre of each point (the lower number on a tie), how many each centre has, and their sums."""
    nearest = np.argmin(squares(points, centres), axis=0).astype(np.int64)
    sizes = np.bincount(nearest, minlength=len(centres)).astype(np.int64)
    sums = np.stack([np.bincount(nearest, points[:, axis], len(centres)) for axis in (0, 1)], axis=1, dtype=np.float64)
    return nearest, sizes, sums


def squares(points: Floats, others: Floats) -> Floats:
    """Squared distances, a row for each of the others."""
    # Axis by axis: summing over a last axis of two is many times slower.
    across = np.subtract.outer(others[:, 0], np.ascontiguousarray(points[:, 0]))
    up = np.subtract.outer(others[:, 1], np.ascontiguousarray(points[:, 1]))
    across *= across
    up *= up
    across += up
    return across


def distance_sums(points: Floats, starts: Ints) -> Floats:
    """How far each point is from all points of each run together; `starts` are where runs of points begin."""
    sums = np.empty((len(points), len(starts)))
    for begin in range(0, len(points), 100):
        away = squares(points, points[begin : begin + 100])
        np.add.reduceat(np.sqrt(away, out=away), starts, axis=1, out=sums[begin : begin + 100])
    return sums
