"""Equal shares as far as the pots allow: the fair rule asks the pots at each step whether they can still pay.

Nothing proves that equal shares keep their guarantees where pots bind; so the outcome without pots is always beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from wayahead.kernels.allocation.allocating import allocate, outcome_of
from wayahead.kernels.allocation.card import RuleCard
from wayahead.kernels.allocation.election import Election, NotAnElection
from wayahead.kernels.allocation.outcome import Outcome
from wayahead.kernels.allocation.pots.ledger import Ledger, Shortage
from wayahead.kernels.allocation.pots.pot import Pot, budget_of, refuse_bad_pots


@dataclass(frozen=True)
class Funded:
    """What one pot pays for one solution."""

    pot: str
    id: str
    amount: int


@dataclass(frozen=True)
class Shared:
    """An outcome within the pots: who pays what, what the pots are short of, what would be funded without pots.

    `shortages` say of each loser that the pots could not pay on top of what is funded why they could not; whoever is
    not among them lost for want of support.
    """

    outcome: Outcome
    pots: tuple[Pot, ...]
    funded: tuple[Funded, ...]
    shortages: Mapping[str, Shortage]
    without_pots: Outcome


def with_pots(
    election: Election, card: RuleCard, pots: Sequence[Pot], *, on_step: Callable[[int], None] | None = None
) -> Shared:
    """What is funded when these pots pay: their money is the budget. Raises NotAnElection."""
    if card.rule == "phragmen":
        raise NotAnElection("rule", "Phragmén's rule ends at the first thing that does not fit. Choose equal-shares")
    refuse_bad_pots(pots, set(election.ids))
    pooled = replace(election, budget=budget_of(pots))
    ledger = Ledger(pooled, pots)
    outcome = outcome_of(pooled, card, ledger, on_step)
    places = {name: place for place, name in enumerate(election.ids)}
    ledger.begin()
    for name in outcome.winners:
        ledger.can_pay(places[name])
    short = {name: ledger.shortage(place) for name, place in places.items() if name not in outcome.winners}
    return Shared(
        outcome=outcome,
        pots=tuple(pots),
        funded=tuple(Funded(pot, election.ids[place], much) for pot, place, much in ledger.paid()),
        shortages={name: shortage for name, shortage in short.items() if shortage},
        without_pots=allocate(pooled, card),
    )
