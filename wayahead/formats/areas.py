"""Areas of the official statistics: boundaries as TopoJSON, and the lookup of which street area lies in which ward.

TopoJSON after its specification 1.0 (github.com/topojson/topojson-specification); field names as the Office for
National Statistics writes them: `LAD25CD`, `LAD25NM`, `WD25CD`, `WD25NM`.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TextIO

CODE = re.compile(r"[A-Z]\d{8}")
FIELD = re.compile(r"(WD|LAD)(\d\d)CD")
KINDS = {"LAD": "borough", "WD": "ward"}
LOOKUP = ("lsoa21_code", "lsoa21_name", "ward24_code", "ward24_name", "ltla24_code", "ltla24_name")
DIGITS = 5  # about a metre

Point = tuple[float, float]


class BrokenAreas(ValueError):
    """A file of areas that cannot be read; the words say where and what to change."""


@dataclass(frozen=True)
class AreaRow:
    """One area. One that is only named in passing is of use where no other file knows it."""

    code: str
    year: int
    name: str
    kind: str
    parent: str | None = None
    boundary: dict[str, Any] | None = None
    is_in_passing: bool = False


def read_areas(stream: TextIO, file: str) -> list[AreaRow]:
    """The areas of a TopoJSON file or a lookup CSV; raises `BrokenAreas` with file, line or area, and field."""
    return list(read_topojson(stream, file) if file.lower().endswith("json") else read_lookup(stream, file))


def read_topojson(stream: TextIO, file: str) -> Iterator[AreaRow]:
    """Boroughs or wards with their boundaries as GeoJSON geometries."""
    try:
        topology = json.load(stream)
    except json.JSONDecodeError as error:
        raise BrokenAreas(f"{file}, line {error.lineno}: this is not JSON ({error.msg}).") from error
    if not isinstance(topology, dict) or topology.get("type") != "Topology":
        raise BrokenAreas(f"{file}, field type: write “Topology”; this is not a TopoJSON file.")
    arcs = list(positions(topology, file))
    objects = topology.get("objects")
    if not isinstance(objects, dict) or not objects:
        raise BrokenAreas(f"{file}, field objects: there are no areas in it.")
    for name, found in objects.items():
        geometries = found.get("geometries") if isinstance(found, dict) else None
        if not isinstance(geometries, list):
            raise BrokenAreas(f"{file}, object {name}, field geometries: there is no list of areas.")
        for number, geometry in enumerate(geometries, start=1):
            yield area_of(geometry, arcs, f"{file}, object {name}, area {number}")


def positions(topology: dict[str, Any], file: str) -> Iterator[list[Point]]:
    """Each arc's points in degrees; quantised ones are differences from the point before."""
    transform = topology.get("transform")
    arc_number = 0
    try:
        scale, move = (transform["scale"], transform["translate"]) if transform else ((1, 1), (0, 0))
        for arc_number, arc in enumerate(topology["arcs"], start=1):
            x = y = 0
            points = []
            for step in arc:
                x, y = (x + step[0], y + step[1]) if transform else step[:2]
                points.append((round(x * scale[0] + move[0], DIGITS), round(y * scale[1] + move[1], DIGITS)))
            if not points or any(abs(east) > 180 or abs(north) > 90 for east, north in points):
                raise BrokenAreas(f"{file}, arc {arc_number}: it leaves the globe. Use longitude and latitude.")
            yield points
    except (KeyError, TypeError, IndexError, ValueError, OverflowError) as error:
        if isinstance(error, BrokenAreas):
            raise
        raise BrokenAreas(f"{file}, arc {arc_number}, field arcs or transform: it cannot be read.") from error


def area_of(geometry: Any, arcs: list[list[Point]], where: str) -> AreaRow:
    """One area of a TopoJSON file; a ward's parent is the borough that stands beside it."""
    properties = geometry.get("properties") if isinstance(geometry, dict) else None
    if not isinstance(properties, dict):
        raise BrokenAreas(f"{where}, field properties: it has no code and no name.")
    fields = {match[1]: match for name in properties if (match := FIELD.fullmatch(name))}
    own = fields.get("WD") or fields.get("LAD")
    if own is None:
        raise BrokenAreas(f"{where}, field properties: expected WD25CD or LAD25CD (any year), found neither.")
    parent = fields["LAD"][0] if own[1] == "WD" and "LAD" in fields else None
    return AreaRow(
        code=code_in(properties, own[0], where),
        year=2000 + int(own[2]),
        name=name_in(properties, own[0][:-2] + "NM", where),
        kind=KINDS[own[1]],
        parent=code_in(properties, parent, where) if parent else None,
        boundary=boundary_of(geometry, arcs, where),
    )


def code_in(row: dict[str, Any], field: str, where: str) -> str:
    """The nine-character code in `field`."""
    code = row.get(field)
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise BrokenAreas(f"{where}, field {field}: “{code}” is no area code, such as E09000001.")
    return code


def name_in(row: dict[str, Any], field: str, where: str) -> str:
    """The name in `field`."""
    name = row.get(field)
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= 120:
        raise BrokenAreas(f"{where}, field {field}: write a name of 1 to 120 characters.")
    return name.strip()


def boundary_of(geometry: dict[str, Any], arcs: list[list[Point]], where: str) -> dict[str, Any]:
    """A GeoJSON Polygon or MultiPolygon, its rings stitched from shared arcs."""
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        raise BrokenAreas(f"{where}, field type: expected Polygon or MultiPolygon, found “{kind}”.")
    try:
        if kind == "Polygon":
            return {"type": kind, "coordinates": [ring_of(ring, arcs) for ring in geometry["arcs"]]}
        polygons = [[ring_of(ring, arcs) for ring in polygon] for polygon in geometry["arcs"]]
        return {"type": kind, "coordinates": polygons}
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise BrokenAreas(f"{where}, field arcs: its edge does not close, or names arcs that are not there.") from error


def ring_of(indexes: Iterable[int], arcs: list[list[Point]]) -> list[list[float]]:
    """One closed ring; ~n means arc n backwards, and where two arcs meet their common point is kept once."""
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        if points and points[-1] != arc[0]:
            raise ValueError("arcs that do not meet")
        points.extend(arc[1:] if points else arc)
    if len(points) < 4 or points[0] != points[-1]:
        raise ValueError("a ring that does not close")
    return [list(point) for point in points]


def read_lookup(stream: TextIO, file: str) -> Iterator[AreaRow]:
    """Street areas of 2021 with the ward each lies in; wards and boroughs are named in passing."""
    rows = csv.DictReader(stream)
    missing = [field for field in LOOKUP if field not in (rows.fieldnames or [])]
    if missing:
        raise BrokenAreas(f"{file}, line 1: the column {missing[0]} is missing.")
    seen: set[str] = set()
    try:
        for row in rows:
            where = f"{file}, line {rows.line_num}"
            street, ward, borough = (code_in(row, field, where) for field in LOOKUP[::2])
            names = [name_in(row, field, where) for field in LOOKUP[1::2]]
            if street in seen:
                raise BrokenAreas(f"{where}, field lsoa21_code: {street} stands there twice.")
            if borough not in seen:
                yield AreaRow(borough, 2024, names[2], "borough", is_in_passing=True)
            if ward not in seen:
                yield AreaRow(ward, 2024, names[1], "ward", borough, is_in_passing=True)
            seen |= {street, ward, borough}
            yield AreaRow(street, 2021, names[0], "lsoa", ward)
    except csv.Error as error:
        raise BrokenAreas(f"{file}, line {rows.line_num}: {error}.") from error
