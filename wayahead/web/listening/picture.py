"""The opinion map as a picture: where people stand, in hexagons, and where each group's middle is."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Any

from wayahead.loop.listening.models import OpinionMap

WIDTH, HEIGHT, ACROSS = 640, 460, 22
LETTERS = OpinionMap.LETTERS
FEWEST_SHOWN = OpinionMap.FEWEST_SHOWN


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
class Picture:
    """What the template draws."""

    width: int
    height: int
    hexagons: tuple[Hexagon, ...]
    marks: tuple[Mark, ...]


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
    """The picture of where people stand. The outermost two in a hundred are drawn at the edge."""
    if len(people) < FEWEST_SHOWN:
        return None
    xs, ys = sorted(p["x"] for p in people), sorted(p["y"] for p in people)
    cut = len(people) // 100
    x0, x1, y0, y1 = xs[cut], xs[-1 - cut], ys[cut], ys[-1 - cut]
    if x1 == x0:
        return None
    scale = min((WIDTH - 60) / (x1 - x0), (HEIGHT - 60) / (y1 - y0) if y1 > y0 else float("inf"))
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2

    def on_paper(x: float, y: float) -> tuple[float, float]:
        x, y = min(max(x, x0), x1), min(max(y, y0), y1)
        return WIDTH / 2 + (x - middle_x) * scale, HEIGHT / 2 - (y - middle_y) * scale

    radius = WIDTH / ACROSS / sqrt(3)
    places = [on_paper(p["x"], p["y"]) for p in people]
    full = Counter(centre(x, y, radius) for x, y in places)
    most = max(full.values())
    hexagons = tuple(Hexagon(corners(x, y, radius - 1), level(n, most)) for (x, y), n in sorted(full.items()))
    return Picture(WIDTH, HEIGHT, hexagons, marks([p["group"] for p in people], places))


def marks(groups: list[int | None], places: list[tuple[float, float]]) -> tuple[Mark, ...]:
    """The letter of each group of at least five, at the mean of its people."""
    found = []
    for group in sorted({g for g in groups if g is not None}):
        own = [place for g, place in zip(groups, places, strict=True) if g == group]
        if len(own) >= FEWEST_SHOWN:
            x, y = (sum(c) / len(own) for c in zip(*own, strict=True))
            found.append(Mark(LETTERS[group], round(x, 1), round(y, 1), len(own)))
    return tuple(found)
