"""Pots as a file: read in whole units, refused with the path to the field."""

import json
from pathlib import Path
from typing import Any

import pytest

from wayahead.formats.pots import read
from wayahead.formats.table import Defect
from wayahead.kernels.allocation import Part, Pot

COUNCIL: dict[str, Any] = {
    "id": "council", "capacity": 250000.5, "only": ["hut", "pond"], "most_for_each": 60000,
    "caps": [{"of": ["hut"], "at_most": 100}], "floors": [{"of": ["pond"], "at_least": 20}],
}  # fmt: skip


def file(folder: Path, data: Any) -> Path:
    """A file with this data, or text."""
    path = folder / "pots.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    return path


def test_a_file_becomes_pots_and_pots_a_file(tmp_path: Path) -> None:
    [pot] = read(file(tmp_path, {"pots": [COUNCIL]}), scale=100)
    assert pot == Pot(
        "council", 25_000_050, ("hut", "pond"), 6_000_000, (Part(("hut",), 10_000),), (Part(("pond",), 2_000),)
    )
    assert pot.to_dict(100) == COUNCIL
    assert read(file(tmp_path, {"pots": [{"id": "a", "capacity": 5}]}), scale=1) == (Pot("a", 5),)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": ""}, "pots[0].id"),
        ({"capacity": "much"}, "pots[0].capacity"),
        ({"capacity": -1}, "pots[0].capacity"),
        ({"capacity": True}, "pots[0].capacity"),
        ({"capacity": 1.005}, "pots[0].capacity"),
        ({"capacity": None}, "pots[0].capacity"),
        ({"only": "hut"}, "pots[0].only"),
        ({"only": [1]}, "pots[0].only"),
        ({"caps": {}}, "pots[0].caps"),
        ({"caps": [{"of": ["hut"]}]}, "pots[0].caps[0]"),
        ({"floors": [{"of": ["hut"], "at_least": "x"}]}, "pots[0].floors[0].at_least"),
        ({"colour": "red"}, "pots[0].colour"),
    ],
)
def test_a_broken_pot_is_refused_with_the_path_to_its_field(tmp_path: Path, change: Any, field: str) -> None:
    with pytest.raises(Defect) as refused:
        read(file(tmp_path, {"pots": [COUNCIL | change]}), scale=100)
    assert refused.value.column == field
    assert str(refused.value).startswith("pots.json")


@pytest.mark.parametrize("data", ["", "{", "[]", "[" * 100_000, {"pots": []}, {"pots": {}}, {"pots": [3]}])
def test_what_is_no_such_file_is_refused(tmp_path: Path, data: Any) -> None:
    with pytest.raises(Defect, match=r"pots\.json"):
        read(file(tmp_path, data), scale=1)
    with pytest.raises(Defect, match="no such file"):
        read(tmp_path / "none.json", scale=1)
