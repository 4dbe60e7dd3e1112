"""What it costs for each person."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Change, Figure, Finding, Words, gettext_noop, met, not_met, unknown
from wayahead.kernels.feasibility.limit import Blank, figures_of


@dataclass(frozen=True)
class CostPerPerson:
    """It costs at most so much per person. Multiplied, never divided, so that no penny is rounded away."""

    name: ClassVar[str] = "cost_per_person"
    title: ClassVar[str] = gettext_noop("What it costs per person")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("at_most_pence", "pence", gettext_noop("For each person it costs no more than"), "more", is_needed=True),
    )

    at_most_pence: int

    def says(self) -> list[Words]:
        """The bound as a sentence."""
        words = gettext_noop("It costs no more than %(at_most_pence)s for each person.")
        return [Words(words, figures_of(self, self.blanks))]

    def check(self, claims: Claims) -> Finding:
        """The sum against so many times the bound."""
        if claims.total is None:
            return unknown("costs")
        if claims.total == 0:
            return met(Words(gettext_noop("It costs nothing, for however many people.")))
        if claims.people_count is None:
            return unknown("people_count")
        allowed = self.at_most_pence * claims.people_count
        margin = allowed - claims.total
        figures = {
            **figures_of(self, self.blanks),
            "total": Figure(claims.total, "pence"),
            "people": Figure(claims.people_count, "people"),
            "allowed": Figure(allowed, "pence"),
            "room": Figure(abs(margin), "pence"),
        }
        if margin >= 0:
            words = gettext_noop("%(total)s for %(people)s is within %(allowed)s (%(at_most_pence)s each) by %(room)s.")
            return met(Words(words, figures), Figure(margin, "pence"))
        words = gettext_noop("%(total)s for %(people)s is %(room)s more than %(allowed)s (%(at_most_pence)s each).")
        change = Change("total", margin, "pence")
        return not_met(Words(words, figures), Figure(margin, "pence"), change=change, of=claims.total)

    def opened_for(self, claims: Claims) -> "CostPerPerson | None":
        """Its bound at what this costs for each person, rounded up to the penny."""
        if claims.total is None or not claims.people_count:
            return None
        return replace(self, at_most_pence=max(self.at_most_pence, -(-claims.total // claims.people_count)))


KIND = CostPerPerson
