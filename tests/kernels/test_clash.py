"""Solutions that cannot all stand: what clashes, and that nothing of it can be left out."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayahead.kernels.feasibility import Together, TooManyWays, Way, clash_of, packs
from wayahead.kernels.feasibility.clash import Clash
from wayahead.kernels.feasibility.hitting import smallest_hitting
from wayahead.kernels.feasibility.together import mask_of, numbers_in


@st.composite
def tables(draw: st.DrawFn) -> Together:
    """A few solutions in a few versions, a few limits, some of them on all solutions together."""
    limits = draw(st.integers(1, 6))
    most = draw(st.dictionaries(st.integers(0, limits - 1), st.integers(0, 12), max_size=3))
    alone = [limit for limit in range(limits) if limit not in most]
    way = st.builds(
        Way.of,
        st.sets(st.sampled_from(alone)) if alone else st.just(set()),
        st.fixed_dictionaries({limit: st.integers(0, 8) for limit in most}),
    )
    return Together(draw(st.lists(st.lists(way, min_size=1, max_size=3), min_size=1, max_size=5)), limits, most)


def stands(together: Together, solutions: list[int], limits: list[int]) -> bool:
    """The same question, asked of OR-Tools' CP-SAT."""
    cp_model = pytest.importorskip("ortools.sat.python.cp_model", reason="OR-Tools is a development dependency")
    model = cp_model.CpModel()
    chosen = {(one, n): model.new_bool_var("") for one in solutions for n in range(len(together.solutions[one]))}
    for one in solutions:
        model.add_exactly_one(chosen[one, n] for n in range(len(together.solutions[one])))
    for (one, n), is_chosen in chosen.items():
        if together.solutions[one][n].breaks & mask_of(limits):
            model.add(is_chosen == 0)
    for limit in set(limits) & set(together.most):
        taken = sum(together.solutions[one][n].takes[limit] * var for (one, n), var in chosen.items())
        model.add(taken <= together.most[limit])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def smallest_size(together: Together) -> int | None:
    """The size of a smallest clash by trying all of them, smallest first, with CP-SAT as the judge."""
    members = [*range(together.limits + len(together.solutions))]
    if stands(together, [*range(len(together.solutions))], [*range(together.limits)]):
        return None
    for size in range(1, len(members) + 1):
        for some in combinations(members, size):
            limits = [one for one in some if one < together.limits]
            if not stands(together, [one - together.limits for one in some if one >= together.limits], limits):
                return size
    raise AssertionError("everything together stands and does not")


def without_any_one(found: Clash) -> list[tuple[list[int], int]]:
    """The clash without each of its members in turn."""
    fewer = [([one for one in found.solutions if one != out], mask_of(found.limits)) for out in found.solutions]
    return fewer + [(list(found.solutions), mask_of(found.limits) & ~(1 << out)) for out in found.limits]


@given(tables())
def test_what_clashes_cannot_stand_and_without_any_one_member_the_rest_can(together: Together) -> None:
    found = clash_of(together)
    all_limits = (1 << together.limits) - 1
    if found is None:
        assert together.stands(range(len(together.solutions)), all_limits)
        return
    assert not together.stands(found.solutions, mask_of(found.limits))
    for solutions, limits in without_any_one(found):
        assert together.stands(solutions, limits)


@pytest.mark.parametrize("seed", range(40))
def test_a_clash_is_as_small_as_the_one_that_cp_sat_finds(seed: int) -> None:
    chance = Random(seed)
    limits = chance.randint(1, 4)
    most = {limit: chance.randint(2, 9) for limit in range(limits) if chance.random() < 0.5}
    solutions = [
        [
            Way.of(
                [limit for limit in range(limits) if limit not in most and chance.random() < 0.3],
                {limit: chance.randint(0, 6) for limit in most},
            )
            for _version in range(chance.randint(1, 3))
        ]
        for _solution in range(chance.randint(1, 4))
    ]
    together = Together(solutions, limits, most)
    found = clash_of(together)
    assert (found.size if found else None) == smallest_size(together)
    assert found is None or found.is_smallest


@given(tables())
@settings(max_examples=30)
def test_whether_all_can_stand_is_what_cp_sat_says(together: Together) -> None:
    everything = [*range(len(together.solutions))]
    limits = [*range(together.limits)]
    assert together.stands(everything, mask_of(limits)) == stands(together, everything, limits)


def test_two_limits_can_leave_no_version_of_a_solution() -> None:
    together = Together([[Way.of([0], {}), Way.of([1], {})], [Way.of([], {})]], 3, {})
    assert clash_of(together) == Clash((0,), (0, 1), is_smallest=True)


def test_a_cap_on_all_together_needs_only_as_many_solutions_as_pass_it() -> None:
    solutions = [[Way.of([], {0: pence})] for pence in (10, 60, 50, 20)]
    assert clash_of(Together(solutions, 1, {0: 100})) == Clash((1, 2), (0,), is_smallest=True)


def test_one_penny_decides() -> None:
    solutions = [[Way.of([], {0: 60})], [Way.of([], {0: 40})]]
    assert clash_of(Together(solutions, 1, {0: 100})) is None
    assert clash_of(Together(solutions, 1, {0: 99})) is not None


def test_a_dear_version_stands_where_a_limit_forbids_the_cheap_one_only_until_the_money_is_gone() -> None:
    """Neither limit alone is in the way of both: it takes the two of them."""
    first, second = [Way.of([1], {0: 10}), Way.of([], {0: 70})], [Way.of([], {0: 50})]
    assert clash_of(Together([first, second], 2, {0: 100})) == Clash((0, 1), (0, 1), is_smallest=True)
    assert clash_of(Together([first], 2, {0: 100})) is None


@given(st.lists(st.integers(1, 255), max_size=6), st.integers(1, 9))
def test_the_smallest_hitting_set_is_the_one_that_trying_all_finds(sets: list[int], fewer_than: int) -> None:
    fitting = [mask for mask in range(256) if all(mask & one for one in sets) and mask.bit_count() < fewer_than]
    found = smallest_hitting(sets, fewer_than=fewer_than)
    assert (found is None) == (not fitting)
    if found is not None:
        assert all(found & one for one in sets)
        assert found.bit_count() == min(mask.bit_count() for mask in fitting)


def test_what_would_take_too_long_to_try_is_not_guessed() -> None:
    chance = Random(1)
    choices = [{(n, 1000 - n) for n in chance.sample(range(1000), 6)} for _thing in range(60)]
    half = sum(sum(vector[0] for vector in vectors) / 6 for vectors in choices)
    with pytest.raises(TooManyWays):
        packs(choices, [int(half) - 1, 60_000 - int(half)])


def test_numbers_and_bits_are_the_same_set() -> None:
    assert numbers_in(mask_of([0, 3, 70])) == [0, 3, 70]
