"""Groups: k-means with the number of groups that separates best.

Sources: Lloyd, IEEE Trans. Inf. Theory 28(2), 1982; Rousseeuw, J. Comput. Appl. Math. 20, 1987 (silhouette);
Hubert and Arabie, J. Classification 2, 1985 (adjusted Rand index).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

MOST_ROUNDS = 300
SILHOUETTE_SAMPLE = 5_000


def first_centres(points: Floats, groups: int) -> Floats | None:
    """The first distinct points by x, then y; None when there are too few."""
    distinct = np.unique(points, axis=0)
    return distinct[:groups] if len(distinct) >= groups else None


def distances(points: Floats, others: Floats) -> Floats:
    """Squared distances, a row per point."""
    # Axis by axis: summing over a last axis of two is many times slower.
    across, up = points[:, None, 0] - others[None, :, 0], points[:, None, 1] - others[None, :, 1]
    return np.asarray(across * across + up * up)


def nearest(points: Floats, centres: Floats) -> Labels:
    """The nearest centre of each point, the lower number on a tie."""
    return np.asarray(np.argmin(distances(points, centres), axis=1), dtype=np.int64)


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


def silhouettes(points: Floats, groupings: Sequence[Labels]) -> list[float]:
    """The mean silhouette of each grouping over all points; somebody alone in a group scores nought.

    Done in blocks, each block's distances once for all groupings.
    """
    if len(points) > SILHOUETTE_SAMPLE:
        keep = np.random.default_rng(0).choice(len(points), SILHOUETTE_SAMPLE, replace=False)
        points, groupings = points[keep], [labels[keep] for labels in groupings]
    counts = [int(labels.max()) + 1 for labels in groupings]
    members = np.hstack([np.eye(count)[labels] for count, labels in zip(counts, groupings, strict=True)])
    ends = np.cumsum(counts)[:-1]
    totals = np.zeros(len(groupings))
    for begin in range(0, len(points), 500):
        block = slice(begin, begin + 500)
        sums = np.split(np.sqrt(distances(points[block], points)) @ members, ends, axis=1)
        totals += [
            separation(away, labels[block], np.bincount(labels)).sum()
            for away, labels in zip(sums, groupings, strict=True)
        ]
    return [float(total / len(points)) for total in totals]


def separation(sums: Floats, own: Labels, sizes: Labels) -> Floats:
    """The silhouette of some points: `sums` of distances to each group, `own` their groups, `sizes` of all groups."""
    within = sums[np.arange(len(own)), own] / np.maximum(sizes[own] - 1, 1)
    means = np.where(np.eye(len(sizes), dtype=bool)[own] | (sizes == 0), np.inf, sums / np.maximum(sizes, 1))
    between = means.min(axis=1)
    widest = np.maximum(within, between)
    return np.where((sizes[own] > 1) & (widest > 0), (between - within) / np.where(widest > 0, widest, 1), 0)


def find_groups(points: Floats, *, most: int, fixed: int | None = None) -> Labels:
    """A label per point, 0 upwards: the number of groups with the best mean silhouette, the lower on a tie.

    With too few distinct points for two groups everybody is in group 0.
    """
    tried = []
    for groups in [fixed] if fixed else range(2, most + 1):
        centres = first_centres(points, groups) if groups <= len(points) - 1 else None
        if centres is not None:
            tried.append(lloyd(points, centres))
    if len(tried) < 2:
        return tried[0] if tried else np.zeros(len(points), dtype=np.int64)
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
