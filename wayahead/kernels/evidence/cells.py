"""Tables of people that give nobody away: small cells are hidden, and enough beside them that no sum tells them.

Primary and secondary suppression with an audit by linear programming. Source: Fischetti and Salazar 2001,
doi:10.1287/mnsc.47.7.1008.9805, which also shows why a line by line look is not enough.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

FEWEST_SHOWN = 5

Cell = tuple[int, int]
Counts = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Shown:
    """A table with its sums as anybody may read it; None is hidden. How many there are in all is always told."""

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int


@lru_cache(maxsize=512)
def shown(counts: Counts, *, are_columns_told: bool = False) -> Shown:
    """The table (groups by answers, say) with as much hidden as it takes.

    From what is left nobody can work out a hidden figure, nor that it is below `FEWEST_SHOWN`; noughts are hidden too.
    `are_columns_told`: the sums of the columns are published anyway; then it hides what they leave to hide.
    ValueError for no lines, lines of different lengths or counts below nought.
    """
    if len({len(row) for row in counts}) != 1 or any(count < 0 for row in counts for count in row):
        raise ValueError("a table has lines, all of one length, and no counts below nought")
    table = with_sums(np.array(counts, dtype=np.int64).reshape(len(counts), -1))
    hidden = hide(table, are_columns_told=are_columns_told)
    rows = [
        [None if (r, c) in hidden else int(table[r, c]) for c in range(table.shape[1])] for r in range(table.shape[0])
    ]
    return Shown(
        tuple(tuple(row[:-1]) for row in rows[:-1]),
        tuple(row[-1] for row in rows[:-1]),
        tuple(rows[-1][:-1]),
        int(table[-1, -1]),
    )


def with_sums(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The table with a column and a row of sums."""
    wide = np.column_stack([counts, counts.sum(axis=1)])
    return np.vstack([wide, wide.sum(axis=0)])


def hide(table: NDArray[np.int64], *, are_columns_told: bool) -> set[Cell]:
    """The places to hide: the small ones, then the smallest beside whatever could still be worked out."""
    height, width = table.shape
    total = (height - 1, width - 1)
    # The sum of a single row or column is how many there are in all.
    same = {total} | ({(0, width - 1)} if height == 2 else set()) | ({(height - 1, 0)} if width == 2 else set())
    places = [place for place in product(range(height), range(width)) if place not in same]
    if are_columns_told:
        places = [place for place in places if place[0] < height - 1]
    if table[total] < FEWEST_SHOWN:
        return set(places)
    hidden = {place for place in places if table[place] < FEWEST_SHOWN}
    while (line := tells(table, hidden)) is not None:
        beside = [place for place in line if place in places and place not in hidden]
        beside = beside or [place for place in places if place not in hidden]
        if not beside:  # sums that are told anyway tell it
            break
        # A cell rather than a sum, and the smallest of them: the least is lost.
        hidden.add(min(beside, key=lambda at: (at[0] == height - 1 or at[1] == width - 1, table[at], at)))
    return hidden


def tells(table: NDArray[np.int64], hidden: set[Cell]) -> list[Cell] | None:
    """The line, or the two lines, by which a hidden place can be worked out, exactly or to be small; None for none."""
    height, width = table.shape
    rows = [[(r, c) for c in range(width)] for r in range(height)]
    columns = [[(r, c) for r in range(height)] for c in range(width)]
    for line in [*rows, *columns]:  # quick to see, and the common case
        if len(hidden.intersection(line)) == 1:
            return line
    order = sorted(hidden)
    rules, sums = lines(table, order)
    for number, (row, column) in enumerate(order):
        aim = np.zeros(len(order))
        aim[number] = 1
        least, most = lowest(aim, rules, sums), -lowest(-aim, rules, sums)
        if most < FEWEST_SHOWN or most == least:
            return [*rows[row], *columns[column]]
    return None


def lowest(aim: NDArray[np.float64], rules: NDArray[np.float64], sums: NDArray[np.float64]) -> int:
    """The lowest that something can be, among all tables that agree with what is shown."""
    return round(float(linprog(aim, A_eq=rules, b_eq=sums).fun or 0))


def lines(table: NDArray[np.int64], order: list[Cell]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What a reader knows of the hidden places: in each line the cells less their sum make nought."""
    height, width = table.shape
    rules, sums = [], []
    for axis, length, last in ((0, height, width - 1), (1, width, height - 1)):
        for line in range(length):
            sign = {place: -1 if place[1 - axis] == last else 1 for place in order if place[axis] == line}
            rules.append([sign.get(place, 0) for place in order])
            whole = [(line, n) if axis == 0 else (n, line) for n in range(last + 1)]
            known = sum(int(table[at]) * (-1 if at[1 - axis] == last else 1) for at in whole if at not in sign)
            sums.append(-known)
    return np.array(rules, dtype=np.float64), np.array(sums, dtype=np.float64)
