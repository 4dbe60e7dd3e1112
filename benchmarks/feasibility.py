"""Limits: one version against many, a sweep of every limit that could move, and which solutions clash."""

from collections.abc import Callable
from datetime import date
from random import Random
from statistics import median
from time import process_time

from wayahead.kernels.feasibility import (
    Claims,
    Column,
    Limit,
    State,
    Together,
    Way,
    check_all,
    clash_of,
    parse,
    swept,
)

LIMITS = 200
ROUNDS = 50
SWEPT_VERSIONS, SWEPT_LIMITS = 200, 30
CLASHING_SOLUTIONS, CLASHING_LIMITS, CASES = 50, 30, 12

CLAIMS = Claims(
    costs={"staff": 2_960_000, "venue": 410_000, "food": 380_000, "involvement": 250_000},
    people_count=310,
    starts_on=date(2027, 4, 1),
    ends_on=date(2028, 3, 31),
    areas=("E05000001", "E09000999", "E12000007"),
    delivered_by_kind="community_group",
    communities=("1", "4"),
    needs_count=2,
)


def data(n: int) -> dict[str, object]:
    """The n-th limit: every kind of test that computes, with bounds on both sides of what is claimed."""
    kinds: list[dict[str, object]] = [
        {"test": "total_cost", "at_most_pence": 3_000_000 + 12_345 * n},
        {"test": "cost_per_person", "at_most_pence": 10_000 + 41 * n},
        {"test": "cost_share", "cost_kind": "involvement", "at_least_percent": f"{n % 90}.25"},
        {"test": "cost_share", "cost_kind": "staff", "at_most_percent": f"{n % 90}.75"},
        {"test": "excluded_cost", "cost_kind": "food"},
        {"test": "dates", "starts_not_before": f"2027-{n % 12 + 1:02d}-15", "ends_not_after": "2028-03-31"},
        {"test": "duration", "at_most_days": 100 + 3 * n},
        {"test": "people_count", "at_least_people": 100 + 2 * n},
        {"test": "area", "must_lie_in": ["E09000999", f"E0900{n:04d}"]},
        {"test": "delivered_by", "may_be": ["civil_society", "community_group"]},
        {"test": "benefits", "may_be_for": ["1", str(n % 9)]},
        {"test": "must_include", "cost_kind": "involvement", "at_least_pence": 100_000 + 1_500 * n},
        {"test": "not_both", "cost_kind": "food", "other_cost_kind": "venue"},
        {"test": "needs_count", "at_least_needs": n % 4},
        {"test": "threshold", "past_pence": 3_000_000 + 9_999 * n, "at_least_needs": 1 + n % 3},
        {"test": "together_cost", "at_most_pence": 30_000 * n},
        {"test": "together_count", "at_most_solutions": 1 + n % 5},
    ]
    return kinds[n % len(kinds)]


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of one round, of this process alone: it is one thread, and others may use the machine."""
    times = []
    for _round in range(rounds):
        start = process_time()
        work()
        times.append(1000 * (process_time() - start))
    return median(times)


def columns(limits: list[Limit]) -> list[Column]:
    """Many versions, each bound by a third of the limits, as needs and areas scope them; some kept out by one alone."""
    chance = Random(11)
    found = []
    for number in range(SWEPT_VERSIONS):
        start = date(2027, chance.randint(3, 6), chance.randint(1, 28))
        claims = Claims(
            costs={"staff": chance.randint(1_000_000, 6_000_000), "food": chance.randint(1, 400_000)},
            people_count=chance.randint(20, 400),
            starts_on=start,
            ends_on=start.replace(year=2028),
            areas=("E05000001", "E09000999"),
            needs_count=chance.randint(1, 4),
        )
        states = {n: limit.check(claims).state for n, limit in enumerate(limits) if (number + n // 6) % 3 == 0}
        found.append(Column(claims, states))
    return found


def loose_limits() -> list[Limit]:
    """Limits that most versions meet, so that there is something to let in: none of them is met by all."""
    kinds: list[Callable[[int], dict[str, object]]] = [
        lambda n: {"test": "total_cost", "at_most_pence": 4_800_000 + 20_000 * n},
        lambda n: {"test": "cost_per_person", "at_most_pence": 60_000 + 3_000 * n},
        lambda n: {"test": "cost_share", "cost_kind": "food", "at_most_percent": f"{25 + n}.5"},
        lambda n: {"test": "dates", "starts_not_before": f"2027-03-{1 + n % 6:02d}"},
        lambda n: {"test": "people_count", "at_least_people": 50 + n % 9},
        lambda n: {"test": "needs_count", "at_least_needs": 1},
    ]
    return [parse(kinds[n % len(kinds)](n)) for n in range(SWEPT_LIMITS)]


def clashing(seed: int) -> Together:
    """Solutions in three versions each, with limits of their own and five that all of them share.

    In every second table each solution has a version that breaks nothing by itself, so that only all together clash.
    """
    chance = Random(seed)
    most = {limit: CLASHING_SOLUTIONS * chance.randint(1_400_000, 2_400_000) for limit in range(5)}
    alone = range(5, CLASHING_LIMITS)
    return Together(
        [
            [
                Way.of(
                    chance.sample(alone, 0 if seed % 2 and version == 0 else chance.choice([0, 1, 2])),
                    {limit: chance.randint(500_000, 5_000_000) for limit in most},
                )
                for version in range(3)
            ]
            for _solution in range(CLASHING_SOLUTIONS)
        ],
        CLASHING_LIMITS,
        most,
    )


def clash_rows() -> list[tuple[str, float]]:
    """The median and the worst of several tables of solutions."""
    tables = [clashing(seed) for seed in range(CASES)]
    found = [clash_of(table) for table in tables]
    times = sorted(milliseconds(lambda table=table: clash_of(table), 3) for table in tables)  # type: ignore[misc]
    sizes = sorted(one.size for one in found if one)
    proved = sum(one.is_smallest for one in found if one)
    what = f"which of {CLASHING_SOLUTIONS} solutions in 3 versions and {CLASHING_LIMITS} limits clash"
    said = (
        f"{len(sizes)} of {CASES} tables clash, in {sizes[0]} to {sizes[-1]}, {proved} proved smallest"
        if sizes
        else "none"
    )
    return [(f"{what}: median ({said})", median(times)), (f"{what}: the slowest", times[-1])]


def table() -> str:
    """A table in Markdown."""
    given = [data(n) for n in range(LIMITS)]
    limits: list[Limit] = [parse(one) for one in given]
    found = check_all(CLAIMS, limits)
    states = ", ".join(f"{sum(finding.state == state for finding in found)} {state}" for state in State)
    loose = loose_limits()
    versions = columns(loose)
    numbered = dict(enumerate(loose))
    moves = swept(versions, numbered)
    inside = sum(not column.not_met for column in versions)
    rows = [
        (f"read {LIMITS} tests from data", milliseconds(lambda: [parse(one) for one in given])),
        (f"check one version against {LIMITS} limits ({states})", milliseconds(lambda: check_all(CLAIMS, limits))),
        (
            f"what if each of {SWEPT_LIMITS} limits moved, over {SWEPT_VERSIONS} versions "
            f"({inside} fit as it is; {len(moves)} moves let more in)",
            milliseconds(lambda: swept(versions, numbered), 15),
        ),
        *clash_rows(),
    ]
    lines = ["| what | milliseconds of processor |", "|---|---:|"]
    return "\n".join(lines + [f"| {what} | {time:.2f} |" for what, time in rows])


if __name__ == "__main__":
    print(table())
