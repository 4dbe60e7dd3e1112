"""Which share of the money goes to one kind of cost."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
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
from wayahead.kernels.feasibility.limit import Blank, figures_of, opened, refuse_bad_bounds

NOTHING, EVERYTHING = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class CostShare:
    """At least, or at most, such a share of all costs is of one kind. Exact fractions; of nothing, every share fits."""

    name: ClassVar[str] = "cost_share"
    title: ClassVar[str] = gettext_noop("The share of one kind of cost")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("cost_kind", "cost_kind", gettext_noop("Of all the money, this kind of cost"), "", is_needed=True),
        Blank("at_least_percent", "share", gettext_noop("is at least this percentage"), "less"),
        Blank("at_most_percent", "share", gettext_noop("is at most this percentage"), "more"),
    )

    cost_kind: str
    at_least_percent: Fraction | None = None
    at_most_percent: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse bounds that leave no room."""
        refuse_bad_bounds(("at_least_percent", self.at_least_percent), ("at_most_percent", self.at_most_percent))

    def says(self) -> list[Words]:
        """Each bound as a sentence."""
        figures = figures_of(self, self.blanks)
        templates = {
            "at_least_percent": gettext_noop("At least %(at_least_percent)s of the money is for “%(cost_kind)s”."),
            "at_most_percent": gettext_noop("At most %(at_most_percent)s of the money is for “%(cost_kind)s”."),
        }
        return [Words(words, figures) for name, words in templates.items() if name in figures]

    def check(self, claims: Claims) -> Finding:
        """The pence of one kind against the share of the sum."""
        if claims.total is None:
            return unknown("costs")
        if claims.total == 0:
            return met(Words(gettext_noop("It costs nothing, and of nothing every share fits.")))
        spent, total = known(claims, self.cost_kind), claims.total
        least = self.at_least_percent or NOTHING
        most = EVERYTHING if self.at_most_percent is None else self.at_most_percent
        # The same as multiplying the fractions, several times faster.
        least_pence = -(-least.numerator * total // least.denominator)
        most_pence = most.numerator * total // most.denominator
        figures = {
            **figures_of(self, self.blanks),
            "spent": Figure(spent, "pence"),
            "total": Figure(total, "pence"),
            "least": Figure(least_pence, "pence"),
            "most": Figure(most_pence, "pence"),
        }
        if spent < least_pence:
            words = gettext_noop(
                "%(spent)s of %(total)s is for “%(cost_kind)s”; %(at_least_percent)s would be %(least)s."
            )
            margin = Figure(spent - least_pence, "pence")
            return not_met(Words(words, figures), margin, change=self.more(spent, total), of=total)
        if spent > most_pence:
            words = gettext_noop(
                "%(spent)s of %(total)s is for “%(cost_kind)s”; %(at_most_percent)s would be %(most)s."
            )
            margin = Figure(most_pence - spent, "pence")
            return not_met(Words(words, figures), margin, change=self.less(spent, total), of=total)
        margins = [spent - least_pence] if self.at_least_percent is not None else []
        margins += [most_pence - spent] if self.at_most_percent is not None else []
        words = gettext_noop("%(spent)s of %(total)s is for “%(cost_kind)s”.")
        return met(Words(words, figures), Figure(min(margins), "pence"))

    def more(self, spent: int, total: int) -> Change | None:
        """What to add to this kind; the sum grows with it. None where the other costs can never be outweighed."""
        share = self.at_least_percent or NOTHING
        if share == 1:
            return None
        return self.unless_too_far(ceil((share * total - spent) / (1 - share)), spent, total)

    def less(self, spent: int, total: int) -> Change | None:
        """What to take from this kind; the sum falls with it."""
        share = EVERYTHING if self.at_most_percent is None else self.at_most_percent
        return self.unless_too_far(-ceil((spent - share * total) / (1 - share)), spent, total)

    def unless_too_far(self, by: int, spent: int, total: int) -> Change | None:
        """The change, unless whole pence jump from one bound over the other."""
        least, most = self.at_least_percent, self.at_most_percent
        is_enough = least is None or spent + by >= least * (total + by)
        is_little = most is None or spent + by <= most * (total + by)
        return Change(f"costs.{self.cost_kind}", by, "pence") if is_enough and is_little else None

    def opened_for(self, claims: Claims) -> "CostShare | None":
        """Its bound at the share of this, to the next hundredth of a percent."""
        if not claims.total:
            return None if claims.total is None else self
        parts = Fraction(known(claims, self.cost_kind) * 10_000, claims.total)
        return opened(
            opened(self, Fraction(floor(parts), 10_000), "at_least_percent", ""),
            Fraction(ceil(parts), 10_000),
            "",
            "at_most_percent",
        )


KIND = CostShare
