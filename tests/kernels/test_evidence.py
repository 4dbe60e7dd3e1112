"""What may be said of a change, held against references and against what must hold whatever the figures."""

from itertools import product
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from scipy import stats

from wayahead.kernels.evidence import (
    FEWEST_SHOWN,
    FEWEST_TO_SAY,
    Better,
    Counted,
    Mean,
    Share,
    Shown,
    Single,
    State,
    Way,
    change,
    interval,
    shown,
    standing,
)
from wayahead.kernels.evidence.figures import difference

UP, DOWN = Better.UP, Better.DOWN
SIZES = st.integers(FEWEST_TO_SAY, 2000)
VALUES = st.floats(-1000, 1000).map(lambda value: round(value, 3))


@st.composite
def shares(draw: st.DrawFn) -> Share:
    """So many of enough people."""
    of = draw(SIZES)
    return Share(draw(st.integers(0, of)), of)


@st.composite
def means(draw: st.DrawFn) -> Mean:
    """A mean over enough people."""
    return Mean(draw(VALUES), draw(st.floats(0.01, 100)), draw(SIZES))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Counted, Counted]:
    """Before and after, of one kind."""
    kinds: list[st.SearchStrategy[Counted]] = [shares(), means(), VALUES.map(Single)]
    kind = draw(st.sampled_from(kinds))
    return draw(kind), draw(kind)


@pytest.mark.parametrize(("hits", "of"), [(0, 10), (3, 10), (10, 10), (81, 263), (1, 29), (999, 2000)])
def test_a_share_has_the_interval_of_the_reference(hits: int, of: int) -> None:
    reference = stats.binomtest(hits, of).proportion_ci(0.95, method="wilson")
    assert interval(Share(hits, of)) == pytest.approx((reference.low, reference.high), abs=1e-12)


