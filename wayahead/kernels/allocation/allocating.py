"""The front door: an election and a rule card in, an outcome out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from wayahead.kernels.allocation.card import TOO_CLOSE, RuleCard
from wayahead.kernels.allocation.election import Election
from wayahead.kernels.allocation.outcome import Outcome, Step, Won
from wayahead.kernels.allocation.purses import Doubles, Wholes
from wayahead.kernels.allocation.rules import equal_shares, greedy, phragmen
from wayahead.kernels.allocation.run import Run


@dataclass(frozen=True)
class Raised:
    """The run that counts, how often everybody's share was raised for it, and the closest call on the way."""

    run: Run
    steps: int
    closest: float
    is_exact: bool


def allocate(
    election: Election, card: RuleCard | None = None, *, on_step: Callable[[int], None] | None = None
) -> Outcome:
    """What is funded under this card. `on_step` hears each raise of everybody's share. Raises NotAnElection."""
    card = (card or RuleCard()).drawn(election.ids)
    rank = ranks(election, card)
    raised = bought_by(election, card, rank, on_step)
    filled = Run(())
    if card.then == "greedy" and card.rule != "greedy":
        filled = greedy.run(election, card, rank, already=raised.run.places)
    beside = raised.run if card.rule == "greedy" else greedy.run(election, card, rank)
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


def bought_by(
    election: Election, card: RuleCard, rank: Sequence[int], on_step: Callable[[int], None] | None = None
) -> Raised:
    """What the rule of the card buys, before anything is filled up."""
    if card.rule == "equal-shares":
        return raise_shares(election, card, rank, on_step)
    run = greedy.run(election, card, rank) if card.rule == "greedy" else phragmen.run(election, card, rank)
    return Raised(run, 0, run.closest, run.is_exact)


def raise_shares(
    election: Election, card: RuleCard, rank: Sequence[int], on_step: Callable[[int], None] | None = None
) -> Raised:
    """Equal shares, with everybody's share raised step by step as the completion says."""
    now = one_run(election, card, rank, 0, 1.0)
    steps, closest, is_exact = 0, now.closest, now.is_exact
    while card.completion != "none" and not is_complete(election, card, now.places):
        if on_step:
            on_step(steps + 1)
        following = one_run(election, card, rank, steps + 1, closest)
        closest, is_exact = min(closest, following.closest), is_exact or following.is_exact
        if sum(election.costs[place] for place in following.places) > election.budget:
            break
        now, steps = following, steps + 1
    return Raised(now, steps, closest, is_exact)


def one_run(election: Election, card: RuleCard, rank: Sequence[int], steps: int, margin: float) -> Run:
    """Equal shares once, in doubles; again in whole numbers where those could not tell two things apart."""
    if not card.exact:
        run = equal_shares.run(election, card, Doubles(election, steps, card.increment), rank, margin=margin)
        if run.closest >= TOO_CLOSE:
            return run
    run = equal_shares.run(election, card, Wholes(election, steps, card.increment), rank, margin=margin)
    return replace(run, is_exact=True)


def is_complete(election: Election, card: RuleCard, places: Sequence[int]) -> bool:
    """Whether no further raise of the share is wanted: nothing is left, or (when the card says so) nothing fits."""
    left = election.budget - sum(election.costs[place] for place in places)
    most = left if card.completion == "add1-exhaustive" else max(election.costs, default=0)
    out, support = set(places), election.support
    return not any(
        election.costs[place] <= most and support.people[place] >= max(1, card.least_supporters)
        for place in range(len(election.costs))
        if place not in out
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
