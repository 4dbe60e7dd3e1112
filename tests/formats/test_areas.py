"""Files of areas: what is read, and where a broken one is broken."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from wayahead.formats.areas import AreaRow, BrokenAreas, read_areas

REAL = Path(__file__).resolve().parents[3] / "shared/data/places"

# Two wards that share an edge: the second walks arc 0 backwards.
WARDS: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [0, 51]},
    "arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]],
    "objects": {
        "wards": {
            "type": "GeometryCollection",
            "geometries": [
                {
                    "type": "Polygon",
                    "arcs": [[0, 1]],
                    "properties": {
                        "WD25CD": "E05000001",
                        "WD25NM": "Lockside",
                        "LAD25CD": "E09000999",
                        "LAD25NM": "Averhythe",
                    },
                },
                {
                    "type": "MultiPolygon",
                    "arcs": [[[2, -1]]],
                    "properties": {
                        "WD25CD": "E05000002",
                        "WD25NM": "Ropewalk",
                        "LAD25CD": "E09000999",
                        "LAD25NM": "Averhythe",
                    },
                },
            ],
        }
    },
}
LOOKUP = """lsoa21_name,lsoa21_code,ward24_name,ward24_code,ltla24_name,ltla24_code
Averhythe 001A,E01000001,Lockside,E05000001,Averhythe,E09000999
Averhythe 001B,E01000002,Lockside,E05000001,Averhythe,E09000999
"""


def read(text: str, file: str) -> list[AreaRow]:
    """The areas of a file with these words."""
    return read_areas(io.StringIO(text), file)


def changed(path: list[str | int], value: object) -> str:
    """The wards with one thing changed."""
    topology = json.loads(json.dumps(WARDS))
    at = topology
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return json.dumps(topology)


def test_wards_come_with_their_borough_and_their_edges() -> None:
    """A shared edge is walked backwards by the neighbour."""
    lockside, ropewalk = read(json.dumps(WARDS), "wards.topojson")
    assert (lockside.code, lockside.year, lockside.kind, lockside.parent) == ("E05000001", 2025, "ward", "E09000999")
    assert lockside.boundary == {
        "type": "Polygon",
        "coordinates": [[[0.01, 51.0], [0.01, 51.01], [0.0, 51.01], [0.0, 51.0], [0.01, 51.0]]],
    }
    assert ropewalk.boundary is not None
    assert ropewalk.boundary["coordinates"] == [
        [[[0.01, 51.0], [0.02, 51.0], [0.02, 51.01], [0.01, 51.01], [0.01, 51.0]]]
    ]


def test_the_lookup_names_wards_and_boroughs_in_passing() -> None:
    """Each once."""
    rows = read(LOOKUP, "lookup.csv")
    assert [(row.kind, row.code, row.parent, row.is_in_passing) for row in rows] == [
        ("borough", "E09000999", None, True),
        ("ward", "E05000001", "E09000999", True),
        ("lsoa", "E01000001", "E05000001", False),
        ("lsoa", "E01000002", "E05000001", False),
    ]


GEOMETRY: list[str | int] = ["objects", "wards", "geometries", 1]
BROKEN = [
    ("a.topojson", "{\n nothing", "a.topojson, line 2"),
    ("a.topojson", "[]", "field type"),
    ("a.topojson", changed(["objects"], {}), "field objects"),
    ("a.topojson", changed(["objects", "wards"], 3), "object wards, field geometries"),
    ("a.topojson", changed(["arcs", 1, 0], "x"), "arc 2"),
    ("a.topojson", changed(["transform", "scale"], [1000, 1000]), "leaves the globe"),
    ("a.topojson", changed([*GEOMETRY, "properties"], {"name": "x"}), "area 2, field properties"),
    ("a.topojson", changed([*GEOMETRY, "properties", "WD25CD"], "nine"), "area 2, field WD25CD"),
    ("a.topojson", changed([*GEOMETRY, "properties", "LAD25CD"], 9), "area 2, field LAD25CD"),
    ("a.topojson", changed([*GEOMETRY, "properties", "WD25NM"], " "), "area 2, field WD25NM"),
    ("a.topojson", changed([*GEOMETRY, "type"], "Point"), "area 2, field type"),
    ("a.topojson", changed([*GEOMETRY, "arcs"], [[[2]]]), "area 2, field arcs"),
    ("a.topojson", changed([*GEOMETRY, "arcs"], [[[2, 7]]]), "area 2, field arcs"),
    ("a.csv", LOOKUP.replace("lsoa21_code", "code"), "line 1: the column lsoa21_code"),
    ("a.csv", LOOKUP.replace("E01000002", "E0100"), "line 3, field lsoa21_code"),
    ("a.csv", LOOKUP.replace("E01000002", "E01000001"), "line 3, field lsoa21_code: E01000001 stands there twice"),
    ("a.csv", LOOKUP.replace("Averhythe 001B", ""), "line 3, field lsoa21_name"),
]


@pytest.mark.parametrize(("file", "text", "where"), BROKEN, ids=[where for _f, _t, where in BROKEN])
def test_a_broken_file_says_where_it_is_broken(file: str, text: str, where: str) -> None:
    """File, line or area, and field."""
    with pytest.raises(BrokenAreas, match=r"^a") as refusal:
        read(text, file)
    assert where in str(refusal.value)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside the repository")
def test_the_real_files_of_london_are_read() -> None:
    """Every borough and ward has an edge that closes."""
    counts = {}
    for name in ("london-boroughs-2025.topojson", "london-wards-2025.topojson", "lookup_lsoa21_ward24_borough.csv"):
        with (REAL / name).open(encoding="utf-8") as stream:
            rows = read_areas(stream, name)
        counts[name] = len([row for row in rows if not row.is_in_passing])
        assert all(row.boundary for row in rows) or name.endswith("csv")
    assert list(counts.values()) == [33, 704, 4994]
