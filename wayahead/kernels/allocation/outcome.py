"""A result: what is funded and why, and all that is needed to count again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from wayahead.kernels.allocation.card import RuleCard
from wayahead.kernels.allocation.run import Tie

Step = Literal["equal-shares", "greedy", "phragmen"]


@dataclass(frozen=True)
class Won:
    """One funded solution: what each supporter paid for it (for each point, on ballots with points), and when.

    `paid_each` is the most that anybody paid; who had less left of their share paid all of that. It is None where no
    share is used, under greedy. `by` is the rule that bought it, which differs where one fills up after another.
    """

    id: str
    cost: int
    supporters: int
    paid_each: float | None
    round: int
    by: Step


@dataclass(frozen=True)
class Outcome:
    """What a rule made of an election. `share` is what everybody had in the end, `steps` how often it was raised.

    `inputs` is the fingerprint of the election, `smallest_gap` the smallest relative gap in any decision (1 where
    none was closer), `is_exact` whether fractions decided. `beside` is what other rules make of it, always greedy too.
    """

    card: RuleCard
    inputs: str
    budget: int
    spent: int
    winners: tuple[str, ...]
    won: tuple[Won, ...]
    share: float | None
    steps: int
    beside: Mapping[str, tuple[str, ...]]
    ties: tuple[Tie, ...]
    smallest_gap: float
    is_exact: bool

    def without_reasons(self, scale: int) -> dict[str, Any]:
        """Plain data, in the currency as a reader says it; the card says how many of its units are one of that."""
        return {
            "rule_card": self.card.to_dict()
            | {"inputs": self.inputs, "share": in_currency(self.share, scale), "units_in_one": scale},
            "budget": in_currency(self.budget, scale),
            "spent": in_currency(self.spent, scale),
            "winners": list(self.winners),
            "won": [
                vars(one) | {"cost": in_currency(one.cost, scale), "paid_each": in_currency(one.paid_each, scale)}
                for one in self.won
            ],
            "beside": {name: list(ids) for name, ids in self.beside.items()},
            "ties": [tie.to_dict() for tie in self.ties],
            "smallest_gap": self.smallest_gap,
            "exact": self.is_exact,
        }


def in_currency(amount: float | None, scale: int) -> float | int | None:
    """Whole units as the currency says them; whole numbers stay whole."""
    if amount is None:
        return None
    if isinstance(amount, int) and amount % scale == 0:
        return amount // scale
    return amount / scale
