"""The lists that people read: what speaks for a group, what everybody shares, and whom a few statements speak for."""

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.statistics import SIGNIFICANT, Tally, Way, evidence, share, way
from wayahead.kernels.opinion.votes import AGREE, Votes

Ints = NDArray[np.int64]
MOST = 5


def best_agree(agrees: Way, disagrees_seen: NDArray[np.bool_], group: int) -> int | None:
    """The statement a group agrees with most, walked in order of ids; None when nothing is agreed with enough."""
    best: int | None = None
    for j in np.flatnonzero(disagrees_seen):
        p, z, ratio = agrees.p[group, j], agrees.z[group, j], agrees.ratio[group, j]
        if best is None:
            if z > SIGNIFICANT or (ratio > 1 and p > 0.5):
                best = int(j)
            continue
        by_score = agrees.ratio[group, best] > 1
        new = agrees.score[group, j] if by_score else p * z
        old = agrees.score[group, best] if by_score else agrees.p[group, best] * agrees.z[group, best]
        if new > old:
            best = int(j)
    return best


def representative(counts: Tally, kept: NDArray[np.bool_], group: int) -> list[tuple[int, str, float]]:
    """(statement, way, score) of what marks a group, at most five, agrees first.

    Unlike the reference, a group that mostly disagrees gets its statements too: its list is never empty only because
    nothing is agreed with (research: opinion.md, section 2).
    """
    agrees, disagrees = way(counts.agree, counts.seen), way(counts.disagree, counts.seen)
    answered = kept & ((counts.agree[group] + counts.disagree[group]) > 0)
    sure = kept & (agrees.is_sure[group] | disagrees.is_sure[group])
    agreeing = agrees.ratio_z[group] > disagrees.ratio_z[group]
    score = np.where(agreeing, agrees.score[group], disagrees.score[group])
    best = best_agree(agrees, answered, group)
    others = [int(j) for j in sorted(np.flatnonzero(sure), key=lambda j: (-score[j], j)) if j != best]
    chosen = ([] if best is None else [best]) + others
    if not chosen and answered.any():
        strongest = np.maximum(agrees.ratio_z[group], disagrees.ratio_z[group])
        chosen = [int(np.argmax(np.where(answered, strongest, -np.inf)))]
    listed = [(j, "agree" if agreeing[j] else "disagree", float(score[j])) for j in chosen[:MOST]]
    return sorted(listed, key=lambda one: one[1] != "agree")


def consensus(hits: Ints, seen: Ints, kept: NDArray[np.bool_]) -> list[int]:
    """What everybody together answers this way: surely more than half; at most five, surest first."""
    p, z = share(hits, seen), evidence(hits, seen)
    sure = np.flatnonzero(kept & (p > 0.5) & (z > SIGNIFICANT))
    return sorted((int(j) for j in sure), key=lambda j: (-p[j] * z[j], j))[:MOST]


def slate(votes: Votes, kept: NDArray[np.bool_], most: int = 6) -> tuple[list[int], float]:
    """A few statements, each chosen to speak for most of those not spoken for yet, and the share of people spoken for.

    Greedy cover by agrees: whoever is spoken for by an earlier one no longer counts (proportional by construction).
    """
    people, statements = votes.table.shape
    rows, waiting, chosen = votes.rows, np.ones(people, dtype=bool), []
    agrees = (votes.table.data == AGREE) & kept[votes.table.indices]
    for _place in range(min(most, statements)):
        gains = np.bincount(votes.table.indices[agrees & waiting[rows]], minlength=statements)
        best = int(np.argmax(gains))
        if gains[best] == 0:
            break
        chosen.append(best)
        waiting[rows[agrees & (votes.table.indices == best)]] = False
    return chosen, float(1 - waiting.mean()) if people else 0.0


def gini(heard: Ints) -> float:
    """0 when every statement is heard as often as every other, towards 1 when few get it all."""
    if len(heard) == 0 or heard.sum() == 0:
        return 0.0
    ordered = np.sort(heard)
    ranks = np.arange(1, len(ordered) + 1)
    return float(2 * (ranks * ordered).sum() / (len(ordered) * ordered.sum()) - (len(ordered) + 1) / len(ordered))
