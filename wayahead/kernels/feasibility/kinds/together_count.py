"""How many solutions can go ahead; with one, they exclude each other."""

from dataclasses import dataclass
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Figure, Finding, Unit, Words, gettext_noop, met
from wayahead.kernels.feasibility.limit import BadTest, Blank, figures_of


@dataclass(frozen=True)
class TogetherCount:
    """Of the solutions that this limit is for, at most so many go ahead."""

    name: ClassVar[str] = "together_count"
    title: ClassVar[str] = gettext_noop("Solutions that exclude each other")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("at_most_solutions", "solutions", gettext_noop("No more go ahead than"), "more", is_needed=True),
    )
    takes_unit: ClassVar[Unit] = "solutions"

    at_most_solutions: int

    def __post_init__(self) -> None:
        """Refuse nought, which is no limit on solutions but on their existence."""
        if self.at_most_solutions == 0:
            raise BadTest("at_most_solutions", gettext_noop("Write one or more."))

    @property
    def most(self) -> int:
        """How many there is room for."""
        return self.at_most_solutions

    def takes(self, claims: Claims) -> int:
        """Each takes one place, whatever it claims."""
        return 1

    def says(self) -> list[Words]:
        """The bound as a sentence."""
        words = gettext_noop("Of the solutions it is for, no more than %(at_most_solutions)s can go ahead.")
        return [Words(words, figures_of(self, self.blanks))]

    def check(self, claims: Claims) -> Finding:
        """One by itself always has room; whether all have is asked of the set."""
        words = gettext_noop("It fits by itself. Of all it is for, no more than %(at_most_solutions)s can go ahead.")
        return met(Words(words, figures_of(self, self.blanks)), Figure(self.at_most_solutions - 1, "solutions"))

    def opened_for(self, claims: Claims) -> "TogetherCount":
        """The same: one by itself always fits."""
        return self


KIND = TogetherCount
