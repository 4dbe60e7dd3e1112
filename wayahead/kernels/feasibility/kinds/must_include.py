"""A kind of cost that must not be forgotten."""

from dataclasses import dataclass, replace
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
class MustInclude:
    """At least so much is spent on one kind of cost."""

    name: ClassVar[str] = "must_include"
    title: ClassVar[str] = gettext_noop("A kind of cost that must be in it")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("cost_kind", "cost_kind", gettext_noop("It pays for"), "", is_needed=True),
        Blank("at_least_pence", "pence", gettext_noop("with no less than"), "less", is_needed=True),
    )

    cost_kind: str
    at_least_pence: int

    def __post_init__(self) -> None:
        """Refuse nought, which everything includes."""
        if self.at_least_pence == 0:
            raise BadTest("at_least_pence", gettext_noop("Write one penny or more."))

    def says(self) -> list[Words]:
        """The test as a sentence."""
        words = gettext_noop("It pays for “%(cost_kind)s”, with at least %(at_least_pence)s.")
        return [Words(words, figures_of(self, self.blanks))]

    def check(self, claims: Claims) -> Finding:
        """What is spent on it against the bound."""
        if claims.total is None:
            return unknown("costs")
        spent = known(claims, self.cost_kind)
        margin = spent - self.at_least_pence
        figures = {
            **figures_of(self, self.blanks),
            "spent": Figure(spent, "pence"),
            "room": Figure(abs(margin), "pence"),
        }
        if margin >= 0:
            return met(Words(gettext_noop("%(spent)s is for “%(cost_kind)s”."), figures), Figure(margin, "pence"))
        words = gettext_noop("%(spent)s is for “%(cost_kind)s”: %(room)s less than %(at_least_pence)s.")
        change = Change(f"costs.{self.cost_kind}", -margin, "pence")
        return not_met(Words(words, figures), Figure(margin, "pence"), change=change, of=claims.total)

    def opened_for(self, claims: Claims) -> "MustInclude | None":
        """Its bound at what is spent on it; nothing where that is nought."""
        spent = known(claims, self.cost_kind)
        if claims.total is None or spent == 0:
            return None
        return replace(self, at_least_pence=min(self.at_least_pence, spent))


KIND = MustInclude
