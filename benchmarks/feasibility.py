"""One version against many limits, each finding with its reason: fast enough to answer while somebody types."""

from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter

from wayahead.kernels.feasibility import Claims, Limit, check_all, parse

LIMITS = 200
ROUNDS = 50

CLAIMS = Claims(
    costs={"staff": 2_960_000, "venue": 410_000, "food": 380_000, "involvement": 250_000},
    people_count=310,
    starts_on=date(2027, 4, 1),
    ends_on=date(2028, 3, 31),
    areas=("E05000001", "E09000999", "E12000007"),
    delivered_by_kind="community_group",
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
    ]
    return kinds[n % len(kinds)]


def milliseconds(work: Callable[[], object]) -> float:
    """The median time of one round."""
    times = []
    for _round in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(1000 * (perf_counter() - start))
    return median(times)


def table() -> str:
    """A table in Markdown."""
    given = [data(n) for n in range(LIMITS)]
    limits: list[Limit] = [parse(one) for one in given]
    found = check_all(CLAIMS, limits)
    states = ", ".join(
        f"{sum(finding.state == state for finding in found)} {state}" for state in sorted({f.state for f in found})
    )
    rows = [
        (f"read {LIMITS} tests from data", milliseconds(lambda: [parse(one) for one in given])),
        (f"check one version against {LIMITS} limits ({states})", milliseconds(lambda: check_all(CLAIMS, limits))),
    ]
    lines = ["| what | milliseconds |", "|---|---:|"]
    return "\n".join(lines + [f"| {what} | {time:.2f} |" for what, time in rows])


if __name__ == "__main__":
    print(table())
