"""How many directions of difference the votes show: as many as help to predict votes that were kept back."""

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.robust.model import FACTORS, LARGE, begin, fit
from wayahead.kernels.opinion.robust.places import lay_out
from wayahead.kernels.opinion.statistics import tally
from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]

PARTS = 10  # one of them is kept back
ENOUGH = 2_000  # votes kept back; small conversations are tried several times
MOST_TRIALS = 5
ROUNDS = 12


def worthwhile_factors(votes: Votes, start: Floats, seed: int) -> int:
    """The fewest factors whose mean squared error on votes kept back is within one standard error of the least.

    In a large conversation a sample of people is asked.
    """
    chance = np.random.default_rng(seed)
    if len(votes.people) > LARGE:
        votes = votes.of_people(np.sort(chance.choice(len(votes.people), LARGE, replace=False)))
    part = chance.integers(0, PARTS, votes.count)
    trials = min(MOST_TRIALS, -(-ENOUGH * PARTS // votes.count))
    errors = np.hstack([errors_without(votes, part == trial, start) for trial in range(trials)])
    if errors.shape[1] < 2:
        return 0
    best = int(errors.mean(axis=1).argmin())
    worse = errors - errors[best]
    within = worse.mean(axis=1) <= worse.std(axis=1, ddof=1) / np.sqrt(errors.shape[1])
    return int(np.flatnonzero(within)[0])


def errors_without(votes: Votes, back: NDArray[np.bool_], start: Floats) -> Floats:
    """Squared errors for the votes kept `back`, by a model of the others: a row for no factor, for one, and for two."""
    rest = votes.without(back)
    if rest.count == 0:
        return np.zeros((1 + FACTORS, 0))
    people = len(rest.people)
    everybody = tally(rest, np.zeros(people, dtype=np.int64), 1)
    model = fit(rest, begin(everybody, start, people, FACTORS), ROUNDS)
    places = lay_out(model)
    rows, columns = votes.rows[back], votes.indices[back]
    left = votes.data[back] - model.people.middles[0, rows] - places.intercepts[columns]
    loaded = np.cumsum(places.people[rows] * places.loadings[columns], axis=1)
    return np.asarray(np.vstack([left, left - loaded[:, 0], left - loaded[:, 1]]) ** 2)