# Newcombe 1998, table II, method 10: (a) to (h).
@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_two_shares_differ_as_newcombe_printed_it(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    assert difference(Share(*second), Share(*first)) == pytest.approx((low, high), abs=6e-5)


@given(means(), means())
def test_two_means_differ_as_in_welchs_test(before: Mean, after: Mean) -> None:
    reference = stats.ttest_ind_from_stats(
        after.mean, after.spread, after.of, before.mean, before.spread, before.of, equal_var=False
    )
    found = change(before, after, UP)
    reach = stats.t.ppf(0.975, welch_freedom(before, after)) * sqrt(
        before.spread**2 / before.of + after.spread**2 / after.of
    )
    assert found.sure is not None
    assert found.sure.high - found.sure.low == pytest.approx(2 * reach, rel=1e-6)
    assume(abs(float(reference.pvalue) - 0.05) > 1e-9)
    assert (found.state == State.UNSURE) == (float(reference.pvalue) > 0.05)


def welch_freedom(before: Mean, after: Mean) -> float:
    """The degrees of freedom, as the paper has them."""
    one, two = before.spread**2 / before.of, after.spread**2 / after.of
    return (one + two) ** 2 / (one**2 / (before.of - 1) + two**2 / (after.of - 1))


def test_a_mean_has_students_interval() -> None:
    low, high = stats.t.interval(0.95, 24, loc=7.4, scale=2.1 / 5)
    assert interval(Mean(7.4, 2.1, 25)) == pytest.approx((low, high))


def test_welchs_interval_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(7)
    held = 0
    for _n in range(2000):
        one, two = rng.normal(4, 2, 12), rng.normal(5, 3, 25)
        sure = change(Mean(one.mean(), one.std(ddof=1), 12), Mean(two.mean(), two.std(ddof=1), 25), UP).sure
        assert sure is not None
        held += sure.low <= 1 <= sure.high
    assert 0.94 < held / 2000 < 0.96


@given(pairs())
def test_the_other_direction_turns_the_word_and_nothing_else(pair: tuple[Counted, Counted]) -> None:
    turned = {
        State.BETTER: State.WORSE,
        State.WORSE: State.BETTER,
        State.LOOKS_BETTER: State.LOOKS_WORSE,
        State.LOOKS_WORSE: State.LOOKS_BETTER,
    }
    up, down = change(*pair, UP), change(*pair, DOWN)
    assert down.state == turned.get(up.state, up.state)
    assert (up.by, up.sure) == (down.by, down.sure)


@given(pairs())
def test_the_change_back_is_the_same_change_the_other_way(pair: tuple[Counted, Counted]) -> None:
    there, back = change(*pair, UP), change(pair[1], pair[0], UP)
    assert there.by is not None
    assert back.by == pytest.approx(-there.by)
    if there.sure and back.sure:
        assert back.sure == pytest.approx((-there.sure.high, -there.sure.low), abs=1e-9)


@given(shares(), shares(), st.integers(2, 5))
def test_more_people_who_say_the_same_make_it_surer(before: Share, after: Share, times: int) -> None:
    few = change(before, after, UP).sure
    many = change(Share(before.hits * times, before.of * times), Share(after.hits * times, after.of * times), UP).sure
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low


@given(shares(), shares())
def test_the_count_lies_in_its_interval_and_no_share_leaves_nought_to_one(before: Share, after: Share) -> None:
    found = change(before, after, UP)
    assert found.sure is not None
    assert found.by is not None
    assert -1 - 1e-9 <= found.sure.low <= found.by + 1e-9
    assert found.by - 1e-9 <= found.sure.high <= 1 + 1e-9
    own = interval(after)
    assert own is not None
    assert 0 <= own.low <= after.value <= own.high <= 1


@pytest.mark.parametrize(("before", "after"), [(9, 500), (500, 9), (1, 1)])
def test_below_the_fewest_it_says_that_they_are_too_few_and_no_figure(before: int, after: int) -> None:
    for made in (lambda of: Share(of // 2, of), lambda of: Mean(5, 1, of)):
        found = change(made(before), made(after), UP)
        assert found.state == State.TOO_FEW
        assert found.by is None
        assert found.sure is None
        assert set(found.words.figures) >= {"fewest"}
        assert "%(before)s" not in found.words.template
    assert change(Share(5, 10), Share(9, 10), UP).state != State.TOO_FEW


def test_single_figures_never_claim_to_be_sure() -> None:
    assert change(Single(41), Single(117), UP).state == State.LOOKS_BETTER
    assert change(Single(41), Single(117), DOWN).state == State.LOOKS_WORSE
    assert change(Single(41), Single(41), UP).state == State.SAME
    assert change(Single(0.2), Share(70, 100), UP).sure is None
    assert interval(Single(3)) is None
    assert "Nobody can say how sure" in change(Single(41), Single(117), UP).words.template


def test_without_a_baseline_it_says_that_nobody_can_say_what_changed() -> None:
    found = change(None, Share(61, 100), UP)
    assert found.state == State.NO_BASELINE
    assert found.by is None


def test_a_share_is_not_held_against_a_mean() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        change(Share(5, 20), Mean(7, 1, 20), UP)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Share(5, 4),
        lambda: Share(-1, 4),
        lambda: Share(0, 0),
        lambda: Mean(1, -0.1, 5),
        lambda: Mean(1, 1, 0),
        lambda: Mean(inf, 1, 5),
        lambda: Single(float("nan")),
    ],
)
def test_what_cannot_be_is_refused(wrong: "type[Counted]") -> None:
    with pytest.raises(ValueError, match=r"cannot be|no figure"):
        wrong()  # type: ignore[call-arg]


@given(pairs(), st.sampled_from(Better))
def test_every_place_of_a_sentence_is_filled(pair: tuple[Counted, Counted], better: Better) -> None:
    for words in (change(*pair, better).words, standing(*pair, 0.5, better).words, change(None, pair[1], better).words):
        assert "%(" not in words.template % dict.fromkeys(words.figures, "x")


def test_a_target_is_reached_counted_nearer_or_not() -> None:
    before = Share(20, 100)
    assert standing(before, Share(90, 100), 0.5, UP).state == Way.REACHED
    assert standing(before, Share(52, 100), 0.5, UP).state == Way.COUNTED
    nearer = standing(before, Share(35, 100), 0.5, UP)
    assert nearer.state == Way.NEARER
    assert nearer.way == pytest.approx(0.5)
    assert standing(before, Share(10, 100), 0.5, UP).state == Way.NOT_NEARER
    assert standing(None, Share(10, 100), 0.5, UP).state == Way.SHORT
    assert standing(None, Share(4, 5), 0.5, UP).state == Way.TOO_FEW
    assert standing(Single(40), Single(18), 20, DOWN).state == Way.REACHED
    assert standing(Mean(6, 1, 100), Mean(3, 1, 100), 4, DOWN).state == Way.REACHED
    assert standing(Mean(6, 1, 100), Mean(3.95, 1, 100), 4, DOWN).state == Way.COUNTED


# The table that anybody may read, held against every table that it could have been.
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12), min_size=width, max_size=width).map(tuple), min_size=1, max_size=4
    ).map(tuple)
)


