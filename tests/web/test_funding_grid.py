"""Need × funder: the figures add up, gaps and overlaps are said in words, and the past is beside them."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.api.test_money_and_outcomes import made
from tests.api.test_money_and_outcomes import send as call
from tests.cast import Cast
from tests.loop.test_past_grants import ONE, bring_in
from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.base.places import actions as places
from wayahead.base.places.models import Area
from wayahead.loop.funding import actions
from wayahead.loop.funding.grid import Cell, Grid, Line, given_before, grid
from wayahead.loop.funding.models import PastGrant, Priority
from wayahead.loop.funding.sums import remaining_pence
from wayahead.loop.needs import actions as needs
from wayahead.loop.needs.models import Need

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
        assert "£60,000 left in Evenings together." in shown


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


def second_need(cast: Cast) -> Need:
    """Another published need that the trust's programme rests on."""
    draft = needs.Draft("The towpath is dark", "Nobody walks it.", [cast.statement], [], "need")
    made = needs.write(cast.coproduction, draft, by=cast.facilitator)
    needs.check_back(made, by=cast.facilitator)
    needs.publish(made, by=cast.facilitator)
    cast.programme.needs.add(made)
    return made


def test_a_funder_says_which_need_comes_first_and_the_grid_and_its_table_say_so(cast: Cast) -> None:
    dark = second_need(cast)
    page, address = f"/programmes/{cast.programme.pk}/", f"/programmes/{cast.programme.pk}/priorities/"
    first, other = f"rank_{dark.pk}", f"rank_{cast.need.pk}"
    browser = cast.browser(cast.grants_officer)
    assert address in browser.get(page).content.decode()
    assert address not in cast.browser(None).get(page).content.decode()
    twice = browser.post(address, {first: "1", other: "1"})
    assert len(twice.context["form"].errors) == 1
    assert not Priority.objects.exists()
    assert browser.post(address, {first: "1", other: ""}).status_code == 302
    assert "Priority 1:" in cast.browser(None).get(page).content.decode()
    assert {line.name: line.cells[0].priority for line in of(cast).lines} == {dark: 1, cast.need: None}
    shown = cast.browser(None).get(f"/c/{cast.coproduction.slug}/funding/grid/").content.decode()
    assert "Its first priority." in shown
    table = cast.browser(None).get(f"/c/{cast.coproduction.slug}/funding/grid.csv").content.decode()
    rows = {row["need_title"]: row for row in csv.DictReader(table.splitlines())}
    assert {title: row["priority"] for title, row in rows.items()} == {dark.title: "1", cast.need.title: ""}
    assert rows[dark.title]["left_in_pots_pence"] == "6000000"


def test_a_program_ranks_and_only_what_the_programme_rests_on(cast: Cast) -> None:
    dark, other = second_need(cast), cast.checking_need
    address = f"programmes/{cast.programme.pk}/priorities"
    ranked = made(call(cast, cast.grants_officer, "put", address, {"needs": [dark.pk, cast.need.pk]}))
    assert ranked["priorities"] == [dark.pk, cast.need.pk]
    for wrong in ([other.pk], [dark.pk, dark.pk], [0]):
        assert call(cast, cast.grants_officer, "put", address, {"needs": wrong}).status_code in (409, 422)
    assert call(cast, cast.officer, "put", address, {"needs": []}).status_code == 403
    assert list(Priority.objects.values_list("need", "rank")) == [(dark.pk, 1), (cast.need.pk, 2)]
    assert made(call(cast, cast.grants_officer, "put", address, {"needs": []}))["priorities"] == []


