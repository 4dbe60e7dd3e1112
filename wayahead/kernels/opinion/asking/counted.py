"""How the open statements stand, from counts and the last map: nobody's own answers are needed."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.asking.standing import Floats, Ints, Standing

FEWEST_GROUPS = 2


def counted(by_group: Ints, everybody: Ints, on_map: Floats | None = None) -> Standing:
    """The standing of S statements from int[3, G, S] and int[3, S]: how many agreed, disagreed and passed.

    The axes are those along which the groups' mean answers differ most, so that `estimate_group` finds the group whose
    answers somebody's are most like. With fewer than two groups they are those of the map, `on_map` (S × 2: how far
    each statement divides people, along either axis), and without a map only the hearings are known.
    """
    hearings = everybody.sum(axis=0)
    groups = by_group.shape[1]
    means = (everybody[0] - everybody[1]) / np.maximum(hearings, 1)
    if groups < FEWEST_GROUPS or hearings.size == 0:
        unmapped = Standing.unmapped(hearings)
        return unmapped if on_map is None else replace(unmapped, loadings=on_map, means=means)
    heard = by_group.sum(axis=0)
    own = (by_group[0] - by_group[1]) / np.maximum(heard, 1)
    differences: NDArray[np.float64] = np.where(heard > 0, own - means, 0.0)
    _left, _sizes, axes = np.linalg.svd(differences, full_matrices=False)
    loadings = np.zeros((hearings.size, 2))
    kept = min(2, len(axes))
    loadings[:, :kept] = axes[:kept].T
    return Standing(hearings, heard, loadings, means, differences @ loadings)
