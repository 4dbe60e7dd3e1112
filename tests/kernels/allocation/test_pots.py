"""Several pots: the flow against scipy's, what pots promise, and the reason where they end."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from tests.kernels.allocation.elections import WIELICZKA, Plain, election, plain_elections, real
from wayahead.kernels.allocation import (
    Election,
    NotAnElection,
    Part,
    Pot,
    RuleCard,
    allocate,
    explain_shared,
    what_if,
    with_pots,
)
from wayahead.kernels.allocation.pots import Ledger

both = plain_elections() | plain_elections(has_points=True)
COMPLETIONS = ("none", "add1", "add1-exhaustive")


@st.composite
def pots_for(draw: st.DrawFn, ids: list[str]) -> list[Pot]:
    """One to three pots with every kind of limit."""
    some = st.lists(st.sampled_from(ids), unique=True, max_size=len(ids)).map(tuple)
    pots = []
    for number in range(draw(st.integers(1, 3))):
        capacity = draw(st.integers(0, 40))
        shuffled = draw(st.permutations(ids))
        cut = draw(st.integers(0, len(ids)))
        cap = draw(st.integers(0, 30))
        caps = (Part(tuple(shuffled[:cut]), cap), Part(tuple(shuffled[: cut // 2]), draw(st.integers(0, 20))))
        pots.append(
            Pot(
                f"pot{number}",
                capacity,
                draw(st.none() | some),
                draw(st.none() | st.integers(0, 20)),
                draw(st.sampled_from([(), caps])),
                draw(st.sampled_from([(), (Part(tuple(shuffled[cut:]), capacity // 2),)])),
            )
        )
    return pots


@st.composite
def elections_with_pots(draw: st.DrawFn) -> tuple[Plain, list[Pot]]:
    """An election and its pots."""
    plain = draw(both)
    return plain, draw(pots_for(list(plain[0])))


def most_money(one: Election, pots: list[Pot], places: list[int]) -> int:
    """The most that can flow to these solutions, by scipy, over a network laid by hand: one node for each limit."""
    edges: dict[tuple[Any, Any], int] = {}
    for pot in pots:
        kept = sum(floor.amount for floor in pot.floors)
        edges["source", (pot.id, "free")] = pot.capacity - kept
        for number, floor in enumerate(pot.floors):
            edges["source", (pot.id, "floor", number)] = floor.amount
        nested = sorted(enumerate(pot.caps), key=lambda one: -len(one[1].of))
        for place in places:
            name = one.ids[place]
            if not pot.may_pay(name):
                continue
            above: Any = (pot.id, "free")
            for number, cap in nested:
                if name in cap.of:
                    edges[above, (pot.id, "cap", number)] = cap.amount
                    above = (pot.id, "cap", number)
            last = (pot.id, name)
            edges[above, last] = 10**6
            for number, floor in enumerate(pot.floors):
                if name in floor.of:
                    edges[(pot.id, "floor", number), last] = 10**6
            edges[last, name] = 10**6 if pot.most_for_each is None else pot.most_for_each
    edges |= {(one.ids[place], "sink"): one.costs[place] for place in places}
    nodes = {
        node: number for number, node in enumerate(dict.fromkeys(["source", "sink", *(n for e in edges for n in e)]))
    }
    start, end = zip(*[(nodes[a], nodes[b]) for a, b in edges], strict=True) if edges else ((), ())
    size = (len(nodes), len(nodes))
    table = csr_array((np.array(list(edges.values()), dtype=np.int32), (start, end)), shape=size)
    return int(maximum_flow(table, 0, 1).flow_value)


@settings(max_examples=30, deadline=None)
@given(elections_with_pots())
def test_the_pots_can_pay_exactly_what_a_flow_says(drawn: tuple[Plain, list[Pot]]) -> None:
    plain, pots = drawn
    one = election(plain)
    ledger = Ledger(one, pots)
    ledger.begin()
    paid: list[int] = []
    for place in range(len(one.ids)):
        possible = most_money(one, pots, [*paid, place])
        missing = sum(one.costs[other] for other in [*paid, place]) - possible
        shortage = ledger.shortage(place)
        assert (shortage.missing if shortage else 0) == missing
        assert ledger.fits(place) is (not missing)
        if ledger.can_pay(place):
            paid.append(place)
        got = dict.fromkeys(one.ids, 0)
        for _pot, other, much in ledger.paid():
            got[one.ids[other]] += much
        assert got == {name: one.costs[at] if at in paid else 0 for at, name in enumerate(one.ids)}


def keeps_its_limits(pot: Pot, paid: dict[str, int]) -> bool:
    """Whether what a pot pays is within all that it says."""
    kept_back = sum(max(0, floor.amount - sum(paid.get(name, 0) for name in floor.of)) for floor in pot.floors)
    return (
        sum(paid.values()) + kept_back <= pot.capacity
        and all(pot.may_pay(name) for name in paid)
        and all(pot.most_for_each is None or much <= pot.most_for_each for much in paid.values())
    )


@settings(max_examples=30, deadline=None)
@given(elections_with_pots(), st.sampled_from(COMPLETIONS), st.sampled_from(["none", "greedy"]))
def test_no_pot_pays_more_than_it_may_and_each_winner_is_paid_in_full(
    drawn: tuple[Plain, list[Pot]], completion: Any, then: Any
) -> None:
    plain, pots = drawn
    one = election(plain)
    shared = with_pots(one, RuleCard(completion=completion, then=then), pots)
    for pot in pots:
        assert keeps_its_limits(pot, {each.id: each.amount for each in shared.funded if each.pot == pot.id})
    for name in shared.outcome.winners:
        assert sum(each.amount for each in shared.funded if each.id == name) == plain[0][name]
    losers = set(plain[0]) - set(shared.outcome.winners)
    assert set(shared.shortages) <= losers
    if then == "greedy":
        assert set(shared.shortages) == losers


@settings(max_examples=30, deadline=None)
@given(both, st.sampled_from(COMPLETIONS[:2]), st.sampled_from(["none", "greedy"]))
def test_one_pot_for_everything_is_a_plain_budget(plain: Plain, completion: Any, then: Any) -> None:
    card = RuleCard(completion=completion, then=then)
    shared = with_pots(election(plain), card, [Pot("all", plain[2])])
    # The step that went too far is no part of either, but how close its calls were may differ.
    ours, theirs = (replace(each, smallest_gap=1.0, is_exact=False) for each in (shared.outcome, shared.without_pots))
    assert ours == theirs
    assert shared.without_pots == allocate(election(plain), card)


def test_raising_ends_where_more_in_purses_would_bring_nothing_in() -> None:
    one = Election.of({"hut": 4, "oak": 900}, [["hut"], ["hut"], ["oak"]], budget=6)
    nobody_pays_oak = [Pot("huts", 6, only=("hut",))]
    shared = with_pots(one, RuleCard(), nobody_pays_oak)
    assert shared.outcome.winners == ("hut",)
    assert shared.outcome.steps < 10


@settings(max_examples=30, deadline=None)
@given(elections_with_pots())
def test_at_the_cost_that_a_loser_is_told_it_wins(drawn: tuple[Plain, list[Pot]]) -> None:
    plain, pots = drawn
    one = election(plain)
    card = RuleCard(completion="none", ties="name")
    for lost in explain_shared(one, with_pots(one, card, pots)):
        if lost.would_win_at_cost:
            changed = replace(one, costs=tuple((plain[0] | {lost.id: lost.would_win_at_cost}).values()))
            assert lost.id in with_pots(changed, card, pots).outcome.winners


HUT_AND_POND: Plain = ({"hut": 60, "pond": 40, "path": 30}, [["hut"], ["hut", "pond"], ["pond"], ["path"]], 0)


def test_a_shortage_names_the_pots_that_are_used_up_and_the_money_missing() -> None:
    pots = [Pot("council", 60), Pot("lottery", 30, only=("pond", "path"))]
    shared = with_pots(election(HUT_AND_POND), RuleCard(rule="greedy", completion="none", ties="name"), pots)
    assert shared.outcome.winners == ("hut", "path")
    shortage = shared.shortages["pond"]
    assert (shortage.missing, shortage.used_up, shortage.capped) == (40, ("council", "lottery"), ())
    assert shortage.rivals == ("hut", "path")
    [pond] = explain_shared(election(HUT_AND_POND), shared)
    assert (pond.id, pond.reason, pond.would_win_at_cost) == ("pond", "pots_short", None)


def test_a_shortage_names_the_pots_that_may_give_no_more() -> None:
    pots = [Pot("council", 200, most_for_each=50), Pot("health", 0)]
    shared = with_pots(election(HUT_AND_POND), RuleCard(rule="greedy", completion="none"), pots)
    shortage = shared.shortages["hut"]
    assert (shortage.missing, shortage.used_up, shortage.capped) == (10, ("health",), ("council",))


def test_money_that_is_kept_for_some_goes_to_nobody_else() -> None:
    pots = [Pot("council", 100, floors=(Part(("path",), 45),))]
    shared = with_pots(election(HUT_AND_POND), RuleCard(rule="greedy", completion="none", ties="name"), pots)
    assert set(shared.outcome.winners) == {"pond", "path"}
    assert shared.shortages["hut"].missing == 45


def test_more_money_can_push_something_out_and_what_if_says_so() -> None:
    plain: Plain = ({"big": 105, "small": 60, "other": 40}, [["big"]] * 6 + [["small"]] * 5 + [["other"]] * 4, 100)
    card = RuleCard(rule="greedy", completion="none")
    one = election(plain)
    five, ten = what_if(one, card, allocate(one, card))
    assert (five.change.percent, five.comes_in, set(five.goes_out)) == (5, ("big",), {"small", "other"})
    assert (ten.comes_in, ten.spent_more) == (("big",), 5)


def test_what_if_loosens_every_limit_of_every_pot() -> None:
    pots = [Pot("council", 100, only=("hut",), most_for_each=50), Pot("lottery", 30)]
    one, card = election(HUT_AND_POND), RuleCard(completion="none", then="greedy", ties="name")
    shared = with_pots(one, card, pots)
    found = {
        (each.change.pot, each.change.limit, each.change.percent): each
        for each in what_if(one, card, shared.outcome, pots=pots)
    }
    assert set(found) == {
        *((pot, "", percent) for pot in ("council", "lottery") for percent in (5, 10)),
        ("council", "only", 0),
        ("council", "most_for_each", 0),
        ("council", "most_for_each", 10),
    }
    assert found["council", "only", 0].comes_in == ("path", "pond")


def test_what_if_loosens_each_cap_and_each_floor_alone() -> None:
    """The cap on the hut is one too low, and the floor for the path keeps the money for the pond away."""
    caps = (Part(("hut",), 59), Part(("pond",), 40))
    one, card = election(HUT_AND_POND), RuleCard(completion="none", then="greedy", ties="name")
    kept = [Pot("council", 100, caps=caps, floors=(Part(("path",), 10),))]
    found = {
        (each.change.limit, each.change.percent): each
        for each in what_if(one, card, with_pots(one, card, kept).outcome, pots=kept)
        if each.change.limit
    }
    assert set(found) == {(limit, percent) for limit in ("caps[0]", "caps[1]", "floors[0]") for percent in (10, 0)}
    for (limit, percent), each in found.items():
        (pot,) = each.change.pots
        by_hand = with_pots(one, card, [pot]).outcome
        assert set(each.comes_in) == set(by_hand.winners) - set(with_pots(one, card, kept).outcome.winners)
        assert (pot.caps, pot.floors) != (caps, kept[0].floors), (limit, percent)
    assert found["caps[0]", 10].change.pots[0].caps == (Part(("hut",), 64), caps[1])
    assert found["caps[1]", 0].change.pots[0].caps == caps[:1]
    assert found["floors[0]", 10].change.pots[0].floors == (Part(("path",), 9),)
    assert found["floors[0]", 10].to_dict(1)["percent_looser"] == 10
    assert found["floors[0]", 10].to_dict(1)["percent_more"] is None


@pytest.mark.parametrize(
    ("pots", "field"),
    [
        ([], "pots"),
        ([Pot("a", 1), Pot("a", 2)], "pots.id"),
        ([Pot("a", -1)], "pots.a"),
        ([Pot("a", 1, only=("mill",))], "pots.a"),
        ([Pot("a", 9, caps=(Part(("hut", "pond"), 1), Part(("pond", "path"), 1)))], "pots.a.caps"),
        ([Pot("a", 9, floors=(Part(("hut",), 5), Part(("pond",), 5)))], "pots.a.floors"),
    ],
)
def test_pots_that_cannot_be_counted_with_are_refused_by_their_field(pots: list[Pot], field: str) -> None:
    with pytest.raises(NotAnElection) as refused:
        with_pots(election(HUT_AND_POND), RuleCard(), pots)
    assert refused.value.field == field


def test_five_pots_pay_a_real_town() -> None:
    one = real(WIELICZKA).election
    pots = [Pot(f"pot{at}", one.budget // 5, only=None if at == 0 else one.ids[at * 8 :: 2]) for at in range(5)]
    shared = with_pots(one, RuleCard(), pots)
    assert shared.outcome.spent == sum(each.amount for each in shared.funded)
    assert all(
        keeps_its_limits(pot, {each.id: each.amount for each in shared.funded if each.pot == pot.id}) for pot in pots
    )
