"""Several solutions at once: can each keep one of its versions within the limits, and if not, which of them clash?

A solution may go ahead in any of its versions. Every limit only ever takes away: without one limit, or without one
solution, whatever stood before still stands. So a set of solutions and limits that leaves no way holds a smallest one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Unit
from wayahead.kernels.feasibility.packing import packs


@runtime_checkable
class Shared(Protocol):
    """A limit on all solutions together: what each version takes of it, and how much there is."""

    takes_unit: ClassVar[Unit]

    @property
    def most(self) -> int:
        """How much there is for all."""
        ...

    def takes(self, claims: Claims) -> int | None:
        """What one version takes; None while that is unknown."""
        ...


@dataclass(frozen=True)
class Way:
    """One version of a solution: the limits that it breaks by itself, and what it takes of those on all together."""

    breaks: int  # a bit for each limit
    takes: Mapping[int, int]

    @classmethod
    def of(cls, breaks: Iterable[int], takes: Mapping[int, int]) -> "Way":
        """From the numbers of the limits."""
        return cls(mask_of(breaks), takes)


@dataclass(frozen=True)
class Together:
    """Solutions, each with its versions, and how much there is of what they share: limit → amount."""

    solutions: Sequence[Sequence[Way]]
    limits: int
    most: Mapping[int, int]

    def stands(self, solutions: Iterable[int], limits: int) -> bool:
        """True where each of these solutions has a version, so that all keep these limits (a bit for each)."""
        shared = [limit for limit in self.most if limits >> limit & 1]
        choices = []
        for solution in solutions:
            vectors = {
                tuple(way.takes.get(limit, 0) for limit in shared)
                for way in self.solutions[solution]
                if not way.breaks & limits
            }
            if not vectors:
                return False
            choices.append(vectors)
        return not shared or packs(choices, [self.most[limit] for limit in shared])

    def least(self, solution: int, limit: int, limits: int) -> int | None:
        """The least that any version of a solution takes of a limit, of those that keep `limits`; None without one."""
        return min(
            (way.takes.get(limit, 0) for way in self.solutions[solution] if not way.breaks & limits), default=None
        )


def mask_of(numbers: Iterable[int]) -> int:
    """A bit for each number."""
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask


def numbers_in(mask: int) -> list[int]:
    """The numbers whose bits are set, in order."""
    return [number for number in range(mask.bit_length()) if mask >> number & 1]
