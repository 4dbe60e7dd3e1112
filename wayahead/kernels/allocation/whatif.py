"""What if there were more money, or a limit were looser: counted again, never guessed from the margin.

Choices are whole, so there are no shadow prices. More money can also push something out; both lists say so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wayahead.kernels.allocation.allocating import allocate
from wayahead.kernels.allocation.card import RuleCard
from wayahead.kernels.allocation.election import Election
from wayahead.kernels.allocation.outcome import Outcome, in_currency
from wayahead.kernels.allocation.pots import Pot, with_pots

PERCENT_MORE = (5, 10)


@dataclass(frozen=True)
class Change:
    """One thing that is different: more in one `pot` (or the budget, where `pot` is empty), or a `limit` of it gone."""

    pot: str
    limit: str
    percent: int
    budget: int
    pots: tuple[Pot, ...] = ()


@dataclass(frozen=True)
class WhatIf:
    """What a change would do: who comes in, who goes out, how much more is spent."""

    change: Change
    comes_in: tuple[str, ...]
    goes_out: tuple[str, ...]
    spent_more: int

    def to_dict(self, scale: int) -> dict[str, Any]:
        """Plain data."""
        return {
            "pot": self.change.pot or None,
            "limit": self.change.limit or None,
            "percent_more": self.change.percent or None,
            "comes_in": list(self.comes_in),
            "goes_out": list(self.goes_out),
            "spent_more": in_currency(self.spent_more, scale),
        }


def what_if(
    election: Election,
    card: RuleCard,
    outcome: Outcome,
    changes: Sequence[Change] | None = None,
    pots: Sequence[Pot] = (),
) -> tuple[WhatIf, ...]:
    """Each change counted in full, against the outcome as it is; without any named, those of `usual_changes`."""
    found = []
    for change in usual_changes(election, pots) if changes is None else changes:
        if change.pots:
            other = with_pots(election, card, change.pots).outcome
        else:
            other = allocate(replace(election, budget=change.budget), card)
        found.append(
            WhatIf(
                change,
                tuple(name for name in other.winners if name not in outcome.winners),
                tuple(name for name in outcome.winners if name not in other.winners),
                other.spent - outcome.spent,
            )
        )
    return tuple(found)


def usual_changes(election: Election, pots: Sequence[Pot]) -> Iterator[Change]:
    """Some percent more in each pot, and each limit of each pot gone; without pots, some percent more in the budget."""
    for percent in PERCENT_MORE:
        if not pots:
            yield Change("", "", percent, election.budget * (100 + percent) // 100)
        for pot in pots:
            more = replace(pot, capacity=pot.capacity * (100 + percent) // 100)
            yield Change(pot.id, "", percent, 0, exchanged(pots, more))
    for pot in pots:
        for limit, looser in loosened(pot):
            yield Change(pot.id, limit, 0, 0, exchanged(pots, looser))


def loosened(pot: Pot) -> Iterator[tuple[str, Pot]]:
    """(which limit, the pot without it) for every limit that a pot has."""
    if pot.only is not None:
        yield "only", replace(pot, only=None)
    if pot.most_for_each is not None:
        yield "most_for_each", replace(pot, most_for_each=None)
    if pot.caps:
        yield "caps", replace(pot, caps=())
    if pot.floors:
        yield "floors", replace(pot, floors=())


def exchanged(pots: Sequence[Pot], other: Pot) -> tuple[Pot, ...]:
    """The pots with one of them as it would be."""
    return tuple(other if pot.id == other.id else pot for pot in pots)
