"""Phragmén's sequential rule: money flows to everybody alike, and what its supporters can pay first is bought.

Brill, Freeman, Janson and Lackner, “Phragmén's voting methods and justified representation” (AAAI 2017),
arXiv:2102.12305; with costs in Los, Christoff and Grossi, “Proportional budget allocations” (IJCAI 2022),
arXiv:2203.12324.
It ends as soon as what could be paid first does not fit any more.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from wayahead.kernels.allocation.card import RuleCard
from wayahead.kernels.allocation.election import Election, NotAnElection
from wayahead.kernels.allocation.run import Purchase, Run, Tie


def run(election: Election, card: RuleCard, rank: Sequence[int]) -> Run:
    """What is bought, in whole numbers throughout; `pays` is the moment of the purchase, as money per voter."""
    if election.points is not None:
        raise NotAnElection("vote_type", "Phragmén's rule reads ballots that support, not points. Choose equal-shares")
    loads = Loads(election)
    when = {place: loads.ready(place) for place in taking_part(election, card)}
    spent, closest = 0, 1.0
    bought: list[Purchase] = []
    ties: list[Tie] = []
    while when:
        first = min(when.values())
        # Moments only move later, so those that were found early enough need no second look.
        while stale := [place for place, at in when.items() if at == first and not loads.is_fresh(place)]:
            for place in stale:
                when[place] = loads.ready(place)
            first = min(when.values())
        tied = sorted((place for place, at in when.items() if at == first), key=rank.__getitem__)
        if any(spent + election.costs[place] > election.budget for place in tied):
            break
        taken = tied[0]
        if len(tied) > 1:
            ties.append(Tie(len(bought) + 1, tuple(election.ids[place] for place in tied)))
        del when[taken]
        spent += election.costs[taken]
        bought.append(Purchase(taken, None if first == NEVER else float(first)))
        if first != NEVER:
            loads.carry(taken, first)
    return Run(tuple(bought), tuple(ties), closest, is_exact=True)


# Later than any moment: what nobody supports comes last.
NEVER = Fraction(2**200)


def taking_part(election: Election, card: RuleCard) -> list[int]:
    """The places of what is not dearer than the whole budget and has supporters enough."""
    people = election.support.people
    return [
        place
        for place, cost in enumerate(election.costs)
        if cost <= election.budget and people[place] >= card.least_supporters
    ]


class Loads:
    """What everybody has paid so far; voters who have paid the same are one class."""

    def __init__(self, election: Election) -> None:
        self.election, self.support = election, election.support
        self.of_row = np.zeros(len(election.heads), dtype=np.int64)
        self.paid = [Fraction(0)]
        self.seen: dict[int, int] = {}

    def ready(self, place: int) -> Fraction:
        """When the supporters can pay this solution, if nothing else is bought before."""
        self.seen[place] = len(self.paid)
        if not self.support.people[place]:
            return NEVER
        begin, end = self.support.indptr[place], self.support.indptr[place + 1]
        rows = self.of_row[self.support.who[begin:end]]
        people = np.bincount(rows, self.support.heads[begin:end])
        classes = np.flatnonzero(people)
        paid = sum((self.paid[one] * int(people[one]) for one in classes.tolist()), Fraction(0))
        return (paid + self.election.costs[place]) / int(self.support.people[place])

    def is_fresh(self, place: int) -> bool:
        """Whether nothing was bought since that moment was found."""
        return self.seen[place] == len(self.paid)

    def carry(self, place: int, moment: Fraction) -> None:
        """All supporters have paid `moment` in all."""
        begin, end = self.support.indptr[place], self.support.indptr[place + 1]
        self.of_row[self.support.who[begin:end]] = len(self.paid)
        self.paid.append(moment)
