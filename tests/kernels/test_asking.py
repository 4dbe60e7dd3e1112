"""What to ask next: its promises, for any standing."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayahead.kernels.opinion.asking import DEFAULT, Policy, Standing, chances, counted, draw, estimate_group


@st.composite
def moments(draw_from: st.DrawFn) -> tuple[Standing, np.ndarray, int | None]:
    """Any standing, somebody's unanswered statements and their group."""
    statements, groups = draw_from(st.integers(1, 30)), draw_from(st.integers(0, 4))
    source = np.random.default_rng(draw_from(st.integers(0, 2**32 - 1)))
    most = draw_from(st.sampled_from([0, 3, 40, 5000]))
    by_group = source.integers(0, most + 1, (groups, statements))
    standing = Standing(
        by_group.sum(axis=0) + source.integers(0, most + 1, statements),
        by_group,
        source.normal(0, draw_from(st.sampled_from([0.0, 0.1, 3.0])), (statements, 2)),
        source.uniform(-1, 1, statements),
        source.normal(0, 1, (groups, 2)),
    )
    unanswered = source.random(statements) < draw_from(st.sampled_from([0.0, 0.1, 0.5, 1.0]))
    group = draw_from(st.one_of(st.none(), st.integers(0, groups - 1))) if groups else None
    return standing, unanswered, group


@given(moments())
def test_chances_sum_to_one_and_only_the_unanswered_have_any(moment: tuple[Standing, np.ndarray, int | None]) -> None:
    standing, unanswered, group = moment
    found = chances(standing, unanswered, group)
    assert not found[~unanswered].any()
    assert found.sum() == (pytest.approx(1) if unanswered.any() else 0)


@given(moments())
def test_everything_open_keeps_a_chance(moment: tuple[Standing, np.ndarray, int | None]) -> None:
    standing, unanswered, group = moment
    found = chances(standing, unanswered, group)
    assert (found[unanswered] >= DEFAULT.exploration / len(unanswered) * 0.999).all()


@given(moments())
def test_statements_below_a_floor_come_first(moment: tuple[Standing, np.ndarray, int | None]) -> None:
    standing, unanswered, group = moment
    behind = standing.hearings < DEFAULT.floor
    if group is not None:
        behind |= standing.by_group[group] < DEFAULT.group_floor
    behind &= unanswered
    if behind.any():
        assert chances(standing, unanswered, group)[behind].sum() >= 1 - DEFAULT.exploration - 1e-9


@given(moments(), st.integers(0, 2**32 - 1))
def test_the_order_of_statements_changes_nothing(moment: tuple[Standing, np.ndarray, int | None], seed: int) -> None:
    standing, unanswered, group = moment
    order = np.random.default_rng(seed).permutation(len(unanswered))
    shuffled = Standing(
        standing.hearings[order],
        standing.by_group[:, order],
        standing.loadings[order],
        standing.means[order],
        standing.centres,
    )
    expected = chances(standing, unanswered, group)[order]
    assert chances(shuffled, unanswered[order], group) == pytest.approx(expected, abs=1e-9)


@given(moments(), st.floats(0, 1, exclude_max=True))
def test_a_draw_is_never_an_answered_statement(moment: tuple[Standing, np.ndarray, int | None], u: float) -> None:
    standing, unanswered, group = moment
    place = draw(chances(standing, unanswered, group), u)
    assert place is None if not unanswered.any() else unanswered[place]


def test_draws_come_as_often_as_their_chances_say() -> None:
    found = np.array([0.0, 0.5, 0.0, 0.2, 0.3, 0.0])
    drawn = [draw(found, (n + 0.5) / 1000) for n in range(1000)]
    assert [drawn.count(place) for place in range(6)] == [0, 500, 0, 200, 300, 0]


def test_somebody_is_in_the_group_whose_middle_is_nearest_to_their_answers() -> None:
    standing = Standing(
        np.full(6, 50),
        np.full((2, 6), 20),
        np.array([[1.0, 0.0]] * 6) / np.sqrt(6),
        np.zeros(6),
        np.array([[2.0, 0.0], [-2.0, 0.0]]),
    )
    places = np.arange(5)
    assert estimate_group(standing, places, np.array([1, 1, 1, 0, 1])) == 0
    assert estimate_group(standing, places, np.array([-1, -1, 1, -1, -1])) == 1
    assert estimate_group(standing, places[:4], np.array([1, 1, 1, 1])) is None
    assert estimate_group(Standing.unmapped(np.full(6, 50)), places, np.array([1, 1, 1, 1, 1])) is None


def test_where_there_are_no_groups_the_map_tells_which_statements_tell_most() -> None:
    everybody = np.array([[20] * 4, [20] * 4, [10] * 4])
    on_map = np.array([[0.6, 0.0], [0.0, 0.6], [0.1, 0.0], [0.0, 0.0]])
    nobody_answered = np.ones(4, dtype=bool)
    for groups in (0, 1):
        by_group = np.zeros((3, groups, 4), dtype=np.int64)
        standing = counted(by_group, everybody, on_map)
        found = chances(standing, nobody_answered, None)
        assert found[0] == pytest.approx(found[1])
        assert found[0] > 3 * found[2]
        assert estimate_group(standing, np.arange(4).repeat(2)[:5], np.ones(5, dtype=np.int64)) is None
        assert chances(counted(by_group, everybody), nobody_answered, None) == pytest.approx(np.full(4, 0.25))


def test_a_standing_whose_arrays_do_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="loadings has the shape"):
        Standing(np.zeros(3, int), np.zeros((0, 3), int), np.zeros((2, 2)), np.zeros(3), np.zeros((0, 2)))


@pytest.mark.parametrize("wrong", [{"floor": -1}, {"exploration": 0.0}, {"exploration": 1.1}])
def test_a_policy_that_cannot_be_kept_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"floor|exploration"):
        Policy(**wrong)
