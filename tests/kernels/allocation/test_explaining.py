"""Why not us: each answer is run again, on both sides of it, with everybody's share held as it was."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings

from tests.kernels.allocation import checker
from tests.kernels.allocation.elections import WIELICZKA, Plain, election, plain_elections, real
from wayahead.kernels.allocation import Election, RuleCard, allocate, explain
from wayahead.kernels.allocation.allocating import ranks
from wayahead.kernels.allocation.purses import Wholes
from wayahead.kernels.allocation.rules import equal_shares

both = plain_elections() | plain_elections(has_points=True)


def wins_by_shares(plain: Plain, name: str, share_of: Plain, steps: int, **card: Any) -> bool:
    """Whether it wins one run in which everybody has the share they had in the election `share_of`, so often raised."""
    one = election(plain)
    rules = RuleCard(ties="name", **card).drawn(one.ids)
    purses = Wholes(election(share_of), steps, 1)
    again = Wholes(one, 0, 1)
    again.denominator, again.amounts = purses.denominator, purses.amounts
    again.left[:] = purses.left.max()
    return one.ids.index(name) in equal_shares.run(one, rules, again, ranks(one, rules)).places


def with_cost(plain: Plain, name: str, cost: int) -> Plain:
    """The same, but for one cost."""
    return plain[0] | {name: cost}, plain[1], plain[2]


def with_more(plain: Plain, name: str, more: int) -> Plain:
    """The same with supporters who name nothing else and give what its supporters give on average."""
    given = [checker.gives(ballot, name) for ballot in plain[1] if checker.gives(ballot, name)]
    points = max(1, sum(given) // len(given)) if given else 1
    extra: Any = {name: points} if any(isinstance(ballot, dict) for ballot in plain[1]) else [name]
    return plain[0], [*plain[1], *[extra] * more], plain[2]


# Level at every price with a winner once one supporter had run dry: told wrongly once.
A_SUPPORTER_RUN_DRY: Plain = (
    {"p0": 28, "p1": 30, "p2": 18, "p3": 2, "p4": 11},
    [
        {"p2": 4, "p0": 5, "p4": 2, "p1": 3, "p3": 3},
        {},
        {"p1": 5, "p3": 1},
        {"p0": 2, "p2": 3, "p1": 2},
        {"p0": 2, "p3": 1, "p1": 5, "p2": 1, "p4": 2},
    ],
    21,
)


@settings(max_examples=30, deadline=None)
@given(both)
@example(A_SUPPORTER_RUN_DRY)
def test_what_equal_shares_says_would_have_helped_helps_and_no_less_does(plain: Plain) -> None:
    for utility in ("cost", "cardinality"):
        for completion in ("none", "add1"):
            card: dict[str, Any] = {"utility": utility, "completion": completion}
            outcome = allocate(election(plain), RuleCard(ties="name", **card))
            for lost in explain(election(plain), outcome):

                def wins(changed: Plain, name: str = lost.id, steps: int = outcome.steps, by: Any = card) -> bool:
                    return wins_by_shares(changed, name, plain, steps, **by)

                if lost.would_win_at_cost:
                    assert wins(with_cost(plain, lost.id, lost.would_win_at_cost))
                if lost.supporters:
                    assert not wins(with_cost(plain, lost.id, (lost.would_win_at_cost or 0) + 1))
                if lost.or_with_more_supporters:
                    assert wins(with_more(plain, lost.id, lost.or_with_more_supporters))
                    assert not wins(with_more(plain, lost.id, lost.or_with_more_supporters - 1))


@settings(max_examples=30, deadline=None)
@given(plain_elections())
def test_what_greedy_and_phragmen_say_would_have_helped_helps_and_no_less_does(plain: Plain) -> None:
    for rule in ("greedy", "phragmen"):
        card = RuleCard(rule=rule, completion="none", ties="name")
        for lost in explain(election(plain), allocate(election(plain), card)):

            def wins(changed: Plain, name: str = lost.id, by: RuleCard = card) -> bool:
                return name in allocate(election(changed), by).winners

            if lost.would_win_at_cost:
                assert wins(with_cost(plain, lost.id, lost.would_win_at_cost))
            if lost.supporters:
                assert not wins(with_cost(plain, lost.id, (lost.would_win_at_cost or 0) + 1))
            if lost.or_with_more_supporters:
                assert wins(with_more(plain, lost.id, lost.or_with_more_supporters))
                assert not wins(with_more(plain, lost.id, lost.or_with_more_supporters - 1))


def test_filling_up_counts_as_a_way_to_win() -> None:
    plain: Plain = ({"hut": 10, "pond": 8}, [["hut"], ["hut"], ["hut"], ["pond"]], 14)
    outcome = allocate(election(plain), RuleCard(completion="none", then="greedy", ties="name"))
    [pond] = explain(election(plain), outcome)
    assert outcome.winners == ("hut",)
    assert (pond.would_win_at_cost, pond.reason) == (4, "shares_short")


@pytest.mark.parametrize(
    ("costs", "ballots", "card", "reason"),
    [
        ({"hut": 4, "pond": 2}, [["hut"]], RuleCard(), "nobody"),
        ({"hut": 4, "pond": 9}, [["hut"], ["pond"]], RuleCard(), "too_dear"),
        ({"hut": 4, "pond": 2}, [["hut"], ["hut", "pond"]], RuleCard(least_supporters=2), "too_few"),
        ({"hut": 4, "pond": 3}, [["hut"], ["hut", "pond"]], RuleCard(), "shares_short"),
        ({"hut": 4, "pond": 3}, [["hut"], ["hut", "pond"]], RuleCard(rule="greedy"), "does_not_fit"),
        ({"hut": 4, "pond": 3}, [["hut"], ["hut", "pond"]], RuleCard(rule="phragmen"), "too_late"),
    ],
)
def test_every_loser_has_its_reason(costs: Any, ballots: Any, card: RuleCard, reason: str) -> None:
    one = Election.of(costs, ballots, budget=6)
    [lost] = explain(one, allocate(one, card))
    assert (lost.id, lost.reason) == ("pond", reason)


def test_answers_hold_in_a_real_town() -> None:
    one = real(WIELICZKA).election
    outcome = allocate(one, RuleCard(completion="add1"))
    lost = explain(one, outcome)
    assert len(lost) == 34
    rank = ranks(one, outcome.card)
    for loser in lost[::3]:
        place = one.ids.index(loser.id)
        for cost, wins in ((loser.would_win_at_cost, True), ((loser.would_win_at_cost or 0) + 1, False)):
            changed = replace(one, costs=tuple(cost or 0 if at == place else old for at, old in enumerate(one.costs)))
            purses = Wholes(changed, outcome.steps, 1)
            assert (place in equal_shares.run(changed, outcome.card, purses, rank).places) is wins
