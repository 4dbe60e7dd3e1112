"""What every voter has left of their share, in doubles, or in whole numbers over one denominator."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

import numpy as np

from wayahead.kernels.allocation import passes
from wayahead.kernels.allocation.election import Election, Floats

# Doubles that stand further apart than this are in the right order, whatever was rounded on the way to them.
IN_DOUBT = 1e-6

# (class of people with the same money, points that each of them gives, how many they are)
Part = tuple[int, int, int]


class Purses(Protocol):
    """Everybody's money while a rule runs."""

    left: Floats
    closest: float

    def price(self, place: int) -> float:
        """What a supporter pays for each point of this solution; infinite where they cannot pay its cost together."""
        ...

    def exactly(self, place: int) -> Fraction | float:
        """The same, as a fraction where these purses can tell it exactly."""
        ...

    def pay(self, place: int, pays: float) -> None:
        """Take the price from every supporter, from some all they have."""
        ...


class Doubles:
    """Purses in doubles: fast, and `closest` tells how near the money came to a cost without being it."""

    def __init__(self, election: Election, steps: int, increment: int) -> None:
        self.election, self.support = election, election.support
        self.passes = passes.of_size(len(self.support.who))
        share = Fraction(election.budget, max(1, election.voters)) + steps * increment
        self.left = np.full(len(election.heads), float(share))
        self.closest = 1.0
        self.least = (np.array(election.costs) / np.maximum(self.support.total, 1)).tolist()

    def price(self, place: int) -> float:
        """See Purses."""
        begin, end = self.support.indptr[place], self.support.indptr[place + 1]
        each = None if self.support.each is None else self.support.each[begin:end]
        cost = float(self.election.costs[place])
        pays, money = self.passes.price(
            self.left,
            self.support.who[begin:end],
            self.support.weight[begin:end],
            each,
            cost,
            float(self.support.total[place]),
            self.least[place],
        )
        self.closest = min(self.closest, abs(money - cost) / cost)
        if pays < np.inf:
            self.least[place] = pays  # purses only empty, so that it is never less again
        return float(pays)

    def exactly(self, place: int) -> Fraction | float:
        """See Purses: where everybody can pay alike, the price is a quotient of two whole numbers."""
        cost, total = self.election.costs[place], int(self.support.total[place])
        pays = self.price(place)
        return Fraction(cost, total) if pays == cost / total else pays

    def pay(self, place: int, pays: float) -> None:
        """See Purses."""
        begin, end = self.support.indptr[place], self.support.indptr[place + 1]
        each = None if self.support.each is None else self.support.each[begin:end]
        self.passes.pay(self.left, self.support.who[begin:end], each, pays)


class Wholes(Doubles):
    """Purses in whole numbers over one denominator: voters with the same money are one class.

    Doubles beside them rule out what is clearly dearer; whatever they leave in doubt is settled in whole numbers.
    """

    def __init__(self, election: Election, steps: int, increment: int) -> None:
        super().__init__(election, steps, increment)
        voters = max(1, election.voters)
        self.denominator = voters
        self.amounts = [election.budget + steps * increment * voters]
        self.of_row = np.zeros(len(election.heads), dtype=np.int64)

    def price(self, place: int) -> float:
        """See Purses; whether the money is enough is never left to rounding."""
        before = self.closest
        pays = super().price(place)
        if self.closest >= IN_DOUBT:
            return pays
        self.closest = before
        return float(self.exactly(place))

    def parts(self, place: int) -> tuple[list[Part], np.ndarray, np.ndarray]:
        """((class, points, people) of the supporters, their rows, which of the parts each row is)."""
        begin, end = self.support.indptr[place], self.support.indptr[place + 1]
        who = self.support.who[begin:end]
        classes = self.of_row[who]
        points = np.ones(len(who), dtype=np.int64)
        if self.support.each is not None:
            points = self.support.each[begin:end].astype(np.int64)
        most = int(points.max(initial=0)) + 1
        found, which = np.unique(classes * most + points, return_inverse=True)
        people = np.bincount(which, self.support.heads[begin:end], minlength=len(found)).astype(np.int64)
        rows = [(int(one) // most, int(one) % most, int(count)) for one, count in zip(found, people, strict=True)]
        return rows, who, which

    def numerator(self, place: int) -> tuple[int, int] | None:
        """The price as (numerator over the denominator, points that pay in full); None where the money is short."""
        parts, _who, _which = self.parts(place)
        return self.split(parts, self.election.costs[place])

    def split(self, parts: Sequence[Part], whole: int) -> tuple[int, int] | None:
        """The same for any supporters and any cost."""
        cost = whole * self.denominator
        if sum(self.amounts[one] * people for one, _points, people in parts) < cost:
            return None
        rich = sum(points * people for _one, points, people in parts)
        is_one_point = all(points == 1 for _one, points, _people in parts)
        left = sorted(
            parts, key=lambda part: self.amounts[part[0]] if is_one_point else Fraction(self.amounts[part[0]], part[1])
        )
        for one, points, people in left:
            if self.amounts[one] * rich >= cost * points:
                break
            cost -= self.amounts[one] * people
            rich -= points * people
        if rich == 0:  # everybody gives all they have: the price is what the richest of them have for each point
            one, points, people = left[-1]
            return self.amounts[one] * people, points * people
        return cost, rich

    def exactly(self, place: int) -> Fraction | float:
        """See Purses."""
        found = self.numerator(place)
        return float("inf") if found is None else Fraction(found[0], found[1] * self.denominator)

    def pay(self, place: int, pays: float) -> None:
        """See Purses; the price is found again in whole numbers."""
        taken, rich = self.numerator(place) or (0, 1)
        parts, who, which = self.parts(place)
        self.denominator *= rich
        self.amounts = [amount * rich for amount in self.amounts]
        known = {amount: number for number, amount in enumerate(self.amounts)}
        become = []
        for one, points, _people in parts:
            left = max(0, self.amounts[one] - taken * points)
            if left not in known:
                known[left] = len(self.amounts)
                self.amounts.append(left)
            become.append(known[left])
        self.of_row[who] = np.array(become, dtype=np.int64)[which]
        worth = np.array([self.amounts[one] / self.denominator for one in become])
        self.left[who] = worth[which]
