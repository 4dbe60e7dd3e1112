"""pabutools, the reference: from the file to the winners in its fastest way, or in its exact fractions."""

from pathlib import Path
from typing import Any

import pabutools.fractions
from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen


class Peer:
    """One election as pabutools counts it; floats, with equal ballots merged."""

    def __init__(self, path: Path, *, is_exact: bool = False) -> None:
        self.path, self.is_exact = path, is_exact
        self.winners: list[str] = []

    def run(self, rule: str, increment: int | None = None) -> None:
        """Read, merge and count."""
        pabutools.fractions.FRACTION = "gmpy2" if self.is_exact else "float"
        instance, profile = parse_pabulib(str(self.path))
        merged = profile.as_multiprofile()
        found: Any
        if rule == "greedy":
            found = greedy_utilitarian_welfare(instance, merged, sat_class=Cost_Sat)
        elif rule == "phragmen":
            found = sequential_phragmen(instance, merged)
        else:
            found = method_of_equal_shares(instance, merged, sat_class=Cost_Sat, voter_budget_increment=increment)
        self.winners = [project.name for project in found]
