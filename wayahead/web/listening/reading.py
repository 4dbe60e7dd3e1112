"""A stored map, read for people: statements with their bars, the groups in their own words, how sure we are."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from wayahead.kernels.opinion import jeffreys
from wayahead.loop.listening.models import Conversation, OpinionMap, Statement

FEWEST_SHOWN, LETTERS = OpinionMap.FEWEST_SHOWN, OpinionMap.LETTERS
HALF = 0.5
WAYS = ("agree", "disagree", "pass")


@dataclass(frozen=True)
class Bar:
    """How one group answers one statement, with how sure we are; no letter for everybody together."""

    letter: str
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Line:
    """One statement of a list, its counts and a bar per group of at least five people who answered it."""

    statement: Statement
    counts: dict[str, Any]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class GroupWords:
    """One group, described by its own statements, the most telling first."""

    letter: str
    size: int
    lines: tuple[tuple[str, Line], ...]  # which way it answers, and the statement


class Reading:
    """A stored map, read for a page: only the statements that the page shows are fetched."""

    def __init__(self, conversation: Conversation, published: dict[str, Any]) -> None:
        self.result = published
        self.by_id = {one["id"]: one for one in published["statement_results"]}
        self.conversation = conversation
        self.statements: dict[int, Statement] = {}

    def fetch(self, *lists: list[str]) -> None:
        """Get the words of every statement in these lists, in one query."""
        numbers = {int(one) for ids in lists for one in ids}
        rows = self.conversation.statements.filter(number__in=numbers).select_related("coproduction")
        self.statements = {row.number: row for row in rows}

    def lines(self, ids: list[str]) -> list[Line]:
        """These statements as the page shows them."""
        return [self.line(one) for one in ids if int(one) in self.statements]

    def line(self, one: str) -> Line:
        """One statement as the page shows it."""
        counts = self.by_id[one]
        return Line(self.statements[int(one)], counts, bars_of(counts))

    @property
    def shared(self) -> list[str]:
        """Ids of what every group surely shares, best first."""
        return [one for one in self.result["common_ground"] if surely_shared(self.by_id[one])]

    @property
    def marking(self) -> list[str]:
        """Ids of what marks the groups."""
        return [one["id"] for group in self.result["representative"] for one in group["statements"]]

    def groups(self, most: int) -> list[GroupWords]:
        """The groups that are large enough to be described, each by up to `most` of its own statements."""
        sizes, listed = self.result["groups"]["sizes"], self.result["representative"]
        return [
            GroupWords(
                LETTERS[n],
                size,
                tuple(
                    (one["way"], self.line(one["id"]))
                    for one in listed[n]["statements"][:most]
                    if int(one["id"]) in self.statements
                ),
            )
            for n, size in enumerate(sizes)
            if size >= FEWEST_SHOWN and len(sizes) > 1
        ]


def surely_shared(counts: dict[str, Any]) -> bool:
    """True when surely more than half of every group agree; not of a group of which too few answered to be shown."""
    bars = bars_of(counts)
    return 0 < len(bars) == len(counts["by_group"]) and min(bar.low for bar in bars) > HALF


def bars_of(counts: dict[str, Any]) -> tuple[Bar, ...]:
    """A bar per group in which at least five people answered; one for everybody where there are no groups."""
    if len(counts["by_group"]) < 2:
        return (bar("", counts, counts["interval"]),) if counts["seen"] else ()
    intervals = counts.get("intervals") or [None] * len(counts["by_group"])
    return tuple(
        bar(LETTERS[n], own, known)
        for n, (own, known) in enumerate(zip(counts["by_group"], intervals, strict=True))
        if own and sum(own[way] for way in WAYS)
    )


def bar(letter: str, counts: dict[str, Any], known: list[float] | None) -> Bar:
    """The share that agrees, with the interval that came with the counts, or else the one the kernel computes."""
    seen = sum(counts[way] for way in WAYS)
    low, high = known or interval(counts["agree"], seen)
    return Bar(letter, counts["agree"] / seen, low, high)


def interval(hits: int, seen: int) -> tuple[float, float]:
    """The interval of a share, as the kernel computes it."""
    low, high = jeffreys(np.array([hits]), np.array([seen]))
    return float(low[0]), float(high[0])


def how_sure(result: dict[str, Any]) -> str:
    """How far the groups can be believed, in a sentence."""
    groups = result["groups"]
    if groups["count"] < 2:
        return _("People do not fall into clear groups here. Read the common ground.")
    if groups["stability"] is None:
        return _("Nobody has tried yet whether these groups would hold. Read the common ground, not the groups.")
    if groups["stable"] and groups.get("perhaps", 0) > groups["count"]:
        return _("Fairly sure of these groups. There may be one more, which so few votes do not show surely.")
    if groups["stable"]:
        return _(
            "Fairly sure: losing one vote in ten would not change this. A small group can still be hidden inside a "
            "larger one, the more easily the fewer answers people give."
        )
    return _("The groups are not stable: read the common ground, not the groups.")
