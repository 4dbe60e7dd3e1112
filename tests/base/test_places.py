"""Areas from files, and communities."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast
from tests.formats.test_areas import LOOKUP, REAL, WARDS
from wayahead.base.places.actions import add_community, load_areas
from wayahead.base.places.models import Area
from wayahead.base.record import reading
from wayahead.base.refusal import NotPossible
from wayahead.formats.areas import AreaRow


def load(*files: Path) -> str:
    """What the command says."""
    said = StringIO()
    call_command("load_areas", *map(str, files), stdout=said)
    return said.getvalue()


@pytest.fixture
def wards(tmp_path: Path) -> Path:
    """A small file of wards."""
    path = tmp_path / "wards.topojson"
    path.write_text(json.dumps(WARDS))
    return path


@pytest.fixture
def lookup(tmp_path: Path) -> Path:
    """A small lookup."""
    path = tmp_path / "lookup.csv"
    path.write_text(LOOKUP)
    return path


def test_files_in_any_order_become_areas_in_areas(db: None, wards: Path, lookup: Path) -> None:
    """A street area lies in its ward, the ward in its borough; wards keep their edges."""
    load(wards, lookup)
    street = Area.objects.get(code="E01000002")
    assert street.parent is not None
    assert street.parent.name == "Lockside"
    assert (street.parent.year, street.parent.boundary is not None) == (2025, True)
    assert street.parent.parent is not None
    assert street.parent.parent.name == "Averhythe"
    assert Area.objects.count() == 5


def test_the_same_files_twice_change_nothing(db: None, wards: Path, lookup: Path) -> None:
    """Not even the record."""
    load(wards, lookup)
    events = reading.events().count()
    assert "0 new or changed" in load(wards, lookup)
    assert reading.events().count() == events == 1


def test_one_broken_file_and_nothing_is_loaded(db: None, wards: Path, lookup: Path) -> None:
    """The refusal names the file, the line and the field."""
    lookup.write_text(LOOKUP.replace("E01000002", "broken"))
    with pytest.raises(CommandError, match=r"lookup\.csv, line 3, field lsoa21_code"):
        load(wards, lookup)
    assert not Area.objects.exists()


def test_an_area_in_an_unknown_area_is_refused(db: None, wards: Path) -> None:
    """Wards without their boroughs do not stand alone."""
    with pytest.raises(CommandError, match="E09000999"):
        load(wards)
    assert not Area.objects.exists()
    with pytest.raises(NotPossible):
        load_areas([AreaRow("E05000001", 2025, "Lockside", "ward", "E09000999")], by=None)


def test_a_new_year_is_a_new_area_and_a_new_name_is_the_same_one(db: None) -> None:
    """Code and year together name it."""
    load_areas([AreaRow("E09000999", 2025, "Averhythe", "borough")], by=None)
    load_areas([AreaRow("E09000999", 2025, "Averhythe-on-Sea", "borough")], by=None)
    load_areas([AreaRow("E09000999", 2026, "Averhythe", "borough")], by=None)
    assert [(a.year, a.name) for a in Area.objects.order_by("year")] == [
        (2025, "Averhythe-on-Sea"),
        (2026, "Averhythe"),
    ]


def test_the_same_community_twice_is_one(cast: Cast) -> None:
    """And is written down once."""
    first = add_community(name="Carers", kind="experience", by=cast.organiser)
    assert add_community(name=" Carers ", kind="interest", by=cast.organiser) == first
    assert reading.events().filter(kind="community.added").count() == 1


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside the repository")
def test_london_is_loaded_as_it_is(db: None) -> None:
    """Every street area lies in a ward, and every ward in one of 33 boroughs."""
    load(*(REAL / name for name in ("london-wards-2025.topojson", "lookup_lsoa21_ward24_borough.csv")),
         REAL / "london-boroughs-2025.topojson")  # fmt: skip
    assert Area.objects.filter(kind="borough").count() == 33
    assert not Area.objects.filter(kind="lsoa").exclude(parent__parent__kind="borough").exists()
    assert not Area.objects.filter(year=2025, boundary=None).exists()
