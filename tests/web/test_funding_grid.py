"""Need × funder: the figures add up, gaps and overlaps are said in words, and the past is beside them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.loop.test_past_grants import ONE, bring_in
from wayahead import access
from wayahead.base.people.models import Organisation, Person
from wayahead.base.places.models import Area
from wayahead.loop.funding import actions
from wayahead.loop.funding.grid import Cell, Grid, Line, grid

PENCE = st.integers(0, 10**9)
TRUST, COUNCIL = Organisation(pk=1, name="Trust"), Organisation(pk=2, name="Council")


def of(cast: Cast, person: Person | None = None) -> Grid:
    """The grid as this person sees it."""
    sees: Any = lambda model: access.visible(person, model)  # noqa: E731
    return grid(cast.coproduction, sees=sees, today=timezone.localdate())


def line(cast: Cast) -> Line:
    """The one need's line."""
    (only,) = of(cast).lines
    return only


def offer(cast: Cast, funder: Organisation, by: Person, pence: int) -> None:
    """A funder opens a programme for the need."""
    today = timezone.localdate()
    actions.open_programme(funder, actions.Offer("More", pence, today, today, [cast.need]), by=by)


def test_a_need_nobody_has_a_plan_for_costs_nobody_knows_what(cast: Cast) -> None:
    assert cast.need
    assert (line(cast).standing, line(cast).missing_pence) == ("unknown", None)


def test_from_a_gap_to_an_offer_to_an_overlap_to_paid(cast: Cast) -> None:
    assert cast.agreed_version
    assert (line(cast).standing, line(cast).gap_pence) == ("gap", 5_200_000)
    offer(cast, cast.council, cast.officer, 5_000_000)
    assert (line(cast).standing, line(cast).gap_pence) == ("gap", 200_000)
    assert cast.bid
    found = line(cast)
    assert (found.standing, found.offering, found.asked_pence) == ("overlap", [cast.council, cast.trust], 5_200_000)
    assert cast.grant
    found = line(cast)
    assert (found.standing, found.granted_pence, found.missing_pence) == ("paid", 5_200_000, 0)
    (trust,) = [cell for cell in found.cells if cell.funder == cast.trust]
    assert (trust.offered_pence, trust.asked_pence, trust.granted_pence) == (800_000, 0, 5_200_000)


def test_a_closed_programme_offers_nothing(cast: Cast) -> None:
    assert cast.programme
    sees: Any = lambda model: access.visible(None, model)  # noqa: E731
    later = grid(cast.coproduction, sees=sees, today=cast.programme.closes_on + timedelta(days=1))
    (cell,) = later.lines[0].cells
    assert (cell.rests_on_it, cell.offered_pence) == (True, 0)


def test_the_areas_and_the_total_are_the_same_money(cast: Cast) -> None:
    assert cast.grant
    found = of(cast)
    assert [one.name for one in found.areas] == [cast.area]
    for figure in ("wanted_pence", "granted_pence", "missing_pence"):
        assert sum(getattr(one, figure) for one in found.areas) == getattr(found.total, figure)


@given(st.none() | PENCE, PENCE, st.tuples(PENCE, PENCE))
def test_what_is_wanted_is_granted_or_missing_and_a_gap_is_what_nobody_offers(
    wanted: int | None, granted: int, offered: tuple[int, int]
) -> None:
    cells = tuple(Cell(funder, True, pence, 0, 0, 0) for funder, pence in zip((TRUST, COUNCIL), offered, strict=True))
    found = Line(None, wanted, granted, cells)
    if found.missing_pence is None:
        assert found.standing == "unknown"
        return
    assert found.missing_pence == max((wanted or 0) - granted, 0)
    assert (found.standing == "paid") == (found.missing_pence == 0)
    assert (found.standing == "gap") == (found.missing_pence > sum(offered))
    assert (found.standing == "overlap") == (all(offered) and 0 < found.missing_pence < sum(offered))


def test_the_page_says_it_in_words_to_everybody(cast: Cast) -> None:
    address = f"/c/{cast.coproduction.slug}/funding/grid/"
    assert "No need is published yet" in cast.browser(None).get(address).content.decode()
    assert cast.agreed_version
    assert "A gap: nobody offers money for this now." in cast.browser(None).get(address).content.decode()
    assert cast.bid
    for reader in (None, cast.grants_officer, cast.officer):
        shown = cast.browser(reader).get(address).content.decode()
        assert f"{cast.trust.name} could pay what is missing." in shown
        assert "Asked for £52,000." in shown
        assert "£60,000 left in its pot." in shown


def test_what_was_given_in_the_area_and_within_it_stands_beside_it(cast: Cast) -> None:
    address = f"/c/{cast.coproduction.slug}/funding/grid/"
    assert "No grants of the past are known" in cast.browser(None).get(address).content.decode()
    street = Area.objects.create(code="E01000999", year=2021, name="Lock Street", kind="lsoa", parent=cast.area)
    bring_in(
        replace(ONE, identifier="a", places=(("", cast.area.name),)),
        replace(ONE, identifier="b", places=((street.code, ""),), awarded_on=date(2022, 1, 1)),
        replace(ONE, identifier="c", places=(("", "Elsewhere"),)),
        replace(ONE, identifier="d", places=(("", cast.area.name),), currency="EUR"),
    )
    shown = cast.browser(None).get(address).content.decode()
    assert "Lamplight Fund" in shown
    told = cast.browser(None).get(f"/api/v1/coproductions/{cast.coproduction.slug}/given-before").json()
    assert told == [{"funder": "Lamplight Fund", "count": 2, "pence": 2_500_100, "last_on": "2024-05-01"}]


def test_the_api_has_the_same_grid(cast: Cast) -> None:
    assert cast.bid
    told = cast.browser(None).get(f"/api/v1/coproductions/{cast.coproduction.slug}/funding-grid").json()
    (one,) = told["lines"]
    assert (one["name"]["name"], one["standing"], one["missing_pence"]) == (cast.need.title, "offered", 5_200_000)
    assert one["cells"][0]["funder"]["name"] == cast.trust.name
