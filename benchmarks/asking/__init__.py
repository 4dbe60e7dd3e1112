"""What to ask next: how equally each policy hears, and how good a map comes of it, in worlds whose truth is known."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.asking.frontier import picture, reached
from benchmarks.asking.policies import Asks, LeastInOwnGroup, LeastVoted, Ours, lottery, polis, uniform
from benchmarks.asking.simulation import run
from wayahead.kernels.opinion.asking import DEFAULT

IMAGE = Path(__file__).parents[2] / "docs/images/asking-frontier.svg"
SEEDS = range(200)
DRAWN_AGAIN = 1_000  # times, for an interval
PROCESSES = 2
OTHERS: dict[str, Callable[[], Asks]] = {
    "uniform": uniform,
    "Polis priority": polis,
    "least voted": LeastVoted,
    "least voted in own group": LeastInOwnGroup,
    "lottery": lottery,
}
CHOSEN = "ours (default)"
OURS: dict[str, Callable[[], Asks]] = {
    CHOSEN: Ours,
    "ours, more telling": partial(Ours, replace(DEFAULT, balance=2.0, favour=0.1)),
    "ours, more equal": partial(Ours, replace(DEFAULT, balance=6.0, own_group=0.2, favour=0.0)),
}
COLUMNS = {
    "gini": "Gini",
    "least": "least heard",
    "minority_least": "least heard by the 15 %",
    "minority_gini": "Gini within the 15 %",
    "widest": "widest 95 % half-width",
    "minority_error": "error of the minority's rate",
    "ari": "ARI",
    "r2": "position R²",
    "recall": "top-15 recall",
}
COMPARED = ("gini", "least", "minority_least", "minority_error", "ari", "r2", "recall")
Scores = dict[str, NDArray[np.float64]]


def table() -> str:
    """The part of docs/benchmarks.md; draws the picture beside it."""
    os.environ["OMP_NUM_THREADS"] = "1"  # one thread for each of our processes
    scores = dict(measure())
    means = {name: {key: float(values.mean()) for key, values in of.items()} for name, of in scores.items()}
    others, ours = ({name: means[name] for name in some} for some in (OTHERS, OURS))
    IMAGE.write_text(picture(others, ours), encoding="utf-8")
    return "\n\n".join([introduction(), averages(means), paired(scores), beyond(scores)])


def measure() -> Iterator[tuple[str, Scores]]:
    """The scores of every policy in every world."""
    with get_context("spawn").Pool(PROCESSES) as pool:
        for name, begin in (OTHERS | OURS).items():
            rows = pool.starmap(run, [(seed, begin) for seed in SEEDS], chunksize=1)
            print(f"  {name}", file=sys.stderr, flush=True)
            yield name, {key: np.array([row[key] for row in rows]) for key in COLUMNS}


def introduction() -> str:
    """What was done."""
    return (
        f"What to ask next, in {len(SEEDS)} invented worlds with known truth: 600 people in turn, 150 statements (15 "
        "at the start), groups of 50, 35 and 15 %, a map after Polis every 20 people. All in the same worlds; "
        "means over worlds.\n\n![Equal hearing against a good map](images/asking-frontier.svg)"
    )


def averages(means: dict[str, dict[str, float]]) -> str:
    """One row per policy."""
    head = "| policy | " + " | ".join(COLUMNS.values()) + " |"
    rows = [f"| {name} | " + " | ".join(figure(key, of[key]) for key in COLUMNS) + " |" for name, of in means.items()]
    return "\n".join([head, "|---" * (len(COLUMNS) + 1) + "|", *rows])


def figure(key: str, value: float) -> str:
    """Hearings with one place, the rest with three."""
    return f"{value:.1f}" if key in ("least", "minority_least") else f"{value:.3f}"


def paired(scores: dict[str, Scores]) -> str:
    """The default less each other policy, world by world, with the 95 % interval of the mean difference."""
    head = f"| {CHOSEN} less | " + " | ".join(COLUMNS[key] for key in COMPARED) + " |"
    rows = []
    for name in OTHERS:
        cells = []
        for key in COMPARED:
            difference = scores[CHOSEN][key] - scores[name][key]
            half = 1.96 * difference.std(ddof=1) / np.sqrt(len(difference))
            places = 1 if key in ("least", "minority_least") else 3
            cells.append(f"{difference.mean():+.{places}f} ± {half:.{places}f}")
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    words = "Paired, world by world (± half of the 95 % interval):"
    return "\n".join([words, "", head, "|---" * (len(COMPARED) + 1) + "|", *rows])


def beyond(scores: dict[str, Scores]) -> str:
    """How far ours lie beyond what the others, or mixtures of two of them, reach with as equal a hearing.

    Intervals by drawing as many worlds again, with replacement (Efron, Ann. Statist. 7(1), 1979).
    """
    measures, worlds = ("ari", "r2", "recall"), len(SEEDS)
    chance = np.random.default_rng(0)
    draws = [np.arange(worlds), *(chance.integers(0, worlds, worlds) for _draw in range(DRAWN_AGAIN))]
    head = "| beyond the others' frontier at the same Gini | " + " | ".join(COLUMNS[key] for key in measures) + " |"
    found: dict[tuple[str, str], list[float]] = {(name, key): [] for name in OURS for key in measures}
    for some in draws:
        means = {name: {key: float(of[key][some].mean()) for key in ("gini", *measures)} for name, of in scores.items()}
        others = {name: means[name] for name in OTHERS}
        for name, key in found:
            found[name, key].append(means[name][key] - reached(others, means[name]["gini"], key))
    rows = []
    for name in OURS:
        cells = []
        for key in measures:
            here, *again = found[name, key]
            low, high = np.quantile(again, (0.025, 0.975))
            cells.append(f"{here:+.3f} ({low:+.3f} to {high:+.3f})")
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    words = (
        "How far ours lie beyond what the others, or any mixture of two of them, reach with hearing at least as equal; "
        "in brackets the 95 % interval over worlds:"
    )
    return "\n".join([words, "", head, "|---" * (len(measures) + 1) + "|", *rows])
