"""Equal shares: in which round, at which cost or with how many more, its supporters would have bought a loser.

In round r the winner cost its supporters q for each unit of worth. A loser of cost x and worth u(x) would have been
taken instead when Σ weight · min(left per point, q · u(x)) ≥ x; after the last round, when Σ weight · left ≥ x.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor, isclose

import numpy as np

from wayahead.kernels.allocation.election import Election, Floats
from wayahead.kernels.allocation.outcome import Outcome
from wayahead.kernels.allocation.purses import Doubles, Wholes
from wayahead.kernels.allocation.reasons.nearest import Nearest

# Within these of level, or of a whole unit, rounding could decide a round: then it is looked at in whole numbers.
LEVEL, ROUNDED, AN_ULP = 1e-9, 1e-11, 4e-16
MOST_PEOPLE = 1 << 40  # whoever needs more than that cannot be helped by supporters


class Near:
    """What one loser's supporters had, round by round: the best so far, and the rounds that doubles cannot judge."""

    def __init__(self, election: Election, purses: Doubles, place: int, *, is_worth_its_cost: bool) -> None:
        support = election.support
        begin, end = support.indptr[place], support.indptr[place + 1]
        self.purses, self.is_worth_its_cost = purses, is_worth_its_cost
        self.cost_now = election.costs[place]
        self.who, self.weight = support.who[begin:end], support.weight[begin:end]
        self.each = None if support.each is None else support.each[begin:end]
        self.share = float(purses.left.max(initial=0.0))
        self.gives, self.total = given_by_one(election, place), int(support.total[place])
        self.cost, self.more = 0, -1
        self.money = 0.0
        self.in_doubt: set[int] = set()

    def reach(self) -> Floats:
        """What each row of supporters has left for a point."""
        left: Floats = self.purses.left[self.who]
        return left if self.each is None else left / self.each

    def look(self, number: int, rate: float, alike: Fraction | None, *, wins_ties: bool) -> None:
        """Before this round: could it have won it, at what cost, with how many more?

        `alike` is the rate as a fraction where the winner's supporters could all pay alike.
        """
        reach = self.reach()
        self.money = float(self.weight @ reach)
        most, level = self.money, 2.0
        if self.is_worth_its_cost:
            # As long as all who have something can pay alike, a loser is level, or not, at every cost alike.
            level = rate * float(self.weight @ (reach > LEVEL * self.share))
            if self.money > self.cost and level > 1:
                most = self.purses.passes.dearest(self.purses.left, self.who, self.weight, self.each, rate)
        else:
            most = float(self.weight @ np.minimum(reach, rate))
        cap = rate * self.cost_now if self.is_worth_its_cost else rate
        is_level = abs(level - 1) <= LEVEL
        most = most if level > 1 else 0.0
        poorest = min(self.share / self.gives, float(reach.min(initial=np.inf)))
        if alike and not is_level and poorest > cap * (1 + LEVEL):
            # Here too all could pay alike, so that supporters are counted, not money: to be level is common.
            gap = (Fraction(1 if self.is_worth_its_cost else self.cost_now) / alike - self.total) / self.gives
            self.take(number, most, None, is_level=False)
            needed = max(1, ceil(gap) if wins_ties else floor(gap) + 1)
            self.more = needed if self.more < 0 else min(self.more, needed)
            return
        missing = self.cost_now - float(self.weight @ np.minimum(reach, cap))
        self.take(number, most, self.helped(missing, cap), is_level=is_level)

    def look_after(self, number: int) -> None:
        """After the last round there is nobody to beat: the money only has to be enough."""
        self.money = float(self.weight @ self.reach())
        self.take(number, self.money, self.helped(self.cost_now - self.money, np.inf), is_level=False)

    def helped(self, missing: float, cap: float) -> float | None:
        """How many more with their whole share would pay what is missing, each at most the price."""
        brings = min(self.share, cap * self.gives)
        return missing / brings if brings > 0 else None

    def take(self, number: int, most: float, more: float | None, *, is_level: bool) -> None:
        """Keep the better of what is known and what this round would have allowed, unless rounding could decide it."""
        is_dearer = most > self.cost + 1 - LEVEL
        is_easier = more is not None and (self.more < 0 or more <= self.more)
        if is_level or (is_dearer and is_near_a_whole(most)) or (is_easier and is_near_a_whole(more or 0)):
            self.in_doubt.add(number)
            return
        if is_dearer:
            self.cost = floor(most)
        if is_easier:
            self.more = max(1, ceil(more or 0))


class Surely:
    """The same for one loser in whole numbers, for where the order of ties or a penny decides."""

    def __init__(
        self, election: Election, purses: Wholes, place: int, about: Near, *, wins_ties_with: set[str]
    ) -> None:
        self.purses, self.place, self.wins_ties_with = purses, place, wins_ties_with
        self.is_worth_its_cost, self.gives = about.is_worth_its_cost, about.gives
        self.cost_now = election.costs[place]
        self.money = about.money
        self.cost, self.more = about.cost, about.more
        self.in_doubt = about.in_doubt

    def look(self, number: int, rate: Fraction | None, name: str = "") -> None:
        """Before this round, which that one won at this rate; None: after the last round."""
        if number not in self.in_doubt:
            return
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
    rank = {name: number for number, name in enumerate(card.tie_order)}
    for number, won in enumerate(bought):
        paid, total = won.paid_each or 0.0, int(election.support.total[place_of[won.id]])
        rate = paid / won.cost if is_worth_its_cost else paid
        is_alike = isclose(paid, won.cost / total, rel_tol=AN_ULP)
        alike = Fraction(1 if is_worth_its_cost else won.cost, total) if is_alike else None
        for place, one in near.items():
            one.look(number, rate, alike, wins_ties=rank[election.ids[place]] < rank[won.id])
        purses.pay(place_of[won.id], paid)
    for one in near.values():
        one.look_after(len(bought))
    in_doubt = {place: one for place, one in near.items() if one.in_doubt}
    sure = surely(election, outcome, [place_of[won.id] for won in bought], in_doubt) if in_doubt else {}
    found: dict[int, Near | Surely] = near | sure
    return {
        place: Nearest(one.cost or None, one.more if one.more > 0 else None, one.money) for place, one in found.items()
    }


def surely(
    election: Election, outcome: Outcome, bought: Sequence[int], in_doubt: Mapping[int, Near]
) -> dict[int, Surely]:
    """The same walk once more in whole numbers, for the rounds that need it."""
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
    last = max(max(one.in_doubt) for one in in_doubt.values())
    for number, place in enumerate(bought[: last + 1]):
        pays = Fraction(purses.exactly(place))
        for one in sure.values():
            one.look(number, pays / election.costs[place] if card.utility == "cost" else pays, election.ids[place])
        purses.pay(place, float(pays))
    if last == len(bought):
        for one in sure.values():
            one.look(last, None)
    return sure


def given_by_one(election: Election, place: int) -> int:
    """The points that a supporter gives on average; one more would give as many."""
    people = int(election.support.people[place])
    return max(1, int(election.support.total[place]) // people) if people else 1


def is_near_a_whole(number: float) -> bool:
    """Whether rounding could have carried it over a whole number."""
    return abs(number - round(number)) <= LEVEL + ROUNDED * abs(number)
