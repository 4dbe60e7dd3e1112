"""Two kinds of cost that exclude each other."""

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
from wayahead.kernels.feasibility.limit import BadTest, Blank, figures_of


@dataclass(frozen=True)
class NotBoth:
    """It pays for one kind of cost or for the other, never for both."""

    name: ClassVar[str] = "not_both"
    title: ClassVar[str] = gettext_noop("Two kinds of cost, of which only one can be in it")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("cost_kind", "cost_kind", gettext_noop("Who pays for"), "", is_needed=True),
        Blank("other_cost_kind", "cost_kind", gettext_noop("does not also pay for"), "", is_needed=True),
    )

    cost_kind: str
    other_cost_kind: str

    def __post_init__(self) -> None:
        """Refuse a kind of cost that would exclude itself."""
        if self.cost_kind == self.other_cost_kind:
            raise BadTest("other_cost_kind", gettext_noop("Choose two different kinds of cost."))

    def says(self) -> list[Words]:
        """The test as a sentence."""
        words = gettext_noop("It pays for “%(cost_kind)s” or for “%(other_cost_kind)s”, not for both.")
        return [Words(words, figures_of(self, self.blanks))]

    def check(self, claims: Claims) -> Finding:
        """Whether a penny goes to each."""
        if claims.total is None:
            return unknown("costs")
        spent, other = known(claims, self.cost_kind), known(claims, self.other_cost_kind)
        figures = {
            **figures_of(self, self.blanks),
            "spent": Figure(spent, "pence"),
            "other": Figure(other, "pence"),
        }
        if not spent or not other:
            return met(Words(gettext_noop("It does not pay for both."), figures))
        words = gettext_noop("%(spent)s is for “%(cost_kind)s” and %(other)s for “%(other_cost_kind)s”.")
        smaller = self.cost_kind if spent <= other else self.other_cost_kind
        change = Change(f"costs.{smaller}", -min(spent, other), "pence")
        return not_met(Words(words, figures), Figure(-min(spent, other), "pence"), change=change, of=claims.total)

    def opened_for(self, claims: Claims) -> None:
        """Nothing: there is no figure to move. It can only go."""


KIND = NotBoth
