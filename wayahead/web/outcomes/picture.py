"""A theory of change as a simple drawing: what we do, what changes, why it matters; made for a desk and for a phone."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wayahead.loop.outcomes.models import Outcome

LINE, PAD, GAP, HEAD = 22, 14, 24, 34


@dataclass(frozen=True)
class Size:
    """One way to draw it: how wide, how wide a box, how many letters to a line, whether boxes stand on one another."""

    name: str
    width: int
    box: int
    letters: int
    is_stacked: bool


SIZES = (Size("wide", 960, 280, 34, is_stacked=False), Size("narrow", 320, 300, 33, is_stacked=True))


@dataclass(frozen=True)
class Box:
    """One box with its lines of words; the middle one is the change itself."""

    x: int
    y: int
    width: int
    height: int
    lines: Sequence[tuple[int, str]]
    is_change: bool


@dataclass(frozen=True)
class Picture:
    """A whole drawing, in the units of its view box."""

    name: str
    width: int
    height: int
    heads: Sequence[tuple[int, int, str]]
    boxes: Sequence[Box]
    arrows: Sequence[str]


def draw(outcomes: Sequence[Outcome], size: Size) -> Picture:
    """Each outcome as three boxes with arrows between: in a row on a desk, on one another on a phone."""
    heads = (_("What we do"), _("What changes"), _("Why it matters"))
    boxes: list[Box] = []
    arrows: list[str] = []
    told: list[tuple[int, int, str]] = []
    y = 8
    step = size.box + (size.width - 20 - 3 * size.box) // 2
    if not size.is_stacked:
        told = [(10 + place * step, y + 18, head) for place, head in enumerate(heads)]
        y += HEAD
    for outcome in outcomes:
        words = (outcome.what_we_do, outcome.title, outcome.why_it_matters)
        wrapped = [textwrap.wrap(text, size.letters) or [""] for text in words]
        if size.is_stacked:
            for place, (head, lines) in enumerate(zip(heads, wrapped, strict=True)):
                told.append((10, y + 18, head))
                y += HEAD - 6
                boxes.append(box(10, y, size.box, len(lines), lines, place))
                y += boxes[-1].height
                if place < 2:
                    arrows.append(arrow(10 + size.box // 2, y + 4, is_down=True))
                y += GAP
            y += GAP // 2
            continue
        most = max(map(len, wrapped))
        row = [box(10 + place * step, y, size.box, most, lines, place) for place, lines in enumerate(wrapped)]
        arrows += [arrow(one.x + one.width + 8, one.y + one.height // 2, is_down=False) for one in row[:2]]
        boxes += row
        y += row[0].height + GAP
    return Picture(size.name, size.width, y, told, boxes, arrows)


def box(x: int, y: int, width: int, most: int, lines: Sequence[str], place: int) -> Box:
    """One box, tall enough for so many lines."""
    at = [(y + PAD + 14 + n * LINE, line) for n, line in enumerate(lines)]
    return Box(x, y, width, 2 * PAD + most * LINE - 4, at, is_change=place == 1)


def arrow(x: int, y: int, *, is_down: bool) -> str:
    """A short arrow to the end, or down."""
    if is_down:
        return f"M{x} {y}v13m-6 -6l6 6l6 -6"
    return f"M{x} {y}h30m-8 -7l8 7l-8 7"
