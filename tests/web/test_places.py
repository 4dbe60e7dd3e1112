"""Areas, their drawn boundaries, and communities."""

import json
import re

import pytest

from tests.cast import Cast
from tests.formats.test_areas import WARDS, read
from wayahead.base.coproduction import actions as table
from wayahead.base.places.actions import add_area, add_community, load_areas
from wayahead.base.places.models import Area, Community
from wayahead.formats.areas import AreaRow
from wayahead.web.outline import outline

SQUARE = {"type": "Polygon", "coordinates": [[[0.0, 51.0], [0.02, 51.0], [0.02, 51.01], [0.0, 51.01], [0.0, 51.0]]]}


@pytest.fixture
def lockside(cast: Cast) -> Area:
    """A ward of Averhythe, and another, with their edges."""
    _ = cast.area
    load_areas(read(json.dumps(WARDS), "wards.topojson"), by=None)
    return Area.objects.get(name="Lockside")


def test_places_are_found_by_name_or_code_large_ones_first(cast: Cast, lockside: Area) -> None:
    """And a search that finds nothing says so."""
    browser = cast.browser(None)
    assert [area.name for area in browser.get("/places/").context["rows"]] == ["Averhythe", "Lockside", "Ropewalk"]
    for query in ("q=lock", "q=e05000001", "q=LOCKSIDE&kind=ward"):
        assert [area.name for area in browser.get(f"/places/?{query}").context["rows"]] == ["Lockside"], query
    assert "No such place here" in browser.get("/places/?q=atlantis").content.decode()
    assert "No such place here" in browser.get("/places/?q=lockside&kind=lsoa").content.decode()


def test_an_area_shows_what_it_lies_in_and_what_lies_in_it(cast: Cast, lockside: Area) -> None:
    """And what is worked on there, or in a part of it; never a private circle."""
    _ = cast.coproduction
    table.start(title="Lamps", issue="Dark.", by=cast.organiser, reach=table.Reach(area=lockside))
    hidden = table.Reach(area=lockside, scale="circle", is_private=True)
    table.start(title="Secret", issue="Ours.", by=cast.organiser, reach=hidden)
    browser = cast.browser(None)
    borough = browser.get(f"/places/{cast.area.code}/{cast.area.year}/").content.decode()
    for said in ("Evenings in Lockside", "Lamps", "/places/E05000001/2025/", "Its boundary is not loaded."):
        assert said in borough, said
    ward = browser.get("/places/E05000001/2025/").content.decode()
    for said in ("Lamps", f"/places/{cast.area.code}/2025/", "<path d=", "north at the top"):
        assert said in ward, said
    assert "Secret" not in borough + ward
    assert browser.get("/places/E05000001/1999/").status_code == 404


def test_other_years_of_an_area_are_one_step_away(cast: Cast) -> None:
    """Boundaries move."""
    load_areas([AreaRow(cast.area.code, 2026, "Averhythe", "borough")], by=None)
    assert (
        f"/places/{cast.area.code}/2026/" in cast.browser(None).get(f"/places/{cast.area.code}/2025/").content.decode()
    )


def test_a_boundary_is_drawn_north_up_and_shortened_by_its_latitude() -> None:
    """Two hundredths of a degree east are, at 51° north, some 1.26 times one hundredth north."""
    drawn = outline(SQUARE)
    assert drawn is not None
    points = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", drawn.path)]
    assert points[0][1] > points[2][1]
    assert (drawn.width - 16) / (drawn.height - 16) == pytest.approx(1.2586, abs=0.01)
    assert drawn.path.count("M") == drawn.path.count("Z") == 1


def test_a_hole_stays_open() -> None:
    """Every ring is part of one path."""
    hole = [[0.005, 51.002], [0.01, 51.002], [0.01, 51.005], [0.005, 51.002]]
    drawn = outline({"type": "MultiPolygon", "coordinates": [[SQUARE["coordinates"][0], hole]]})
    assert drawn is not None
    assert drawn.path.count("Z") == 2
    assert outline(None) is outline({"type": "Point", "coordinates": [0, 51]}) is None


def test_somebody_with_an_account_adds_a_community(cast: Cast, lockside: Area) -> None:
    """Everybody can read it, and find what is worked on with it."""
    assert "No communities yet" in cast.browser(None).get("/places/communities/").content.decode()
    given = {"name": "Carers in Lockside", "kind": "experience", "about": "", "area": lockside.pk}
    assert cast.browser(None).post("/places/communities/add/", given).status_code == 403
    answer = cast.browser(cast.facilitator).post("/places/communities/add/", given)
    made = Community.objects.get()
    assert answer["Location"] == f"/places/communities/{made.pk}/"
    table.start(title="Lamps", issue="Dark.", by=cast.organiser, reach=table.Reach(communities=[made]))
    assert "Lamps" in cast.browser(None).get(f"/places/communities/{made.pk}/").content.decode()
    assert "Carers in Lockside" in cast.browser(None).get("/places/communities/").content.decode()


def test_street_areas_are_not_offered_to_choose_from(cast: Cast, lockside: Area) -> None:
    """They would be thousands; a ward says its borough."""
    add_area(code="E01000001", year=2021, name="Averhythe 001A", kind="lsoa", by=None, parent=lockside)
    words = cast.browser(cast.organiser).get("/start/").content.decode()
    assert "Averhythe 001A" not in words
    assert "Lockside, Averhythe" in words


def test_the_api_lists_areas_and_adds_communities(cast: Cast, lockside: Area) -> None:
    """The boundary comes with the one area, not with the many."""
    browser = cast.browser(None)
    listed = browser.get("/api/v1/areas?q=lock&kind=ward").json()["results"]
    assert [(one["code"], one["parent"]) for one in listed] == [("E05000001", cast.area.pk)]
    assert "boundary" not in listed[0]
    assert browser.get("/api/v1/areas/E05000001/2025").json()["boundary"]["type"] == "Polygon"
    assert browser.get("/api/v1/areas/E05000001/1999").status_code == 404
    given = {"name": "Carers", "kind": "experience", "area": lockside.pk}
    assert browser.post("/api/v1/communities", given, "application/json").status_code == 403
    made = browser.post("/api/v1/communities", given, "application/json", headers=cast.api(cast.organiser))
    assert (made.status_code, made.json()["area"]) == (201, lockside.pk)
    assert [one["name"] for one in browser.get("/api/v1/communities").json()["results"]] == ["Carers"]


def test_a_community_is_named_once(cast: Cast) -> None:
    """The same name again leads to the same page."""
    made = add_community(name="Carers", kind="experience", by=cast.organiser)
    answer = cast.browser(cast.organiser).post("/places/communities/add/", {"name": "Carers", "kind": "interest"})
    assert answer["Location"] == f"/places/communities/{made.pk}/"
