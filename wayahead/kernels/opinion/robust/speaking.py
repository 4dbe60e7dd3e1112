"""The statements that speak for a group, whichever way it answers them."""

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.statistics import Tally, way

MOST = 5


def speaking(counts: Tally, kept: NDArray[np.bool_]) -> list[list[tuple[int, str, float]]]:
    """(statement, way, score) of what marks each group, at most five, agrees first.

    A statement marks a group that surely answers it one way, and surely more often so than the others do. The measures
    are those of the `polis` engine, but a group that agrees with little is marked by what it disagrees with. Where
    nothing is sure there is the one statement in which it differs most.
    """
    ways = {"agree": way(counts.agree, counts.seen), "disagree": way(counts.disagree, counts.seen)}
    listed = []
    for g, seen in enumerate(counts.seen):
        sure = [
            (float(measures.score[g, j]), int(j), name)
            for name, measures in ways.items()
            for j in np.flatnonzero(kept & measures.is_sure[g])
        ]
        if not sure:
            differs = [(float(measures.ratio_z[g, j]), int(j), name) for name, measures in ways.items()
                       for j in np.flatnonzero(kept & (seen > 0))]  # fmt: skip
            sure = sorted(differs, key=lambda one: (-one[0], one[1]))[:1]
        best = sorted(sure, key=lambda one: (-one[0], one[1]))[:MOST]
        listed.append([(j, name, score) for score, j, name in sorted(best, key=lambda one: one[2] != "agree")])
    return listed