def flat(counts: tuple[tuple[int, ...], ...], read: Shown) -> list[tuple[int, int | None]]:
    """Each figure beside what is shown of it."""
    cells = [pair for row, told in zip(counts, read.cells, strict=True) for pair in zip(row, told, strict=True)]
    rows = zip(map(sum, counts), read.row_totals, strict=True)
    columns = zip((sum(column) for column in zip(*counts, strict=True)), read.column_totals, strict=True)
    return [*cells, *rows, *columns]


@given(TABLES)
@settings(deadline=None)
def test_what_is_shown_is_true_and_never_small(counts: tuple[tuple[int, ...], ...]) -> None:
    read = shown(counts)
    assert read.total == sum(map(sum, counts))
    for figure, told in flat(counts, read):
        assert told is None or told == figure
        assert told is None or told >= FEWEST_SHOWN or told == read.total


def every_table(read: Shown) -> list[tuple[int, ...]]:
    """All tables of two columns that agree with what is shown, each flat; small ones only, as there are very many."""
    height, width = len(read.cells), len(read.column_totals)
    ways = [range(read.total + 1) if told is None else (told,) for row in read.cells for told in row]
    found = []
    for cells in product(*ways):
        rows = [sum(cells[n * width : (n + 1) * width]) for n in range(height)]
        columns = [sum(cells[n::width]) for n in range(width)]
        agrees = all(told in (None, value) for told, value in zip(read.row_totals, rows, strict=True))
        agrees &= all(told in (None, value) for told, value in zip(read.column_totals, columns, strict=True))
        if agrees and sum(cells) == read.total:
            found.append((*cells, *rows, *columns))
    return found


NUMBERS = st.integers(0, 7)
SMALL_TABLES = st.one_of(
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=2).map(tuple),
    st.tuples(st.tuples(NUMBERS, NUMBERS, NUMBERS)),
)


@given(SMALL_TABLES)
@example(((9, 3, 0),))  # two hidden ones of one line, whose sum is small
@example(((6, 0, 0),))
@settings(deadline=None, max_examples=30)
def test_nobody_can_work_out_a_hidden_figure_nor_that_it_is_small(counts: tuple[tuple[int, ...], ...]) -> None:
    read = shown(counts)
    assume(read.total >= FEWEST_SHOWN)
    possible = every_table(read)
    for place, (_figure, told) in enumerate(flat(counts, read)):
        if told is None:
            values = {table[place] for table in possible}
            assert len(values) > 1
            assert max(values) >= FEWEST_SHOWN


def test_one_small_cell_takes_others_with_it_and_far_ones_stay() -> None:
    read = shown(((25, 12), (14, 2), (40, 21)))
    assert read.cells == ((None, None), (None, None), (40, 21))
    assert read.row_totals == (37, 16, 61)
    assert read.column_totals == (79, 35)


def test_all_of_one_mind_gives_everybody_away_and_is_hidden() -> None:
    assert shown(((9, 0),)).cells == ((None, None),)


def test_of_fewer_than_five_people_only_how_many_is_told() -> None:
    read = shown(((3, 1),))
    assert read == Shown(((None, None),), (4,), (None, None), 4)


@pytest.mark.parametrize("wrong", [(), ((1, 2), (3,)), ((-1, 2),)])
def test_what_is_no_table_is_refused(wrong: tuple[tuple[int, ...], ...]) -> None:
    with pytest.raises(ValueError, match="a table has lines"):
        shown(wrong)
