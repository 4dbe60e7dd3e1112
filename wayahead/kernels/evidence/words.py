"""Plain sentences as English templates for gettext, with the figures that fill their places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

# `share` is of one and reads as per cent, `points` the difference of two shares, `number` anything else.
Unit = Literal["share", "points", "number", "people"]


def gettext_noop(text: str) -> str:
    """The same text, marked for translators: they find it under this name."""
    return text


class Figure(NamedTuple):
    """A value that is never without its unit."""

    value: float
    unit: Unit


@dataclass(frozen=True)
class Words:
    """A sentence to be translated, and the figures that fill its places."""

    template: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
