"""Equal shares: in which round, at which cost or with how many more, its supporters would have bought a loser.

In round r the winner cost its supporters q for each unit of worth. A loser of cost x and worth u(x) would have been
taken instead when Σ weight · min(left per point, q · u(x)) ≥ x; after the last round, when Σ weight · left ≥ x.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

import numpy as np

from wayahead.kernels.allocation.election import Election, Floats
from wayahead.kernels.allocation.outcome import Outcome
from wayahead.kernels.allocation.purses import Doubles, Wholes
from wayahead.kernels.allocation.reasons.nearest import Nearest

# Within this of a whole unit, or of level, rounding could decide: then it is found again in whole numbers.
IN_DOUBT = 1e-7
MOST_PEOPLE = 1 << 40  # whoever needs more than that cannot be helped by supporters


class Near:
    """What one loser's supporters had, round by round: the best so far, and whether rounding could have decided it."""

    def __init__(self, election: Election, purses: Doubles, place: int, *, is_worth_its_cost: bool) -> None:
        support = election.support
        begin, end = support.indptr[place], support.indptr[place + 1]
        self.purses, self.is_worth_its_cost = purses, is_worth_its_cost
        self.cost_now = election.costs[place]
        self.who, self.weight = support.who[begin:end], support.weight[begin:end]
        self.each = None if support.each is None else support.each[begin:end]
        self.share = float(purses.left.max(initial=0.0))
        self.gives = given_by_one(election, place)
        self.cost, self.more = 0, -1
        self.money = 0.0
        self.is_in_doubt = False

    def reach(self) -> Floats:
        """What each row of supporters has left for a point."""
        left: Floats = self.purses.left[self.who]
        return left if self.each is None else left / self.each

    def look(self, rate: float) -> None:
        """Before one round: could it have won it, at what cost, with how many more?"""
        reach = self.reach()
        self.money = float(self.weight @ reach)
        # As long as all who have something can pay alike, a loser is level, or not, at every cost alike.
        paying = reach > IN_DOUBT * self.share
        level = rate * float(self.weight @ paying) if self.is_worth_its_cost else 2.0
        self.is_in_doubt |= abs(level - 1) <= IN_DOUBT
        if self.money > self.cost and level > 1:
            if self.is_worth_its_cost:
                most = self.purses.passes.dearest(self.purses.left, self.who, self.weight, self.each, rate)
            else:
                most = float(self.weight @ np.minimum(reach, rate))
            self.cost = max(self.cost, self.whole(most))
        cap = rate * self.cost_now if self.is_worth_its_cost else rate
        self.ask(self.cost_now - float(self.weight @ np.minimum(reach, cap)), cap)

    def look_after(self) -> None:
        """After the last round there is nobody to beat: the money only has to be enough."""
        self.money = float(self.weight @ self.reach())
        self.cost = max(self.cost, self.whole(self.money))
        self.ask(self.cost_now - self.money, np.inf)

    def ask(self, missing: float, cap: float) -> None:
        """How many more with their whole share would pay what is missing, each at most the price."""
        brings = min(self.share, cap * self.gives)
        if brings > 0:
            more = missing / brings
            needed = max(1, ceil(more))
            if self.more < 0 or more <= self.more + 1:
                self.is_in_doubt |= is_near_a_whole(more)
            self.more = needed if self.more < 0 else min(self.more, needed)

    def whole(self, most: float) -> int:
        """The largest whole cost not above what was found in doubles."""
        if most > self.cost - 1:
            self.is_in_doubt |= is_near_a_whole(most)
        return floor(most)


