"""Greedy: most supporters first (or most points), skipping what does not fit. What most places do today.

Described by Talmon and Faliszewski, “A framework for approval-based budgeting methods” (AAAI 2019), arXiv:1809.04382.
"""

from collections.abc import Callable, Sequence

from wayahead.kernels.allocation.card import RuleCard
from wayahead.kernels.allocation.election import Election
from wayahead.kernels.allocation.run import Purchase, Run, Tie


def run(
    election: Election,
    card: RuleCard,
    rank: Sequence[int],
    *,
    can_pay: Callable[[int], bool],
    already: Sequence[int] = (),
) -> Run:
    """What is bought, after what is bought already. A tie is one that only the order of ties settled.

    `can_pay` says whether one more fits, and pays for it.
    """
    bought: list[Purchase] = []
    shut_out: dict[int, list[int]] = {}
    for place in queue(election, card, rank, already):
        if can_pay(place):
            bought.append(Purchase(place, None))
        else:
            shut_out.setdefault(int(election.support.total[place]), []).append(place)
    return Run(tuple(bought), tuple(settled_by_lot(election, bought, shut_out)), is_exact=True)


def queue(election: Election, card: RuleCard, rank: Sequence[int], already: Sequence[int] = ()) -> list[int]:
    """Everything that takes part, most supporters first."""
    support, out = election.support, set(already)
    places = [
        place
        for place in range(len(election.costs))
        if place not in out and support.people[place] >= card.least_supporters
    ]
    return sorted(places, key=lambda place: (-int(support.total[place]), rank[place]))


def settled_by_lot(election: Election, bought: Sequence[Purchase], shut_out: dict[int, list[int]]) -> list[Tie]:
    """Equal support, of which one was bought and another found too little money left."""
    ties = []
    for number, purchase in enumerate(bought, 1):
        others = shut_out.get(int(election.support.total[purchase.place]), [])
        if others:
            ties.append(Tie(number, tuple(election.ids[place] for place in (purchase.place, *others))))
    return ties
