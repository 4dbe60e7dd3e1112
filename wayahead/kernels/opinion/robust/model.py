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

    `variances` are those of people's intercepts, statements' intercepts and statements' loadings (3 × parts); people's
    loadings have variance one, which sets the scale. It may be of several parts side by side that have as many people
    and as many statements each and know nothing of each other: many small ones are found sooner together. `middle` and
    `noise` have an item per part, and people and statements stand part by part.
    """

    factors: int
    middle: Floats
    noise: Floats
    variances: Floats
    people: Gaussians
    statements: Gaussians

    @property
    def ridges(self) -> tuple[Floats, Floats]:
        """What pulls people, and statements, towards nought (3 × parts each)."""
        person, statement, loading = self.variances
        ones = np.ones_like(person)
        return self.noise / np.stack([person, ones, ones]), self.noise / np.stack([statement, loading, loading])

    def but(self, settled: NDArray[np.bool_], before: "Model") -> "Model":
        """This, but the settled parts as they were before (people aside, who follow from the rest)."""
        known, stood = self.statements, before.statements
        stays = each(settled, known.middles.shape[1])
        return replace(
            self,
            middle=np.where(settled, before.middle, self.middle),
            noise=np.where(settled, before.noise, self.noise),
            variances=np.where(settled, before.variances, self.variances),
            statements=Gaussians(
                np.where(stays, stood.middles, known.middles), np.where(stays, stood.spreads, known.spreads)
            ),
        )

    @property
    def parts(self) -> "list[Model]":
        """Each part alone."""
        count = len(self.middle)
        people, statements = self.people.in_parts(count), self.statements.in_parts(count)
        return [
            Model(self.factors, self.middle[i : i + 1], self.noise[i : i + 1], self.variances[:, i : i + 1], *both)
            for i, both in enumerate(zip(people, statements, strict=True))
        ]

    def expected(self, rows: NDArray[np.integer[Any]], columns: NDArray[np.integer[Any]]) -> Floats:
        """The vote to expect of these people on these statements, −1 to 1 in the main."""
        people, statements = self.people.middles[:, rows], self.statements.middles[:, columns]
        loaded = (people[1:] * statements[1:]).sum(axis=0)
        return np.asarray(self.middle + people[0] + statements[0] + loaded)


def begin(everybody: Tally, axes: Floats, people: int, factors: int) -> Model:
    """Where fitting starts: statements' mean votes, and the principal axes of the `polis` engine as loadings.

    `everybody` has a row for each part; `people` are those of all parts.
    """
    heard, sums = everybody.seen, everybody.agree - everybody.disagree
    votes = np.maximum(heard.sum(axis=1), 1)
    middle = sums.sum(axis=1) / votes
    square = (everybody.agree + everybody.disagree).sum(axis=1) / votes
    means = np.zeros((3, heard.size))
    means[0] = ((sums - middle[:, None] * heard) / (heard + 1)).ravel()
    means[1 : 1 + factors] = FIRST_SPREAD * np.sqrt(len(axes)) * np.tile(axes[:, :factors].T, len(heard))
    nobody = Gaussians(np.zeros((3, people)), np.zeros((6, people)))
    known = Gaussians(means, np.zeros((6, heard.size)))
    variances = np.tile(np.array(FIRST_VARIANCES)[:, None], len(heard))
    return Model(factors, middle, np.maximum(square - middle**2, LEAST_NOISE), variances, nobody, known)


def fit(votes: Votes, start: Model, most_rounds: int = MOST_ROUNDS) -> Model:
    """The model that these votes make likely, from `start`: the same whatever the order of votes.

    Each part is what it would be alone.
    """
    passes = sweep.of_size(votes.count)(votes.indptr, votes.indices, votes.data, len(votes.statements))
    people, statements = len(passes.cast), len(passes.heard)
    now, settled = start, np.zeros(len(start.middle), dtype=bool)
    for _round in range(most_rounds):
        before, (ridge, stated) = now.noise, now.ridges
        middle, noise = each(now.middle, statements), each(before, people)
        found, sums = passes.round(now.statements.moments, middle, each(ridge, people), noise, now.factors)
        known = solve(sums, passes.heard, each(stated, statements), each(before, statements), now.factors)
        left, shift = left_over(now.middle, found, known, sums, passes)
        new = rescaled(replace(now, people=found, statements=known, noise=left, middle=now.middle + shift))
        now = new.but(settled, now) if settled.any() else new
        settled |= abs(now.noise - before) < EXACT * before
        if settled.all():
            break
    middle, ridge, noise = each(now.middle, statements), each(now.ridges[0], people), each(now.noise, people)
    return replace(now, people=passes.people(now.statements.moments, middle, ridge, noise, now.factors))


def each(figures: NDArray[Any], many: int) -> NDArray[Any]:
    """A figure per part, for each of so many who stand part by part; where there is one part, that one for all."""
    parts = figures.shape[-1]
    return figures if parts == 1 else np.repeat(figures, many // parts, axis=-1)


def of_parts(figures: Floats, parts: int) -> Floats:
    """The sums over those of each part."""
    return np.asarray(figures.reshape(*figures.shape[:-1], parts, -1).sum(axis=-1))


def left_over(
    middle: Floats, people: Gaussians, statements: Gaussians, sums: Floats, passes: sweep.Sweep
) -> tuple[Floats, Floats]:
    """The mean squared error that the model expects of itself, and the mean error, for each part."""
    cast, heard, parts, personal = passes.cast, passes.heard, len(middle), people.middles[0]
    votes, moments = np.maximum(of_parts(cast, parts), 1), statements.moments
    left = passes.said - each(middle, len(cast)) * cast  # over the middle
    squares = passes.square - each(middle, len(cast)) * (passes.said + left)
    squares += cast * (personal**2 + people.spreads[0]) - 2 * left * personal
    stated = heard * moments[8] + (sums * moments[EXPLAINED_BY] * TIMES).sum(axis=0)
    errors = sums[5] - heard * moments[0] - (sums[:2] * moments[1:3]).sum(axis=0)
    square = (of_parts(squares, parts) + of_parts(stated, parts)) / votes
    return np.maximum(square, LEAST_NOISE), of_parts(errors, parts) / votes


def rescaled(model: Model) -> Model:
    """The variances as people and statements now have them, with people's loadings brought back to variance one."""
    statements, parts, used = model.statements, len(model.middle), slice(1, 1 + model.factors)
    personal, stated = second_moments(model.people, parts), second_moments(statements, parts)
    variances = np.stack([personal[0], stated[0], np.ones(parts)])
    if model.factors:
        size = np.maximum(np.sqrt(personal[used].mean(axis=0)), 1e-3)
        variances[2] = stated[used].mean(axis=0) * size**2
        scale = each(size, statements.middles.shape[1])
        statements = Gaussians(statements.middles * scale**LOADINGS, statements.spreads * scale**LOADINGS_PAIRED)
    return replace(model, statements=statements, variances=np.maximum(variances, LEAST_VARIANCE))


def second_moments(of: Gaussians, parts: int) -> Floats:
    """The mean of the square of each of the three numbers, for each part."""
    many = of.middles.shape[1]
    return np.asarray(of_parts(of.middles**2 + of.spreads[DIAGONAL], parts) / max(many // parts, 1))
