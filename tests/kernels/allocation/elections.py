"""Elections for tests: small ones by chance, real ones that lie beside the repository, and the reference's view."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from wayahead.formats.pabulib import PabulibFile, read
from wayahead.kernels.allocation import Election

REAL = Path(__file__).resolve().parents[4] / "shared/data/elections"
WIELICZKA = "poland_wieliczka_2023_green-budget.pb"
PRAGA = "poland_warszawa_2020_praga-poludnie.pb"
LODZ = "poland_lodz_2022_.pb"

Ballots = list[Any]
Plain = tuple[dict[str, int], Ballots, int]


def real(name: str) -> PabulibFile:
    """One of the real elections; skips where they are not there."""
    if not (REAL / name).exists():
        pytest.skip(f"the real election {name} is not beside this repository")
    return read(REAL / name)


@st.composite
def plain_elections(draw: st.DrawFn, *, has_points: bool = False, most_voters: int = 12) -> Plain:
    """Costs, ballots and a budget, small enough that ties, short money and unsupported solutions all occur."""
    count = draw(st.integers(1, 6))
    names = [f"p{number}" for number in range(count)]
    costs = {name: draw(st.integers(1, 30)) for name in names}
    some = st.lists(st.sampled_from(names), max_size=count, unique=True)
    one: Any = some
    if has_points:
        one = st.dictionaries(st.sampled_from(names), st.integers(1, 5), max_size=count)
    ballots = draw(st.lists(one, min_size=1, max_size=most_voters))
    return costs, ballots, draw(st.integers(1, 60))


def election(plain: Plain) -> Election:
    """The election of plain data."""
    costs, ballots, budget = plain
    return Election.of(costs, ballots, budget=budget)


class Reference:
    """The same election in pabutools, counted in its exact fractions with ties by name."""

    def __init__(self, plain: Plain) -> None:
        import pabutools.election as theirs
        import pabutools.rules as rules
        from pabutools.election.satisfaction import AdditiveSatisfaction

        costs, ballots, budget = plain
        self.theirs, self.rules = theirs, rules
        projects = {name: theirs.Project(name, cost) for name, cost in costs.items()}
        self.instance = theirs.Instance(projects.values(), budget_limit=budget)
        if any(isinstance(ballot, Mapping) for ballot in ballots):
            cast = [
                theirs.CardinalBallot({projects[name]: given for name, given in ballot.items()}) for ballot in ballots
            ]
            self.profile = theirs.CardinalProfile(cast)

            class PointsTimesCost(AdditiveSatisfaction):  # type: ignore[misc]
                """Points worth the money they steer: what pabutools has no name for."""

                def __init__(self, instance: Any, profile: Any, ballot: Any) -> None:
                    super().__init__(instance, profile, ballot, lambda _i, _p, b, p, _v: b.get(p, 0) * p.cost)

            self.cost_sat, self.cardinality_sat = PointsTimesCost, theirs.Additive_Cardinal_Sat
        else:
            cast = [theirs.ApprovalBallot([projects[name] for name in ballot]) for ballot in ballots]
            self.profile = theirs.ApprovalProfile(cast)
            self.cost_sat, self.cardinality_sat = theirs.Cost_Sat, theirs.Cardinality_Sat

    def equal_shares(self, *, utility: str = "cost", increment: int | None = None) -> list[str]:
        """The winners, in order."""
        sat = self.cost_sat if utility == "cost" else self.cardinality_sat
        found = self.rules.method_of_equal_shares(
            self.instance, self.profile, sat_class=sat, voter_budget_increment=increment
        )
        return [project.name for project in found]

    def greedy(self) -> list[str]:
        """The winners, in order. Theirs divides by the cost, which satisfaction by cost undoes."""
        return [
            one.name
            for one in self.rules.greedy_utilitarian_welfare(self.instance, self.profile, sat_class=self.cost_sat)
        ]

    def filled_up(self) -> list[str]:
        """Equal shares, then greedy."""
        already = self.rules.method_of_equal_shares(self.instance, self.profile, sat_class=self.cost_sat)
        found = self.rules.greedy_utilitarian_welfare(
            self.instance, self.profile, sat_class=self.cost_sat, initial_budget_allocation=already
        )
        return [project.name for project in found]

    def phragmen(self) -> list[str]:
        """The winners, in no order."""
        return [project.name for project in self.rules.sequential_phragmen(self.instance, self.profile)]
