"""The chance of each open statement to be asked next.

Sources: Montgomery and Cutler, Computerized Adaptive Testing for Public Opinion Surveys, Political Analysis 21, 2013
(ask what tells most about this person); the floors and their precedence are our own.
"""

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.asking.policy import DEFAULT, Policy
from wayahead.kernels.opinion.asking.standing import Floats, Standing


def chances(standing: Standing, unanswered: NDArray[np.bool_], group: int | None, policy: Policy = DEFAULT) -> Floats:
    """The chance of each statement to be this person's next: float[S] that sums to 1, all nought when none is left.

    `unanswered` bool[S] is what they have not answered yet; `group` is their estimated group, None while unknown.
    Statements below a floor come first; only the exploring share reaches past them.
    """
    left = np.flatnonzero(unanswered)
    found = np.zeros(len(unanswered))
    if len(left) == 0:
        return found
    heard = standing.hearings[left]
    behind = heard < policy.floor
    if group is not None:
        own = standing.by_group[group, left]
        behind |= own < policy.group_floor
        heard = heard + own * (heard.sum() / max(1, own.sum()))
    among = behind if behind.any() else np.ones(len(left), dtype=bool)
    weights = np.where(among, worth(standing, left) ** policy.sharpness, 0.0)
    least = heard[among].min()
    weights[heard > least * (1 + policy.band) + 1] = 0
    found[left] = (1 - policy.exploration) * weights / weights.sum() + policy.exploration / len(left)
    return found


def worth(standing: Standing, left: NDArray[np.int64]) -> Floats:
    """How much an answer to each of these would tell about where somebody stands; a new statement is worth the mean."""
    load = np.hypot(standing.loadings[left, 0], standing.loadings[left, 1]) * np.sqrt(len(standing.hearings))
    return np.asarray(1 + load)


def draw(found: Floats, u: float) -> int | None:
    """The place of the statement that a uniform number `u` in [0, 1) picks; None when nothing is left."""
    sums = np.cumsum(found)
    if len(sums) == 0 or sums[-1] == 0:
        return None
    # Rounding may leave the last sum short of u, or u on the edge of a statement without a chance.
    place = int(np.searchsorted(sums, u * sums[-1], side="right"))
    return min(place, int(np.flatnonzero(found)[-1]))
