"""What all solutions cost together."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import (
    Change,
    Figure,
    Finding,
    Unit,
    Words,
    gettext_noop,
    known,
    met,
    not_met,
    unknown,
)
from wayahead.kernels.feasibility.limit import Blank, figures_of


@dataclass(frozen=True)
class TogetherCost:
    """All solutions that go ahead cost at most so much together: in all, or for one kind of cost."""

    name: ClassVar[str] = "together_cost"
    title: ClassVar[str] = gettext_noop("What all solutions cost together")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank(
            "at_most_pence", "pence", gettext_noop("All solutions together cost no more than"), "more", is_needed=True
        ),
        Blank("cost_kind", "cost_kind", gettext_noop("counting only this kind of cost"), "filled"),
    )
    takes_unit: ClassVar[Unit] = "pence"

    at_most_pence: int
    cost_kind: str | None = None

    @property
    def most(self) -> int:
        """What there is for all together."""
        return self.at_most_pence

    def takes(self, claims: Claims) -> int | None:
        """What one of them takes of it; None while that is unknown."""
        if claims.total is None:
            return None
        return claims.total if self.cost_kind is None else known(claims, self.cost_kind)

    def says(self) -> list[Words]:
        """The bound as a sentence."""
        words = (
            gettext_noop("All solutions together cost no more than %(at_most_pence)s.")
            if self.cost_kind is None
            else gettext_noop("All solutions together spend no more than %(at_most_pence)s on “%(cost_kind)s”.")
        )
        return [Words(words, figures_of(self, self.blanks))]

    def check(self, claims: Claims) -> Finding:
        """One of them by itself; whether all of them fit is asked of the set."""
        taken = self.takes(claims)
        if taken is None:
            return unknown("costs")
        margin = self.at_most_pence - taken
        figures = {
            **figures_of(self, self.blanks),
            "taken": Figure(taken, "pence"),
            "room": Figure(abs(margin), "pence"),
        }
        if margin >= 0:
            words = gettext_noop("It takes %(taken)s of the %(at_most_pence)s that there is for all together.")
            return met(Words(words, figures), Figure(margin, "pence"))
        words = gettext_noop("It alone takes %(taken)s: %(room)s more than the %(at_most_pence)s for all together.")
        fact = "total" if self.cost_kind is None else f"costs.{self.cost_kind}"
        change = Change(fact, margin, "pence")
        return not_met(Words(words, figures), Figure(margin, "pence"), change=change, of=claims.total or 0)

    def opened_for(self, claims: Claims) -> "TogetherCost | None":
        """Its bound at what this alone takes."""
        taken = self.takes(claims)
        return None if taken is None else replace(self, at_most_pence=max(self.at_most_pence, taken))


KIND = TogetherCost
