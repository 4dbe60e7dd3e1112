"""What reads every vote: the same with numba and without, with any number of threads, cold and warm."""

import sys
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.kernels.test_reference import WORLDS, World, drawn
from wayahead.kernels.opinion import Options, Votes, analyse, passes, robust
from wayahead.kernels.opinion.axes import principal_axes
from wayahead.kernels.opinion.grouping import find_groups, lloyd
from wayahead.kernels.opinion.passes import plain
from wayahead.kernels.opinion.robust import sweep

LARGER = World(900, 70, 3, 0.4, out=5)
some_votes = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 150), st.sampled_from([-1, 0, 1])), min_size=1, max_size=300
)


@pytest.fixture(scope="module")
def compiled() -> ModuleType:
    """The compiled passes; a lean installation goes without."""
    pytest.importorskip("numba", reason="numba, of the extra “fast”, is not installed.")
    from wayahead.kernels.opinion.passes import compiled

    return compiled


def places(rows: list[tuple[int, int, int]]) -> tuple[Any, ...]:
    """Who, what and said as the passes take them, and how many people and statements there are."""
    people, who = np.unique([row[0] for row in rows], return_inverse=True)
    statements, what = np.unique([row[1] for row in rows], return_inverse=True)
    said = np.array([row[2] for row in rows], dtype=np.int8)
    return who.astype(np.uint32), what.astype(np.uint16), said, len(people), len(statements)


@settings(max_examples=60, deadline=None)
@given(some_votes)
def test_votes_are_gathered_and_counted_the_same_way(compiled: ModuleType, rows: list[tuple[int, int, int]]) -> None:
    given_votes = places(rows)
    gathered, other = plain.gather(*given_votes), compiled.gather(*given_votes)
    last = {(who, what): said for who, what, said in zip(*(column.tolist() for column in given_votes[:3]), strict=True)}
    indptr, indices, data = gathered
    owners = np.repeat(np.arange(given_votes[3]), np.diff(indptr))
    assert list(zip(owners.tolist(), indices.tolist(), strict=True)) == sorted(last)
    assert data.tolist() == [last[cell] for cell in sorted(last)]
    for one, two in zip(gathered, other, strict=True):
        assert np.asarray(one).dtype == np.asarray(two).dtype
        np.testing.assert_array_equal(one, two)
    labels = np.arange(given_votes[3]) % 3 - 1
    counted = plain.tally(*gathered, labels, (2, given_votes[4]))
    np.testing.assert_array_equal(counted, compiled.tally(*gathered, labels, (2, given_votes[4])))
    for among in (labels >= -1, labels >= 0):
        agreeing, counts = plain.agreeing(*gathered, 0, among, given_votes[4])
        again, counted = compiled.agreeing(*gathered, 0, among, given_votes[4])
        np.testing.assert_array_equal(agreeing, again)
        np.testing.assert_array_equal(counts, counted)
        yes = [what for (who, what), answer in last.items() if agreeing[who] and answer == 1]
        np.testing.assert_array_equal(counts, np.bincount(yes, minlength=given_votes[4]))
        whom = {who for (who, what), answer in last.items() if (what, answer) == (0, 1) and among[who]}
        assert set(np.flatnonzero(agreeing).tolist()) == whom
    kept = np.arange(given_votes[4]) % 4 != 0
    np.testing.assert_array_equal(plain.answered(indptr, indices, kept), compiled.answered(indptr, indices, kept))


