"""Reading every vote with code that numba compiles, on every core.

People are cut into a fixed number of blocks, each with sums of its own that are added up in order: the same bits
whatever the number of threads. The threads are ordinary ones (compiled code lets go of Python's lock), so that any
number of callers may come at once.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numba import config, njit
from numpy.typing import NDArray

from wayahead.kernels.opinion.passes.plain import Floats, Ints, Places

BLOCKS = 32
THREADS: int = config.NUMBA_NUM_THREADS  # type: ignore[attr-defined]


def in_blocks(work: Callable[[int, int, int], object], indptr: Ints, blocks: int = BLOCKS) -> None:
    """Run `work(block, first row, row after the last)` for blocks of about equally many votes, on every core."""
    cuts = np.searchsorted(indptr, np.linspace(0, indptr[-1], blocks + 1)[1:-1])
    edges = [0, *cuts.tolist(), len(indptr) - 1]

    def every_nth(first: int) -> None:
        for block in range(first, blocks, THREADS):
            work(block, edges[block], edges[block + 1])

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(every_nth, range(THREADS)))


def gather(
    who: NDArray[np.uint32], what: Places, said: NDArray[np.int8], people: int, statements: int
) -> tuple[Ints, Places, NDArray[np.int8]]:
    """(indptr, indices, data) of votes in time order: by person, then statement, the last of each cell."""
    indptr = np.zeros(people + 1, dtype=np.int64)
    count_rows(who, indptr[1:])
    np.cumsum(indptr, out=indptr)
    indices, data = np.empty_like(what), np.empty_like(said)
    kept = np.zeros(people, dtype=np.int64)

    def fill(_block: int, begin: int, end: int) -> None:
        scatter(who, what, said, indptr, indices, data, begin, end)
        order_rows(indptr, indices, data, kept, statements, begin, end)

    # Each block reads all votes for its own people, so there are only as many blocks as cores.
    in_blocks(fill, indptr, THREADS)
    pointers = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(kept, out=pointers[1:])
    if pointers[-1] < len(said):
        close_up(indptr, pointers, indices, data)
        indices, data = indices[: pointers[-1]].copy(), data[: pointers[-1]].copy()
    return pointers, indices, data


def tally(indptr: Ints, indices: Places, data: NDArray[np.int8], labels: Ints, shape: tuple[int, int]) -> Ints:
    """Disagrees, passes and agrees: 3 × groups × statements (`shape` is the last two). Label −1 is in none."""
    groups, statements = shape
    blocks = min(BLOCKS, 8)
    counts = np.zeros((blocks, groups, statements, 3), dtype=np.int64)

    def count(block: int, begin: int, end: int) -> None:
        count_rows_by_label(indptr, indices, data, labels, counts[block], begin, end)

    in_blocks(count, indptr, blocks)
    return np.ascontiguousarray(counts.sum(axis=0).transpose(2, 0, 1))


def agreeing(
    indptr: Ints, indices: Places, data: NDArray[np.int8], statement: int, among: NDArray[np.bool_], statements: int
) -> tuple[NDArray[np.bool_], Ints]:
    """Who of these people agrees with one statement, and how many of those agree with each of all statements."""
    agrees = among.copy()
    counts = np.zeros((BLOCKS, statements), dtype=np.int64)

    def look(block: int, begin: int, end: int) -> None:
        find(indptr, indices, data, statement, agrees, counts[block], begin, end)

    in_blocks(look, indptr)
    return agrees, counts.sum(axis=0)


def answered(indptr: Ints, indices: Places, kept: NDArray[np.bool_]) -> Ints:
    """How many of the statements that are kept each person answered."""
    counts = np.diff(indptr)
    if not kept.all():
        in_blocks(lambda _block, begin, end: count_kept(indptr, indices, kept, counts, begin, end), indptr)
    return counts


def assign(points: Floats, centres: Floats) -> tuple[Ints, Ints, Floats]:
    """The nearest centre of each point (the lower number on a tie), how many each centre has, and their sums."""
    nearest = np.empty(len(points), dtype=np.int64)
    sizes = np.zeros((BLOCKS, len(centres)), dtype=np.int64)
    sums = np.zeros((BLOCKS, len(centres), 2))

    def take(block: int, begin: int, end: int) -> None:
        assign_points(points, centres, nearest, sizes[block], sums[block], begin, end)

    in_blocks(take, np.arange(len(points) + 1))
    return nearest, sizes.sum(axis=0), sums.sum(axis=0)


def distance_sums(points: Floats, starts: Ints) -> Floats:
    """How far each point is from all points of each run together; `starts` are where runs of points begin."""
    x, y = points.T.copy()
    ends, sums = np.append(starts[1:], len(points)), np.empty((len(points), len(starts)))
    in_blocks(lambda _block, begin, end: add_distances(x, y, starts, ends, sums, begin, end), np.arange(len(x) + 1))
    return sums


class Centred:
    """Votes less the mean of their statement, nought where there is no vote, and nought for statements not kept."""

    def __init__(self, indptr: Ints, indices: Places, data: NDArray[np.int8], means: Floats, kept: NDArray[np.bool_]):
        self.votes = indptr, indices, data
        self.means, self.kept = means, kept

    def gram(self, pair: Floats) -> Floats:
        """CᵀC times two vectors (statements × 2)."""
        wanted = np.ascontiguousarray(pair * self.kept[:, None])
        sums = np.zeros((BLOCKS, *pair.shape))

        def multiply(block: int, begin: int, end: int) -> None:
            gram_rows(*self.votes, self.means, wanted, sums[block], begin, end)

        in_blocks(multiply, self.votes[0])
        return np.asarray(sums.sum(axis=0) * self.kept[:, None])

    def project(self, pair: Floats) -> Floats:
        """C times two vectors; rows are summed in the order of statements, so equal ballots lie exactly together."""
        wanted = np.ascontiguousarray(pair * self.kept[:, None])
        placed = np.empty((len(self.votes[0]) - 1, 2))

        def project(_block: int, begin: int, end: int) -> None:
            project_rows(*self.votes, self.means, wanted, placed, begin, end)

        in_blocks(project, self.votes[0])
        return placed


@njit(cache=True, nogil=True)
def count_rows(who: Any, counts: Any) -> None:
    for vote in range(len(who)):
        counts[who[vote]] += 1


@njit(cache=True, nogil=True)
def scatter(who: Any, what: Any, said: Any, indptr: Any, indices: Any, data: Any, begin: int, end: int) -> None:
    free = indptr[begin:end].copy()
    for vote in range(len(who)):
        row = np.int64(who[vote])
        if begin <= row < end:
            place = free[row - begin]
            free[row - begin] = place + 1
            indices[place] = what[vote]
            data[place] = said[vote]


@njit(cache=True, nogil=True)
def order_rows(indptr: Any, indices: Any, data: Any, kept: Any, statements: int, begin: int, end: int) -> None:
    last = np.zeros(statements, dtype=np.int8)
    words = np.zeros((statements + 63) // 64, dtype=np.uint64)
    # 2^k modulo 67 differs for every k below 64, which tells the place of a lone bit.
    place_of_bit = np.zeros(67, dtype=np.int64)
    for bit in range(64):
        place_of_bit[(np.uint64(1) << np.uint64(bit)) % np.uint64(67)] = bit
    for row in range(begin, end):
        least: Any = len(words)
        most: Any = -1
        for place in range(indptr[row], indptr[row + 1]):
            statement: Any = np.int64(indices[place])
            word = statement >> 6
            words[word] |= np.uint64(1) << np.uint64(statement & 63)
            last[statement] = data[place]
            least = min(least, word)
            most = max(most, word)
        place = indptr[row]
        for word in range(least, most + 1):
            bits = words[word]
            words[word] = np.uint64(0)
            while bits:
                lowest = bits & (~bits + np.uint64(1))
                bits ^= lowest
                statement = 64 * word + place_of_bit[lowest % np.uint64(67)]
                indices[place] = statement
                data[place] = last[statement]
                place += 1
        kept[row] = place - indptr[row]


@njit(cache=True, nogil=True)
def close_up(indptr: Any, pointers: Any, indices: Any, data: Any) -> None:
    for row in range(len(indptr) - 1):
        shift = indptr[row] - pointers[row]
        if shift:
            for place in range(pointers[row], pointers[row + 1]):
                indices[place] = indices[place + shift]
                data[place] = data[place + shift]


@njit(cache=True, nogil=True)
def count_rows_by_label(indptr: Any, indices: Any, data: Any, labels: Any, counts: Any, begin: int, end: int) -> None:
    for row in range(begin, end):
        group = labels[row]
        if group >= 0:
            for place in range(indptr[row], indptr[row + 1]):
                counts[group, indices[place], data[place] + 1] += 1


@njit(cache=True, nogil=True)
def count_kept(indptr: Any, indices: Any, kept: Any, counts: Any, begin: int, end: int) -> None:
    for row in range(begin, end):
        counts[row] = 0
        for place in range(indptr[row], indptr[row + 1]):
            counts[row] += kept[indices[place]]


@njit(cache=True, nogil=True)
def find(indptr: Any, indices: Any, data: Any, statement: int, agrees: Any, counts: Any, begin: int, end: int) -> None:
    for row in range(begin, end):
        if not agrees[row]:
            continue
        low, high = indptr[row], indptr[row + 1]
        while low < high:
            middle = (low + high) >> 1
            if np.int64(indices[middle]) < statement:
                low = middle + 1
            else:
                high = middle
        agrees[row] = low < indptr[row + 1] and np.int64(indices[low]) == statement and data[low] == 1
        if agrees[row]:
            for place in range(indptr[row], indptr[row + 1]):
                counts[indices[place]] += data[place] == 1


@njit(cache=True, nogil=True)
def gram_rows(indptr: Any, indices: Any, data: Any, means: Any, vectors: Any, sums: Any, begin: int, end: int) -> None:
    for row in range(begin, end):
        first = second = 0.0
        for place in range(indptr[row], indptr[row + 1]):
            statement = indices[place]
            value = data[place] - means[statement]
            first += value * vectors[statement, 0]
            second += value * vectors[statement, 1]
        for place in range(indptr[row], indptr[row + 1]):
            statement = indices[place]
            value = data[place] - means[statement]
            sums[statement, 0] += value * first
            sums[statement, 1] += value * second


@njit(cache=True, nogil=True)
def project_rows(
    indptr: Any, indices: Any, data: Any, means: Any, vectors: Any, placed: Any, begin: int, end: int
) -> None:
    for row in range(begin, end):
        across = up = 0.0
        for place in range(indptr[row], indptr[row + 1]):
            statement = indices[place]
            value = data[place] - means[statement]
            across += value * vectors[statement, 0]
            up += value * vectors[statement, 1]
        placed[row, 0] = across
        placed[row, 1] = up


@njit(cache=True, nogil=True)
def assign_points(points: Any, centres: Any, nearest: Any, sizes: Any, sums: Any, begin: int, end: int) -> None:
    for point in range(begin, end):
        x, y = points[point, 0], points[point, 1]
        best, least = 0, np.inf
        for centre in range(len(centres)):
            across, up = x - centres[centre, 0], y - centres[centre, 1]
            away = across * across + up * up
            if away < least:
                best, least = centre, away
        nearest[point] = best
        sizes[best] += 1
        sums[best, 0] += x
        sums[best, 1] += y


# In whichever order is fastest: these sums only weigh one number of groups against another.
@njit(cache=True, nogil=True, fastmath=True)
def add_distances(x: Any, y: Any, starts: Any, ends: Any, sums: Any, begin: int, end: int) -> None:
    for point in range(begin, end):
        for run in range(len(starts)):
            total = 0.0
            for other in range(starts[run], ends[run]):
                across, up = x[other] - x[point], y[other] - y[point]
                total += np.sqrt(across * across + up * up)
            sums[point, run] = total
