"""The one frozen result of an analysis, and the document it prints as."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import repeat
from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.positions import Axes


@dataclass(frozen=True)
class Options:
    """`groups` fixes their number (None chooses); `deletions` is how many stability refits to make (0: none)."""

    seed: int = 0
    groups: int | None = None
    deletions: int = 10
    fewest_votes: int = 7
    most_groups: int = 5


@dataclass(frozen=True)
class PersonPlace:
    """Where somebody stands on the map; `group` is None for those with too few votes to be placed in one.

    `error` is the standard error along each axis, where the engine knows it.
    """

    id: str
    x: float
    y: float
    group: int | None
    votes: int
    error: tuple[float, float] | None = None

    def to_dict(self) -> dict[str, Any]:
        """As the document has it."""
        places = {"id": self.id, "x": self.x, "y": self.y, "group": self.group, "votes": self.votes}
        return places if self.error is None else places | {"error": self.error}


def same(one: NDArray[np.float64] | None, other: NDArray[np.float64] | None) -> bool:
    """True when both are the same figures, or neither is known."""
    return one is other or (one is not None and other is not None and np.array_equal(one, other))


@dataclass(frozen=True, eq=False)
class People(Sequence[PersonPlace]):
    """Everybody's place, in order of ids. Kept as columns: a million people are a million objects only for who asks.

    `places` has a row (x, y) each; `groups` is −1 for those in none; `votes` is how many each cast; `errors`, where the
    engine knows them, has the standard error of each place along each axis.
    """

    ids: NDArray[Any]
    places: NDArray[np.float64]
    groups: NDArray[np.int64]
    votes: NDArray[np.int64]
    errors: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> PersonPlace: ...
    @overload
    def __getitem__(self, at: slice) -> "People": ...
    def __getitem__(self, at: int | slice) -> "PersonPlace | People":
        if isinstance(at, slice):
            errors = None if self.errors is None else self.errors[at]
            return People(self.ids[at], self.places[at], self.groups[at], self.votes[at], errors)
        at = range(len(self))[at]  # IndexError past the end, also from the end
        return next(iter(self[at : at + 1]))

    def __iter__(self) -> Iterator[PersonPlace]:
        columns = self.ids.tolist(), self.places.tolist(), self.groups.tolist(), self.votes.tolist()
        errors = repeat(None) if self.errors is None else map(tuple, self.errors.tolist())
        for who, (x, y), group, votes, error in zip(*columns, errors, strict=False):
            yield PersonPlace(str(who), x, y, None if group < 0 else group, votes, error)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, People)
            and np.array_equal(self.ids, other.ids)
            and np.array_equal(self.places, other.places)
            and np.array_equal(self.groups, other.groups)
            and np.array_equal(self.votes, other.votes)
            and same(self.errors, other.errors)
        )

    __hash__ = None  # type: ignore[assignment]


class Counts(NamedTuple):
    """How often a statement was answered which way. A tuple, because a map makes several of each statement."""

    agree: int
    disagree: int
    passed: int

    @property
    def seen(self) -> int:
        """Everybody who answered it."""
        return self.agree + self.disagree + self.passed

    def to_dict(self) -> dict[str, int]:
        """As the document has it."""
        return {"agree": self.agree, "disagree": self.disagree, "pass": self.passed}


class StatementResult(NamedTuple):
    """One statement: overall and by group, how far it is shared (0 to 1) and how far it divides (0 to 1).

    Engine `robust` adds the interval of each group's share that agrees, and the statement's loading: its dot product
    with somebody's place is how their vote is expected to differ from a vote in the middle of the map.
    """

    id: str
    overall: Counts
    by_group: tuple[Counts, ...]
    common_ground: float
    interval: tuple[float, float]
    bridging: float
    divisive: float
    priority: float
    intervals: tuple[tuple[float, float], ...] | None = None
    loading: tuple[float, float] | None = None

    def to_dict(self) -> dict[str, Any]:
        """As the document has it."""
        return {
            "id": self.id,
            **self.overall.to_dict(),
            "seen": self.overall.seen,
            "by_group": [counts.to_dict() for counts in self.by_group],
            "common_ground": self.common_ground,
            "interval": list(self.interval),
            "bridging": self.bridging,
            "divisive": self.divisive,
            "priority": self.priority,
            **({} if self.intervals is None else {"intervals": [list(one) for one in self.intervals]}),
            **({} if self.loading is None else {"loading": list(self.loading)}),
        }


@dataclass(frozen=True)
class Representative:
    """A statement that speaks for a group, and which way the group answers it."""

    id: str
    way: str
    score: float


@dataclass(frozen=True)
class Group:
    """One opinion group: how many people, the statements that speak for it, best first, and its middle on the map."""

    size: int
    representative: tuple[Representative, ...]
    middle: tuple[float, float] | None = None


@dataclass(frozen=True)
class Hearing:
    """How evenly statements were heard: Gini of votes per statement, the least heard and the median."""

    gini: float
    least: int
    median: float


@dataclass(frozen=True)
class OpinionMap:
    """Groups, common ground and what divides. Lists hold statement ids, best first.

    `axes` are what the next map of the same conversation may start from; they are no part of the document. `steady` is
    the share of each list's top that is found again after losing one vote in ten, where the engine tries; `perhaps` is
    how many groups all votes show, which may be more than hold when votes are lost.
    """

    engine: str
    seed: int
    votes: int
    stable: bool
    stability: float | None
    groups: tuple[Group, ...]
    people: People
    statement_results: tuple[StatementResult, ...]
    common_ground: tuple[str, ...]
    agreed: tuple[str, ...]
    disagreed: tuple[str, ...]
    divisive: tuple[str, ...]
    slate: tuple[str, ...]
    represented: float
    hearing: Hearing
    warnings: tuple[str, ...] = field(default=())
    axes: Axes | None = field(default=None, compare=False, repr=False)
    steady: dict[str, float] | None = None
    perhaps: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The document of `wayahead analyse --json`."""
        return {
            "engine": self.engine,
            "seed": self.seed,
            "participants": len(self.people),
            "statements": len(self.statement_results),
            "votes": self.votes,
            "groups": {
                "count": len(self.groups),
                "stable": self.stable,
                "stability": self.stability,
                "sizes": [group.size for group in self.groups],
                **({} if self.perhaps is None else {"perhaps": self.perhaps}),
                **({"middles": middles} if (middles := [list(g.middle) for g in self.groups if g.middle]) else {}),
            },
            "people": [person.to_dict() for person in self.people],
            "statement_results": [result.to_dict() for result in self.statement_results],
            "common_ground": list(self.common_ground),
            "consensus": {"agree": list(self.agreed), "disagree": list(self.disagreed)},
            "divisive": list(self.divisive),
            "representative": [
                {"group": number, "statements": [asdict(one) for one in group.representative]}
                for number, group in enumerate(self.groups)
            ],
            "slate": list(self.slate),
            "represented": self.represented,
            "hearing": asdict(self.hearing),
            "warnings": list(self.warnings),
            **({} if self.steady is None else {"steady": self.steady}),
        }
