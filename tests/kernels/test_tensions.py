"""What is found, whatever the figures: nothing that chance could explain, the same each time, in whichever order."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from wayahead.kernels.feasibility import Claims, State, exclude_one_another, parse
from wayahead.kernels.tensions import (
    Backing,
    Blockage,
    Clash,
    Found,
    Leg,
    Stand,
    Voiced,
    blocked,
    divided,
    exclusive,
    far,
    is_news,
)

SHARES = st.floats(0, 1)


@st.composite
def stand(draw: st.DrawFn) -> Stand:
    """One group's answers, with bounds below the shares."""
    agree = draw(SHARES)
    disagree = draw(st.floats(0, 1 - agree))
    low, disagree_low = agree * draw(SHARES), disagree * draw(SHARES)
    return Stand(draw(st.integers(1, 8)), draw(st.integers(0, 3)), agree, low, disagree, disagree_low)


ONE_MATTER = {statement: frozenset({"evenings"}) for statement in range(1, 9)}
STANDS = st.lists(stand(), max_size=24, unique_by=lambda one: (one.statement, one.group))
NEEDS = st.lists(st.builds(Voiced, st.integers(1, 9), st.integers(0, 50)), unique_by=lambda one: one.need)
BACKINGS = st.lists(
    st.builds(Backing, st.integers(1, 5), st.lists(st.integers(1, 12), unique=True).map(tuple)),
    unique_by=lambda one: one.organisation,
)


@given(STANDS)
def test_what_divides_is_sure_on_both_sides(stands: list[Stand]) -> None:
    by_place = {(one.statement, one.group): one for one in stands}
    for found in divided(1, stands, most=99, matters=ONE_MATTER):
        yes, no = found.legs
        assert by_place[yes.statements[0], yes.group or 0].agree_low > 0.5
        assert by_place[yes.statements[0], no.group or 0].disagree_low > 0.5
        assert yes.group != no.group
        assert 0 < found.strength <= 1
        for answer in no.statements:
            assert by_place[answer, no.group or 0].agree_low > 0.5
            assert by_place[answer, yes.group or 0].disagree_low > 0.5


@given(STANDS, st.randoms(use_true_random=False), st.integers(0, 9))
def test_it_is_the_same_in_whichever_order(stands: list[Stand], chance: object, most: int) -> None:
    mixed = list(stands)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    found = divided(1, stands, most=most, matters=ONE_MATTER)
    assert divided(1, mixed, most=most, matters=ONE_MATTER) == found
    assert len({one.key for one in found}) == len(found) <= most
    assert [one.strength for one in found] == sorted((one.strength for one in found), reverse=True)


def test_the_other_side_speaks_only_by_a_sentence_on_the_same_matter() -> None:
    def apart(statement: int, yes: int, share: float) -> list[Stand]:
        return [Stand(statement, yes, share, 0.8, 0, 0), Stand(statement, 1 - yes, 0, 0, share, 0.8)]

    ramps, cameras, sleep = 1, 2, 3
    stands = [*apart(ramps, 0, 0.9), *apart(cameras, 1, 0.95), *apart(sleep, 1, 0.85)]
    matters = {ramps: frozenset({"need:4"}), sleep: frozenset({"need:4", "need:5"}), cameras: frozenset({"need:9"})}
    spoken = {found.key: found.legs[1].statements for found in divided(1, stands, most=9, matters=matters)}
    assert spoken == {"divided:1": (sleep,), "divided:2": (), "divided:3": (ramps,)}
    assert all(found.legs[1].statements == () for found in divided(1, stands, most=9))


@given(STANDS)
def test_less_sureness_never_finds_more(stands: list[Stand]) -> None:
    vaguer = [replace(one, agree_low=one.agree_low / 2, disagree_low=one.disagree_low / 2) for one in stands]
    sure = {found.key for found in divided(1, stands, most=99)}
    assert {found.key for found in divided(1, vaguer, most=99)} <= sure


@given(st.lists(st.builds(Blockage, st.integers(1, 5), st.lists(SHARES, max_size=4).map(tuple), st.integers(1, 5),
                          st.integers(1, 3))))  # fmt: skip
def test_only_what_every_group_surely_shares_is_blocked(blockages: list[Blockage]) -> None:
    found = blocked(blockages)
    shared = {(one.need, one.limit) for one in blockages if len(one.lows) > 1 and min(one.lows) > 0.5}
    assert {(one.legs[0].needs[0], one.legs[1].limits[0]) for one in found} == shared
    assert len({one.key for one in found}) == len(found)


@given(st.lists(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 3)), max_size=4, unique_by=lambda one: one[0])))
def test_two_limits_clash_once_and_three_are_no_tension(sets: list[list[tuple[int, int]]]) -> None:
    found = exclusive(Clash(tuple(one)) for one in sets)
    pairs = {frozenset(key for key, _version in one) for one in sets if len(one) == 2}
    assert {frozenset((one.legs[0].limits[0], one.legs[1].limits[0])) for one in found} == pairs


@given(NEEDS, BACKINGS, st.integers(1, 4))
def test_money_is_far_only_where_none_of_it_goes_to_what_most_ask_for(
    needs: list[Voiced], backings: list[Backing], top: int
) -> None:
    voices = {one.need: one.voices for one in needs}
    theirs = {one.organisation: set(one.needs) & voices.keys() for one in backings}
    for found in far(needs, backings, top=top):
        asked, (organisation,) = found.legs[0].needs[0], found.legs[1].organisations
        assert voices[asked] == max(voices.values())
        assert set(found.legs[1].needs) == theirs[organisation]
        louder = sum(one.voices > max(voices[need] for need in theirs[organisation]) for one in needs)
        assert louder >= top
        assert 0 <= found.strength <= 1


@given(SHARES, SHARES, st.lists(st.integers(0, 3)).map(tuple))
def test_the_same_is_never_news(strength: float, later: float, stamp: tuple[int, ...]) -> None:
    now = Found("divided", "divided:1", later, (Leg(), Leg()), stamp)
    assert not is_news(later, stamp, now)
    assert is_news(later, (*stamp, 1), now)
    assert not is_news(strength, stamp, now) or later > strength


def test_what_grew_or_rests_on_another_version_is_news() -> None:
    now = Found("divided", "divided:1", 0.7, (Leg(), Leg()), (2,))
    assert is_news(0.5, (2,), now)
    assert is_news(0.7, (1,), now)
    assert not is_news(0.6, (2,), now)


BOUNDS = st.one_of(
    st.builds(lambda n: {"test": "total_cost", "at_least_pence": n}, st.integers(0, 50)),
    st.builds(lambda n: {"test": "total_cost", "at_most_pence": n}, st.integers(0, 50)),
    st.builds(lambda n: {"test": "must_include", "cost_kind": "staff", "at_least_pence": n}, st.integers(1, 50)),
    st.just({"test": "excluded_cost", "cost_kind": "staff"}),
)
COSTS = st.dictionaries(st.sampled_from(["staff", "food"]), st.integers(0, 60), min_size=1)


@given(BOUNDS, BOUNDS, COSTS)
def test_nothing_keeps_to_two_limits_that_exclude_one_another(
    one: dict[str, object], other: dict[str, object], costs: dict[str, int]
) -> None:
    first, second = parse(one), parse(other)
    assert exclude_one_another(first, second) == exclude_one_another(second, first)
    if exclude_one_another(first, second):
        claims = Claims(costs=costs)
        assert {limit.check(claims).state for limit in (first, second)} != {State.MET}
