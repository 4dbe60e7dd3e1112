"""Figures that a limit's sentence names, held against those of its test: the two may not contradict each other.

Only what is surely read counts. A sentence without a figure of the test's unit, or with one that cannot be read, says
nothing against it.
"""

import re
from calendar import month_name, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from wayahead.kernels.feasibility import Figure, Limit
from wayahead.loop.constraints.wording import shown

NUMBER = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
TIMES = {"": 1, "k": 1000, "thousand": 1000, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
TIMES_WORDS = "thousand|million|billion|bn|k|m"
MONEY = re.compile(
    rf"£\s?(?P<a>{NUMBER})(?P<more_a>(?:[.,]\d+)*)(?:\s?(?P<times_a>{TIMES_WORDS})\b)?(?P<span>\s?[-–]\s?\d)?"
    rf"|\b(?P<b>{NUMBER})(?:\s?(?P<times_b>{TIMES_WORDS}))?\s?(?:pounds|GBP)\b",
    re.IGNORECASE,
)
PERCENT = re.compile(rf"(?P<n>{NUMBER})\s?(?:%|per\s?cent\b)", re.IGNORECASE)
FEW = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
COUNT = rf"\b(?P<n>{NUMBER}|{'|'.join(FEW)})(?:\s|-)"
COUNTED = {
    "people": re.compile(COUNT + r"(?:people|persons?)\b", re.IGNORECASE),
    "needs": re.compile(COUNT + r"needs?\b", re.IGNORECASE),
    "solutions": re.compile(COUNT + r"solutions?\b", re.IGNORECASE),
}
DAYS = re.compile(COUNT + r"(?P<each>days?|weeks?|months?|years?)\b(?!\s(?:a|an|per|each|every|in)\b)", re.IGNORECASE)
# The fewest and the most days that each can be.
LENGTHS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}
MONTHS = [name.lower() for name in month_name[1:]]
MONTH = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS)})"
DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>\d{4})\b"),
    re.compile(
        rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?{MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE
    ),
    re.compile(rf"\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
)


@dataclass(frozen=True)
class Named:
    """A figure as a sentence says it: anything from `least` to `most`, as a month may be any of its days."""

    words: str
    least: Any
    most: Any


def contradiction(statement: str, limit: Limit) -> tuple[str, str] | None:
    """(the figure that a sentence names, the one it is checked with), where none of a unit agrees; None where all is
    well.
    """
    for unit in dict.fromkeys(blank.unit for blank in limit.blanks):
        filled = [getattr(limit, blank.name) for blank in limit.blanks if blank.unit == unit]
        values = [value for value in filled if value is not None]
        said = named(statement, unit) if values else []
        if said and not any(one.least <= value <= one.most for one in said for value in values):
            return said[0].words, shown(Figure(values[0], unit), {})
    return None


def named(statement: str, unit: str) -> list[Named]:
    """Every figure of one unit in a sentence; none where one of them cannot be read for sure."""
    found = list(read(statement, unit))
    return [] if None in found else [one for one in found if one]


def read(statement: str, unit: str) -> Iterator[Named | None]:
    """The figures of one unit; None for each that looks like one and cannot be read."""
    if unit == "pence":
        yield from (money(match) for match in MONEY.finditer(statement))
    elif unit == "share":
        for match in PERCENT.finditer(statement):
            share = Fraction(plain(match["n"])) / 100
            yield Named(match[0], share, share)
    elif unit == "days":
        for match in DAYS.finditer(statement):
            fewest, most = LENGTHS[match["each"].lower().rstrip("s")]
            yield Named(match[0], count(match["n"]) * fewest, count(match["n"]) * most)
    elif unit in COUNTED:
        for match in COUNTED[unit].finditer(statement):
            yield Named(match[0], count(match["n"]), count(match["n"]))
    elif unit == "date":
        yield from (day(match) for pattern in DATES for match in pattern.finditer(statement))


def plain(number: str) -> Decimal:
    """`25,000` or `12.5` as a number."""
    return Decimal(re.sub(r"[,\s]", "", number))


def count(number: str) -> Decimal:
    """The same, or a small number in words."""
    return Decimal(FEW.index(number.lower()) + 1) if number.lower() in FEW else plain(number)


def money(match: re.Match[str]) -> Named | None:
    """`£25,000`, `£25k` or `25 thousand pounds` in pence."""
    number, times = match["a"] or match["b"], (match["times_a"] or match["times_b"] or "").lower()
    pence = plain(number) * TIMES[times] * 100
    is_odd = not times and "." in number and len(number.partition(".")[2]) > len("99")
    if is_odd or match["more_a"] or match["span"]:
        return None
    return Named(match[0].strip(), pence, pence)


def day(match: re.Match[str]) -> Named | None:
    """`31 March 2030`, `2030-03-31`, or any day of `March 2030`."""
    parts = match.groupdict()
    month = (
        int(parts["number"])
        if parts.get("number")
        else 1 + [name[:3] for name in MONTHS].index(parts["month"][:3].lower())
    )
    try:
        first = date(int(parts["year"]), month, int(parts["day"] or 1))
    except ValueError:
        return None
    last = first if parts["day"] else first.replace(day=monthrange(first.year, month)[1])
    return Named(match[0].strip(), first, last)
