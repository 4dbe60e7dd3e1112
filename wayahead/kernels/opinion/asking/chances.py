"""The chance of each open statement to be asked next.

Sources: Montgomery and Cutler, Computerized Adaptive Testing for Public Opinion Surveys, Political Analysis 21, 2013
(ask what tells most about this person, given what they said already). The floors, the quotas and who brings up what is
behind are our own.
"""

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.asking.policy import DEFAULT, Policy
from wayahead.kernels.opinion.asking.standing import Floats, Ints, Standing

# A statement that tells nothing yet still tells a little; keeps every weight above nought.
LEAST_INFORMATION = 0.1


def chances(standing: Standing, unanswered: NDArray[np.bool_], group: int | None, policy: Policy = DEFAULT) -> Floats:
    """The chance of each statement to be this person's next: float[S] that sums to 1, all nought when none is left.

    `unanswered` bool[S] is what they have not answered yet; `group` is their estimated group, None while unknown.
    Statements below a floor come first; only the exploring share reaches past them.
    """
    found = np.zeros(len(unanswered))
    left = np.flatnonzero(unanswered)
    if len(left) == 0:
        return found
    logarithms = appeal(standing, unanswered, group, policy)[left]
    behind = is_behind(standing, group, policy)[left]
    if behind.any():
        logarithms[~behind] = -np.inf
    weights = np.exp(logarithms - logarithms.max())
    found[left] = (1 - policy.exploration) * weights / weights.sum() + policy.exploration / len(left)
    return found


def is_behind(standing: Standing, group: int | None, policy: Policy) -> NDArray[np.bool_]:
    """Which statements have not had what they were promised, overall or in this group."""
    behind = standing.hearings < policy.floor
    return behind if group is None else behind | (standing.by_group[group] < policy.group_floor)


def appeal(standing: Standing, unanswered: NDArray[np.bool_], group: int | None, policy: Policy) -> Floats:
    """The logarithm of each statement's weight: less for what is heard beyond its quota, more for what tells more."""
    heard = relative(standing.hearings)
    if group is not None:
        heard = (1 - policy.own_group) * heard + policy.own_group * relative(standing.by_group[group])
    quota = 1 - policy.favour + policy.favour * standing.load
    answered = np.flatnonzero(~unanswered)
    keen = policy.keenness if len(answered) < policy.opening else policy.yielding
    news = standing.load * what_is_left_to_learn(standing, answered)
    return np.asarray(keen * np.log(LEAST_INFORMATION + news) - policy.balance * heard / quota)


def relative(hearings: Ints) -> Floats:
    """Hearings beside their mean."""
    return np.asarray(hearings * (len(hearings) / max(len(hearings), int(hearings.sum()))))


def what_is_left_to_learn(standing: Standing, answered: Ints) -> Floats:
    """How uncertain somebody's place still is in the direction of each statement: 1 before they answered anything.

    The place has a standard normal prior, and each answer tells of it with noise of variance 1.
    """
    told = standing.directions[answered] * standing.load[answered, None]
    (across, both), (_both, up) = np.eye(2) + told.T @ told
    square_x, twice, square_y, nowhere = standing.forms
    left = (up * square_x - both * twice + across * square_y) / (across * up - both * both)
    return np.asarray(np.sqrt(left + nowhere))


def draw(found: Floats, u: float) -> int | None:
    """The place of the statement that a uniform number `u` in [0, 1) picks; None when nothing is left."""
    sums = np.cumsum(found)
    if len(sums) == 0 or sums[-1] == 0:
        return None
    place = int(np.searchsorted(sums, u * sums[-1], side="right"))
    if place < len(found) and found[place] > 0:
        return place
    # Rounding left the last sum short of u.
    return int(np.flatnonzero(found)[-1])
