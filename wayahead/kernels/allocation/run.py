"""What a rule hands back: what it bought, in order, and how close it was."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Purchase:
    """One solution bought: its place, and what a supporter paid for each point (None where nobody pays)."""

    place: int
    pays: float | None


@dataclass(frozen=True)
class Tie:
    """Solutions that no figure told apart in one round; the first one was taken, by the order of ties."""

    round: int
    ids: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"round": self.round, "ids": list(self.ids), "taken": self.ids[0]}


@dataclass(frozen=True)
class Run:
    """One run of a rule. `closest` is the smallest relative gap met between two candidates, or a cost and the money."""

    bought: tuple[Purchase, ...]
    ties: tuple[Tie, ...] = ()
    closest: float = 1.0
    is_exact: bool = False

    @property
    def places(self) -> tuple[int, ...]:
        """The places of what was bought, in order."""
        return tuple(one.place for one in self.bought)
