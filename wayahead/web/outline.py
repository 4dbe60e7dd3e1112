"""A boundary as a drawing: GeoJSON in degrees to the path of an SVG."""

from dataclasses import dataclass
from math import cos, radians
from typing import Any

WIDTH = 600.0
MARGIN = 8.0


@dataclass(frozen=True)
class Outline:
    """What an `<svg>` needs: its size and one path, filled by the even-odd rule so that holes stay open."""

    width: int
    height: int
    path: str


def rings(boundary: dict[str, Any]) -> list[list[list[float]]]:
    """Every ring of a Polygon or MultiPolygon."""
    shapes = boundary["coordinates"] if boundary["type"] == "MultiPolygon" else [boundary["coordinates"]]
    return [ring for shape in shapes for ring in shape]


def outline(boundary: dict[str, Any] | None) -> Outline | None:
    """The drawing of a boundary, north up; None where there is none. Degrees east are shortened by latitude."""
    if not boundary or boundary.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    drawn = rings(boundary)
    points = [point for ring in drawn for point in ring]
    if not points:
        return None
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    shrink = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * shrink, north - south, 1e-9)

    def place(point: list[float]) -> str:
        return f"{MARGIN + (point[0] - west) * shrink * scale:.1f} {MARGIN + (north - point[1]) * scale:.1f}"

    return Outline(
        width=round(2 * MARGIN + (east - west) * shrink * scale),
        height=round(2 * MARGIN + (north - south) * scale),
        path=" ".join("M" + " L".join(place(point) for point in ring[:-1]) + " Z" for ring in drawn),
    )
