"""A few statements in which every large enough group of like-minded people finds itself in proportion.

Source: Peters and Skowron, Proportionality and the limits of welfarism, EC 2020 (method of equal shares; it satisfies
extended justified representation: Aziz et al., Soc. Choice Welf. 48, 2017), with agreeing as approving. Places that
equal shares leave free go to statements that speak for most people who are not spoken for yet.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.statistics import agreeing, tally
from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
PLACES = 6


def slate(votes: Votes, places: int = PLACES) -> tuple[list[int], float]:
    """At most so many statements, and the share of people who agree with at least one of them.

    Of any people who all agree with the same ℓ statements, and are ℓ in `places` of everybody, somebody agrees with at
    least ℓ statements of the slate.
    """
    people = len(votes.people)
    if people == 0:
        return [], 0.0
    # People who agree with the same chosen statements have the same left to spend.
    kinds, left = np.zeros(people, dtype=np.int64), np.array([places / people])
    chosen: list[int] = []
    while len(chosen) < places:
        agree = tally(votes, kinds, len(left)).agree.astype(np.float64)
        agree[:, chosen] = 0
        price = prices(agree, left)
        best = int(price.argmin())
        if not np.isfinite(price[best]):
            break
        kinds, left = paid(votes, best, kinds, left, float(price[best]))
        chosen.append(best)
    return with_the_rest(votes, chosen, places)


def prices(agree: Floats, left: Floats) -> Floats:
    """The most that one supporter of each statement has to pay when they buy it together; infinite if they cannot."""
    found = np.full(agree.shape[1], np.inf)
    order = np.argsort(left)
    purse = np.concatenate([[0.0], left[order]])
    poorer, payers = np.zeros(agree.shape[1]), agree.sum(axis=0)
    # Between two sizes of purse the poorer give all they have and the others the same.
    for (under, upper), count in zip(pairwise(purse), agree[order], strict=True):
        price = np.divide(1 - poorer, payers, out=np.full_like(payers, np.inf), where=payers > 0)
        # Rounding must not keep a group from buying that has just enough.
        fits = np.isinf(found) & (price <= upper * (1 + 1e-9)) & (price >= under * (1 - 1e-9))
        found[fits] = price[fits]
        poorer, payers = poorer + count * upper, payers - count
    return found


def paid(votes: Votes, bought: int, kinds: Ints, left: Floats, price: float) -> tuple[Ints, Floats]:
    """Kinds of people, and what each has left, after its supporters paid for a statement."""
    pairs = 2 * kinds + agreeing(votes, bought, np.ones(len(votes.people), dtype=bool))[0]
    distinct, kinds = np.unique(pairs, return_inverse=True)
    before = left[distinct // 2]
    return kinds, np.where(distinct % 2 == 1, np.maximum(before - price, 0.0), before)


def with_the_rest(votes: Votes, chosen: list[int], places: int) -> tuple[list[int], float]:
    """The slate filled up by whatever speaks for most people not spoken for yet, and the share of people spoken for."""
    waiting = np.ones(len(votes.people), dtype=bool)
    for one in chosen:
        waiting &= ~agreeing(votes, one, waiting)[0]
    gains = tally(votes, np.where(waiting, 0, -1), 1).agree[0]
    while len(chosen) < places and gains.any():
        best = int(gains.argmax())
        chosen.append(best)
        spoken_for, agree = agreeing(votes, best, waiting)
        waiting &= ~spoken_for
        gains = gains - agree
    return chosen, float(1 - waiting.mean())
