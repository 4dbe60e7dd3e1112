"""The model: vote ≈ μ + aᵢ + bⱼ + fᵢ·gⱼ, fitted to the votes that were cast and to nothing else.

Source of the form: Wojcik et al., Birdwatch, arXiv 2210.15723: what people of all camps agree with goes into a
statement's intercept, because loadings explain the camps first. Of the fitting: Ilin and Raiko, Practical Approaches to
Principal Component Analysis in the Presence of Missing Values, JMLR 11, 2010 (variational, alternating least squares):
each person and statement is a normal distribution, and the ridges that pull towards nought follow from the votes.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.robust import sweep
from wayahead.kernels.opinion.robust.sweep.plain import DIAGONAL, Gaussians, solve
from wayahead.kernels.opinion.statistics import Tally
from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]

FACTORS = 2
MOST_ROUNDS = 30
EXACT = 2e-4  # rounds end once the noise changes by less than this share
LEAST_NOISE, LEAST_VARIANCE = 1e-3, 1e-6
FIRST_VARIANCES, FIRST_SPREAD = (0.05, 0.2, 0.1), 0.3  # to begin with; in the end the votes decide
LARGE = 20_000  # people; beyond, what is tried out is tried on so many

# How many loadings go into each of the three numbers, and into each of the six of their covariance.
LOADINGS, LOADINGS_PAIRED = np.array([[0], [1], [1]]), np.array([[0], [1], [1], [2], [2], [2]])
# What each of a statement's eight sums is multiplied by in its squared errors: a moment, so many times.
EXPLAINED_BY, TIMES = [6, 7, 3, 4, 5, 0, 1, 2], np.array([[2], [2], [1], [2], [1], [-2], [-2], [-2]])


@dataclass(frozen=True)
class Model:
    """People's and statements' intercepts and loadings with their uncertainty, and how far single votes scatter.

    `variances` are those of people's intercepts, statements' intercepts and statements' loadings; people's loadings
    have variance one, which sets the scale.
    """

    factors: int
    middle: float
    noise: float
    variances: tuple[float, float, float]
    people: Gaussians
    statements: Gaussians

    @property
    def ridges(self) -> tuple[Floats, Floats]:
        """What pulls people, and statements, towards nought."""
        person, statement, loading = self.variances
        return self.noise / np.array([person, 1, 1]), self.noise / np.array([statement, loading, loading])

    def expected(self, rows: NDArray[np.integer[Any]], columns: NDArray[np.integer[Any]]) -> Floats:
        """The vote to expect of these people on these statements, −1 to 1 in the main."""
        people, statements = self.people.middles[:, rows], self.statements.middles[:, columns]
        loaded = (people[1:] * statements[1:]).sum(axis=0)
        return np.asarray(self.middle + people[0] + statements[0] + loaded)


def begin(everybody: Tally, axes: Floats, people: int, factors: int) -> Model:
    """Where fitting starts: statements' mean votes, and the principal axes of the `polis` engine as loadings."""
    heard, sums = everybody.seen[0], everybody.agree[0] - everybody.disagree[0]
    votes = max(int(heard.sum()), 1)
    middle = float(sums.sum() / votes)
    square = float((everybody.agree[0] + everybody.disagree[0]).sum() / votes)
    means = np.zeros((3, len(heard)))
    means[0] = (sums - middle * heard) / (heard + 1)
    means[1 : 1 + factors] = FIRST_SPREAD * np.sqrt(len(heard)) * axes[:, :factors].T
    nobody = Gaussians(np.zeros((3, people)), np.zeros((6, people)))
    known = Gaussians(means, np.zeros((6, len(heard))))
    return Model(factors, middle, max(square - middle**2, LEAST_NOISE), FIRST_VARIANCES, nobody, known)


def fit(votes: Votes, start: Model, most_rounds: int = MOST_ROUNDS) -> Model:
    """The model that these votes make likely, from `start`: the same whatever the order of votes."""
    passes = sweep.of_size(votes.count)(votes.indptr, votes.indices, votes.data, len(votes.statements))
    now = start
    for _round in range(most_rounds):
        before, ridges = now.noise, now.ridges
        people, sums = passes.round(now.statements.moments, now.middle, ridges[0], now.noise, now.factors)
        statements = solve(sums, passes.heard, ridges[1], now.noise, now.factors)
        noise, shift = left_over(now.middle, people, statements, sums, passes)
        now = rescaled(replace(now, people=people, statements=statements, noise=noise, middle=now.middle + shift))
        if abs(now.noise - before) < EXACT * before:
            break
    people = passes.people(now.statements.moments, now.middle, now.ridges[0], now.noise, now.factors)
    return replace(now, people=people)


def left_over(
    middle: float, people: Gaussians, statements: Gaussians, sums: Floats, passes: sweep.Sweep
) -> tuple[float, float]:
    """The mean squared error that the model expects of itself, and the mean error."""
    cast, heard, said = passes.cast, passes.heard, passes.said
    votes, personal = cast.sum(), people.middles[0]
    squares = passes.square - 2 * middle * said.sum() + votes * middle**2
    squares += (cast * (personal**2 + people.spreads[0]) - 2 * (said - middle * cast) * personal).sum()
    moments = statements.moments
    squares += (heard * moments[8]).sum() + (sums * moments[EXPLAINED_BY] * TIMES).sum()
    error = (sums[5] - heard * moments[0]).sum() - (sums[:2] * moments[1:3]).sum()
    return max(float(squares / votes), LEAST_NOISE), float(error / votes)


def rescaled(model: Model) -> Model:
    """The variances as people and statements now have them, with people's loadings brought back to variance one."""
    statements, used = model.statements, slice(1, 1 + model.factors)
    personal = second_moments(model.people)
    size = max(float(np.sqrt(personal[used].mean())), 1e-3) if model.factors else 1.0
    statements = Gaussians(statements.middles * size**LOADINGS, statements.spreads * size**LOADINGS_PAIRED)
    stated = second_moments(statements)
    variances = personal[0], stated[0], stated[used].mean() if model.factors else 1.0
    person, statement, loading = (max(float(one), LEAST_VARIANCE) for one in variances)
    return replace(model, statements=statements, variances=(person, statement, loading))


def second_moments(of: Gaussians) -> Floats:
    """The mean of the square of each of the three numbers."""
    return np.asarray((of.middles**2 + of.spreads[DIAGONAL]).sum(axis=1) / max(of.middles.shape[1], 1))
