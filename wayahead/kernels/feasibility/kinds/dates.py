"""From when to when."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Change, Figure, Finding, Words, gettext_noop, met, not_met, unknown
from wayahead.kernels.feasibility.limit import Blank, figures_of, refuse_bad_bounds


@dataclass(frozen=True)
class Dates:
    """It starts on or after one day, and ends on or before another."""

    name: ClassVar[str] = "dates"
    title: ClassVar[str] = gettext_noop("When it starts and ends")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("starts_not_before", "date", gettext_noop("It does not start before"), "less"),
        Blank("ends_not_after", "date", gettext_noop("It does not end after"), "more"),
    )

    starts_not_before: date | None = None
    ends_not_after: date | None = None

    def __post_init__(self) -> None:
        """Refuse days that leave no room."""
        first, last = ("starts_not_before", self.starts_not_before), ("ends_not_after", self.ends_not_after)
        refuse_bad_bounds(first, last)

    def says(self) -> list[Words]:
        """Each day as a sentence."""
        figures = figures_of(self, self.blanks)
        templates = {
            "starts_not_before": gettext_noop("It does not start before %(starts_not_before)s."),
            "ends_not_after": gettext_noop("It does not end after %(ends_not_after)s."),
        }
        return [Words(templates[name], figures) for name in figures]

    def check(self, claims: Claims) -> Finding:
        """The days that are known first: one that is too early or too late breaks it, whatever else is unknown."""
        start, end = claims.starts_on, claims.ends_on
        early = max(0, (self.starts_not_before - start).days) if self.starts_not_before and start else 0
        late = max(0, (end - self.ends_not_after).days) if self.ends_not_after and end else 0
        if early or late:
            return self.broken(claims, early, late)
        if self.starts_not_before and start is None:
            return unknown("starts_on")
        if self.ends_not_after and end is None:
            return unknown("ends_on")
        margins = [(start - self.starts_not_before).days] if self.starts_not_before and start else []
        margins += [(self.ends_not_after - end).days] if self.ends_not_after and end else []
        return met(Words(gettext_noop("Its days fit.")), Figure(min(margins), "days"))

    def broken(self, claims: Claims, early: int, late: int) -> Finding:
        """Too early, too late, or both."""
        figures = {**figures_of(self, self.blanks), "early": Figure(early, "days"), "late": Figure(late, "days")}
        words = (
            gettext_noop("It starts %(early)s too early and ends %(late)s too late.")
            if early and late
            else gettext_noop("It starts %(early)s before %(starts_not_before)s.")
            if early
            else gettext_noop("It ends %(late)s after %(ends_not_after)s.")
        )
        return not_met(
            Words(words, figures), Figure(-max(early, late), "days"), change=self.change(claims, early, late)
        )

    def change(self, claims: Claims, early: int, late: int) -> Change | None:
        """Moving one end by so many days; None where one move cannot do it, or would put the end before the start."""
        start, end = claims.starts_on, claims.ends_on
        if (early and late) or (self.starts_not_before and not start) or (self.ends_not_after and not end):
            return None
        if start and end and (end - start).days < early + late:
            return None
        return Change("starts_on", early, "days") if early else Change("ends_on", -late, "days")

    def opened_for(self, claims: Claims) -> "Dates | None":
        """Its days at those of this."""
        start, end = claims.starts_on, claims.ends_on
        if (self.starts_not_before and not start) or (self.ends_not_after and not end):
            return None
        return Dates(
            starts_not_before=min(self.starts_not_before, start) if self.starts_not_before and start else None,
            ends_not_after=max(self.ends_not_after, end) if self.ends_not_after and end else None,
        )


KIND = Dates
