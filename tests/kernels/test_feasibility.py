"""What holds for every kind of test, whatever is claimed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayahead.kernels.feasibility import KINDS, BadTest, Change, Claims, Limit, State, check_all, moved, parse

COST_KINDS = ("staff", "food", "involvement", "other")
PENCE = st.integers(0, 10_000_000)
DAYS = st.dates(date(2026, 1, 1), date(2029, 1, 1))
PERCENTS = st.one_of(st.integers(0, 100), st.decimals(0, 100, places=2).map(str))


def at_least_one(lower: str, upper: str, values: st.SearchStrategy[Any], key: Callable[[Any], Any]) -> Any:
    """Two bounds in order, of which one may be left out."""
    pairs = st.tuples(values, values).map(lambda pair: sorted(pair, key=key))
    both = pairs.map(lambda pair: {lower: pair[0], upper: pair[1]})
    return st.one_of(both, values.map(lambda one: {lower: one}), values.map(lambda one: {upper: one}))


DATA: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "total_cost": at_least_one("at_least_pence", "at_most_pence", PENCE, int),
    "cost_per_person": st.builds(lambda pence: {"at_most_pence": pence}, st.integers(0, 100_000)),
    "cost_share": st.tuples(
        at_least_one("at_least_percent", "at_most_percent", PERCENTS, float), st.sampled_from(COST_KINDS)
    ).map(lambda pair: pair[0] | {"cost_kind": pair[1]}),
    "excluded_cost": st.builds(lambda kind: {"cost_kind": kind}, st.sampled_from(COST_KINDS)),
    "dates": at_least_one("starts_not_before", "ends_not_after", DAYS.map(date.isoformat), str),
    "duration": at_least_one("at_least_days", "at_most_days", st.integers(1, 900), int),
    "people_count": at_least_one("at_least_people", "at_most_people", st.integers(0, 500), int),
    "area": st.builds(lambda codes: {"must_lie_in": codes}, st.lists(st.sampled_from("ABCD"), min_size=1)),
    "delivered_by": st.builds(lambda kinds: {"may_be": kinds}, st.lists(st.sampled_from(["a", "b"]), min_size=1)),
    "judged": st.just({}),
    "benefits": st.builds(lambda keys: {"may_be_for": keys}, st.lists(st.sampled_from("123"), min_size=1)),
    "must_include": st.builds(
        lambda kind, pence: {"cost_kind": kind, "at_least_pence": pence},
        st.sampled_from(COST_KINDS),
        st.integers(1, 10_000_000),
    ),
    "not_both": st.permutations(COST_KINDS).map(lambda two: {"cost_kind": two[0], "other_cost_kind": two[1]}),
    "needs_count": st.builds(lambda needs: {"at_least_needs": needs}, st.integers(0, 6)),
    "threshold": st.builds(
        lambda pence, needs: {"past_pence": pence, "at_least_needs": needs}, PENCE, st.integers(0, 6)
    ),
    "together_cost": st.builds(
        lambda pence, kind: {"at_most_pence": pence, "cost_kind": kind}, PENCE, st.none() | st.sampled_from(COST_KINDS)
    ),
    "together_count": st.builds(lambda most: {"at_most_solutions": most}, st.integers(1, 6)),
}
LIMITS = st.sampled_from(sorted(DATA)).flatmap(lambda name: DATA[name].map(lambda data: parse({"test": name, **data})))


@st.composite
def claims(draw: st.DrawFn) -> Claims:
    """Claims of which any may be unknown."""
    start, days = draw(st.none() | DAYS), draw(st.none() | st.integers(0, 900))
    end = (start or date(2027, 1, 1)) + timedelta(days=days) if days is not None else None
    return Claims(
        costs=draw(st.none() | st.dictionaries(st.sampled_from(COST_KINDS), PENCE)),
        people_count=draw(st.none() | st.integers(0, 500)),
        starts_on=start,
        ends_on=end,
        areas=draw(st.none() | st.lists(st.sampled_from("ABCDE"), min_size=1, unique=True).map(tuple)),
        delivered_by_kind=draw(st.none() | st.sampled_from("abc")),
        communities=draw(st.none() | st.lists(st.sampled_from("1234"), min_size=1, unique=True).map(tuple)),
        needs_count=draw(st.none() | st.integers(0, 6)),
    )


NEEDED = {
    "total_cost": ["costs"],
    "cost_per_person": ["costs"],
    "cost_share": ["costs"],
    "excluded_cost": ["costs"],
    "duration": ["starts_on", "ends_on"],
    "people_count": ["people_count"],
    "area": ["areas"],
    "delivered_by": ["delivered_by_kind"],
    "benefits": ["communities"],
    "must_include": ["costs"],
    "not_both": ["costs"],
    "needs_count": ["needs_count"],
    "together_cost": ["costs"],
}


def test_every_kind_of_test_is_tried_here() -> None:
    assert set(DATA) == set(KINDS)


@pytest.mark.parametrize("name", sorted(DATA))
@given(st.data())
def test_the_smallest_change_gives_met_and_one_less_does_not(name: str, data: st.DataObject) -> None:
    limit, claimed = parse({"test": name, **data.draw(DATA[name])}), data.draw(claims())
    found = limit.check(claimed)
    if found.change is None:
        assert found.state != State.WITH_CHANGE
        return
    assert limit.check(found.change.made(claimed)).state == State.MET
    one_less = replace(found.change, by=found.change.by - (1 if found.change.by > 0 else -1))
    assert limit.check(one_less.made(claimed)).state != State.MET


@given(LIMITS, claims())
def test_what_is_unknown_never_counts_as_met(limit: Limit, claimed: Claims) -> None:
    for fact in NEEDED.get(limit.name, []):
        found = limit.check(replace(claimed, **{fact: None}))
        assert found.state == State.UNKNOWN
        assert getattr(replace(claimed, **{fact: None}), found.missing) is None


@given(DATA["cost_per_person"], claims())
def test_only_what_costs_nothing_need_not_say_for_how_many(data: dict[str, Any], claimed: Claims) -> None:
    found = parse({"test": "cost_per_person", **data}).check(replace(claimed, people_count=None))
    assert (found.state == State.MET) == (claimed.total == 0)


@pytest.mark.parametrize("name", sorted(DATA))
@given(st.data())
def test_what_met_a_limit_meets_it_when_it_is_looser_and_tighter_is_its_reverse(name: str, data: st.DataObject) -> None:
    before, after = (parse({"test": name, **data.draw(DATA[name])}) for _one in range(2))
    found, back = moved(before, after), moved(after, before)
    assert set(found.looser) <= set(back.tighter)
    assert not (found.is_looser and back.is_looser)
    if found.is_looser:
        claimed = data.draw(claims())
        assert before.check(claimed).state != State.MET or after.check(claimed).state == State.MET


@given(LIMITS, claims())
def test_a_limit_opened_for_a_version_is_looser(limit: Limit, claimed: Claims) -> None:
    opened = limit.opened_for(claimed)
    assert opened is None or opened == limit or moved(limit, opened).is_looser


def test_of_two_kinds_neither_is_looser() -> None:
    with pytest.raises(ValueError, match="two kinds"):
        moved(parse({"test": "judged"}), parse({"test": "total_cost", "at_most_pence": 1}))


@given(DATA["threshold"], claims())
def test_a_threshold_is_met_only_by_what_is_known(data: dict[str, Any], claimed: Claims) -> None:
    found = parse({"test": "threshold", **data}).check(claimed)
    is_below = claimed.total is not None and claimed.total <= data["past_pence"]
    answers_enough = claimed.needs_count is not None and claimed.needs_count >= data["at_least_needs"]
    assert (found.state == State.MET) == (is_below or answers_enough)


@pytest.mark.parametrize("name", sorted(DATA))
@given(st.data())
def test_a_limit_opened_for_a_version_is_met_by_it_and_one_opened_a_little_less_is_not(
    name: str, data: st.DataObject
) -> None:
    limit, claimed = parse({"test": name, **data.draw(DATA[name])}), data.draw(claims())
    opened = limit.opened_for(claimed)
    if opened is None:
        return
    assert opened.check(claimed).state == State.MET
    if limit.check(claimed).state == State.MET:
        assert opened == limit
    for blank in limit.blanks:
        was, now = getattr(limit, blank.name), getattr(opened, blank.name)
        if was != now:
            back: Any = replace(cast("Any", opened), **{blank.name: a_little_back(now, was)})
            assert back.check(claimed).state != State.MET


def a_little_back(now: Any, was: Any) -> Any:
    """The smallest step from a moved figure towards the one that stood: a penny, a day, a name."""
    if isinstance(now, tuple):
        return tuple(one for one in now if one in was)
    if isinstance(now, date):
        return now + timedelta(days=1 if was > now else -1)
    step = Fraction(1, 10_000) if isinstance(now, Fraction) else 1
    return now + step if was > now else now - step


@given(DATA["dates"], claims())
def test_missing_days_are_unknown_or_already_broken(data: dict[str, Any], claimed: Claims) -> None:
    facts = {"starts_not_before": claimed.starts_on, "ends_not_after": claimed.ends_on}
    if parse({"test": "dates", **data}).check(claimed).state == State.MET:
        assert all(facts[name] is not None for name in data)


@given(LIMITS, claims())
def test_the_margin_says_whether_it_is_met_and_is_exact(limit: Limit, claimed: Claims) -> None:
    found = limit.check(claimed)
    if found.margin is not None:
        assert type(found.margin.value) is int
        assert (found.margin.value >= 0) == (found.state == State.MET)


@given(LIMITS, claims())
def test_every_place_in_a_sentence_has_its_figure(limit: Limit, claimed: Claims) -> None:
    found = limit.check(claimed)
    for words in [found.reason, *limit.says(), *([found.change.words] if found.change else [])]:
        filled = words.template % {name: figure.value for name, figure in words.figures.items()}
        assert "None" not in filled


@given(st.lists(LIMITS, max_size=8), claims(), st.randoms())
def test_the_order_of_limits_does_not_matter(limits: list[Limit], claimed: Claims, chance: Any) -> None:
    pairs = list(zip(limits, check_all(claimed, limits), strict=True))
    chance.shuffle(pairs)
    assert check_all(claimed, [limit for limit, _found in pairs]) == [found for _limit, found in pairs]


@given(DATA["total_cost"], claims())
def test_the_order_of_costs_does_not_matter(data: dict[str, Any], claimed: Claims) -> None:
    limit = parse({"test": "total_cost", **data})
    turned = replace(claimed, costs=claimed.costs and dict(reversed(list(claimed.costs.items()))))
    assert limit.check(claimed) == limit.check(turned)


@given(PENCE, PENCE)
def test_the_numbers_in_a_reason_add_up(limit: int, cost: int) -> None:
    reason = parse({"test": "total_cost", "at_most_pence": limit}).check(Claims(costs={"staff": cost})).reason
    total, room = reason.figures["total"].value, reason.figures["room"].value
    assert room == abs(limit - cost)
    assert total == cost


@pytest.mark.parametrize("name", sorted(DATA))
@given(st.data())
def test_what_is_said_to_be_over_or_to_spare_is_the_difference_of_two_figures_said(
    name: str, data: st.DataObject
) -> None:
    limit, claimed = parse({"test": name, **data.draw(DATA[name])}), data.draw(claims())
    found = limit.check(claimed)
    room = found.reason.figures.get("room")
    if room is None or "%(room)s" not in found.reason.template:
        return
    assert found.margin is not None
    left: Any = room.value
    assert (left, room.unit) == (abs(cast("int", found.margin.value)), found.margin.unit)
    said: list[Any] = [
        figure.value
        for place, figure in found.reason.figures.items()
        if place != "room" and figure.unit == room.unit and f"%({place})s" in found.reason.template
    ]
    said += [getattr(limit, blank.name) or 0 for blank in limit.blanks if blank.unit == room.unit]
    assert any(one - other == left for one in said for other in said)


TYPES: dict[str, type] = {
    **dict.fromkeys(("pence", "days", "people", "needs", "solutions"), int),
    **dict.fromkeys(("areas", "organisation_kinds", "communities"), tuple),
    "date": date,
    "share": Fraction,
    "cost_kind": str,
}
# In what each kind of test measures how much is left, and each change changes its fact.
MARGINS = {
    **dict.fromkeys(("dates", "duration"), "days"),
    "people_count": "people",
    "needs_count": "needs",
    "together_count": "solutions",
}
CHANGED = {"total": "pence", "costs": "pence", "people_count": "people", "starts_on": "days", "ends_on": "days"}


@pytest.mark.parametrize("name", sorted(DATA))
@given(st.data())
def test_units_never_mix(name: str, data: st.DataObject) -> None:
    """A figure has the unit of its blank, a value of its unit's type, and a margin is always in the same unit."""
    limit, claimed = parse({"test": name, **data.draw(DATA[name])}), data.draw(claims())
    found = limit.check(claimed)
    blanks = {blank.name: blank.unit for blank in limit.blanks}
    for words in [found.reason, *limit.says(), *([found.change.words] if found.change else [])]:
        for place, figure in words.figures.items():
            assert type(figure.value) is TYPES[figure.unit]
            assert figure.unit == blanks.get(place, figure.unit)
    if found.margin:
        assert found.margin.unit == MARGINS.get(name, "pence")
    if found.change:
        assert found.change.unit == CHANGED[found.change.fact.partition(".")[0]]


