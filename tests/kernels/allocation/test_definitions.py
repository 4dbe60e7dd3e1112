"""The rules against their definitions, and what they promise: written out by hand, on small elections by chance."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernels.allocation import checker
from tests.kernels.allocation.elections import Plain, election, plain_elections
from wayahead.kernels.allocation import Election, NotAnElection, RuleCard, allocate

both = plain_elections() | plain_elections(has_points=True)
COMPLETIONS = ("none", "add1", "add1-exhaustive")


def winners(plain: Plain, **card: Any) -> list[str]:
    """The winners in order, with ties by name."""
    return list(allocate(election(plain), RuleCard(ties="name", **card)).winners)


@settings(max_examples=80, deadline=None)
@given(both)
def test_every_rule_does_what_its_definition_says(plain: Plain) -> None:
    assert winners(plain, completion="none") == checker.equal_shares(*plain)
    assert winners(plain, completion="none", utility="cardinality") == checker.equal_shares(*plain, by_cost=False)
    assert winners(plain, rule="greedy", completion="none") == checker.greedy(*plain)
    if not any(isinstance(ballot, dict) for ballot in plain[1]):
        assert winners(plain, rule="phragmen", completion="none") == checker.phragmen(*plain)


@settings(max_examples=40, deadline=None)
@given(both)
def test_shares_are_raised_as_the_card_says(plain: Plain) -> None:
    assert winners(plain, completion="add1") == checker.raised(*plain, stops_when_full=False)
    assert winners(plain, completion="add1-exhaustive") == checker.raised(*plain, stops_when_full=True)


@settings(max_examples=60, deadline=None)
@given(both, st.sampled_from(COMPLETIONS), st.sampled_from(["none", "greedy"]))
def test_nothing_overspends_and_the_sums_are_right(plain: Plain, completion: Any, then: Any) -> None:
    costs, _ballots, budget = plain
    outcome = allocate(election(plain), RuleCard(completion=completion, then=then))
    assert outcome.spent == sum(costs[name] for name in outcome.winners) <= budget
    assert len(set(outcome.winners)) == len(outcome.winners)
    if then == "greedy":
        assert all(costs[name] + outcome.spent > budget for name in costs if name not in outcome.winners)


@settings(max_examples=60, deadline=None)
@given(both, st.randoms(use_true_random=False))
def test_the_order_of_lines_makes_no_difference(plain: Plain, chance: Any) -> None:
    costs, ballots, budget = plain
    names, cast = list(costs), list(ballots)
    chance.shuffle(names)
    chance.shuffle(cast)
    turned = election(({name: costs[name] for name in names}, cast, budget))
    for rule in ("equal-shares", "greedy"):
        one, other = (allocate(each, RuleCard(rule=rule, completion="none")) for each in (election(plain), turned))
        assert one == other


@settings(max_examples=60, deadline=None)
@given(plain_elections())
def test_who_had_the_most_supporters_still_wins_greedily_with_one_more(plain: Plain) -> None:
    costs, ballots, budget = plain
    for name in winners(plain, rule="greedy", completion="none"):
        assert name in winners((costs, [*ballots, [name]], budget), rule="greedy", completion="none")


@settings(max_examples=60, deadline=None)
@given(plain_elections(), st.integers(1, 5))
def test_a_winner_that_gets_cheaper_still_wins_with_the_share_as_it_was(plain: Plain, less: int) -> None:
    costs, _ballots, _budget = plain
    for name in winners(plain, completion="none"):
        if costs[name] > less:
            cheaper = replace(election(plain), costs=tuple((costs | {name: costs[name] - less}).values()))
            assert name in allocate(cheaper, RuleCard(completion="none", ties="name")).winners


@settings(max_examples=40, deadline=None)
@given(both)
def test_equal_ballots_count_as_many_as_they_are(plain: Plain) -> None:
    costs, ballots, budget = plain
    thrice = election((costs, ballots * 3, budget * 3))
    assert len(thrice.heads) == len(election(plain).heads)
    for number, ballot in enumerate(ballots):
        row = thrice.ballot_of[number]
        named = {thrice.ids[place] for place in thrice.projects[thrice.indptr[row] : thrice.indptr[row + 1]]}
        assert named == set(ballot)


def test_a_tie_is_told_and_settled_by_the_published_lot() -> None:
    two = Election.of({"hut": 10, "pond": 10}, [["hut"], ["pond"], ["hut", "pond"]], budget=12)
    by_name = allocate(two, RuleCard(rule="greedy", completion="none", ties="name"))
    assert by_name.winners == ("hut",)
    assert by_name.ties[0].ids == ("hut", "pond")
    drawn = {allocate(two, RuleCard(rule="greedy", completion="none", seed=seed)).winners for seed in range(20)}
    assert drawn == {("hut",), ("pond",)}
    assert RuleCard(seed=4).drawn(["hut", "pond"]).tie_order == RuleCard(seed=4).drawn(["pond", "hut"]).tie_order


def test_a_near_tie_is_counted_again_in_fractions() -> None:
    # After the first purchase one supporter of each has too little: doubles cannot be certain that they are level.
    costs = {"a": 12, "b": 10, "c": 10}
    ballots = [["a", "b"], ["a", "c"], ["a"], ["a"], ["b"], ["c"], ["b"], ["c"]]
    outcome = allocate(Election.of(costs, ballots, budget=37), RuleCard(completion="none"))
    assert outcome.is_exact
    assert [set(tie.ids) for tie in outcome.ties] == [{"b", "c"}]


def test_a_card_makes_the_same_result_again() -> None:
    plain: Plain = ({"hut": 10, "pond": 12, "path": 9}, [["hut", "pond"], ["pond"], ["path"], ["path", "hut"]], 25)
    outcome = allocate(election(plain), RuleCard(seed=7, then="greedy"))
    again = allocate(election(plain), RuleCard.from_dict(outcome.card.to_dict()))
    assert again == outcome
    assert outcome.card.tie_order


def test_too_few_supporters_take_no_part() -> None:
    plain: Plain = ({"hut": 3, "pond": 3}, [["hut", "pond"], ["pond"]], 12)
    for rule in ("equal-shares", "greedy", "phragmen"):
        assert winners(plain, rule=rule, completion="none", least_supporters=2) == ["pond"]


@pytest.mark.parametrize(
    ("costs", "ballots", "budget", "field"),
    [
        ({"hut": 0}, [["hut"]], 5, "cost"),
        ({"hut": 2**60}, [["hut"]], 5, "cost"),
        ({"hut": 1}, [["pond"]], 5, "ballots"),
        ({"hut": 1}, [["hut"]], -1, "budget"),
        ({"hut": 1}, [{"hut": -1}], 5, "points"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_its_field(costs: Any, ballots: Any, budget: int, field: str) -> None:
    with pytest.raises(NotAnElection) as refused:
        Election.of(costs, ballots, budget=budget)
    assert refused.value.field == field


def test_an_election_without_votes_funds_nothing_by_shares() -> None:
    empty = Election.of({"hut": 3}, [], budget=5)
    assert allocate(empty).winners == ()
    assert allocate(Election.of({"hut": 3}, [[]], budget=5)).winners == ()


def test_phragmen_does_not_read_points() -> None:
    with pytest.raises(NotAnElection, match="vote_type"):
        allocate(Election.of({"hut": 3}, [{"hut": 2}], budget=5), RuleCard(rule="phragmen", completion="none"))
