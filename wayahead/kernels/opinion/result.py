"""The one frozen result of an analysis, and the document it prints as."""

from dataclasses import asdict, dataclass, field
from typing import Any


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
        return {name: value for name, value in asdict(self).items() if name != "error" or value is not None}


@dataclass(frozen=True)
class Counts:
    """How often a statement was answered which way."""

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


@dataclass(frozen=True)
class StatementResult:
    """One statement: overall and by group, how far it is shared (0 to 1) and how far it divides (0 to 1)."""

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
            **({"intervals": [list(one) for one in self.intervals]} if self.intervals is not None else {}),
            **({"loading": list(self.loading)} if self.loading is not None else {}),
        }


@dataclass(frozen=True)
class Representative:
    """A statement that speaks for a group, and which way the group answers it."""

    id: str
    way: str
    score: float


@dataclass(frozen=True)
class Group:
    """One opinion group: how many people, and the statements that speak for it, best first."""

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
    """Groups, common ground and what divides. Lists hold statement ids, best first."""

    engine: str
    seed: int
    votes: int
    stable: bool
    stability: float | None
    groups: tuple[Group, ...]
    people: tuple[PersonPlace, ...]
    statement_results: tuple[StatementResult, ...]
    common_ground: tuple[str, ...]
    agreed: tuple[str, ...]
    disagreed: tuple[str, ...]
    divisive: tuple[str, ...]
    slate: tuple[str, ...]
    represented: float
    hearing: Hearing
    warnings: tuple[str, ...] = field(default=())
    lists: dict[str, float] | None = None

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
                **({"lists": self.lists} if self.lists is not None else {}),
                **({"middles": [list(m) for g in self.groups if (m := g.middle)]} if self.engine == "robust" else {}),
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
        }
