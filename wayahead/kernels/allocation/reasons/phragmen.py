"""Phragmén: at which moment a loser could have been paid before the rule ended, and still have fitted."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from wayahead.kernels.allocation.election import Election
from wayahead.kernels.allocation.outcome import Outcome
from wayahead.kernels.allocation.reasons.nearest import Nearest
from wayahead.kernels.allocation.rules.phragmen import NEVER, Loads, taking_part


def nearest(election: Election, outcome: Outcome, losers: Sequence[int]) -> dict[int, Nearest]:
    """Every loser's nearest win, by walking once through what was bought."""
    rank = {name: number for number, name in enumerate(outcome.card.tie_order)}
    place_of = {name: place for place, name in enumerate(election.ids)}
    loads, left = Loads(election), election.budget
    best: dict[int, tuple[int, int | None]] = dict.fromkeys(losers, (0, None))
    bought = [place_of[won.id] for won in outcome.won if won.by == "phragmen"]
    taken = set(bought)
    rivals = [*bought, last_rival(election, outcome, bought)]
    for rival in rivals:
        moment = NEVER if rival is None else loads.ready(rival)
        for place in losers:
            # The last rival did not fit: the rule ends with it, so that level is not enough.
            wins_ties = rival in taken and rank[election.ids[place]] < rank[election.ids[rival]]
            best[place] = better(best[place], at(election, loads, place, moment, left, wins_ties=wins_ties))
        if rival is not None and rival in taken:
            left -= election.costs[rival]
            if moment != NEVER:
                loads.carry(rival, moment)
    return {place: Nearest(cost or None, more, left) for place, (cost, more) in best.items()}


def last_rival(election: Election, outcome: Outcome, bought: Sequence[int]) -> int | None:
    """What could be paid first when the rule ended, but did not fit; None where everything was bought."""
    loads, taken = Loads(election), set(bought)
    for place in bought:
        if (moment := loads.ready(place)) != NEVER:
            loads.carry(place, moment)
    left = [place for place in taking_part(election, outcome.card) if place not in taken]
    return min(
        left, key=lambda place: (loads.ready(place), outcome.card.tie_order.index(election.ids[place])), default=None
    )


def at(
    election: Election, loads: Loads, place: int, moment: Fraction, left: int, *, wins_ties: bool
) -> tuple[int, int | None]:
    """(the largest cost, how many more supporters) with which it is paid by that moment, where it fits."""
    people, cost = int(election.support.people[place]), election.costs[place]
    if moment == NEVER:
        return left, 1 if cost <= left else None
    paid = (loads.ready(place) * people - cost) if people else Fraction(0)
    most = moment * people - paid
    largest = floor(most) if wins_ties or most != floor(most) else floor(most) - 1
    more = (paid + cost) / moment - people
    needed = ceil(more) if wins_ties or more != ceil(more) else ceil(more) + 1
    return max(0, min(left, largest)), max(1, needed) if cost <= left else None


def better(one: tuple[int, int | None], other: tuple[int, int | None]) -> tuple[int, int | None]:
    """The larger cost and the smaller number."""
    numbers = [number for number in (one[1], other[1]) if number is not None]
    return max(one[0], other[0]), min(numbers, default=None)
