"""The lists that people read: what speaks for a group, what everybody shares, and whom a few statements speak for."""

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.statistics import SIGNIFICANT, Tally, Way, agreeing, evidence, share, way
from wayahead.kernels.opinion.votes import Votes

Ints = NDArray[np.int64]
MOST = 5


def best_agree(agrees: Way, answered: NDArray[np.bool_], group: int) -> int | None:
    """The statement a group agrees with most, walked in order of ids; None when nothing is agreed with enough."""
    p, z, ratio = agrees.p[group], agrees.z[group], agrees.ratio[group]
    likely = p * z
    score = ratio * agrees.ratio_z[group] * p * z
    begins = np.flatnonzero(answered & ((z > SIGNIFICANT) | ((ratio > 1) & (p > 0.5))))
    best: int | None = int(begins[0]) if len(begins) else None
    while best is not None:
        # Whatever beats the best by its own measure takes its place, and is beaten by its own in turn.
        measure = score if ratio[best] > 1 else likely
        better = best + 1 + np.flatnonzero(answered[best + 1 :] & (measure[best + 1 :] > measure[best]))
        if len(better) == 0:
            break
        best = int(better[0])
    return best


def representative(counts: Tally, kept: NDArray[np.bool_]) -> list[list[tuple[int, str, float]]]:
    """(statement, way, score) of what marks each group, at most five, agrees first: exactly the reference's lists.

    So a group that agrees with nothing enough has none as soon as it surely disagrees with something.
    """
    agrees, disagrees = way(counts.agree, counts.seen), way(counts.disagree, counts.seen)
    agreeing = agrees.ratio_z > disagrees.ratio_z
    score = np.where(agreeing, agrees.score, disagrees.score)
    sure = kept & (agrees.is_sure | disagrees.is_sure)
    strongest = np.where(kept, np.maximum(agrees.ratio_z, disagrees.ratio_z), -np.inf)
    listed = []
    for g in range(len(counts.agree)):
        best = best_agree(agrees, kept & ((counts.agree[g] + counts.disagree[g]) > 0), g)
        found = sorted(np.flatnonzero(sure[g]).tolist(), key=lambda j: (-score[g, j], j))
        if best is not None:
            found = [best] + [j for j in found if j != best]
        elif found or not kept.any():
            found = []
        else:
            found = [int(np.argmax(strongest[g]))]
        marks = [(j, "agree" if agreeing[g, j] else "disagree", float(score[g, j])) for j in found[:MOST]]
        listed.append(sorted(marks, key=lambda one: one[1] != "agree"))
    return listed


def consensus(hits: Ints, seen: Ints, kept: NDArray[np.bool_]) -> list[int]:
    """What everybody together answers this way: surely more than half; at most five, surest first."""
    p, z = share(hits, seen), evidence(hits, seen)
    sure = np.flatnonzero(kept & (p > 0.5) & (z > SIGNIFICANT))
    return sorted((int(j) for j in sure), key=lambda j: (-p[j] * z[j], j))[:MOST]


def slate(votes: Votes, everybody: Tally, kept: NDArray[np.bool_], most: int = 6) -> tuple[list[int], float]:
    """A few statements, each chosen to speak for most of those not spoken for yet, and the share of people spoken for.

    Greedy cover by agrees: whoever is spoken for by an earlier one no longer counts (proportional by construction).
    """
    gains = np.where(kept, everybody.agree[0], 0)
    chosen: list[int] = []
    waiting = np.ones(len(votes.people), dtype=bool)
    while len(chosen) < most and gains.any():
        best = int(np.argmax(gains))
        chosen.append(best)
        spoken_for, agree = agreeing(votes, best, waiting)
        waiting &= ~spoken_for
        gains = np.where(kept, gains - agree, 0)
    return chosen, float(1 - waiting.mean()) if len(waiting) else 0.0


def gini(heard: Ints) -> float:
    """0 when every statement is heard as often as every other, towards 1 when few get it all."""
    if len(heard) == 0 or heard.sum() == 0:
        return 0.0
    ordered = np.sort(heard)
    ranks = np.arange(1, len(ordered) + 1)
    return float(2 * (ranks * ordered).sum() / (len(ordered) * ordered.sum()) - (len(ordered) + 1) / len(ordered))
