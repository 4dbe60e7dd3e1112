"""Equal shares again and again, with everybody's share raised a little each time, until the card says stop.

“Add1” in Peters and Skowron's equalshares.net and in Faliszewski et al., “Participatory budgeting: data, tools, and
analysis” (IJCAI 2023), arXiv:2305.11035.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from wayahead.kernels.allocation.card import TOO_CLOSE, Completion, RuleCard
from wayahead.kernels.allocation.election import Election
from wayahead.kernels.allocation.purses import Doubles, Wholes
from wayahead.kernels.allocation.rules import equal_shares
from wayahead.kernels.allocation.run import Run


class Till(Protocol):
    """What pays in the end: one budget, or several pots."""

    def begin(self) -> None:
        """Another run: nothing is paid yet."""
        ...

    def can_pay(self, place: int) -> bool:
        """Pay for this one too, if the till goes by that while a rule runs."""
        ...

    def fits(self, place: int) -> bool:
        """Whether this one could still be paid on top of all that is."""
        ...

    def awaits(self, place: int) -> bool:
        """Whether a higher share could still bring this one in, which the run just made did not buy."""
        ...

    def compare_with_this(self) -> None:
        """The run that was just made is the first, at everybody's plain share."""
        ...

    def ends(self, completion: Completion) -> bool:
        """Whether the run that was just made goes too far, so that the one before it counts."""
        ...


class OneBudget:
    """One budget for everything: a run that spends more than it goes too far."""

    def __init__(self, election: Election) -> None:
        self.election = election
        self.left = election.budget

    def begin(self) -> None:
        """See Till."""
        self.left = self.election.budget

    def can_pay(self, place: int) -> bool:
        """See Till: always, and the whole run is judged."""
        self.left -= self.election.costs[place]
        return True

    def fits(self, place: int) -> bool:
        """See Till."""
        return self.election.costs[place] <= self.left

    def awaits(self, place: int) -> bool:
        """See Till: always, be it that its price is the step that goes too far."""
        return True

    def compare_with_this(self) -> None:
        """See Till: a plain share never overspends, so there is nothing to compare with."""

    def ends(self, completion: Completion) -> bool:
        """See Till."""
        return self.left < 0


@dataclass(frozen=True)
class Raised:
    """The run that counts, how often everybody's share was raised for it, and the closest call on the way."""

    run: Run
    steps: int
    closest: float
    is_exact: bool


def raise_shares(
    election: Election,
    card: RuleCard,
    rank: Sequence[int],
    till: Till,
    on_step: Callable[[int], None] | None = None,
) -> Raised:
    """Equal shares, with everybody's share raised step by step as the completion says."""
    now = one_run(election, card, rank, till, 0, 1.0)
    till.compare_with_this()
    steps, closest, is_exact = 0, now.closest, now.is_exact
    while card.completion != "none" and steps < card.most_steps and not is_complete(election, card, now.places, till):
        if on_step:
            on_step(steps + 1)
        following = one_run(election, card, rank, till, steps + 1, closest)
        closest, is_exact = min(closest, following.closest), is_exact or following.is_exact
        if till.ends(card.completion):
            break
        now, steps = following, steps + 1
    return Raised(now, steps, closest, is_exact)


def one_run(election: Election, card: RuleCard, rank: Sequence[int], till: Till, steps: int, margin: float) -> Run:
    """Equal shares once, in doubles; again in whole numbers where those could not tell two things apart."""
    if not card.exact:
        till.begin()
        purses = Doubles(election, steps, card.increment)
        run = equal_shares.run(election, card, purses, rank, margin=margin, can_pay=till.can_pay)
        if run.closest >= TOO_CLOSE:
            return run
    till.begin()
    purses = Wholes(election, steps, card.increment)
    run = equal_shares.run(election, card, purses, rank, margin=margin, can_pay=till.can_pay)
    return replace(run, is_exact=True)


def is_complete(election: Election, card: RuleCard, places: Sequence[int], till: Till) -> bool:
    """Whether no further raise is wanted: it brings nothing in, or (when the card says so) nothing fits."""
    out, people = set(places), election.support.people
    left = (
        place
        for place in range(len(election.costs))
        if place not in out and people[place] >= max(1, card.least_supporters)
    )
    return not any(till.awaits(place) if card.completion == "add1" else till.fits(place) for place in left)
