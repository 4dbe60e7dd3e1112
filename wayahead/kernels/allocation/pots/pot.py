"""One pot of money and its limits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from wayahead.kernels.allocation.election import MOST_MONEY, NotAnElection
from wayahead.kernels.allocation.outcome import in_currency


@dataclass(frozen=True)
class Part:
    """Some solutions by id, and an amount: the most (of a cap) or the least (of a floor) that is theirs together."""

    of: tuple[str, ...]
    amount: int


@dataclass(frozen=True)
class Pot:
    """A pot: how much is in it, and what it may pay for.

    `only` names the solutions it may pay (None: any), `most_for_each` the most for one of them. A cap is the most for
    some together. A floor is money kept for some: nobody else gets it, and what they do not use stays in the pot.
    """

    id: str
    capacity: int
    only: tuple[str, ...] | None = None
    most_for_each: int | None = None
    caps: tuple[Part, ...] = ()
    floors: tuple[Part, ...] = ()

    def may_pay(self, name: str) -> bool:
        """Whether this solution may have money of this pot."""
        return self.only is None or name in self.only

    def to_dict(self, scale: int) -> dict[str, Any]:
        """Plain data, as a file of pots says it."""
        data: dict[str, Any] = {"id": self.id, "capacity": in_currency(self.capacity, scale)}
        if self.only is not None:
            data["only"] = list(self.only)
        if self.most_for_each is not None:
            data["most_for_each"] = in_currency(self.most_for_each, scale)
        for name, bound in (("caps", "at_most"), ("floors", "at_least")):
            if parts := getattr(self, name):
                data[name] = [{"of": list(part.of), bound: in_currency(part.amount, scale)} for part in parts]
        return data


def budget_of(pots: Sequence[Pot]) -> int:
    """All the money there is."""
    return sum(pot.capacity for pot in pots)


def refuse_bad_pots(pots: Sequence[Pot], ids: Collection[str]) -> None:
    """Raise NotAnElection, with the field, for pots that cannot be counted with."""
    if not pots:
        raise NotAnElection("pots", "name at least one pot")
    if len({pot.id for pot in pots}) < len(pots):
        raise NotAnElection("pots.id", "two pots have the same id")
    for pot in pots:
        refuse_bad_pot(pot, ids)


def refuse_bad_pot(pot: Pot, ids: Collection[str]) -> None:
    """One pot: whole amounts, known solutions, and parts that a flow of money can keep apart."""
    field = f"pots.{pot.id}"
    parts = (*pot.caps, *pot.floors)
    for amount in (pot.capacity, pot.most_for_each or 0, *(part.amount for part in parts)):
        if not 0 <= amount < MOST_MONEY:
            raise NotAnElection(field, "an amount must be nought or more, and not out of all proportion")
    for name in (*(pot.only or ()), *(name for part in parts for name in part.of)):
        if name not in ids:
            raise NotAnElection(field, f"there is no solution “{name}”")
    if sum(floor.amount for floor in pot.floors) > pot.capacity:
        raise NotAnElection(f"{field}.floors", "more is kept for some than there is in the pot")
    sets = [frozenset(part.of) for part in parts]
    for place, one in enumerate(sets):
        for number, other in enumerate(sets[:place]):
            nested = place < len(pot.caps) and (one <= other or other <= one)
            if one & other and not nested:
                words = (
                    f"parts {number + 1} and {place + 1} overlap. Caps may lie within one another, floors stand apart"
                )
                raise NotAnElection(f"{field}.caps", words)
