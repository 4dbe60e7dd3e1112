"""The opinion map as a picture: where people stand, in hexagons, and where each group's middle is."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Any

from wayahead.loop.listening.models import OpinionMap
from wayahead.loop.listening.own import Place

WIDTH, HEIGHT, ACROSS = 640, 460, 22
LETTERS = OpinionMap.LETTERS
FEWEST_SHOWN = OpinionMap.FEWEST_SHOWN
ACROSS_YOU, DOWN_YOU = 100, 70  # nearer to the edge, the word “You” stands inwards


@dataclass(frozen=True)
class Hexagon:
    """One hexagon: its corners as SVG has them, and how full it is, 1 to 4."""

    points: str
    level: int


@dataclass(frozen=True)
class Mark:
    """A group's letter where its middle is."""

    letter: str
    x: float
    y: float
    size: int


@dataclass(frozen=True)
class You:
    """The reader's own mark, and from there to the middle of the word beside it."""

    x: float
    y: float
    dx: int
    dy: int


@dataclass(frozen=True)
class Picture:
    """What the template draws; `points` are x, y and group of everybody (−1: none that is shown).

    `ninths` say it in figures: people in each third across of each third down; None for one to four.
    """

    width: int
    height: int
    hexagons: tuple[Hexagon, ...]
    marks: tuple[Mark, ...]
    points: tuple[tuple[int, int, int], ...]
    paper: "Paper"
    ninths: tuple[tuple[int | None, ...], ...]

    @property
    def apart(self) -> int:
        """How many people carry no group's mark."""
        return len(self.points) - sum(mark.size for mark in self.marks)


@dataclass(frozen=True)
class Paper:
    """How a place on the map becomes a place on paper. The outermost two in a hundred lie at the edge."""

    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def scale(self) -> float:
        """The same in both directions, so that near stays near."""
        tall = (HEIGHT - 60) / (self.y1 - self.y0) if self.y1 > self.y0 else float("inf")
        return min((WIDTH - 60) / (self.x1 - self.x0), tall)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where somebody is drawn."""
        x, y = min(max(x, self.x0), self.x1), min(max(y, self.y0), self.y1)
        across, down = x - (self.x0 + self.x1) / 2, y - (self.y0 + self.y1) / 2
        return WIDTH / 2 + across * self.scale, HEIGHT / 2 - down * self.scale


def corners(x: float, y: float, radius: float) -> str:
    """A hexagon standing on its point."""
    half, quarter = radius * sqrt(3) / 2, radius / 2
    places = [(0, -radius), (half, -quarter), (half, quarter), (0, radius), (-half, quarter), (-half, -quarter)]
    return " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in places)


def centre(x: float, y: float, radius: float) -> tuple[float, float]:
    """The middle of the hexagon in which a point lies: the nearer of two rectangular grids."""
    dx, dy = radius * sqrt(3), radius * 3
    a = round(x / dx) * dx, round(y / dy) * dy
    b = (round(x / dx - 0.5) + 0.5) * dx, (round(y / dy - 0.5) + 0.5) * dy
    return min(a, b, key=lambda c: ((c[0] - x) ** 2 + (c[1] - y) ** 2, c))


def level(count: int, most: int) -> int:
    """How full, in four steps; a hexagon of fewer than five looks like any other nearly empty one."""
    return 1 if count < FEWEST_SHOWN else min(4, 2 + int(3 * count / (most + 1)))


@lru_cache(maxsize=64)
def draw(map_id: int, version: int) -> Picture | None:
    """The picture of one version of a map, or of a later one; None when nobody can be placed."""
    return picture(OpinionMap.objects.values_list("people", flat=True).get(pk=map_id))


def picture(people: list[dict[str, Any]]) -> Picture | None:
    """The picture of where people stand; None for fewer than five, or when everybody stands in one place."""
    if len(people) < FEWEST_SHOWN:
        return None
    xs, ys = sorted(p["x"] for p in people), sorted(p["y"] for p in people)
    cut = len(people) // 100
    paper = Paper(xs[cut], xs[-1 - cut], ys[cut], ys[-1 - cut])
    if paper.x1 == paper.x0:
        return None
    radius = WIDTH / ACROSS / sqrt(3)
    places = [paper.place(p["x"], p["y"]) for p in people]
    full = Counter(centre(x, y, radius) for x, y in places)
    most = max(full.values())
    hexagons = tuple(Hexagon(corners(x, y, radius - 1), level(n, most)) for (x, y), n in sorted(full.items()))
    groups = [p["group"] for p in people]
    if len({group for group in groups if group is not None}) < 2:
        groups = [None] * len(people)  # one group is everybody: no letter
    return Picture(WIDTH, HEIGHT, hexagons, marks(groups, places), points(groups, places), paper, ninths(places))


def ninths(places: list[tuple[float, float]]) -> tuple[tuple[int | None, ...], ...]:
    """How many people stand in each ninth of the picture, row by row from the top; None where they are one to four."""
    full = Counter((min(2, int(3 * y / HEIGHT)), min(2, int(3 * x / WIDTH))) for x, y in places)
    counts = [[full[down, across] for across in range(3)] for down in range(3)]
    return tuple(tuple(n if n == 0 or n >= FEWEST_SHOWN else None for n in row) for row in counts)


def marks(groups: list[int | None], places: list[tuple[float, float]]) -> tuple[Mark, ...]:
    """The letter of each group of at least five, at the mean of its people."""
    found = []
    for group in sorted({g for g in groups if g is not None}):
        own = [place for g, place in zip(groups, places, strict=True) if g == group]
        if len(own) >= FEWEST_SHOWN:
            x, y = (sum(c) / len(own) for c in zip(*own, strict=True))
            found.append(Mark(LETTERS[group], round(x, 1), round(y, 1), len(own)))
    return tuple(found)


def points(groups: list[int | None], places: list[tuple[float, float]]) -> tuple[tuple[int, int, int], ...]:
    """Everybody as a mark, sorted by place so that the order tells nothing; people of a small group carry no group."""
    sizes = Counter(groups)
    return tuple(
        sorted(
            (round(x), round(y), group if group is not None and sizes[group] >= FEWEST_SHOWN else -1)
            for (x, y), group in zip(places, groups, strict=True)
        )
    )


def you_on(found: Picture, place: Place) -> You:
    """Where the reader is drawn, for themselves only; the word stands away from the nearest group's letter."""
    x, y = found.paper.place(place.x, place.y)
    letter = min(found.marks, key=lambda mark: (mark.x - x) ** 2 + (mark.y - y) ** 2, default=None)
    right = x > WIDTH / 2 if letter is None else x >= letter.x
    below = y > HEIGHT / 2 if letter is None else y >= letter.y
    if not ACROSS_YOU < x < WIDTH - ACROSS_YOU:
        right = x <= ACROSS_YOU
    if not DOWN_YOU < y < HEIGHT - DOWN_YOU:
        below = y <= DOWN_YOU
    return You(round(x, 1), round(y, 1), 56 if right else -56, 38 if below else -38)
