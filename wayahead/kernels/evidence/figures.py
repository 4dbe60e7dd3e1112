"""What was counted, and how far the truth may lie from it."""

from dataclasses import dataclass
from math import isfinite, sqrt
from typing import ClassVar, NamedTuple

from scipy.special import ndtri, stdtrit

from wayahead.kernels.evidence.words import Unit

SURE = 0.95  # of a hundred such intervals so many hold the truth
TAIL = (1 + SURE) / 2


@dataclass(frozen=True)
class Share:
    """So many of so many people."""

    hits: int
    of: int
    unit: ClassVar[Unit] = "share"

    def __post_init__(self) -> None:
        """Refuse what cannot be; raises ValueError."""
        if not 0 <= self.hits <= self.of or self.of < 1:
            raise ValueError(f"{self.hits} of {self.of} cannot be")

    @property
    def value(self) -> float:
        """The share, of one."""
        return self.hits / self.of


@dataclass(frozen=True)
class Mean:
    """The mean of what so many people answered, and its spread (the standard deviation, with n − 1)."""

    mean: float
    spread: float
    of: int
    unit: ClassVar[Unit] = "number"

    def __post_init__(self) -> None:
        """Refuse what cannot be; raises ValueError."""
        if self.of < 1 or self.spread < 0 or not isfinite(self.mean) or not isfinite(self.spread):
            raise ValueError(f"a mean of {self.mean} with spread {self.spread} over {self.of} cannot be")

    @property
    def value(self) -> float:
        """The mean."""
        return self.mean


@dataclass(frozen=True)
class Single:
    """One figure of which nobody knows how sure it is: a count, an amount, a rate without its base."""

    value: float
    of: ClassVar[None] = None
    unit: ClassVar[Unit] = "number"

    def __post_init__(self) -> None:
        """Refuse what is no number; raises ValueError."""
        if not isfinite(self.value):
            raise ValueError(f"{self.value} is no figure")


Counted = Share | Mean | Single


class Interval(NamedTuple):
    """From and to."""

    low: float
    high: float


def interval(counted: Counted) -> Interval | None:
    """Where the truth lies, with 95% confidence; None where nobody can know.

    Shares: the score interval without continuity correction. Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    Means: Student's t. Source: Student 1908, doi:10.1093/biomet/6.1.1.
    """
    if isinstance(counted, Share):
        return wilson(counted)
    if isinstance(counted, Mean) and counted.of > 1:
        reach = float(stdtrit(counted.of - 1, TAIL)) * counted.spread / sqrt(counted.of)
        return Interval(counted.mean - reach, counted.mean + reach)
    return None


def wilson(share: Share) -> Interval:
    """Wilson's score interval of a share."""
    z, n, p = float(ndtri(TAIL)), share.of, share.value
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    # At none and all the bound is exact; rounding would put it a hair outside.
    return Interval(0.0 if share.hits == 0 else middle - reach, 1.0 if share.hits == n else middle + reach)


def difference(before: Counted, after: Counted) -> Interval | None:
    """Where the true change (after minus before) lies, with 95% confidence; None where nobody can know.

    Before and after are taken as two different sets of people. Were they the same people, the truth lies closer than
    this says. Shares: Newcombe's hybrid score interval, method 10. Source: Newcombe 1998,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I. Means: Welch 1947,
    doi:10.1093/biomet/34.1-2.28.
    """
    if isinstance(before, Share) and isinstance(after, Share):
        one, two = wilson(before), wilson(after)
        by = after.value - before.value
        down = sqrt((after.value - two.low) ** 2 + (one.high - before.value) ** 2)
        up = sqrt((two.high - after.value) ** 2 + (before.value - one.low) ** 2)
        return Interval(by - down, by + up)
    if isinstance(before, Mean) and isinstance(after, Mean) and min(before.of, after.of) > 1:
        return welch(before, after)
    return None


def welch(before: Mean, after: Mean) -> Interval:
    """Welch's interval for the difference of two means whose spreads may differ."""
    one, two = before.spread**2 / before.of, after.spread**2 / after.of
    by, both = after.mean - before.mean, one + two
    if both == 0:
        return Interval(by, by)
    # As shares of their sum, so that no spread is too small to be squared twice.
    freedom = 1 / ((one / both) ** 2 / (before.of - 1) + (two / both) ** 2 / (after.of - 1))
    reach = float(stdtrit(freedom, TAIL)) * sqrt(both)
    return Interval(by - reach, by + reach)
