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
from wayahead.kernels.allocation.pots import Part, Pot, with_pots

PERCENT_MORE = (5, 10)
PERCENT_LOOSER = 10


@dataclass(frozen=True)
class Change:
    """One thing that differs: `percent` more in one `pot` (or the budget, where `pot` is empty), or a `limit` of it.

    A limit is looser by `percent`, or gone where that is nought.
    """

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
            "percent_more": None if self.change.limit else self.change.percent,
            "percent_looser": (self.change.percent or None) if self.change.limit else None,
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
    """Some percent more in each pot, each limit of each pot looser and gone; without pots, more in the budget."""
    for percent in PERCENT_MORE:
        if not pots:
            yield Change("", "", percent, election.budget * (100 + percent) // 100)
        for pot in pots:
            more = replace(pot, capacity=pot.capacity * (100 + percent) // 100)
            yield Change(pot.id, "", percent, 0, exchanged(pots, more))
    for pot in pots:
        for limit, percent, looser in loosened(pot):
            yield Change(pot.id, limit, percent, 0, exchanged(pots, looser))


def loosened(pot: Pot) -> Iterator[tuple[str, int, Pot]]:
    """(which limit, by how many per cent, the pot with it so) for every limit: a part looser, and gone (0 per cent).

    A cap or a floor is named by its place, as a file of pots counts them: `caps[0]`. What is eligible is only ever all.
    """
    if pot.only is not None:
        yield "only", 0, replace(pot, only=None)
    if pot.most_for_each is not None:
        higher = pot.most_for_each * (100 + PERCENT_LOOSER) // 100
        yield "most_for_each", PERCENT_LOOSER, replace(pot, most_for_each=higher)
        yield "most_for_each", 0, replace(pot, most_for_each=None)
    for place in range(len(pot.caps)):
        yield f"caps[{place}]", PERCENT_LOOSER, replace(pot, caps=moved(pot.caps, place, 100 + PERCENT_LOOSER))
        yield f"caps[{place}]", 0, replace(pot, caps=without(pot.caps, place))
    for place in range(len(pot.floors)):
        yield f"floors[{place}]", PERCENT_LOOSER, replace(pot, floors=moved(pot.floors, place, 100 - PERCENT_LOOSER))
        yield f"floors[{place}]", 0, replace(pot, floors=without(pot.floors, place))


def moved(parts: Sequence[Part], place: int, percent: int) -> tuple[Part, ...]:
    """The parts, with the amount of one at so many hundredths."""
    return tuple(
        replace(part, amount=part.amount * percent // 100) if number == place else part
        for number, part in enumerate(parts)
    )


def without(parts: Sequence[Part], place: int) -> tuple[Part, ...]:
    """The parts but for one."""
    return tuple(part for number, part in enumerate(parts) if number != place)


def exchanged(pots: Sequence[Pot], other: Pot) -> tuple[Pot, ...]:
    """The pots with one of them as it would be."""
    return tuple(other if pot.id == other.id else pot for pot in pots)
