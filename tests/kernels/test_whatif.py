"""What if a limit moved: which versions come in and fall out, solved again each time."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.kernels.test_feasibility import LIMITS, claims
from wayahead.kernels.feasibility import Claims, Column, Limit, State, Unsure, check_all, parse, swept, tried


def columns_of(versions: list[Claims], limits: list[Limit]) -> list[Column]:
    """Every version against every limit."""
    columns = []
    for version in versions:
        found = dict(enumerate(check_all(version, limits)))
        missing = {number: one.missing for number, one in found.items() if one.missing}
        columns.append(Column(version, {number: one.state for number, one in found.items()}, missing))
    return columns


def inside(versions: list[Claims], limits: list[Limit]) -> set[int]:
    """The versions that meet every limit."""
    return {
        number
        for number, version in enumerate(versions)
        if all(found.state == State.MET for found in check_all(version, limits))
    }


def outside(versions: list[Claims], limits: list[Limit]) -> set[int]:
    """The versions that are known to break a limit."""
    bad = (State.BROKEN, State.WITH_CHANGE)
    return {
        number
        for number, version in enumerate(versions)
        if any(found.state in bad for found in check_all(version, limits))
    }


@given(st.lists(claims(), min_size=1, max_size=6), st.lists(LIMITS, min_size=1, max_size=4), LIMITS | st.none())
def test_what_comes_in_and_falls_out_is_what_solving_everything_again_says(
    versions: list[Claims], limits: list[Limit], to: Limit | None
) -> None:
    found = tried(columns_of(versions, limits), 0, to)
    then = [*([to] if to else []), *limits[1:]]
    before, after = inside(versions, limits), inside(versions, then)
    unsure = {one.column for one in found.unsure}
    assert set(found.comes_in) == after - before
    assert set(found.falls_out) >= (before - after) & outside(versions, then)
    assert not set(found.falls_out) - outside(versions, then)
    assert before ^ after <= {*found.comes_in, *found.falls_out, *unsure}
    for one in found.unsure:
        assert one.missing
        assert all(getattr(versions[one.column], fact, None) is None for _limit, fact in one.missing)


@given(st.lists(claims(), min_size=1, max_size=6), st.lists(LIMITS, min_size=1, max_size=4))
def test_every_step_of_a_sweep_lets_in_whom_it_names_and_loses_nobody(
    versions: list[Claims], limits: list[Limit]
) -> None:
    for outcome in swept(columns_of(versions, limits), dict(enumerate(limits))):
        moved = [outcome.to if number == outcome.limit else limit for number, limit in enumerate(limits)]
        after = inside(versions, [limit for limit in moved if limit])
        assert after - inside(versions, limits) == set(outcome.comes_in) != set()
        assert outcome.falls_out == ()


def test_a_sweep_says_how_far_each_limit_would_have_to_move_for_whom() -> None:
    limits: list[Limit] = [
        parse({"test": "total_cost", "at_most_pence": 5_000}),
        parse({"test": "people_count", "at_least_people": 10}),
    ]
    versions = [Claims(costs={"staff": pence}, people_count=12) for pence in (4_000, 5_001, 7_000)]
    versions.append(replace(versions[0], people_count=9))
    found = swept(columns_of(versions, limits), dict(enumerate(limits)))
    assert [(outcome.limit, outcome.to, outcome.comes_in) for outcome in found] == [
        (0, parse({"test": "total_cost", "at_most_pence": 5_001}), (1,)),
        (0, parse({"test": "total_cost", "at_most_pence": 7_000}), (1, 2)),
        (1, parse({"test": "people_count", "at_least_people": 9}), (3,)),
    ]


def test_a_limit_moved_the_other_way_says_who_falls_out() -> None:
    limits = [parse({"test": "total_cost", "at_most_pence": 5_000})]
    versions = [Claims(costs={"staff": 4_000}), Claims()]
    found = tried(columns_of(versions, limits), 0, parse({"test": "total_cost", "at_most_pence": 3_999}))
    assert (found.falls_out, found.unsure) == ((0,), (Unsure(1, ((0, "costs"),)),))


def test_what_lacks_a_fact_never_comes_in_and_the_fact_is_named() -> None:
    limits = [parse({"test": "total_cost", "at_most_pence": 1}), parse({"test": "people_count", "at_least_people": 3})]
    columns = columns_of([Claims(), Claims(costs={"staff": 2})], limits)
    assert swept(columns, dict(enumerate(limits))) == []
    for to in (None, parse({"test": "total_cost", "at_most_pence": 2})):
        found = tried(columns, 0, to)
        assert found.comes_in == ()
        cost = ((0, "costs"),) if to else ()  # of a limit that is gone nothing is missing
        assert found.unsure == (Unsure(0, ((1, "people_count"), *cost)), Unsure(1, ((1, "people_count"),)))


def test_what_lacks_only_a_fact_for_a_limit_comes_in_where_that_limit_goes() -> None:
    limits = [parse({"test": "total_cost", "at_most_pence": 1}), parse({"test": "people_count", "at_least_people": 3})]
    columns = columns_of([Claims(people_count=3)], limits)
    found = tried(columns, 0, None)
    assert (found.comes_in, found.unsure) == ((0,), ())
    assert tried(columns, 0, parse({"test": "total_cost", "at_most_pence": 2})).comes_in == ()


def test_what_one_limit_lets_in_and_another_keeps_out_is_said_to_be_kept_out() -> None:
    limits = [parse({"test": "total_cost", "at_most_pence": 1}), parse({"test": "people_count", "at_least_people": 3})]
    found = tried(columns_of([Claims(costs={"staff": 2}, people_count=2)], limits), 0, None)
    assert (found.comes_in, found.kept_out) == ((), (0,))