def test_a_small_change_is_told_apart_from_a_broken_limit() -> None:
    limit = parse({"test": "total_cost", "at_most_pence": 4_000_000})
    near, far = Claims(costs={"staff": 4_240_000}), Claims(costs={"staff": 8_000_000})
    assert limit.check(near).state == State.WITH_CHANGE
    assert limit.check(near).change == Change("total", -240_000, "pence")
    assert limit.check(far).state == State.BROKEN


def test_a_share_is_exact_where_floats_are_not() -> None:
    limit = parse({"test": "cost_share", "cost_kind": "food", "at_least_percent": "0.1"})
    assert limit.check(Claims(costs={"food": 1, "other": 999})).state == State.MET
    assert limit.check(Claims(costs={"food": 1, "other": 1000})).state != State.MET


def test_an_area_inside_another_lies_in_it() -> None:
    limit = parse({"test": "area", "must_lie_in": ["borough"]})
    assert limit.check(Claims(areas=("ward", "borough", "region"))).state == State.MET
    assert limit.check(Claims(areas=("elsewhere",))).state == State.BROKEN


def test_nobody_but_a_person_meets_what_is_judged() -> None:
    assert parse({"test": "judged"}).check(Claims(costs={"staff": 1})).missing == "judgement"


BAD: list[tuple[object, str]] = [
    (None, "test"),
    ([], "test"),
    ({}, "test"),
    ({"test": "nothing"}, "test"),
    ({"test": ["judged"]}, "test"),
    ({"test": "judged", "at_most_pence": 1}, "at_most_pence"),
    ({"test": "total_cost"}, "at_most_pence"),
    ({"test": "total_cost", "at_most_pence": -1}, "at_most_pence"),
    ({"test": "total_cost", "at_most_pence": 1.5}, "at_most_pence"),
    ({"test": "total_cost", "at_most_pence": True}, "at_most_pence"),
    ({"test": "total_cost", "at_most_pence": "1"}, "at_most_pence"),
    ({"test": "total_cost", "at_most_pence": 10**16}, "at_most_pence"),
    ({"test": "total_cost", "at_most_pence": 1, "at_least_pence": 2}, "at_most_pence"),
    ({"test": "total_cost", "at_most_days": 1}, "at_most_days"),
    ({"test": "cost_per_person"}, "at_most_pence"),
    ({"test": "cost_share", "at_least_percent": 5}, "cost_kind"),
    ({"test": "cost_share", "cost_kind": "food", "at_least_percent": 5.0}, "at_least_percent"),
    ({"test": "cost_share", "cost_kind": "food", "at_least_percent": "101"}, "at_least_percent"),
    ({"test": "cost_share", "cost_kind": 7, "at_least_percent": 5}, "cost_kind"),
    ({"test": "dates", "starts_not_before": "soon"}, "starts_not_before"),
    ({"test": "dates", "starts_not_before": "2027-02-30"}, "starts_not_before"),
    ({"test": "dates", "starts_not_before": "2027-03-01", "ends_not_after": "2027-02-01"}, "ends_not_after"),
    ({"test": "duration", "at_most_days": 0}, "at_most_days"),
    ({"test": "area", "must_lie_in": []}, "must_lie_in"),
    ({"test": "area", "must_lie_in": "E09000999"}, "must_lie_in"),
    ({"test": "area", "must_lie_in": [7]}, "must_lie_in"),
    ({"test": "delivered_by"}, "may_be"),
    ({"test": "must_include", "cost_kind": "food", "at_least_pence": 0}, "at_least_pence"),
    ({"test": "not_both", "cost_kind": "food", "other_cost_kind": "food"}, "other_cost_kind"),
    ({"test": "together_count", "at_most_solutions": 0}, "at_most_solutions"),
    ({"test": "threshold", "past_pence": 1}, "at_least_needs"),
]


@pytest.mark.parametrize(("data", "field"), BAD)
def test_a_bad_test_names_its_field(data: object, field: str) -> None:
    with pytest.raises(BadTest) as refused:
        parse(data)
    assert refused.value.field == field
    assert refused.value.words


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner), max_leaves=5
)
BLANKS = sorted({blank.name for kind in KINDS.values() for blank in kind.blanks})


@given(st.dictionaries(st.sampled_from(BLANKS) | st.text(min_size=1), JSON), st.sampled_from(sorted(KINDS)))
def test_any_other_data_is_read_or_refused_in_words(data: dict[str, Any], name: str) -> None:
    try:
        limit = parse({"test": name, **data})
    except BadTest as refused:
        assert refused.field in {*data, *BLANKS}  # noqa: PT017
    else:
        assert limit.name == "together_count" or limit.check(Claims()).state == State.UNKNOWN


@pytest.mark.parametrize(
    "bad",
    [
        {"costs": {"staff": -1}},
        {"people_count": -1},
        {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 1, 1)},
    ],
)
def test_claims_that_cannot_be_are_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Claims(**bad)
