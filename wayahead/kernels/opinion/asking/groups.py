"""Which group somebody is probably in, from what they answered so far."""

import numpy as np

from wayahead.kernels.opinion.asking.standing import Ints, Standing

FEWEST_ANSWERS = 5


def estimate_group(standing: Standing, statements: Ints, choices: Ints) -> int | None:
    """The group whose middle is nearest to these answers; None when they are too few or there are no groups.

    `statements` are places in the standing's arrays, `choices` 1, 0 or −1 beside them. The projection is the map's own
    (positions.place): few answers are scaled out by the square root of what was left unanswered.
    """
    if len(statements) < FEWEST_ANSWERS or len(standing.centres) == 0:
        return None
    scale = np.sqrt(len(standing.hearings) / len(statements))
    place = (choices - standing.means[statements]) @ standing.loadings[statements] * scale
    return int(np.argmin(((standing.centres - place) ** 2).sum(axis=1)))
