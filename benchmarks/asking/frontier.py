"""The frontier of equal hearing against map quality: policies as points, drawn and measured."""

from collections.abc import Mapping

import numpy as np

WIDTH, HEIGHT, LEFT, TOP, PANEL = 1456, 400, 64, 48, 384
PANELS = (
    ("ari", "True groups found (ARI)"),
    ("r2", "True positions found (R²)"),
    ("recall", "True common ground found (15 most shared)"),
)
Means = Mapping[str, Mapping[str, float]]


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
    for name, one in others.items():
        x, y = at(one)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#8A4F00"/>{label(name, x, y, x0)}')
    for name, one in ours.items():
        x, y = at(one)
        square = f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" fill="#0A5F66"/>'
        parts.append(square + label(name, x, y - 8, x0))
    return "".join(parts)


def label(name: str, x: float, y: float, x0: int) -> str:
    """A name beside its mark, on the side where there is room."""
    if x > x0 + PANEL * 0.6:
        return f'<text x="{x - 10:.1f}" y="{y + 5:.1f}" text-anchor="end">{name}</text>'
    return f'<text x="{x + 10:.1f}" y="{y + 5:.1f}">{name}</text>'
