"""Groups: k-means with the number of groups that separates best.

Sources: Lloyd, IEEE Trans. Inf. Theory 28(2), 1982; Rousseeuw, J. Comput. Appl. Math. 20, 1987 (silhouette);
Hubert and Arabie, J. Classification 2, 1985 (adjusted Rand index).
"""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

MOST_ROUNDS = 300
SILHOUETTE_SAMPLE = 5_000
BLOCK = 500


def first_centres(points: Floats, groups: int) -> Floats | None:
    """The first distinct points by x, then y; None when there are too few."""
    distinct = np.unique(points, axis=0)
    return distinct[:groups] if len(distinct) >= groups else None


def nearest(points: Floats, centres: Floats) -> Labels:
    """The nearest centre of each point, the lower number on a tie."""
    away = ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return np.asarray(np.argmin(away, axis=1), dtype=np.int64)


def lloyd(points: Floats, centres: Floats) -> Labels:
    """Labels once they repeat, or once the centres stop moving."""
    tolerance = 1e-4 * points.var(axis=0).mean()
    labels = np.full(len(points), -1)
    for _round in range(MOST_ROUNDS):
        found = nearest(points, centres)
        if np.array_equal(found, labels):
            break
        labels = found
        sizes = np.bincount(labels, minlength=len(centres))[:, None]
        sums = np.stack([np.bincount(labels, points[:, axis], len(centres)) for axis in (0, 1)], axis=1)
        moved = np.where(sizes > 0, sums / np.maximum(sizes, 1), centres)
        shift = ((moved - centres) ** 2).sum()
        centres = moved
        if shift <= tolerance:
            labels = nearest(points, centres)
            break
    return labels


def silhouettes(points: Floats, groupings: list[Labels]) -> list[float]:
    """The mean silhouette of each grouping over all points; somebody alone in a group scores nought.

    Done in blocks, so that the distances, which cost most, are computed once for all groupings.
    """
    if len(points) > SILHOUETTE_SAMPLE:
        keep = np.random.default_rng(0).choice(len(points), SILHOUETTE_SAMPLE, replace=False)
        points, groupings = points[keep], [labels[keep] for labels in groupings]
    totals = [0.0] * len(groupings)
    for begin in range(0, len(points), BLOCK):
        away = cdist(points[begin : begin + BLOCK], points)
        for which, labels in enumerate(groupings):
            totals[which] += summed_silhouette(away, labels, labels[begin : begin + BLOCK])
    return [total / len(points) for total in totals]


def summed_silhouette(away: Floats, labels: Labels, own: Labels) -> float:
    """The silhouettes of a block of points, added up: their distances to all points, everybody's groups, their own."""
    sizes = np.bincount(labels)
    to_groups = away @ np.eye(len(sizes))[labels]
    within = to_groups[np.arange(len(own)), own] / np.maximum(sizes[own] - 1, 1)
    others = np.where(np.eye(len(sizes), dtype=bool)[own] | (sizes == 0), np.inf, to_groups / np.maximum(sizes, 1))
    between = others.min(axis=1)
    widest = np.maximum(within, between)
    scores = np.where((sizes[own] > 1) & (widest > 0), (between - within) / np.where(widest > 0, widest, 1), 0)
    return float(scores.sum())


def find_groups(points: Floats, *, most: int, fixed: int | None = None) -> Labels:
    """A label per point, 0 upwards: the number of groups with the best mean silhouette, the lower on a tie.

    With too few distinct points for two groups everybody is in group 0.
    """
    tried = []
    for groups in [fixed] if fixed else range(2, most + 1):
        centres = first_centres(points, groups) if groups <= len(points) - 1 else None
        if centres is not None:
            tried.append(lloyd(points, centres))
    if not tried:
        return np.zeros(len(points), dtype=np.int64)
    return tried[int(np.argmax(silhouettes(points, tried)))]


def adjusted_rand(one: Labels, other: Labels) -> float:
    """How far two groupings of the same points agree: 1 the same, about 0 by chance."""
    if len(one) < 2:
        return 1.0
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)
    pairs = (table * (table - 1) / 2).sum()
    rows = (table.sum(axis=1) * (table.sum(axis=1) - 1) / 2).sum()
    columns = (table.sum(axis=0) * (table.sum(axis=0) - 1) / 2).sum()
    expected = rows * columns / (len(one) * (len(one) - 1) / 2)
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))
