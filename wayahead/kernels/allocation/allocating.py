"""The front door: an election and a rule card in, an outcome out."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from wayahead.kernels.allocation.card import RuleCard
from wayahead.kernels.allocation.election import Election
from wayahead.kernels.allocation.outcome import Outcome, Step, Won
from wayahead.kernels.allocation.raising import OneBudget, Raised, Till, raise_shares
from wayahead.kernels.allocation.rules import greedy, phragmen
from wayahead.kernels.allocation.run import Run


def allocate(
    election: Election, card: RuleCard | None = None, *, on_step: Callable[[int], None] | None = None
) -> Outcome:
    """What is funded under this card. `on_step` hears each raise of everybody's share. Raises NotAnElection."""
    return outcome_of(election, card or RuleCard(), OneBudget(election), on_step)


def outcome_of(election: Election, card: RuleCard, till: Till, on_step: Callable[[int], None] | None = None) -> Outcome:
    """The same, whatever pays in the end."""
    card = card.drawn(election.ids)
    rank = ranks(election, card)
    beside = greedily(election, card, rank, till)
    raised = Raised(beside, 0, beside.closest, beside.is_exact)
    if card.rule == "equal-shares":
        raised = raise_shares(election, card, rank, till, on_step)
    elif card.rule == "phragmen":
        run = phragmen.run(election, card, rank)
        raised = Raised(run, 0, run.closest, run.is_exact)
    filled = Run(())
    if card.then == "greedy" and card.rule != "greedy":
        filled = greedily(election, card, rank, till, already=raised.run.places)
    places = raised.run.places + filled.places
    later = [replace(tie, round=tie.round + len(raised.run.bought)) for tie in filled.ties]
    return Outcome(
        card=card,
        inputs=election.fingerprint,
        budget=election.budget,
        spent=sum(election.costs[place] for place in places),
        winners=tuple(election.ids[place] for place in places),
        won=(*told(election, raised.run, card.rule, 0), *told(election, filled, "greedy", len(raised.run.bought))),
        share=share_of(election, card, raised.steps) if card.rule == "equal-shares" else None,
        steps=raised.steps,
        beside={"greedy": tuple(election.ids[place] for place in beside.places)},
        ties=(*raised.run.ties, *later),
        smallest_gap=raised.closest,
        is_exact=raised.is_exact,
    )


def greedily(
    election: Election, card: RuleCard, rank: Sequence[int], till: Till, *, already: Sequence[int] = ()
) -> Run:
    """Most supporters first, paid on top of what is bought already."""
    till.begin()
    for place in already:
        till.can_pay(place)
    return greedy.run(
        election, card, rank, already=already, can_pay=lambda place: till.fits(place) and till.can_pay(place)
    )


def share_of(election: Election, card: RuleCard, steps: int) -> float:
    """What everybody has after so many steps."""
    return election.budget / max(1, election.voters) + steps * card.increment


def ranks(election: Election, card: RuleCard) -> list[int]:
    """The place of every solution in the order of ties."""
    order = {name: number for number, name in enumerate(card.tie_order)}
    return [order[name] for name in election.ids]


def told(election: Election, run: Run, by: Step, rounds_before: int) -> list[Won]:
    """What was bought, in ids."""
    return [
        Won(
            election.ids[one.place],
            election.costs[one.place],
            int(election.support.people[one.place]),
            one.pays,
            number,
            by,
        )
        for number, one in enumerate(run.bought, rounds_before + 1)
    ]
