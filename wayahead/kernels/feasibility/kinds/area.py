"""Where it may happen."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Figure, Finding, Words, gettext_noop, met, not_met, unknown
from wayahead.kernels.feasibility.limit import Blank, figures_of


@dataclass(frozen=True)
class InArea:
    """It lies in one of these areas, or in an area inside one of them."""

    name: ClassVar[str] = "area"
    title: ClassVar[str] = gettext_noop("Where it happens")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("must_lie_in", "areas", gettext_noop("It happens in"), "more", is_needed=True),
    )

    must_lie_in: tuple[str, ...]

    def says(self) -> list[Words]:
        """The test as a sentence."""
        return [Words(gettext_noop("It happens in %(must_lie_in)s."), figures_of(self, self.blanks))]

    def check(self, claims: Claims) -> Finding:
        """Its own area and those round it against the list."""
        if not claims.areas:
            return unknown("areas")
        figures = {**figures_of(self, self.blanks), "area": Figure(claims.areas[:1], "areas")}
        if set(claims.areas) & set(self.must_lie_in):
            return met(Words(gettext_noop("It happens in %(area)s."), figures))
        return not_met(Words(gettext_noop("It happens in %(area)s, not in %(must_lie_in)s."), figures))

    def opened_for(self, claims: Claims) -> "InArea | None":
        """The list with one more area, the smallest that would do."""
        if not claims.areas:
            return None
        return (
            self
            if set(claims.areas) & set(self.must_lie_in)
            else replace(self, must_lie_in=tuple(sorted({*self.must_lie_in, claims.areas[0]})))
        )


KIND = InArea
