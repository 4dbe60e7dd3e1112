"""Who may benefit."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Figure, Finding, Words, gettext_noop, met, not_met, unknown
from wayahead.kernels.feasibility.limit import Blank, figures_of


@dataclass(frozen=True)
class Benefits:
    """It is for these communities, and for no others."""

    name: ClassVar[str] = "benefits"
    title: ClassVar[str] = gettext_noop("Who may benefit")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("may_be_for", "communities", gettext_noop("It is only for"), "more", is_needed=True),
    )

    may_be_for: tuple[str, ...]

    def says(self) -> list[Words]:
        """The test as a sentence."""
        return [Words(gettext_noop("It is only for: %(may_be_for)s."), figures_of(self, self.blanks))]

    def check(self, claims: Claims) -> Finding:
        """Every community it is for against the list."""
        if not claims.communities:
            return unknown("communities")
        others = tuple(one for one in claims.communities if one not in self.may_be_for)
        figures = {
            **figures_of(self, self.blanks),
            "communities": Figure(claims.communities, "communities"),
            "others": Figure(others, "communities"),
        }
        if not others:
            return met(Words(gettext_noop("It is for: %(communities)s."), figures))
        return not_met(Words(gettext_noop("It is also for: %(others)s. It may be for: %(may_be_for)s."), figures))

    def opened_for(self, claims: Claims) -> "Benefits | None":
        """The list with the other communities in it."""
        if not claims.communities:
            return None
        return replace(self, may_be_for=tuple(sorted({*self.may_be_for, *claims.communities})))


KIND = Benefits
