"""The method of equal shares: everybody has the same money, and supporters buy together what costs each the least.

Peters, Pierczyński and Skowron, “Proportional participatory budgeting with additive utilities” (NeurIPS 2021),
arXiv:2008.13276.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush

from wayahead.kernels.allocation.card import TOO_CLOSE, RuleCard
from wayahead.kernels.allocation.election import Election
from wayahead.kernels.allocation.purses import IN_DOUBT, Purses
from wayahead.kernels.allocation.run import Purchase, Run, Tie

# (what it costs a supporter for what it is worth to them, the solution's place)
Candidate = tuple[float, int]


def run(
    election: Election,
    card: RuleCard,
    purses: Purses,
    rank: Sequence[int],
    *,
    margin: float = 1.0,
    can_pay: Callable[[int], bool] = lambda _place: True,
) -> Run:
    """Buy until no solution is left that its supporters can pay. `rank` settles ties, `can_pay` may set one aside.

    Purses only empty, so a price found earlier is never too high: most solutions need no second look in a round
    (lazy evaluation). What stands within `margin` of the best is looked at too, so that a smaller gap is known.
    """
    support = election.support
    worth = election.costs if card.utility == "cost" else [1] * len(election.costs)
    waiting: list[Candidate] = [
        (election.costs[place] / total / worth[place], place)
        for place, total in enumerate(support.total.tolist())
        if total and support.people[place] >= card.least_supporters
    ]
    heapify(waiting)
    bought: list[Purchase] = []
    ties: list[Tie] = []
    closest = 1.0
    while True:
        reach = 1 + max(min(margin, closest), IN_DOUBT)
        fresh: list[Candidate] = []
        best = float("inf")
        while waiting and waiting[0][0] <= best * reach:
            _bound, place = heappop(waiting)
            found = purses.price(place) / worth[place]
            if found < float("inf"):
                best = min(best, found)
                fresh.append((found, place))
        if not fresh:
            return Run(tuple(bought), tuple(ties), min(closest, purses.closest))
        tied, gap = chosen(fresh, best, purses, worth, rank)
        closest = min(closest, gap)
        taken = tied[0]
        for candidate in fresh:
            if candidate[1] != taken:
                heappush(waiting, candidate)
        if not can_pay(taken):
            continue
        if len(tied) > 1:
            ties.append(Tie(len(bought) + 1, tuple(election.ids[place] for place in tied)))
        pays = next(found for found, place in fresh if place == taken) * worth[taken]
        purses.pay(taken, pays)
        bought.append(Purchase(taken, pays))


def chosen(
    fresh: Sequence[Candidate], best: float, purses: Purses, worth: Sequence[int], rank: Sequence[int]
) -> tuple[list[int], float]:
    """(the cheapest candidates, the one that is taken first; how far the next one is)."""
    near = [place for found, place in fresh if found <= best * (1 + IN_DOUBT)]
    beyond = min((found for found, _place in fresh if found > best * (1 + IN_DOUBT)), default=2 * best)
    if len(near) == 1:
        return near, beyond / best - 1
    exact = {place: purses.exactly(place) / Fraction(worth[place]) for place in near}
    least = min(exact.values())
    tied = sorted((place for place in near if is_equal(exact[place], least)), key=rank.__getitem__)
    others = (float(exact[place] / least) - 1 for place in near if place not in tied)
    in_doubt = len(tied) > 1 and any(isinstance(exact[place], float) for place in tied)
    return tied, 0.0 if in_doubt else min([beyond / best - 1, *others])


def is_equal(one: Fraction | float, other: Fraction | float) -> bool:
    """Whether two prices are equal; doubles are where nothing tells them apart for certain."""
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one == other
    return abs(float(one) - float(other)) <= TOO_CLOSE * float(other)
