"""One conversation under one policy, and how well it was heard and mapped."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.asking.policies import Asks
from benchmarks.asking.section_one import draw_map
from benchmarks.asking.world import PEOPLE, STATEMENTS, World, make
from wayahead.kernels.opinion.grouping import adjusted_rand
from wayahead.kernels.opinion.lists import gini

FIRST_MAP, EVERY = 40, 20
DRAWS = 999
MINORITY = 2
TOP = 15


def run(seed: int, begin: Callable[[], Asks]) -> dict[str, float]:
    """The scores of a policy in the world of this seed."""
    world, asks, source = make(seed), begin(), np.random.default_rng(seed + DRAWS)
    votes = np.zeros((PEOPLE, STATEMENTS), dtype=np.int8)
    answered = np.zeros((PEOPLE, STATEMENTS), dtype=np.bool_)
    for person in range(PEOPLE):
        if person >= FIRST_MAP and person % EVERY == 0:
            asks.learn(votes[:person], answered[:person])
        is_open = int(np.searchsorted(world.opens_at, person, side="right"))
        for _vote in range(min(int(world.votes[person]), is_open)):
            mine = np.flatnonzero(answered[person])
            left = np.flatnonzero(~answered[person, :is_open])
            chosen = asks.choose(left, mine, votes[person, mine], source.random())
            answered[person, chosen], votes[person, chosen] = True, world.answers[person, chosen]
    return scores(world, votes, answered)


def scores(world: World, votes: NDArray[np.int8], answered: NDArray[np.bool_]) -> dict[str, float]:
    """How equally statements were heard, and how near the map is to the truth."""
    drawn = draw_map(votes, answered)
    heard, agree = answered.sum(axis=0), (answered & (votes == 1)).sum(axis=0)
    share = (agree + 1) / (heard + 2)
    few = world.group == MINORITY
    minority_heard = answered[few].sum(axis=0)
    minority_share = ((answered & (votes == 1))[few].sum(axis=0) + 1) / (minority_heard + 2)
    placed = drawn.labels >= 0
    known = np.c_[np.ones(PEOPLE), drawn.places]
    errors = world.places - known @ np.linalg.lstsq(known, world.places, rcond=None)[0]
    best, found = np.argsort(-world.rates.prod(axis=0))[:TOP], np.argsort(-drawn.shared)[:TOP]
    return {
        "gini": gini(heard),
        "least": float(heard.min()),
        "widest": float((1.96 * np.sqrt(share * (1 - share) / (heard + 2))).max()),
        "minority_least": float(minority_heard.min()),
        "minority_gini": gini(minority_heard),
        "minority_error": float(np.abs(minority_share - world.rates[MINORITY]).mean()),
        "ari": adjusted_rand(world.group[placed], drawn.labels[placed]),
        "r2": float(1 - (errors**2).sum() / ((world.places - world.places.mean(axis=0)) ** 2).sum()),
        "recall": len(np.intersect1d(best, found)) / TOP,
    }
