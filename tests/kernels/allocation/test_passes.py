"""What reads every supporter: the same compiled and with numpy alone, and right at the edges."""

import sys
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernels.allocation.elections import PRAGA, Plain, election, plain_elections, real
from wayahead.kernels.allocation import RuleCard, allocate, passes
from wayahead.kernels.allocation.allocating import ranks
from wayahead.kernels.allocation.passes import plain
from wayahead.kernels.allocation.purses import Doubles
from wayahead.kernels.allocation.rules import equal_shares

supporters = st.lists(
    st.tuples(st.floats(0, 50), st.integers(1, 9), st.integers(1, 4)), min_size=1, max_size=30
)  # (what they have left, how many they are, the points each gives)


@pytest.fixture(scope="module")
def compiled() -> ModuleType:
    """The compiled passes; a lean installation goes without."""
    pytest.importorskip("numba", reason="numba, of the extra “fast”, is not installed.")
    from wayahead.kernels.allocation.passes import compiled

    return compiled


def arrays(rows: list[tuple[float, int, int]], *, has_points: bool) -> tuple[Any, ...]:
    """What the passes take: purses, rows, weights, points."""
    left, heads, points = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
    who = np.arange(len(rows), dtype=np.int32)
    return (left, who, heads * points, points) if has_points else (left, who, heads, None)


@settings(max_examples=50, deadline=None)
@given(supporters, st.integers(1, 500), st.floats(0.0001, 0.1), st.booleans())
def test_compiled_passes_give_what_plain_ones_give(
    compiled: ModuleType, rows: Any, cost: int, rate: float, has_points: bool
) -> None:
    left, who, weight, each = arrays(rows, has_points=has_points)
    ours, theirs = (
        module.price(left, who, weight, each, float(cost), float(weight.sum()), cost / float(weight.sum()))
        for module in (plain, compiled)
    )
    if abs(ours[1] - cost) > 1e-6:
        assert theirs == pytest.approx(ours)
    both = [module.dearest(left, who, weight, each, rate) for module in (plain, compiled)]
    assert both[1] == pytest.approx(both[0], abs=1e-6)
    if np.isfinite(ours[0]):
        after = [left.copy(), left.copy()]
        for module, purses in zip((plain, compiled), after, strict=True):
            module.pay(purses, who, each, ours[0])
        assert after[1] == pytest.approx(after[0])
        per_head = weight if each is None else weight / each
        assert float(per_head @ (left - after[0])) == pytest.approx(cost)


def bought(one: Any, passes: ModuleType) -> tuple[int, ...]:
    """What equal shares buy when these passes read the supporters."""
    card = RuleCard(ties="name").drawn(one.ids)
    purses = Doubles(one, 0, 1)
    purses.passes = passes
    return equal_shares.run(one, card, purses, ranks(one, card)).places


@settings(max_examples=30, deadline=None)
@given(plain_elections() | plain_elections(has_points=True))
def test_either_way_the_same_are_elected(compiled: ModuleType, small: Plain) -> None:
    assert bought(election(small), plain) == bought(election(small), compiled)


def test_either_way_the_same_are_elected_in_a_real_district(compiled: ModuleType) -> None:
    one = real(PRAGA).election
    assert bought(one, plain) == bought(one, compiled)


def test_where_numba_is_not_installed_a_real_district_is_counted_with_numpy_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, card = real(PRAGA).election, RuleCard(completion="none", ties="name")
    with_it = allocate(one, card)
    monkeypatch.setattr(passes, "COMPILED_FROM", 0)
    monkeypatch.setitem(sys.modules, "numba", None)
    assert passes.of_size(1) is plain
    assert allocate(one, card).winners == with_it.winners
