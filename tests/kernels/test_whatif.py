"""What if a limit moved: which versions come in and fall out, solved again each time."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.kernels.test_feasibility import LIMITS, claims
from wayahead.kernels.feasibility import Claims, Column, Limit, State, check_all, parse, swept, tried


def columns_of(versions: list[Claims], limits: list[Limit]) -> list[Column]:
    """Every version against every limit."""
    return [
        Column(version, dict(enumerate(found.state for found in check_all(version, limits)))) for version in versions
    ]


def inside(versions: list[Claims], limits: list[Limit]) -> set[int]:
    """The versions that meet every limit."""
    return {
        number
        for number, version in enumerate(versions)
        if all(found.state == State.MET for found in check_all(version, limits))
    }


@given(st.lists(claims(), min_size=1, max_size=6), st.lists(LIMITS, min_size=1, max_size=4), LIMITS | st.none())
def test_what_comes_in_and_falls_out_is_what_solving_everything_again_says(
    versions: list[Claims], limits: list[Limit], to: Limit | None
) -> None:
    found = tried(columns_of(versions, limits), 0, to)
    before = inside(versions, limits)
    after = inside(versions, [*([to] if to else []), *limits[1:]])
    assert set(found.comes_in) == after - before
    assert set(found.falls_out) == before - after


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
    assert (found.falls_out, found.unknown) == ((0,), (1,))


def test_what_is_unknown_never_comes_in() -> None:
    limits = [parse({"test": "total_cost", "at_most_pence": 1})]
    assert swept(columns_of([Claims()], limits), dict(enumerate(limits)))[0].to is None
