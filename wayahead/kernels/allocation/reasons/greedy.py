"""Greedy: what was left at a loser's turn, and how many more supporters would have brought its turn forward enough."""

from collections.abc import Sequence

from wayahead.kernels.allocation.election import Election
from wayahead.kernels.allocation.outcome import Outcome
from wayahead.kernels.allocation.reasons.nearest import Nearest
from wayahead.kernels.allocation.rules.greedy import queue


def nearest(election: Election, outcome: Outcome, losers: Sequence[int]) -> dict[int, Nearest]:
    """Every loser's nearest win among those that greedy chose, after what another rule had bought."""
    rank = {name: number for number, name in enumerate(outcome.card.tie_order)}
    ranks = [rank[name] for name in election.ids]
    place_of = {name: place for place, name in enumerate(election.ids)}
    before = [place_of[won.id] for won in outcome.won if won.by != "greedy"]
    bought = {place_of[won.id] for won in outcome.won if won.by == "greedy"}
    order = queue(election, outcome.card, ranks, before)
    left = [election.budget - sum(election.costs[place] for place in before)]
    for place in order:
        left.append(left[-1] - (election.costs[place] if place in bought else 0))
    turn = {place: number for number, place in enumerate(order)}
    return {place: of_one(election, place, ranks, order, left, turn.get(place, len(order))) for place in losers}


def of_one(
    election: Election, place: int, ranks: Sequence[int], order: Sequence[int], left: Sequence[int], turn: int
) -> Nearest:
    """One loser: the money at its own turn, and the latest turn at which it would have fitted."""
    cost, total, people = election.costs[place], int(election.support.total[place]), int(election.support.people[place])
    gives = max(1, total // people) if people else 1
    latest = next((number for number in range(turn, -1, -1) if left[number] >= cost), None)
    money = left[turn]
    if latest is None:
        return Nearest(money or None, None, money)
    if latest == turn:
        return Nearest(money or None, 1, money)
    ahead = order[latest]
    needed = int(election.support.total[ahead]) - total + (0 if ranks[place] < ranks[ahead] else 1)
    return Nearest(money or None, max(1, -(-needed // gives)), money)
