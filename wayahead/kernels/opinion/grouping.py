"""Groups: k-means with the number of groups that separates best.

Sources: Lloyd, IEEE Trans. Inf. Theory 28(2), 1982; Rousseeuw, J. Comput. Appl. Math. 20, 1987 (silhouette);
Hubert and Arabie, J. Classification 2, 1985 (adjusted Rand index).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion import passes

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

MOST_ROUNDS = 300
SILHOUETTE_SAMPLE = 10_000
# With more people than this, some of them, evenly spread over all, find how many groups there are and about where: from
# there it is not far for everybody.
ALL_AT_ONCE = 200_000
SOME = 20_000
STABLE_FROM = 0.8  # of the agreement that holds


def first_centres(points: Floats, groups: int) -> Floats | None:
    """The first distinct points by x, then y; None when there are too few.

    People who answered exactly alike are one point here. In the reference rounding may make two of them, so that where
    such people lie at the very edge of the map its groups can be others than ours.
    """
    few = min(len(points), 16 * groups)
    while True:
        edge = np.partition(points[:, 0], few - 1)[few - 1]
        distinct = np.unique(points[points[:, 0] <= edge], axis=0)
        if len(distinct) >= groups:
            return distinct[:groups]
        if few == len(points):
            return None
        few = min(len(points), 8 * few)


def lloyd(points: Floats, centres: Floats) -> Labels:
    """Labels once they repeat, or once the centres stop moving."""
    assign = passes.of_size(4 * len(points)).assign
    still = 1e-4 * float(points.var(axis=0).mean())
    labels = np.full(len(points), -1)
    for _round in range(MOST_ROUNDS):
        found, sizes, sums = assign(points, centres)
        if np.array_equal(found, labels):
            break
        labels = found
        if not sizes.all():
            refill(points, centres, labels, sizes, sums)
        moved = np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], centres)
        shift = ((moved - centres) ** 2).sum()
        centres = moved
        if shift <= still:
            labels, _sizes, _sums = assign(points, centres)
            break
    return labels


def refill(points: Floats, centres: Floats, labels: Labels, sizes: Labels, sums: Floats) -> None:
    """Give a group that lost everybody the point farthest from its centre; sizes and sums are set right in place."""
    empty = np.flatnonzero(sizes == 0)
    away = ((points - centres[labels]) ** 2).sum(axis=1)
    for group, point in zip(empty, np.argsort(-away, kind="stable")[: len(empty)], strict=True):
        if away[point] > 0 and sizes[labels[point]] > 1:
            sizes[labels[point]] -= 1
            sums[labels[point]] -= points[point]
            sizes[group], sums[group] = 1, points[point]


def silhouettes(points: Floats, groupings: Sequence[Labels]) -> list[float]:
    """The mean silhouette of each grouping over all points; somebody alone in a group scores nought.

    Of a great many points, some thousands speak for all: the same ones every time.
    """
    if len(points) > SILHOUETTE_SAMPLE:
        keep = np.random.default_rng(0).choice(len(points), SILHOUETTE_SAMPLE, replace=False)
        points, groupings = points[keep], [labels[keep] for labels in groupings]
    # People who are together in every grouping stand side by side, so that each distance is taken only once.
    order = np.lexsort(groupings)
    points, groupings = points[order], [labels[order] for labels in groupings]
    is_new = np.any([np.diff(labels) != 0 for labels in groupings], axis=0)
    starts = np.concatenate([[0], np.flatnonzero(is_new) + 1])
    sums = passes.of_size(len(points) ** 2 // 20).distance_sums(points, starts)
    return [
        float(separation(together(sums, labels[starts]), labels, np.bincount(labels)).mean()) for labels in groupings
    ]


def together(sums: Floats, labels: Labels) -> Floats:
    """Columns added up by label."""
    found = np.zeros((len(sums), labels.max() + 1))
    for column, label in enumerate(labels):
        found[:, label] += sums[:, column]
    return found


def separation(sums: Floats, own: Labels, sizes: Labels) -> Floats:
    """The silhouette of some points: `sums` of distances to each group, `own` their groups, `sizes` of all groups."""
    within = sums[np.arange(len(own)), own] / np.maximum(sizes[own] - 1, 1)
    means = np.where(np.eye(len(sizes), dtype=bool)[own] | (sizes == 0), np.inf, sums / np.maximum(sizes, 1))
    between = means.min(axis=1)
    widest = np.maximum(within, between)
    return np.where((sizes[own] > 1) & (widest > 0), (between - within) / np.where(widest > 0, widest, 1), 0)


def find_groups(points: Floats, *, most: int, fixed: int | None = None) -> Labels:
    """A label per point, 0 upwards: the number of groups with the best mean silhouette, the lower on a tie.

    With too few distinct points for two groups everybody is in group 0. Two points are two groups, as the reference
    has it, though no silhouette says so.
    """
    if len(points) > ALL_AT_ONCE:
        some = points[:: len(points) // SOME].copy()
        labels = find_groups(some, most=most, fixed=fixed)
        return lloyd(points, np.array([some[labels == group].mean(axis=0) for group in np.unique(labels)]))
    tried = []
    for groups in [fixed] if fixed else range(2, most + 1):
        centres = first_centres(points, groups) if groups <= max(len(points) - 1, 2) else None
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


def holds(agreements: Floats | Sequence[float]) -> float:
    """The agreement that four refits in five reach at least: a median would be a promise kept in every other."""
    return float(np.sort(agreements)[len(agreements) // 5])
