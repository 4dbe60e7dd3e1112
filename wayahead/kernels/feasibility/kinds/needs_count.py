"""How many needs it answers."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Figure, Finding, Words, gettext_noop, met, not_met, unknown
from wayahead.kernels.feasibility.limit import Blank, figures_of


@dataclass(frozen=True)
class NeedsCount:
    """It answers at least so many published needs."""

    name: ClassVar[str] = "needs_count"
    title: ClassVar[str] = gettext_noop("How many needs it answers")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("at_least_needs", "needs", gettext_noop("It answers no fewer needs than"), "less", is_needed=True),
    )

    at_least_needs: int

    def says(self) -> list[Words]:
        """The bound as a sentence."""
        return [Words(gettext_noop("It answers at least %(at_least_needs)s."), figures_of(self, self.blanks))]

    def check(self, claims: Claims) -> Finding:
        """The number against the bound; needs are not added by the stroke of a pen, so no change is proposed."""
        if claims.needs_count is None:
            return unknown("needs_count")
        margin = claims.needs_count - self.at_least_needs
        figures = {**figures_of(self, self.blanks), "needs": Figure(claims.needs_count, "needs")}
        if margin >= 0:
            return met(Words(gettext_noop("It answers %(needs)s."), figures), Figure(margin, "needs"))
        words = gettext_noop("It answers %(needs)s, fewer than %(at_least_needs)s.")
        return not_met(Words(words, figures), Figure(margin, "needs"))

    def opened_for(self, claims: Claims) -> "NeedsCount | None":
        """Its bound at this number."""
        if claims.needs_count is None:
            return None
        return replace(self, at_least_needs=min(self.at_least_needs, claims.needs_count))


KIND = NeedsCount
