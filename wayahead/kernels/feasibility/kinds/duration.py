"""How long it lasts."""

from dataclasses import dataclass
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Change, Figure, Finding, Words, gettext_noop, met, not_met, unknown
from wayahead.kernels.feasibility.limit import BadTest, Blank, figures_of, opened, refuse_bad_bounds, shortfall


@dataclass(frozen=True)
class Duration:
    """It lasts at least, or at most, so many days, the first and the last included."""

    name: ClassVar[str] = "duration"
    title: ClassVar[str] = gettext_noop("How long it lasts")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("at_least_days", "days", gettext_noop("It lasts no fewer days than"), "less"),
        Blank("at_most_days", "days", gettext_noop("It lasts no more days than"), "more"),
    )

    at_least_days: int | None = None
    at_most_days: int | None = None

    def __post_init__(self) -> None:
        """Refuse bounds that leave no room; nothing lasts no day at all."""
        refuse_bad_bounds(("at_least_days", self.at_least_days), ("at_most_days", self.at_most_days))
        if self.at_most_days == 0:
            raise BadTest("at_most_days", gettext_noop("Write one day or more."))

    def says(self) -> list[Words]:
        """Each bound as a sentence."""
        figures = figures_of(self, self.blanks)
        templates = {
            "at_least_days": gettext_noop("It lasts at least %(at_least_days)s."),
            "at_most_days": gettext_noop("It lasts at most %(at_most_days)s."),
        }
        return [Words(templates[name], figures) for name in figures]

    def check(self, claims: Claims) -> Finding:
        """Its days against the bounds."""
        if claims.starts_on is None:
            return unknown("starts_on")
        if claims.days is None:
            return unknown("ends_on")
        margin, by = shortfall(claims.days, self.at_least_days, self.at_most_days)
        figures = {**figures_of(self, self.blanks), "days": Figure(claims.days, "days")}
        if by == 0:
            return met(Words(gettext_noop("It lasts %(days)s."), figures), Figure(margin, "days"))
        words = (
            gettext_noop("It lasts %(days)s, more than %(at_most_days)s.")
            if by < 0
            else gettext_noop("It lasts %(days)s, fewer than %(at_least_days)s.")
        )
        return not_met(Words(words, figures), Figure(margin, "days"), change=Change("ends_on", by, "days"))

    def opened_for(self, claims: Claims) -> "Duration | None":
        """Its bound at how long this lasts."""
        if claims.days is None:
            return None
        return opened(self, claims.days, "at_least_days", "at_most_days")


KIND = Duration
