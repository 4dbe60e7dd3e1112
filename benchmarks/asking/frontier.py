"""The frontier of equal hearing against map quality: policies as points, drawn and measured."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

WIDTH, HEIGHT, LEFT, TOP, PANEL = 1456, 400, 64, 48, 384
LETTER = 7.6  # about as wide as a letter is on average
PANELS = (
    ("ari", "True groups found (ARI)"),
    ("r2", "True positions found (R²)"),
    ("recall", "True common ground found (15 most shared)"),
)
Means = Mapping[str, Mapping[str, float]]
Box = tuple[float, float, float, float]  # left, top, right, bottom


def reached(others: Means, gini: float, measure: str) -> float:
    """The best that the others, or any mixture of two of them, reach with hearing at least this equal."""
    points = sorted((one["gini"], one[measure]) for one in others.values())
    best = [quality for unequal, quality in points if unequal <= gini]
    for x0, y0 in points:
        for x1, y1 in points:
            if x0 <= gini < x1:
                best.append(y0 + (y1 - y0) * (gini - x0) / (x1 - x0))
    return max(best, default=float("-inf"))


def picture(others: Means, ours: Means) -> str:
    """The panels as SVG: to the left is more equal, up is a better map."""
    panels = "".join(panel(others, ours, *what, LEFT + n * (PANEL + 112)) for n, what in enumerate(PANELS))
    words = "Policies by how unequally statements are heard and by how good the map is; ours are squares."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="14" fill="#12343A"><title>Equal hearing and a good map</title>'
        f'<desc>{words}</desc><rect width="100%" height="100%" fill="#FFFFFF"/>{panels}</svg>\n'
    )


def panel(others: Means, ours: Means, measure: str, title: str, x0: int) -> str:
    """One measure of the map against Gini."""
    everything = [one for group in (others, ours) for one in group.values()]
    low, high = (edge([one[measure] for one in everything]) for edge in (min, max))
    widest = max(one["gini"] for one in everything) * 1.08
    room = (high - low) * 0.12 or 0.1
    bottom = HEIGHT - 64

    def at(one: Mapping[str, float]) -> tuple[float, float]:
        across = x0 + PANEL * one["gini"] / widest
        return across, bottom - (bottom - TOP) * (one[measure] - low + room) / (high - low + 2 * room)

    parts = [f'<text x="{x0}" y="26" font-weight="bold">{title}</text>']
    parts.append(f'<path d="M{x0} {TOP}V{bottom}H{x0 + PANEL}" fill="none" stroke="#75827D"/>')
    parts.append(f'<text x="{x0}" y="{bottom + 44}">← more equal hearing (Gini of answers per statement)</text>')
    for tick in np.arange(0, widest, 0.1):
        x = x0 + PANEL * tick / widest
        parts.append(f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{tick:.1f}</text>')
    for value in (low, high):
        y = at({"gini": 0.0, measure: value})[1]
        parts.append(f'<text x="{x0 - 8}" y="{y + 5:.1f}" text-anchor="end">{value:.2f}</text>')
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in sorted(at(one) for one in ours.values()))
    parts.append(f'<polyline points="{line}" fill="none" stroke="#0A5F66" stroke-width="2"/>')
    marks = [(name, *at(one)) for name, one in (*others.items(), *ours.items())]
    for name, x, y in marks:
        shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#8A4F00"/>'
        if name in ours:
            shape = f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" fill="#0A5F66"/>'
        parts.append(shape)
    return "".join([*parts, *labels(marks, x0)])


def labels(marks: Sequence[tuple[str, float, float]], x0: int) -> Iterator[str]:
    """The names beside their marks: wherever they first find room, away from other marks and names."""
    taken = [(x - 8, y - 8, x + 8, y + 8) for _name, x, y in marks]
    for name, x, y in marks:
        width = LETTER * len(name)
        places = [(x + 11 * way - width * (way < 0), y + 5 + down) for down in (0, -14, 14, -28, 28) for way in (1, -1)]
        boxes = [(left, base - 12, left + width, base + 3) for left, base in places]
        free = [box for box in boxes if x0 <= box[0] and box[2] <= x0 + PANEL + 56 and not meets(box, taken)]
        box = (free or boxes)[0]
        taken.append(box)
        at, anchor = (box[0], "start") if box[0] > x else (box[2], "end")
        yield f'<text x="{at:.1f}" y="{box[3] - 3:.1f}" text-anchor="{anchor}">{name}</text>'


def meets(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box lies over one of the others."""
    return any(box[0] < x1 and x0 < box[2] and box[1] < y1 and y0 < box[3] for x0, y0, x1, y1 in others)