@pytest.mark.parametrize("world", [LARGER, *WORLDS[:3]], ids=str)
def test_the_map_is_the_same_with_numba_and_without(
    compiled: ModuleType, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, what, said, out = drawn(world, 3)
    options = Options(deletions=0)
    slow = analyse(Votes.of(who, what, said), moderated_out=out, options=options)
    monkeypatch.setattr(passes, "COMPILED_FROM", 0)
    fast = analyse(Votes.of(who, what, said), moderated_out=out, options=options)
    np.testing.assert_array_equal(fast.people.groups, slow.people.groups)
    np.testing.assert_allclose(fast.people.places, slow.people.places, atol=1e-9)
    assert [one.overall for one in fast.statement_results] == [one.overall for one in slow.statement_results]
    assert fast.slate == slow.slate
    assert [[mark.id for mark in group.representative] for group in fast.groups] == [
        [mark.id for mark in group.representative] for group in slow.groups
    ]


@pytest.mark.parametrize("engine", ["polis", "robust"])
def test_where_numba_is_not_installed_a_large_conversation_is_read_with_numpy_alone(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, what, said, out = drawn(LARGER, 3)
    draw: Any = {"polis": analyse, "robust": robust.analyse}[engine]
    options = Options(deletions=0)
    small = draw(Votes.of(who, what, said), moderated_out=out, options=options)
    monkeypatch.setattr(passes, "COMPILED_FROM", 0)
    monkeypatch.setitem(sys.modules, "numba", None)
    assert passes.of_size(1) is plain
    assert sweep.of_size(1) is sweep.Sweep
    assert draw(Votes.of(who, what, said), moderated_out=out, options=options) == small


def test_the_number_of_threads_changes_not_a_bit(compiled: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "COMPILED_FROM", 0)
    who, what, said, out = drawn(LARGER, 4)
    maps = []
    for threads in (1, 2, 5):
        monkeypatch.setattr(compiled, "THREADS", threads)
        maps.append(analyse(Votes.of(who, what, said), moderated_out=out, options=Options(deletions=0)))
    assert maps[0] == maps[1] == maps[2]


def test_more_than_sixteen_bits_of_statements_and_people(compiled: ModuleType) -> None:
    chance = np.random.default_rng(5)
    who, what = chance.integers(0, 70_000, 90_000), chance.integers(0, 80_000, 90_000)
    votes = Votes.of(who, what, chance.integers(-1, 2, 90_000))
    assert votes.indices.dtype == np.uint16
    many = Votes.of(np.arange(70_000) % 7, np.arange(70_000), np.ones(70_000, dtype=int))
    assert many.indices.dtype == np.uint32
    for one in (votes, many):
        given_votes = (one.rows.astype(np.uint32), one.indices, one.data, len(one.people), len(one.statements))
        for left, right in zip(plain.gather(*given_votes), compiled.gather(*given_votes), strict=True):
            np.testing.assert_array_equal(left, right)


def table_of(matrix: NDArray[np.float64]) -> Any:
    """Something that multiplies as votes do."""

    class Table:
        readings = 0

        def gram(self, pair: NDArray[np.float64]) -> NDArray[np.float64]:
            self.readings += 1
            return matrix.T @ (matrix @ pair)

    return Table()


@pytest.mark.parametrize("shape", [(50, 30), (30, 50), (3, 2), (1, 4), (4, 1), (200, 120)])
@pytest.mark.parametrize("rank", [0, 1, 2, 9, 500])
def test_axes_are_the_top_two_singular_vectors(shape: tuple[int, int], rank: int) -> None:
    chance = np.random.default_rng(rank)
    rank = min(rank, *shape)
    left, right = (np.linalg.qr(chance.normal(0, 1, (size, rank)))[0] for size in shape)
    values = 10 * 0.9 ** np.arange(rank)
    found = principal_axes(table_of(left * values @ right.T), shape[1])
    for axis in range(2):
        if axis >= rank:
            assert not found[:, axis].any()
            continue
        assert found[np.argmax(np.abs(found[:, axis])), axis] > 0
        np.testing.assert_allclose(np.abs(found[:, axis] @ right[:, axis]), 1, atol=1e-10)


@pytest.mark.parametrize("people", [2, 3, 5, 8, 11, 12, 13, 17, 21, 22, 23, 30])
def test_few_people_leave_no_direction_to_search_and_still_give_their_axes(people: int) -> None:
    for seed in range(20):
        chance = np.random.default_rng(seed)
        table = chance.choice([-1.0, 0.0, 1.0], (people, 25 + 5 * seed)) * chance.choice([0, 0.3, 1], 25 + 5 * seed)
        table -= table.mean(axis=0)
        found = principal_axes(table_of(table), table.shape[1])
        values = np.linalg.svd(table, compute_uv=False)[:2] ** 2
        together = found.T @ found
        np.testing.assert_allclose(together, np.diag([1.0, float(values[1] > 1e-9)]), atol=1e-9)
        np.testing.assert_allclose(((table @ found) ** 2).sum(axis=0), values, rtol=1e-9, atol=1e-9)


def test_earlier_axes_lead_to_the_new_ones_in_a_few_readings() -> None:
    who, what, said, out = drawn(LARGER, 6)
    before = analyse(Votes.of(who[:-500], what[:-500], said[:-500]), moderated_out=out, options=Options(deletions=0))
    votes = Votes.of(who, what, said)
    cold = analyse(votes, moderated_out=out, options=Options(deletions=0))
    warm = analyse(votes, moderated_out=out, options=Options(deletions=0), start=before.axes)
    np.testing.assert_allclose(warm.people.places, cold.people.places, atol=1e-3)
    assert (warm.people.groups == cold.people.groups).mean() > 0.99


def test_an_axis_that_others_have_overtaken_is_left() -> None:
    chance = np.random.default_rng(0)
    left, right = (np.linalg.qr(chance.normal(0, 1, (size, 4)))[0] for size in (40, 30))
    table = table_of(left * np.array([9.0, 3.0, 8.0, 7.0]) @ right.T)
    found = principal_axes(table, 30, start=right[:, :2], left_over=1e-5)
    np.testing.assert_allclose(np.abs(found.T @ right[:, [0, 2]]), np.eye(2), atol=1e-3)


def test_a_million_points_are_grouped_as_a_sample_of_them_is() -> None:
    chance = np.random.default_rng(1)
    points = np.concatenate([chance.normal(at, 0.3, (110_000, 2)) for at in ((-2, 0), (2, 0), (0, 3))])
    labels = find_groups(points, most=5)
    assert np.bincount(labels).tolist() == pytest.approx([110_000] * 3, rel=0.01)
    middles = np.array([points[labels == group].mean(axis=0) for group in range(3)])
    nearest = ((points[:, None] - middles) ** 2).sum(axis=2).argmin(axis=1)
    assert (labels == nearest).mean() > 0.9999


def test_a_group_that_loses_everybody_begins_again_far_from_its_centre() -> None:
    """As scikit-learn's k-means has it: here the middle one of three centres has nobody near."""
    points = np.array([(0.0, 0.0), (0.1, 0.0), (5.0, 0.0), (5.2, 0.0), (9.0, 0.0)])
    labels = lloyd(points, np.array([(0.0, 0.0), (2.4, 50.0), (7.0, 0.0)]))
    assert sorted(np.bincount(labels).tolist()) == [1, 2, 2]
