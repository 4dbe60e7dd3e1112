"""What a version of a solution claims. None is unknown, and unknown never counts as met."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Claims:
    """Money in whole pence by kind of cost; days both included; areas from the smallest up to the largest round it."""

    costs: Mapping[str, int] | None = None
    people_count: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    areas: tuple[str, ...] | None = None
    delivered_by_kind: str | None = None
    communities: tuple[str, ...] | None = None
    needs_count: int | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be; raises ValueError."""
        if any(pence < 0 for pence in (self.costs or {}).values()):
            raise ValueError("a cost below nought")
        if min(self.people_count or 0, self.needs_count or 0) < 0:
            raise ValueError("fewer than none")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("an end before the start")

    @property
    def total(self) -> int | None:
        """What it costs in all, in pence."""
        return None if self.costs is None else sum(self.costs.values())

    @property
    def days(self) -> int | None:
        """How many days it lasts, the first and the last included."""
        if self.starts_on is None or self.ends_on is None:
            return None
        return (self.ends_on - self.starts_on).days + 1
