"""The alarm that asking departs from its promise: loud when it does, silent when it does not."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayahead.kernels.opinion.asking import (
    DEFAULT,
    Shortfall,
    Spread,
    Standing,
    ample,
    chances,
    departure,
    draw,
    in_tenths,
    starved,
    weights_are_equal,
)

STATEMENTS, PEOPLE = 40, 50
Chosen = Callable[[np.ndarray, np.random.Generator], tuple[int, float]]


def as_promised(found: np.ndarray, source: np.random.Generator) -> tuple[int, float]:
    """What the policy does: draw by the chances, and log them."""
    place = draw(found, source.random())
    assert place is not None
    return place, float(found[place])


def all_alike(found: np.ndarray, source: np.random.Generator) -> tuple[int, float]:
    """What happened to a peer: every weight is the same number, and is logged as such."""
    left = np.flatnonzero(found)
    return int(source.choice(left)), 1 / len(left)


def blind_to_chances(found: np.ndarray, source: np.random.Generator) -> tuple[int, float]:
    """The chances are computed and logged, and not used."""
    place = int(source.choice(np.flatnonzero(found)))
    return place, float(found[place])


def conversation(seed: int, choose: Chosen) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The logged chances, among how many, and the hearings in the end."""
    source = np.random.default_rng(seed)
    standing = Standing(
        source.integers(0, 30, STATEMENTS),
        source.integers(0, 10, (2, STATEMENTS)),
        source.normal(0, 1, (STATEMENTS, 2)),
        source.uniform(-1, 1, STATEMENTS),
        source.normal(0, 1, (2, 2)),
    )
    probability, among = [], []
    for person in range(PEOPLE):
        unanswered = np.ones(STATEMENTS, dtype=np.bool_)
        for _vote in range(int(source.integers(1, 20))):
            found = chances(standing, unanswered, person % 2)
            place, chance = choose(found, source)
            probability.append(chance)
            among.append(int(unanswered.sum()))
            unanswered[place] = False
            standing.hearings[place] += 1
            standing.by_group[person % 2, place] += 1
    return np.array(probability), np.array(among), standing.hearings


def sounds(seed: int, choose: Chosen) -> tuple[bool, bool]:
    """Which of the two alarms about draws sound."""
    probability, among, hearings = conversation(seed, choose)
    strayed = departure(probability, among, DEFAULT)
    return weights_are_equal(probability, among, hearings), strayed is not None and strayed.is_too_much


@pytest.mark.parametrize("seed", range(30))
def test_honest_exposure_raises_no_alarm(seed: int) -> None:
    assert sounds(seed, as_promised) == (False, False)


@pytest.mark.parametrize("seed", range(5))
def test_equal_weights_raise_the_alarm(seed: int) -> None:
    assert sounds(seed, all_alike)[0]


@pytest.mark.parametrize("seed", range(5))
def test_draws_that_ignore_their_chances_raise_the_alarm(seed: int) -> None:
    assert sounds(seed, blind_to_chances)[1]


def test_equal_chances_are_right_while_everything_is_heard_alike() -> None:
    same = np.full(500, 0.1)
    assert not weights_are_equal(same, np.full(500, 10), np.full(10, 50))
    assert weights_are_equal(same, np.full(500, 10), np.arange(10) * 20)


def test_too_few_exposures_say_nothing() -> None:
    assert departure(np.full(150, 0.001), np.full(150, 10), DEFAULT) is None
    assert not weights_are_equal(np.full(150, 0.1), np.full(150, 10), np.arange(10) * 20)


@given(st.integers(0, 2**32 - 1), st.integers(2, 60))
def test_the_mean_that_is_watched_is_one_for_any_chances(seed: int, left: int) -> None:
    found = np.random.default_rng(seed).dirichlet(np.full(left, 0.3)) * 0.98 + 0.02 / left
    assert (found * 1 / (found * left)).sum() == pytest.approx(1)


def test_a_statement_far_below_its_floor_is_starved() -> None:
    exposures, people = ample(40, DEFAULT)
    assert (exposures, people) == (2 * 40 * DEFAULT.floor, 2 * DEFAULT.floor)
    assert starved(np.array([0, DEFAULT.floor // 2 - 1, DEFAULT.floor]), DEFAULT).tolist() == [True, True, False]


def test_how_evenly_things_are_heard_is_told_by_both_ends_and_the_middle() -> None:
    assert Spread.of(np.array([])) is None
    spread = Spread.of(np.array([4, 4, 4, 4]))
    assert spread is not None
    assert (spread.count, spread.gini, spread.least, spread.median, spread.most) == (4, 0, 4, 4, 4)
    assert Shortfall.of_hearings(np.array([0, 7, 12]), 10) == Shortfall(floor=10, behind=2, of=3, missing=13)


@given(st.lists(st.integers(0, 1000), max_size=60))
def test_tenths_hold_every_statement_once_in_order(hearings: list[int]) -> None:
    tenths = in_tenths(np.array(hearings, dtype=np.int64))
    assert sum(count for count, _middle in tenths) == len(hearings)
    assert [middle for _count, middle in tenths] == sorted(middle for _count, middle in tenths)
    assert len(tenths) == min(10, len(hearings))
