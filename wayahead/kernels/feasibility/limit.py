"""What every kind of test has, and how its blanks are read from data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Literal, Protocol, TypeVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Figure, Finding, Unit, Words, gettext_noop

# Far above any figure that a co-production meets, and far below what a database column or a calendar holds.
MOST: Mapping[str, int] = {"pence": 10**15, "days": 36_525, "people": 10**9, "needs": 1000, "solutions": 1000}
PERCENT = re.compile(r"\d{1,3}(\.\d{1,2})?")


# Which way a blank leaves more room: a greater figure, a later day or a longer list; a smaller figure or an earlier
# day; filled in rather than left empty; or no way at all.
Looser = Literal["more", "less", "filled", ""]


class BadTest(ValueError):
    """A test that cannot be read: `field` names the blank, `words` say in plain words what to write."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(f"{field}: {words}")
        self.field = field
        self.words = words


@dataclass(frozen=True)
class Blank:
    """One blank of the sentence that makes a test."""

    name: str
    unit: Unit
    label: str
    looser: Looser
    is_needed: bool = False

    def read(self, given: object) -> Any:
        """The value; None for an empty blank. Raises BadTest, with the blank's own name."""
        if given is None or given == "" or given == []:
            if self.is_needed:
                raise BadTest(self.name, gettext_noop("Fill in this blank."))
            return None
        return read_as(self.unit, given, self.name)


def read_as(unit: Unit, given: object, name: str) -> Any:
    """One value of JSON in its unit."""
    if unit == "date":
        return read_date(given, name)
    if unit == "share":
        return read_percent(given, name)
    if unit == "cost_kind":
        if not isinstance(given, str):
            raise BadTest(name, gettext_noop("Choose one from the list."))
        return given
    if unit in ("areas", "organisation_kinds", "communities"):
        return read_names(given, name)
    if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given <= MOST[unit]:
        raise BadTest(name, gettext_noop("Write a whole number, nought or more, that is not out of all proportion."))
    return given


def read_date(given: object, name: str) -> date:
    """`2027-04-01`."""
    try:
        return date.fromisoformat(given)  # type: ignore[arg-type]
    except (ValueError, TypeError) as error:
        raise BadTest(name, gettext_noop("Write a day, such as 2027-04-01.")) from error


def read_percent(given: object, name: str) -> Fraction:
    """`5` or `"12.5"` as an exact fraction of one. Never by way of a float, which has no exact half of a percent."""
    if isinstance(given, int | str) and not isinstance(given, bool) and PERCENT.fullmatch(str(given)):
        share = Fraction(str(given)) / 100
        if share <= 1:
            return share
    raise BadTest(name, gettext_noop("Write a percentage between 0 and 100, such as 5 or 12.5."))


def read_names(given: object, name: str) -> tuple[str, ...]:
    """A list of names without doubles, in a fixed order."""
    if isinstance(given, list | tuple) and all(isinstance(one, str) and one for one in given):
        return tuple(sorted(set(given)))
    raise BadTest(name, gettext_noop("Choose at least one from the list."))


class Limit(Protocol):
    """A test with its blanks filled in."""

    name: ClassVar[str]
    title: ClassVar[str]
    blanks: ClassVar[tuple[Blank, ...]]

    def says(self) -> list[Words]:
        """The test in plain sentences."""
        ...

    def check(self, claims: Claims) -> Finding:
        """What these claims make of it."""
        ...

    def opened_for(self, claims: Claims) -> "Limit | None":
        """The same test, moved just so far that these claims meet it; None where moving it cannot do that."""
        ...


def refuse_bad_bounds(at_least: tuple[str, Any], at_most: tuple[str, Any]) -> None:
    """Two bounds of which one is enough; raises BadTest when both are empty or nothing lies between them."""
    if at_least[1] is None and at_most[1] is None:
        raise BadTest(at_most[0], gettext_noop("Fill in at least one of the two."))
    if at_least[1] is not None and at_most[1] is not None and at_least[1] > at_most[1]:
        raise BadTest(at_most[0], gettext_noop("Nothing lies between these two."))


def shortfall(value: int, at_least: int | None, at_most: int | None) -> tuple[int, int]:
    """(margin to the nearer bound, what to add to the value so that it fits; nought when it does)."""
    margins = ([value - at_least] if at_least is not None else []) + ([at_most - value] if at_most is not None else [])
    if at_least is not None and value < at_least:
        return min(margins), at_least - value
    if at_most is not None and value > at_most:
        return min(margins), at_most - value
    return min(margins), 0


Bounded = TypeVar("Bounded")


def opened(limit: Bounded, value: Any, at_least: str, at_most: str) -> Bounded:
    """The same test with its lower bound no higher, and its upper bound no lower, than `value`."""
    least, most = getattr(limit, at_least, None), getattr(limit, at_most, None)
    moved = {at_least: value} if least is not None and value < least else {}
    moved |= {at_most: value} if most is not None and value > most else {}
    return replace(limit, **moved)  # type: ignore[type-var]


def figures_of(limit: object, blanks: tuple[Blank, ...]) -> Mapping[str, Figure]:
    """The filled blanks of a limit, each with its unit."""
    values = {blank.name: (getattr(limit, blank.name), blank.unit) for blank in blanks}
    return {name: Figure(value, unit) for name, (value, unit) in values.items() if value is not None}
