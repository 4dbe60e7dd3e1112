"""Equal shares: in which round, at which cost or with how many more, its supporters would have bought a loser.

In round r the winner cost its supporters q for each unit of worth. A loser of cost x and worth u(x) would have been
taken instead when Σ weight · min(left per point, q · u(x)) ≥ x; after the last round, when Σ weight · left ≥ x.
"""

from collections.abc import Sequence
from math import ceil, floor

import numpy as np

from wayahead.kernels.allocation.election import Election, Floats
from wayahead.kernels.allocation.outcome import Outcome
from wayahead.kernels.allocation.purses import Doubles
from wayahead.kernels.allocation.reasons.nearest import Nearest

# Within this of a whole unit, rounding could decide: then it counts as level, which the order of ties settles.
LEVEL = 1e-9


class Near:
    """What one loser's supporters had, round by round: the best so far."""

    def __init__(self, election: Election, purses: Doubles, place: int, *, is_worth_its_cost: bool) -> None:
        support = election.support
        begin, end = support.indptr[place], support.indptr[place + 1]
        self.purses, self.is_worth_its_cost = purses, is_worth_its_cost
        self.cost_now = election.costs[place]
        self.who, self.weight = support.who[begin:end], support.weight[begin:end]
        self.each = None if support.each is None else support.each[begin:end]
        self.share = float(purses.left.max(initial=0.0))
        people = int(support.people[place])
        self.gives = max(1, int(support.total[place]) // people) if people else 1
        self.cost, self.more = 0, -1
        self.money = 0.0

    def reach(self) -> Floats:
        """What each row of supporters has left for a point."""
        left: Floats = self.purses.left[self.who]
        return left if self.each is None else left / self.each

    def look(self, rate: float, *, wins_ties: bool) -> None:
        """Before one round: could it have won it, at what cost, with how many more?"""
        reach = self.reach()
        self.money = float(self.weight @ reach)
        # Where all can pay alike, a loser is as good as level at every cost: then only the order of ties can help it.
        only_level = self.is_worth_its_cost and rate * float(self.weight.sum()) <= 1 + LEVEL
        if self.money > self.cost and (wins_ties or not only_level):
            if self.is_worth_its_cost:
                most = self.purses.passes.dearest(self.purses.left, self.who, self.weight, self.each, rate)
            else:
                most = float(self.weight @ np.minimum(reach, rate))
            cap = rate * most if self.is_worth_its_cost else rate
            self.cost = max(self.cost, below(most, is_enough=wins_ties or not is_at(cap, reach)))
        cap = rate * self.cost_now if self.is_worth_its_cost else rate
        missing = self.cost_now - float(self.weight @ np.minimum(reach, cap))
        pays_the_cap = is_at(cap, reach) or self.share >= cap * self.gives * (1 - LEVEL)
        self.ask(missing, cap, is_enough=wins_ties or not pays_the_cap)

    def look_after(self) -> None:
        """After the last round there is nobody to beat: the money only has to be enough."""
        self.money = float(self.weight @ self.reach())
        self.cost = max(self.cost, below(self.money, is_enough=True))
        self.ask(self.cost_now - self.money, np.inf, is_enough=True)

    def ask(self, missing: float, cap: float, *, is_enough: bool) -> None:
        """How many more with their whole share would pay what is missing, each at most the price."""
        brings = min(self.share, cap * self.gives)
        if brings <= 0:
            return
        more = missing / brings
        whole = round(more)
        is_level = abs(more - whole) <= LEVEL * max(1.0, whole)
        needed = max(1, (whole if is_enough else whole + 1) if is_level else ceil(more))
        self.more = needed if self.more < 0 else min(self.more, needed)


def is_at(cap: float, reach: Floats) -> bool:
    """Whether anybody pays the winner's price in full: only then is exactly enough money no more than a tie."""
    return bool(np.any(reach >= cap * (1 - LEVEL)))


def nearest(election: Election, outcome: Outcome, losers: Sequence[int]) -> dict[int, Nearest]:
    """Every loser's nearest win, by walking once through what was bought, with the final share held fixed."""
    card = outcome.card
    purses = Doubles(election, outcome.steps, card.increment)
    rank = {name: number for number, name in enumerate(card.tie_order)}
    place_of = {name: place for place, name in enumerate(election.ids)}
    is_worth_its_cost = card.utility == "cost"
    near = {place: Near(election, purses, place, is_worth_its_cost=is_worth_its_cost) for place in losers}
    for won in outcome.won:
        if won.by != "equal-shares" or won.paid_each is None:
            break
        rate = won.paid_each / won.cost if is_worth_its_cost else won.paid_each
        for place, one in near.items():
            one.look(rate, wins_ties=rank[election.ids[place]] < rank[won.id])
        purses.pay(place_of[won.id], won.paid_each)
    for one in near.values():
        one.look_after()
    return {
        place: Nearest(one.cost or None, one.more if one.more > 0 else None, one.money) for place, one in near.items()
    }


def below(most: float, *, is_enough: bool) -> int:
    """The largest whole cost not above (where level is not enough: below) what was found in doubles."""
    whole = round(most)
    if abs(most - whole) <= LEVEL * max(1.0, most):
        return whole if is_enough else whole - 1
    return floor(most)
