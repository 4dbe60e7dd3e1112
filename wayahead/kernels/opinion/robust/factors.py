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
    lost = [back for trial in range(trials) if not (back := part == trial).all()]
    errors = errors_without(votes, lost, start) if lost else np.zeros((1 + FACTORS, 0))
    if errors.shape[1] < 2:
        return 0
    best = int(errors.mean(axis=1).argmin())
    worse = errors - errors[best]
    within = worse.mean(axis=1) <= worse.std(axis=1, ddof=1) / np.sqrt(errors.shape[1])
    return int(np.flatnonzero(within)[0])


def errors_without(votes: Votes, lost: list[NDArray[np.bool_]], start: Floats) -> Floats:
    """Squared errors for the votes that each trial lost, by a model of the others: for no factor, for one, and for two.

    All trials are fitted together, as the parts of one model.
    """
    rest = side_by_side([votes.without(back) for back in lost])
    everybody = tally(rest, np.zeros(len(rest.people), dtype=np.int64), 1).in_parts(len(lost))
    trials = fit(rest, begin(everybody, start, len(rest.people), FACTORS), ROUNDS).parts
    errors = []
    for back, model in zip(lost, trials, strict=True):
        places = lay_out(model)
        rows, columns = votes.rows[back], votes.indices[back]
        left = votes.data[back] - model.people.middles[0, rows] - places.intercepts[columns]
        loaded = np.cumsum(places.people[rows] * places.loadings[columns], axis=1)
        errors.append(np.vstack([left, left - loaded[:, 0], left - loaded[:, 1]]) ** 2)
    return np.hstack(errors)


def side_by_side(parts: list[Votes]) -> Votes:
    """The votes of several who know nothing of each other, each with people and statements of their own.

    They have as many people and statements each. People and statements are known by their places.
    """
    statements, people = len(parts[0].statements), len(parts[0].people)
    ends = np.cumsum([0, *(part.count for part in parts)])
    return Votes(
        np.arange(people * len(parts)),
        np.arange(statements * len(parts)),
        np.concatenate([[0], *(part.indptr[1:] + end for part, end in zip(parts, ends[:-1], strict=True))]),
        np.concatenate([part.indices + np.uint32(number * statements) for number, part in enumerate(parts)]),
        np.concatenate([part.data for part in parts]),
    )
