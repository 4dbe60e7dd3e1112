"""The definitions once more, written to be read and not to be fast: every voter by themselves, in fractions.

It shares no line with the kernel. Winners come in order; a tie goes to the first by name.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

Costs = Mapping[str, int]


def gives(ballot: Any, name: str) -> int:
    """The points a ballot gives; one for a ballot that only supports."""
    return int(ballot.get(name, 0)) if isinstance(ballot, Mapping) else int(name in ballot)


def price(cost: int, purses: Sequence[Fraction], worth: Sequence[int]) -> Fraction | None:
    """The smallest ρ at which Σ min(purse, ρ · worth) reaches the cost: tried wherever somebody runs dry."""
    able = [(purse, one) for purse, one in zip(purses, worth, strict=True) if one]
    if sum(purse for purse, _one in able) < cost:
        return None
    for dry_at in sorted({purse / one for purse, one in able}):
        if sum(min(purse, dry_at * one) for purse, one in able) >= cost:
            emptied = [purse for purse, one in able if purse / one < dry_at]
            paying = sum(one for purse, one in able if purse / one >= dry_at)
            return (cost - sum(emptied)) / Fraction(paying)
    raise AssertionError("somebody can always be the last to run dry")


def equal_shares(
    costs: Costs, ballots: Sequence[Any], budget: int, *, by_cost: bool = True, extra: int = 0
) -> list[str]:
    """One run, with every share `extra` above the equal part of the budget."""
    purses = [Fraction(budget, len(ballots)) + extra for _ballot in ballots]
    won: list[str] = []
    while True:
        found: dict[str, tuple[Fraction, list[int]]] = {}
        for name, cost in costs.items():
            worth = [gives(ballot, name) * (cost if by_cost else 1) for ballot in ballots]
            rho = None if name in won or not any(worth) else price(cost, purses, worth)
            if rho is not None:
                found[name] = rho, worth
        if not found:
            return won
        name = min(found, key=lambda name: (found[name][0], name))
        rho, worth = found[name]
        purses = [purse - min(purse, rho * one) for purse, one in zip(purses, worth, strict=True)]
        won.append(name)


def raised(costs: Costs, ballots: Sequence[Any], budget: int, *, stops_when_full: bool) -> list[str]:
    """Equal shares with everybody's share raised by one unit at a time."""
    now: list[str] = []
    for extra in range(10**6):
        following = equal_shares(costs, ballots, budget, extra=extra)
        if sum(costs[name] for name in following) > budget:
            return now
        now = following
        spent = sum(costs[name] for name in now)
        supported = [name for name in costs if name not in now and any(gives(ballot, name) for ballot in ballots)]
        if not supported or (stops_when_full and all(spent + costs[name] > budget for name in supported)):
            return now
    raise AssertionError("no million of steps is needed here")


def greedy(costs: Costs, ballots: Sequence[Any], budget: int) -> list[str]:
    """Most points first, skipping what does not fit."""
    total = {name: sum(gives(ballot, name) for ballot in ballots) for name in costs}
    won: list[str] = []
    for name in sorted(costs, key=lambda name: (-total[name], name)):
        if costs[name] <= budget:
            budget -= costs[name]
            won.append(name)
    return won


def phragmen(costs: Costs, ballots: Sequence[Any], budget: int) -> list[str]:
    """Money flows to all alike: each purchase happens as soon as its supporters' money reaches the cost."""
    spent_at = [Fraction(0)] * len(ballots)
    left = [name for name in costs if costs[name] <= budget]
    won: list[str] = []
    while left:
        when = {}
        for name in left:
            those = [number for number, ballot in enumerate(ballots) if name in ballot]
            paid = sum((spent_at[number] for number in those), Fraction(costs[name]))
            when[name] = paid / len(those) if those else Fraction(10**9)
        first = min(when.values())
        level = sorted(name for name in left if when[name] == first)
        if any(costs[name] > budget for name in level):
            return won
        budget -= costs[level[0]]
        won.append(level[0])
        left.remove(level[0])
        spent_at = [first if level[0] in ballot else one for one, ballot in zip(spent_at, ballots, strict=True)]
    return won
