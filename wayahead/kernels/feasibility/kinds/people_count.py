"""For how many people."""

from dataclasses import dataclass
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Change, Figure, Finding, Words, gettext_noop, met, not_met, unknown
from wayahead.kernels.feasibility.limit import Blank, figures_of, opened, refuse_bad_bounds, shortfall


@dataclass(frozen=True)
class PeopleCount:
    """It is for at least, or at most, so many people."""

    name: ClassVar[str] = "people_count"
    title: ClassVar[str] = gettext_noop("For how many people it is")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("at_least_people", "people", gettext_noop("It is for no fewer people than"), "less"),
        Blank("at_most_people", "people", gettext_noop("It is for no more people than"), "more"),
    )

    at_least_people: int | None = None
    at_most_people: int | None = None

    def __post_init__(self) -> None:
        """Refuse bounds that leave no room."""
        refuse_bad_bounds(("at_least_people", self.at_least_people), ("at_most_people", self.at_most_people))

    def says(self) -> list[Words]:
        """Each bound as a sentence."""
        figures = figures_of(self, self.blanks)
        templates = {
            "at_least_people": gettext_noop("It is for at least %(at_least_people)s."),
            "at_most_people": gettext_noop("It is for at most %(at_most_people)s."),
        }
        return [Words(templates[name], figures) for name in figures]

    def check(self, claims: Claims) -> Finding:
        """The number against the bounds."""
        if claims.people_count is None:
            return unknown("people_count")
        margin, by = shortfall(claims.people_count, self.at_least_people, self.at_most_people)
        figures = {**figures_of(self, self.blanks), "people": Figure(claims.people_count, "people")}
        if by == 0:
            return met(Words(gettext_noop("It is for %(people)s."), figures), Figure(margin, "people"))
        words = (
            gettext_noop("It is for %(people)s, more than %(at_most_people)s.")
            if by < 0
            else gettext_noop("It is for %(people)s, fewer than %(at_least_people)s.")
        )
        change = Change("people_count", by, "people")
        return not_met(Words(words, figures), Figure(margin, "people"), change=change, of=claims.people_count)

    def opened_for(self, claims: Claims) -> "PeopleCount | None":
        """Its bound at this number."""
        if claims.people_count is None:
            return None
        return opened(self, claims.people_count, "at_least_people", "at_most_people")


KIND = PeopleCount
