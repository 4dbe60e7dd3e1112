"""An election in memory: what may be funded, how much money there is, and equal ballots counted as one."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Places = NDArray[np.integer[Any]]

# A double holds every whole number up to here, so that sums of money stay exact.
MOST_MONEY = 2**53
MOST_POINTS = 10**9


class NotAnElection(ValueError):
    """What cannot be counted: `field` says where, `words` what to change."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(f"{field}: {words}")
        self.field = field
        self.words = words


@dataclass(frozen=True, eq=False)
class Election:
    """Solutions with costs, a budget, and ballots; equal ballots are one row with the number of `heads` behind it.

    Money is in whole units, the smallest that occur (pence); `scale` of them are one of the currency, as a reader would
    say it. Row r names `projects[indptr[r]:indptr[r + 1]]`, each once and in order; `points` stand beside them (None on
    approval ballots, where each is worth one). `ballot_of` is the row of each voter, in the order they were given.
    """

    ids: tuple[str, ...]
    costs: tuple[int, ...]
    budget: int
    indptr: Ints
    projects: Places
    points: Ints | None
    heads: Ints
    ballot_of: Ints
    scale: int = 1

    @classmethod
    def of(
        cls,
        costs: Mapping[str, int],
        ballots: Iterable[Collection[str] | Mapping[str, int]],
        *,
        budget: int,
        scale: int = 1,
    ) -> "Election":
        """An election from ballots as cast: the ids that each supports, or id → points. Raises NotAnElection."""
        place = {name: number for number, name in enumerate(costs)}
        cast = [dict(ballot) if isinstance(ballot, Mapping) else ballot for ballot in ballots]
        gives_points = any(isinstance(ballot, dict) for ballot in cast)
        try:
            chosen = [place[name] for ballot in cast for name in ballot]
        except KeyError as error:
            raise NotAnElection("ballots", f"there is no solution “{error.args[0]}”") from error
        points = None
        if gives_points:
            points = [
                given
                for ballot in cast
                for given in (ballot.values() if isinstance(ballot, dict) else [1] * len(ballot))
            ]
        return cls.from_arrays(
            tuple(costs),
            tuple(costs.values()),
            budget=budget,
            lengths=[len(ballot) for ballot in cast],
            projects=chosen,
            points=points,
            scale=scale,
        )

    @classmethod
    def from_arrays(
        cls,
        ids: Sequence[str],
        costs: Sequence[int],
        *,
        budget: int,
        lengths: Sequence[int] | Ints,
        projects: Sequence[int] | Places,
        points: Sequence[int] | Ints | None = None,
        ballot_of: Ints | None = None,
        scale: int = 1,
    ) -> "Election":
        """The same from arrays: how many solutions each ballot names, then their places one ballot after another.

        `ballot_of` says which of these ballots each voter cast, where equal ones were already put together.
        """
        refuse_bad_money(ids, costs, budget)
        rows = np.repeat(np.arange(len(lengths)), np.asarray(lengths, dtype=np.int64))
        named = np.asarray(projects, dtype=np.int64)
        given = None if points is None else np.asarray(points, dtype=np.int64)
        if given is not None and len(given) and (given.min() < 0 or given.max() > MOST_POINTS):
            raise NotAnElection("points", "points are whole numbers from 0, and not out of all proportion")
        cast = np.arange(len(lengths)) if ballot_of is None else ballot_of
        indptr, named, given = ordered(rows, named, given, len(lengths))
        kept, row_of = alike(indptr, named, given, keys_of(ids))
        size = np.diff(indptr)[kept]
        starts = np.zeros(len(kept) + 1, dtype=np.int64)
        np.cumsum(size, out=starts[1:])
        take = np.repeat(indptr[:-1][kept] - starts[:-1], size) + np.arange(starts[-1])
        voter_row = row_of[cast]
        return cls(
            tuple(ids),
            tuple(int(cost) for cost in costs),
            int(budget),
            starts,
            named[take].astype(np.uint16 if len(ids) <= 65_536 else np.int64),
            None if given is None else given[take],
            np.bincount(voter_row, minlength=len(kept)),
            voter_row.astype(np.int32),
            scale,
        )

    @property
    def voters(self) -> int:
        """How many people voted, those with an empty ballot too: everybody has a share."""
        return len(self.ballot_of)

    @cached_property
    def support(self) -> "Support":
        """The same ballots, solution by solution."""
        return Support.of(self)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of costs, budget and ballots; the order of lines, of voters and of solutions makes no difference."""
        digest = hashlib.sha256()
        by_name = sorted(range(len(self.ids)), key=self.ids.__getitem__)
        for place in by_name:
            digest.update(f"{self.ids[place]}\t{self.costs[place]}\n".encode())
        digest.update(f"{self.budget}\t{self.scale}\t{self.voters}\n".encode())
        rank = np.empty(len(self.ids), dtype=np.int64)
        rank[by_name] = np.arange(len(self.ids))
        rows = np.repeat(np.arange(len(self.heads)), np.diff(self.indptr))
        named = rank[self.projects]
        order = np.lexsort((named, rows))
        for part in (np.diff(self.indptr), self.heads, named[order]):
            digest.update(np.ascontiguousarray(part, dtype="<i8").tobytes())
        if self.points is not None:
            digest.update(np.ascontiguousarray(self.points[order], dtype="<i8").tobytes())
        return digest.hexdigest()


@dataclass(frozen=True, eq=False)
class Support:
    """Who supports each solution: places `indptr[p]:indptr[p + 1]` of `who` (rows of ballots), with what weighs them.

    `heads` are the people behind each row, `each` the points every one of them gives (None on approval ballots), and
    `weight` is heads × points. `people` and `total` are their sums for each solution.
    """

    indptr: Ints
    who: NDArray[np.int32]
    heads: Floats
    each: Floats | None
    weight: Floats
    people: Ints
    total: Ints

    @classmethod
    def of(cls, election: Election) -> "Support":
        """Turn the ballots of an election round."""
        order = np.argsort(election.projects, kind="stable")
        rows = np.repeat(np.arange(len(election.heads), dtype=np.int32), np.diff(election.indptr))
        who, count = rows[order], len(election.ids)
        indptr = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(election.projects, minlength=count), out=indptr[1:])
        heads = election.heads[who]
        each = None if election.points is None else election.points[order]
        weight = heads if each is None else heads * each
        column = election.projects[order]
        people = np.bincount(column, heads, count).astype(np.int64)
        total = people if each is None else np.bincount(column, weight, count).astype(np.int64)
        floats = heads.astype(np.float64)
        if each is None:
            return cls(indptr, who, floats, None, floats, people, total)
        return cls(indptr, who, floats, each.astype(np.float64), weight.astype(np.float64), people, total)


def refuse_bad_money(ids: Sequence[str], costs: Sequence[int], budget: int) -> None:
    """Raise NotAnElection for a double id, a cost of nought or less, or money that no double holds."""
    if len(set(ids)) < len(ids):
        double = next(name for place, name in enumerate(ids) if name in ids[:place])
        raise NotAnElection("project_id", f"there are two solutions “{double}”")
    for name, cost in zip(ids, costs, strict=True):
        if not 0 < cost < MOST_MONEY:
            raise NotAnElection("cost", f"“{name}” must cost more than nought, and not out of all proportion")
    if not 0 <= budget < MOST_MONEY:
        raise NotAnElection("budget", "the budget must be nought or more, and not out of all proportion")


def ordered(rows: Ints, named: Ints, given: Ints | None, count: int) -> tuple[Ints, Ints, Ints | None]:
    """(indptr, projects, points) with the projects of each ballot in order, each once; no points is no support."""
    if given is not None:
        rows, named, given = rows[given > 0], named[given > 0], given[given > 0]
    step = np.diff(named)
    if not np.all((step > 0) | (np.diff(rows) > 0)):
        order = np.argsort(rows * (int(named.max()) + 1) + named, kind="stable")
        rows, named = rows[order], named[order]
        first = np.ones(len(rows), dtype=bool)
        first[1:] = (rows[1:] != rows[:-1]) | (named[1:] != named[:-1])
        rows, named, given = rows[first], named[first], None if given is None else given[order][first]
    indptr = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=count), out=indptr[1:])
    return indptr, named, given


def keys_of(ids: Sequence[str]) -> NDArray[np.uint64]:
    """Two numbers for each id that know nothing of its place: sums of them tell ballots apart."""
    digests = b"".join(hashlib.sha256(name.encode()).digest()[:16] for name in ids)
    return np.frombuffer(digests, dtype="<u8").reshape(-1, 2).astype(np.uint64)


def alike(indptr: Ints, named: Ints, given: Ints | None, keys: NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """(one row of each kind of ballot, by its key; which of these every row is). Equal keys are compared in full."""
    sums = np.zeros((len(indptr) - 1, 2), dtype=np.uint64)
    size = np.diff(indptr)
    full = np.flatnonzero(size)
    if len(full):
        worth = keys[named] if given is None else keys[named] * given[:, None].astype(np.uint64)
        sums[full] = np.add.reduceat(worth, indptr[:-1][full], axis=0)
    order = np.lexsort((sums[:, 1], sums[:, 0]))
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = np.any(sums[order[1:]] != sums[order[:-1]], axis=1)
    head = order[np.maximum.accumulate(np.where(is_new, np.arange(len(order)), 0))] if len(order) else order
    is_new |= ~same_rows(indptr, named, given, order, head)
    row_of = np.empty(len(order), dtype=np.int64)
    row_of[order] = np.cumsum(is_new) - 1
    return order[is_new], row_of


def same_rows(indptr: Ints, named: Ints, given: Ints | None, some: Ints, others: Ints) -> NDArray[np.bool_]:
    """Whether ballots name the same solutions with the same points, pair by pair."""
    size = np.diff(indptr)
    same: NDArray[np.bool_] = size[some] == size[others]
    longer = np.flatnonzero(same & (some != others) & (size[some] > 0))
    if len(longer):
        count = size[some[longer]]
        starts = np.zeros(len(count) + 1, dtype=np.int64)
        np.cumsum(count, out=starts[1:])
        inside = np.arange(starts[-1])
        left = np.repeat(indptr[some[longer]] - starts[:-1], count) + inside
        right = np.repeat(indptr[others[longer]] - starts[:-1], count) + inside
        differs = named[left] != named[right]
        if given is not None:
            differs |= given[left] != given[right]
        same[longer] = np.add.reduceat(differs, starts[:-1]) == 0
    return same
