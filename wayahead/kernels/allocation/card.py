"""The rule card: every choice that makes a result, in data, so that anybody can count again and come to the same."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, get_args

from wayahead.kernels.allocation.election import NotAnElection

Rule = Literal["equal-shares", "greedy", "phragmen"]
Utility = Literal["cost", "cardinality"]
Completion = Literal["none", "add1", "add1-exhaustive"]
Then = Literal["none", "greedy"]
Ties = Literal["drawn", "name"]

# Below this relative gap a double cannot be trusted to tell two candidates apart, so we count again in fractions.
TOO_CLOSE = 1e-9


@dataclass(frozen=True)
class RuleCard:
    """How winners are chosen.

    `utility`: what a funded solution is worth to a supporter: its cost, or the same for each (both times the points
    given). `increment`: by how much everybody's share is raised at each step of a completion, in whole units, at most
    `most_steps` times. `then`: what is done with money that is left. `least_supporters`: with fewer, a solution does
    not take part. `ties`: by a lot drawn from `seed` once, or by the alphabet; `tie_order` fixes the order itself.
    """

    rule: Rule = "equal-shares"
    utility: Utility = "cost"
    completion: Completion = "add1"
    increment: int = 1
    most_steps: int = 1_000_000
    then: Then = "none"
    least_supporters: int = 0
    ties: Ties = "drawn"
    seed: int = 0
    tie_order: tuple[str, ...] = ()
    exact: bool = False

    def __post_init__(self) -> None:
        choices = {"rule": Rule, "utility": Utility, "completion": Completion, "then": Then, "ties": Ties}
        for name, known in choices.items():
            if getattr(self, name) not in get_args(known):
                raise NotAnElection(name, f"choose one of {', '.join(get_args(known))}")
        if self.increment < 1:
            raise NotAnElection("increment", "the share must grow by at least one unit at each step")
        if self.most_steps < 1:
            raise NotAnElection("most_steps", "allow at least one step")
        if self.least_supporters < 0:
            raise NotAnElection("least_supporters", "write a whole number from 0")

    def drawn(self, ids: Sequence[str]) -> "RuleCard":
        """The card with its order of ties for these solutions, first to last."""
        if self.tie_order:
            if sorted(self.tie_order) != sorted(ids):
                raise NotAnElection("tie_order", "it must name every solution once")
            return self
        order = sorted(ids) if self.ties == "name" else sorted(ids, key=lambda name: lot(self.seed, name))
        return replace(self, tie_order=tuple(order))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, with what is the same on every card of its rule said too."""
        mine = asdict(self) | {"tie_order": list(self.tie_order), "comparison": "none", "too_close": TOO_CLOSE}
        if self.rule == "equal-shares":
            mine["start"] = "budget / voters"
            mine["stop"] = {
                "none": "one run",
                "add1": "the next step would overspend",
                "add1-exhaustive": "nothing more fits, or the next step would overspend",
            }[self.completion]
        return mine

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "RuleCard":
        """The card again from what `to_dict` made."""
        known = {field.name for field in fields(cls)}
        mine = {name: value for name, value in data.items() if name in known}
        return cls(**mine | {"tie_order": tuple(mine.get("tie_order", ()))})


def lot(seed: int, name: str) -> bytes:
    """The lot of one solution: anybody can draw it again with a SHA-256 tool from `seed:name`."""
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()
