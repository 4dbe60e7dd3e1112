"""What it costs in all."""

from dataclasses import dataclass
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Change, Figure, Finding, Words, gettext_noop, met, not_met, unknown
from wayahead.kernels.feasibility.limit import Blank, figures_of, opened, refuse_bad_bounds, shortfall


@dataclass(frozen=True)
class TotalCost:
    """It costs at most, or at least, so much in all."""

    name: ClassVar[str] = "total_cost"
    title: ClassVar[str] = gettext_noop("What it costs in all")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("at_most_pence", "pence", gettext_noop("It costs no more than"), "more"),
        Blank("at_least_pence", "pence", gettext_noop("It costs no less than"), "less"),
    )

    at_most_pence: int | None = None
    at_least_pence: int | None = None

    def __post_init__(self) -> None:
        """Refuse bounds that leave no room."""
        refuse_bad_bounds(("at_least_pence", self.at_least_pence), ("at_most_pence", self.at_most_pence))

    def says(self) -> list[Words]:
        """Each bound as a sentence."""
        figures = figures_of(self, self.blanks)
        templates = {
            "at_most_pence": gettext_noop("It costs no more than %(at_most_pence)s in all."),
            "at_least_pence": gettext_noop("It costs no less than %(at_least_pence)s in all."),
        }
        return [Words(templates[name], figures) for name in figures]

    def check(self, claims: Claims) -> Finding:
        """The sum of every cost against the bounds."""
        if claims.total is None:
            return unknown("costs")
        margin, by = shortfall(claims.total, self.at_least_pence, self.at_most_pence)
        figures = {
            **figures_of(self, self.blanks),
            "total": Figure(claims.total, "pence"),
            "room": Figure(abs(by or margin), "pence"),
        }
        if by == 0:
            words = gettext_noop("It costs %(total)s in all. It fits, with %(room)s to spare.")
            return met(Words(words, figures), Figure(margin, "pence"))
        reason = (
            gettext_noop("It costs %(total)s in all: %(room)s more than %(at_most_pence)s.")
            if by < 0
            else gettext_noop("It costs %(total)s in all: %(room)s less than %(at_least_pence)s.")
        )
        change = Change("total", by, "pence")
        return not_met(Words(reason, figures), Figure(margin, "pence"), change=change, of=claims.total)

    def opened_for(self, claims: Claims) -> "TotalCost | None":
        """Its bound at what this costs."""
        if claims.total is None:
            return None
        return opened(self, claims.total, "at_least_pence", "at_most_pence")


KIND = TotalCost
