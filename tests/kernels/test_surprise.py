"""The surprise check: it names what chance does not explain, and honest people hardly ever."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.surprise import KINDS, World, honest
from wayahead.kernels.opinion.surprise import surprises

SMALL = World("300 people, 60 statements", 300, 60, 15)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("world", [SMALL, KINDS[2]], ids=lambda world: world.name)
def test_honest_people_are_not_named(world: World, seed: int) -> None:
    found = honest(world, seed).look()
    assert found.same == ()
    assert found.bursts == ()


@pytest.mark.parametrize("size", [5, 40])
def test_a_bloc_is_named_whole_and_nobody_with_it(size: int) -> None:
    found = honest(SMALL, 1).with_bloc(size, 12, 0.0, 300, np.random.default_rng(7)).look()
    assert found.same[0].people == tuple(range(SMALL.people, SMALL.people + size))
    assert found.same[0].answers == 12
    assert found.same[0].expected < 1


def test_a_burst_of_newcomers_is_named_with_its_minutes() -> None:
    ballots = honest(SMALL, 2).with_bloc(60, 12, 0.5, 200, np.random.default_rng(3))
    (burst,) = ballots.look().bursts
    assert set(range(SMALL.people, SMALL.people + 60)) <= set(burst.people)
    came = ballots.came_at[list(burst.people)]
    assert burst.begins <= came.min() <= came.max() < burst.ends


def test_where_all_agree_with_everything_the_same_ballot_is_no_surprise() -> None:
    people, statements = np.repeat(np.arange(50), 8), np.tile(np.arange(8), 50)
    alike = np.ones(len(people), dtype=np.int64)
    found = surprises(people, statements, alike, np.zeros(50, dtype=np.int64), np.zeros(50, dtype=np.int64))
    assert found.same == ()


@settings(max_examples=50, deadline=None)
@given(
    rows=st.dictionaries(st.tuples(st.integers(0, 30), st.integers(0, 6)), st.sampled_from([-1, 0, 1]), max_size=150),
    group=st.sampled_from([-1, 0, 2]),
)
def test_any_votes_give_an_answer_whatever_their_order(rows: dict[tuple[int, int], int], group: int) -> None:
    table = np.array([(*key, said) for key, said in rows.items()], dtype=np.int64).reshape(-1, 3)
    came, groups = np.arange(31) * 1000, np.full(31, group)
    first = surprises(table[:, 0], table[:, 1], table[:, 2], came, groups)
    second = surprises(table[::-1, 0], table[::-1, 1], table[::-1, 2], came, groups)
    assert first == second
    assert set(first.people) <= set(range(31))
