"""A chain as a drawing: what came of it on top, voices at the foot; made twice, for a desk and for a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from wayahead.journey.chain import Chain, Node
from wayahead.journey.edges import KINDS, SIDE, Name
from wayahead.journey.titles import kind_label, title
from wayahead.web.chain.listing import shape

ROW = 86  # between two rows of the drawing
TOP = 40
MARGIN = 36  # at the end, for the way back
# From the top of the drawing to its foot.
ROWS = tuple(kind for kind in reversed(KINDS) if kind not in SIDE)


@dataclass(frozen=True)
class Size:
    """One way to draw it: how wide, the column of words, how many marks fit in a row, how many letters in a title."""

    name: str
    width: int
    words: int
    most: int
    letters: int


SIZES = (Size("wide", 720, 300, 12, 34), Size("narrow", 330, 140, 5, 11))


@dataclass(frozen=True)
class Mark:
    """One thing drawn; a mark can stand for several."""

    x: int
    y: int
    shape: str
    is_here: bool


@dataclass(frozen=True)
class Words:
    """What stands beside a row: how many of what, and of a single thing its title."""

    x: int
    y: int
    count: str
    title: str


@dataclass(frozen=True)
class Picture:
    """A whole drawing, in the units of its view box."""

    name: str
    width: int
    height: int
    paths: Sequence[str]
    side_paths: Sequence[str]
    back: str  # from the top of the line back to the voices; nothing while nobody was answered
    marks: Sequence[Mark]
    words: Sequence[Words]


def draw(up: Chain, down: Chain, size: Size, *, is_answered: bool) -> Picture:
    """Both directions from one thing as one drawing: a row per kind, those beside the line beside what they touch."""
    nodes = up.nodes | down.nodes
    rows = [(kind, [node for node in nodes.values() if node.kind == kind]) for kind in ROWS]
    rows = [(kind, found) for kind, found in rows if found]
    places = dict[Name, tuple[int, int]]()
    marks, words = list[Mark](), list[Words]()
    for number, (kind, found) in enumerate(rows):
        y = TOP + number * ROW
        count = min(len(found), size.most)
        for place, node in enumerate(found):
            # Neighbours share a mark: what came from the same thing stays together, and few paths cross.
            slot = place * count // len(found)
            mark = Mark(across(size, slot, count), y, shape(node), node.name == up.start)
            if not marks or (marks[-1].x, marks[-1].y) != (mark.x, y):
                marks.append(mark)
            places[node.name] = (mark.x, y)
        words.append(beside(size, y, kind, found))
    side, side_marks, side_words, depth = draw_side(nodes, size, TOP + len(rows) * ROW)
    steps = {(b, a) for a, b in up.pairs} | set(down.pairs)
    places |= side
    return Picture(
        name=size.name,
        width=size.width,
        height=depth,
        paths=curves(steps, places, is_side=False),
        side_paths=curves(steps, places, is_side=True),
        back=way_back(size, [mark for mark in marks if mark.shape in ("voice", "gone")], marks) if is_answered else "",
        marks=[*marks, *side_marks],
        words=[*words, *side_words],
    )


def draw_side(
    nodes: dict[Name, Node], size: Size, y: int
) -> tuple[dict[Name, tuple[int, int]], list[Mark], list[Words], int]:
    """What stands beside the line, below it: limits, questions, money on offer, who relies on it."""
    places, marks, words = dict[Name, tuple[int, int]](), list[Mark](), list[Words]()
    for kind in SIDE:
        found = [node for node in nodes.values() if node.kind == kind]
        for place, node in enumerate(found):
            x = across(size, place % size.most, min(len(found), size.most))
            places[node.name] = (x, y)
            if place < size.most:
                marks.append(Mark(x, y, shape(node), is_here=False))
        if found:
            words.append(beside(size, y, kind, found))
            y += ROW
    return places, marks, words, y - ROW + TOP


def way_back(size: Size, voices: Sequence[Mark], marks: Sequence[Mark]) -> str:
    """From the thing on top, round the end of the drawing, back to the last voice; nothing where there is no line."""
    if not voices or marks[0] in voices:
        return ""
    top, last, edge = marks[0], voices[-1], size.width - MARGIN // 3
    out = f"M{top.x + 14} {top.y}H{edge - 12}Q{edge} {top.y} {edge} {top.y + 12}"
    return f"{out}V{last.y - 12}Q{edge} {last.y} {edge - 12} {last.y}H{last.x + 12}"


def across(size: Size, place: int, of: int) -> int:
    """Where a mark stands in its row; the row is centred in what the words leave."""
    room = size.width - size.words - MARGIN
    return size.words + round(room * (place + 0.5) / of)


def beside(size: Size, y: int, kind: str, found: Sequence[Node]) -> Words:
    """How many of what; of a single thing its title."""
    if len(found) == 1:
        return Words(size.words - 16, y, kind_label(kind), Truncator(title(found[0])).chars(size.letters))
    label = kind_label(kind, len(found))
    if len(found) > size.most:
        many = _("%(things)s, about %(each)d a mark") if size.letters > 20 else _("%(each)d a mark")
        label = many % {"things": label, "each": round(len(found) / size.most)}
    return Words(size.words - 16, y, f"{len(found):,}", label)


def curves(steps: set[tuple[Name, Name]], places: dict[Name, tuple[int, int]], *, is_side: bool) -> list[str]:
    """The paths from earlier to later things, each drawn once; those beside the line are drawn another way."""
    ends = {
        (places[earlier], places[later])
        for earlier, later in steps
        if (earlier[0] in SIDE or later[0] in SIDE) == is_side and earlier in places and later in places
    }
    return [curve(*pair) for pair in sorted(ends) if pair[0] != pair[1]]


def curve(one: tuple[int, int], other: tuple[int, int]) -> str:
    """A path between two places; between two of the same row it swings out below."""
    (x, y), (to_x, to_y) = one, other
    if y == to_y:
        return f"M{x} {y}Q{(x + to_x) // 2} {y + ROW // 2} {to_x} {to_y}"
    middle = (y + to_y) // 2
    return f"M{x} {y}C{x} {middle} {to_x} {middle} {to_x} {to_y}"