def test_a_need_that_the_ranker_did_not_see_keeps_its_place(cast: Cast) -> None:
    """It was published after they opened the page, or in a circle that they do not see."""
    dark, third = second_need(cast), Need.objects.create(
        coproduction=cast.circle, number=9, title="A table", story="None.", written_by=cast.organiser,
        state=Need.State.PUBLISHED, published_at=cast.need.published_at,
    )  # fmt: skip
    cast.programme.needs.add(third)
    ranked = Priority.objects.order_by("rank").values_list("need", flat=True)
    funder = cast.browser(cast.grants_officer)
    address = f"/programmes/{cast.programme.pk}/priorities/"

    actions.rank_needs(cast.programme, [dark, third, cast.need], by=cast.grants_officer)
    shown = funder.get(address).content.decode()
    assert third.title not in shown
    assert '<option value="3" selected>' in shown
    sent = funder.post(address, {f"rank_{dark.pk}": "1", f"rank_{cast.need.pk}": "3"})
    assert sent.status_code == 302, sent.context["form"].errors
    assert list(ranked.all()) == [dark.pk, third.pk, cast.need.pk]
    funder.post(address, {f"rank_{dark.pk}": "3", f"rank_{cast.need.pk}": "1"})
    assert list(ranked.all()) == [cast.need.pk, third.pk, dark.pk]
    funder.post(address, {f"rank_{dark.pk}": "", f"rank_{cast.need.pk}": ""})
    assert list(ranked.all()) == [third.pk]

    actions.rank_needs(cast.programme, [dark, cast.need], by=cast.grants_officer)
    funder.post(address, {f"rank_{cast.need.pk}": "1"})  # a page from before the other need was there
    assert list(ranked.all()) == [dark.pk, cast.need.pk]

    actions.rank_needs(cast.programme, [third, dark, cast.need], by=cast.grants_officer)
    program = f"programmes/{cast.programme.pk}/priorities"
    call(cast, cast.grants_officer, "put", program, {"needs": [cast.need.pk, dark.pk]})
    assert list(ranked.all()) == [third.pk, cast.need.pk, dark.pk]
    call(cast, cast.grants_officer, "put", program, {"needs": [dark.pk], "seen": [dark.pk]})
    assert list(ranked.all()) == [third.pk, cast.need.pk, dark.pk]


def test_a_grant_leaves_with_the_place_that_its_programme_gave_the_need(cast: Cast) -> None:
    actions.rank_needs(cast.programme, [cast.need], by=cast.grants_officer)
    assert cast.grant
    package = cast.browser(None).get(f"/c/{cast.coproduction.slug}/funding/grants.json").json()
    (classified,) = package["grants"][0]["classifications"]
    assert classified["description"] == "Priority 1 of 1 of the programme"


def test_each_figure_of_the_grid_says_what_it_is_made_of_and_one_area_stands_alone(cast: Cast) -> None:
    CoProduction.objects.filter(pk=cast.coproduction.pk).update(area=None)
    cast.coproduction.refresh_from_db()
    assert cast.grant
    elsewhere = cast.plan("Lamps", 300_000)  # names no area
    address = f"/c/{cast.coproduction.slug}/funding/grid/"
    shown = cast.browser(None).get(address).content.decode()
    for link in (
        f"/solutions/{cast.agreed_version.solution_id}/?version=",
        f"/c/{cast.coproduction.slug}/bids/{cast.bid.pk}/",
        f"/programmes/{cast.programme.pk}/",
        f"?area={cast.area.pk}",
        f'id="made-of-{cast.need.number}"',
    ):
        assert link in shown
    assert "£55,000" in shown
    sees: Any = lambda model: access.visible(None, model)  # noqa: E731
    here = grid(cast.coproduction, sees=sees, today=timezone.localdate(), where=cast.area)
    nowhere = grid(cast.coproduction, sees=sees, today=timezone.localdate(), where=None)
    assert (here.total.wanted_pence, nowhere.total.wanted_pence) == (5_200_000, 300_000)
    assert of(cast).total.wanted_pence == 5_500_000
    assert (here.total.plans, nowhere.total.plans) == ((cast.agreed_version,), (elsewhere,))
    assert here.areas == of(cast).areas
    answers = {area: cast.browser(None).get(address, {"area": area}).status_code for area in ("none", "0", "x")}
    assert answers == {"none": 200, "0": 404, "x": 404}


def test_money_that_is_held_for_a_round_is_not_left_in_the_pot(cast: Cast) -> None:
    assert cast.round
    (cell,) = [cell for cell in line(cast).cells if cell.funder == cast.trust]
    assert dict(cell.pots) == {cast.small_pots: remaining_pence(cast.small_pots)}
    assert cell.offered_pence == 500_000


def test_the_past_of_one_funder_in_one_area_adds_up_to_what_the_grid_says(cast: Cast) -> None:
    bring_in(ONE, replace(ONE, identifier="360G-2", amount_pence=50), replace(ONE, identifier="3", funder_name="Other"))
    area = places.add_area(code="E05099902", year=2025, name="Lockside", kind="ward", by=None)
    found = {one.funder: one for one in given_before(PastGrant.objects.all(), area)}
    answer = cast.browser(None).get(f"/past-grants/?area={area.pk}&funder={ONE.funder_name}")
    assert answer.context["rows"].paginator.count == found[ONE.funder_name].count == 2
    assert answer.context["sum_pence"] == found[ONE.funder_name].pence == ONE.amount_pence + 50