class Surely:
    """The same for one loser in whole numbers, for where the order of ties or a penny decides."""

    def __init__(self, election: Election, purses: Wholes, place: int, about: Near, *, wins_ties_with: set[str]) -> None:
        self.purses, self.place, self.wins_ties_with = purses, place, wins_ties_with
        self.is_worth_its_cost, self.gives = about.is_worth_its_cost, about.gives
        self.cost_now = election.costs[place]
        self.money = about.money
        self.cost, self.more = 0, -1

    def look(self, rate: Fraction | None, name: str = "") -> None:
        """Before the round that this one won at this rate; None: after the last round."""
        parts, _who, _which = self.purses.parts(self.place)

        def wins(cost: int, more: int) -> bool:
            """Whether it is bought here at this cost, by so many more."""
            found = self.purses.split([*parts, (0, self.gives, more)] if more else parts, cost)
            if found is None or rate is None:
                return found is not None
            mine = Fraction(found[0], found[1] * self.purses.denominator * (cost if self.is_worth_its_cost else 1))
            return mine < rate or (mine == rate and name in self.wins_ties_with)

        if parts:
            self.cost = furthest(lambda cost: wins(cost, 0), self.cost)
        most = self.more if self.more > 0 else self.enough(wins)
        if most:
            self.more = most - furthest(lambda fewer: fewer < most and wins(self.cost_now, most - fewer), 0)

    def enough(self, wins: Callable[[int, int], bool]) -> int:
        """So many more that it is bought here; 0 where no number would do."""
        more = 1
        while not wins(self.cost_now, more):
            more *= 2
            if more > MOST_PEOPLE:
                return 0
        return more


def furthest(holds: Callable[[int], bool], known: int) -> int:
    """The largest whole number for which it holds, from one where it does, where it holds up to some number."""
    step = 1
    while holds(known + step):
        step *= 2
    low, high = known + step // 2, known + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def nearest(election: Election, outcome: Outcome, losers: Sequence[int]) -> dict[int, Nearest]:
    """Every loser's nearest win, by walking once through what was bought, with the final share held fixed."""
    card = outcome.card
    purses = Doubles(election, outcome.steps, card.increment)
    place_of = {name: place for place, name in enumerate(election.ids)}
    is_worth_its_cost = card.utility == "cost"
    near = {place: Near(election, purses, place, is_worth_its_cost=is_worth_its_cost) for place in losers}
    bought = [won for won in outcome.won if won.by == "equal-shares" and won.paid_each is not None]
    for won in bought:
        paid = won.paid_each or 0.0
        for one in near.values():
            one.look(paid / won.cost if is_worth_its_cost else paid)
        purses.pay(place_of[won.id], paid)
    for one in near.values():
        one.look_after()
    in_doubt = {place: one for place, one in near.items() if one.is_in_doubt}
    sure = surely(election, outcome, [place_of[won.id] for won in bought], in_doubt) if in_doubt else {}
    found: dict[int, Near | Surely] = near | sure
    return {
        place: Nearest(one.cost or None, one.more if one.more > 0 else None, one.money) for place, one in found.items()
    }


def surely(
    election: Election, outcome: Outcome, bought: Sequence[int], in_doubt: Mapping[int, Near]
) -> dict[int, Surely]:
    """The same walk once more in whole numbers, for those that need it."""
    card = outcome.card
    purses = Wholes(election, outcome.steps, card.increment)
    rank = {name: number for number, name in enumerate(card.tie_order)}
    sure = {
        place: Surely(
            election,
            purses,
            place,
            about,
            wins_ties_with={name for name in election.ids if rank[name] > rank[election.ids[place]]},
        )
        for place, about in in_doubt.items()
    }
    for place in bought:
        pays = Fraction(purses.exactly(place))
        for one in sure.values():
            one.look(pays / election.costs[place] if card.utility == "cost" else pays, election.ids[place])
        purses.pay(place, float(pays))
    for one in sure.values():
        one.look(None)
    return sure


def given_by_one(election: Election, place: int) -> int:
    """The points that a supporter gives on average; one more would give as many."""
    people = int(election.support.people[place])
    return max(1, int(election.support.total[place]) // people) if people else 1


def is_near_a_whole(number: float) -> bool:
    """Whether rounding could have carried it over a whole number."""
    return abs(number - round(number)) <= IN_DOUBT * max(1.0, abs(number))
