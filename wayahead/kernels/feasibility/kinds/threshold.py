"""What holds only past a sum."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Change, Figure, Finding, Words, gettext_noop, met, not_met, unknown
from wayahead.kernels.feasibility.limit import Blank, figures_of


@dataclass(frozen=True)
class Threshold:
    """What costs more than so much answers at least so many needs."""

    name: ClassVar[str] = "threshold"
    title: ClassVar[str] = gettext_noop("What holds only past a sum")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("past_pence", "pence", gettext_noop("What costs more in all than"), "more", is_needed=True),
        Blank("at_least_needs", "needs", gettext_noop("answers no fewer needs than"), "less", is_needed=True),
    )

    past_pence: int
    at_least_needs: int

    def says(self) -> list[Words]:
        """The test as a sentence."""
        words = gettext_noop("What costs more than %(past_pence)s in all answers at least %(at_least_needs)s.")
        return [Words(words, figures_of(self, self.blanks))]

    def check(self, claims: Claims) -> Finding:
        """What stays below the threshold, or answers enough needs, fits, whatever else is unknown."""
        total, needs = claims.total, claims.needs_count
        if total is not None and total <= self.past_pence:
            room = Figure(self.past_pence - total, "pence")
            words = gettext_noop("It costs %(total)s in all, so this does not bind it.")
            return met(Words(words, {"total": Figure(total, "pence")}), room)
        if needs is not None and needs >= self.at_least_needs:
            return met(Words(gettext_noop("It answers %(needs)s."), {"needs": Figure(needs, "needs")}))
        if total is None:
            return unknown("costs")
        if needs is None:
            return unknown("needs_count")
        over = total - self.past_pence
        figures = {
            **figures_of(self, self.blanks),
            "total": Figure(total, "pence"),
            "needs": Figure(needs, "needs"),
            "room": Figure(over, "pence"),
        }
        words = gettext_noop(
            "It costs %(total)s in all, %(room)s more than %(past_pence)s, and answers %(needs)s, "
            "fewer than %(at_least_needs)s."
        )
        change = Change("total", -over, "pence")
        return not_met(Words(words, figures), Figure(-over, "pence"), change=change, of=total)

    def opened_for(self, claims: Claims) -> "Threshold | None":
        """The threshold at what this costs."""
        if claims.total is None or claims.needs_count is None:
            return None
        if claims.needs_count >= self.at_least_needs:
            return self
        return replace(self, past_pence=max(self.past_pence, claims.total))


KIND = Threshold
