"""What nothing can compute."""

from dataclasses import dataclass
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Finding, Words, gettext_noop, unknown
from wayahead.kernels.feasibility.limit import Blank


@dataclass(frozen=True)
class Judged:
    """A person of the limit's owner says whether it is kept; until then it is unknown."""

    name: ClassVar[str] = "judged"
    title: ClassVar[str] = gettext_noop("Something that a person has to judge")
    blanks: ClassVar[tuple[Blank, ...]] = ()

    def says(self) -> list[Words]:
        """Who decides."""
        return [Words(gettext_noop("Its owner judges each version, and says why."))]

    def check(self, claims: Claims) -> Finding:
        """Unknown, whatever is claimed."""
        return unknown("judgement")

    def opened_for(self, claims: Claims) -> None:
        """Nothing: there is no figure to move."""


KIND = Judged
