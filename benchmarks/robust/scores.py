"""What is asked of both engines, with the same questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion import OpinionMap, Options, Votes, analyse, robust
from wayahead.kernels.opinion.grouping import adjusted_rand
from wayahead.kernels.opinion.robust.mapping import mapped
from wayahead.kernels.opinion.statistics import tally

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Engine = Callable[..., OpinionMap]

ENGINES: dict[str, Engine] = {"robust": robust.analyse, "polis": analyse}
LISTED = 15  # from the top of a list of common ground


def top(found: OpinionMap, votes: Votes, many: int = LISTED) -> list[int]:
    """The first of the common ground, as places among the statements."""
    place = {str(name): j for j, name in enumerate(votes.statements.tolist())}
    return [place[one] for one in found.common_ground[:many]]


def overlap(one: list[int], other: list[int]) -> float:
    """The share of the longer list that stands on both."""
    longer = max(len(one), len(other))
    return len({*one} & {*other}) / longer if longer else 1.0


def agreement(one: Ints, other: Ints) -> float:
    """The adjusted Rand index over those whom both place."""
    both = (one >= 0) & (other >= 0)
    return adjusted_rand(one[both], other[both])


def error_on_kept_back(engine: str, votes: Votes, seed: int) -> float:
    """The mean squared error of predicting one vote in ten, kept back at random."""
    back = np.random.default_rng(seed).random(votes.count) < 0.1
    rest = votes.without(back)
    rows, columns, said = votes.rows[back], votes.indices[back], votes.data[back]
    everybody = tally(rest, np.zeros(len(votes.people), dtype=np.int64), 1)
    if engine == "robust":
        model, _places = mapped(rest, everybody, seed)
        return float(((said - model.expected(rows, columns)) ** 2).mean())
    found = analyse(rest, options=Options(deletions=0))
    means = ((everybody.agree - everybody.disagree) / np.maximum(everybody.seen, 1))[0]
    return min(
        float(((said - guess) ** 2).mean())
        for guess in (
            means[columns],
            by_map(rest, found, means)(rows, columns),
            by_group(rest, found, means)[found.people.groups[rows], columns],
        )
    )


def by_map(votes: Votes, found: OpinionMap, means: Floats) -> Callable[[NDArray[Any], NDArray[Any]], Floats]:
    """Votes from the places on the map of `polis`, stretched as suits them best."""
    assert found.axes is not None
    places, loadings = found.people.places, found.axes.loadings
    lean = (places[votes.rows] * loadings[votes.indices]).sum(axis=1)
    stretch = lean @ (votes.data - means[votes.indices]) / max(lean @ lean, 1e-12)
    return lambda rows, columns: means[columns] + stretch * (places[rows] * loadings[columns]).sum(axis=1)


def by_group(votes: Votes, found: OpinionMap, means: Floats) -> Floats:
    """The mean vote of each group, drawn to the statement's by two votes; the last row is for those in none."""
    counts = tally(votes, found.people.groups, max(len(found.groups), 1))
    rates = (counts.agree - counts.disagree + 2 * means) / (counts.seen + 2)
    return np.vstack([rates, means])


@dataclass(frozen=True)
class Lost:
    """What is left of a map when votes are lost: of its groups, their number and the top of its common ground."""

    groups: float
    number: float
    common_ground: float


def after_losing(engine: str, votes: Votes, whole: OpinionMap, out: list[int], share: float, seed: int) -> Lost:
    """The whole analysis made again without so many votes, and compared."""
    fewer = votes.without(np.random.default_rng(seed).random(votes.count) < share)
    again = ENGINES[engine](fewer, moderated_out=out)
    kept = agreement(whole.people.groups, again.people.groups)
    same = float(len(whole.groups) == len(again.groups))
    return Lost(kept, same, overlap(top(whole, votes, 10), top(again, votes, 10)))


def finds(groups: Ints, minority: NDArray[np.bool_]) -> bool:
    """True when some group is mostly the minority, and holds most of those of it who are placed."""
    placed = groups >= 0
    return any(
        2 * np.count_nonzero((groups == group) & minority) > np.count_nonzero((groups == group) | (minority & placed))
        for group in range(groups.max(initial=-1) + 1)
    )


def ellipse_holds(found: OpinionMap, places: Floats) -> float:
    """How many true places lie in the 95% interval along each axis, the truth laid over the map by least squares.

    Not a number where the map has no axis.
    """
    assert found.people.errors is not None
    if not found.people.errors.any():
        return float("nan")
    truth = np.hstack([places, np.ones((len(places), 1))])
    off = found.people.places - truth @ np.linalg.lstsq(truth, found.people.places, rcond=None)[0]
    return float((np.abs(off) <= 1.96 * found.people.errors)[:, found.people.errors.any(axis=0)].mean())
