"""A kind of cost that cannot be paid for."""

from dataclasses import dataclass
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import (
    Change,
    Figure,
    Finding,
    Words,
    gettext_noop,
    known,
    met,
    not_met,
    unknown,
)
from wayahead.kernels.feasibility.limit import Blank, figures_of


@dataclass(frozen=True)
class ExcludedCost:
    """Nothing is spent on one kind of cost."""

    name: ClassVar[str] = "excluded_cost"
    title: ClassVar[str] = gettext_noop("A kind of cost that is left out")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("cost_kind", "cost_kind", gettext_noop("It does not pay for"), "", is_needed=True),
    )

    cost_kind: str

    def says(self) -> list[Words]:
        """The test as a sentence."""
        return [Words(gettext_noop("It does not pay for “%(cost_kind)s”."), figures_of(self, self.blanks))]

    def check(self, claims: Claims) -> Finding:
        """Whether a penny goes to it."""
        if claims.total is None:
            return unknown("costs")
        spent = known(claims, self.cost_kind)
        figures = {**figures_of(self, self.blanks), "spent": Figure(spent, "pence")}
        if spent == 0:
            return met(Words(gettext_noop("Nothing is for “%(cost_kind)s”."), figures), Figure(0, "pence"))
        change = Change(f"costs.{self.cost_kind}", -spent, "pence")
        words = Words(gettext_noop("%(spent)s is for “%(cost_kind)s”."), figures)
        return not_met(words, Figure(-spent, "pence"), change=change, of=claims.total)

    def opened_for(self, claims: Claims) -> None:
        """Nothing: what is left out is left out. It can only go."""


KIND = ExcludedCost
