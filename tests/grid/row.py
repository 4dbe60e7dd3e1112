"""What a row of the grid is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from tests.cast import Cast

# The columns, in the order in which every row is written.
COLUMNS = (
    "visitor",
    "resident",
    "neighbour",
    "organiser",
    "helper",
    "facilitator",
    "officer",
    "grants_officer",
    "steward",
    "stranger",
)


@dataclass(frozen=True)
class Row:
    """One action on one thing. `expects` has a letter per column: y may, n may see but not do it, h hidden."""

    action: str
    thing: Callable[[Cast], Model] | None
    expects: str

    def __post_init__(self) -> None:
        """Refuse a row that leaves somebody out."""
        if len(self.expects.replace(" ", "")) != len(COLUMNS):
            raise ValueError(f"{self.action}: one letter for each of {COLUMNS}")


@dataclass(frozen=True)
class Route:
    """One address, what it needs to be reached, and the action whose row it follows; None is open to all.

    `expects` are letters of its own, for a page about whoever asks or about another thing than the action's first row.
    """

    name: str
    action: str | None = None
    args: Callable[[Cast], list[Any]] = lambda cast: []
    method: str = "get"
    expects: str | None = None
