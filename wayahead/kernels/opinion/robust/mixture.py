"""Groups as a mixture of round clouds, in which somebody with few votes counts for as much as their votes tell.

Sources: Bovy, Hogg and Roweis, Extreme deconvolution, Ann. Appl. Stat. 5(2B), 2011 (doi:10.1214/10-AOAS439); for the
number of clouds Schwarz, Estimating the dimension of a model, Ann. Stat. 6(2), 1978, so that one is a possible answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.robust.places import Places

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TRIAL_ROUNDS, MOST_ROUNDS = 6, 100
EXACT = 2e-5  # of log likelihood, a person
POSITIVE = 2.0  # evidence: Kass and Raftery, Bayes factors, J. Am. Stat. Assoc. 90, 1995
NARROWEST = 1e-3  # variance of a cloud, of that of everybody


@dataclass(frozen=True)
class Evidence:
    """What each person's votes say of their place, in a frame of their own: how strongly, and where to (axes × n each).

    The likelihood of a place p is exp(Σ pull·p − ½ Σ strength·p²), p turned by `frames` (own axes × axes × n); somebody
    without votes has strength and pull nought.
    """

    frames: Floats
    strength: Floats
    pull: Floats

    def of(self, chosen: Ints) -> "Evidence":
        """Only these people's."""
        return Evidence(self.frames[:, :, chosen], self.strength[:, chosen], self.pull[:, chosen])

    @property
    def people(self) -> int:
        """How many there are."""
        return int(self.strength.shape[1])


def evidence_of(places: Places) -> Evidence:
    """What is left of people's places when what is known without their votes is taken away."""
    axes = slice(0, places.factors)
    found = np.linalg.inv(places.covariances[:, axes, axes])
    pull = np.einsum("nab,nb->na", found, places.people[:, axes])
    told = found - np.linalg.inv(places.prior[axes, axes])
    strength, frames = np.linalg.eigh((told + told.swapaxes(1, 2)) / 2)
    own = np.einsum("nab,na->bn", frames, pull)
    return Evidence(np.ascontiguousarray(frames.T), np.ascontiguousarray(np.maximum(strength, 0.0).T), own)


@dataclass(frozen=True)
class Clouds:
    """Each group's share of people, its middle (groups × axes) and its variance; and how likely they make the votes."""

    shares: Floats
    middles: Floats
    variances: Floats
    likelihood: float = -np.inf

    def criterion(self, people: int) -> float:
        """Schwarz's: lower is better."""
        return float(-2 * self.likelihood + (self.middles.size + 2 * len(self.shares) - 1) * np.log(people))


@dataclass(frozen=True)
class Belonging:
    """How likely each person is of each group (`chances`, groups × n), and the log likelihood of each person's votes.

    And where they are if they are of it, in their own frame (own axes × groups × n): how far from the middle (`steps`),
    with which variance (`unsure`).
    """

    chances: Floats
    logs: Floats
    steps: Floats
    unsure: Floats


def belonging(clouds: Clouds, evidence: Evidence) -> Belonging:
    """What these clouds make of everybody."""
    strength, pull, variances = evidence.strength[:, None], evidence.pull[:, None], clouds.variances[:, None]
    middles = clouds.middles @ evidence.frames
    stretch = 1 + strength * variances
    unsure = variances / stretch
    off = pull - strength * middles
    steps = unsure * off
    logs = (off * steps + middles * (pull + off)).sum(axis=0) - np.log(stretch.prod(axis=0))
    logs = np.log(clouds.shares)[:, None] + logs / 2
    highest = logs.max(axis=0)
    odds = np.exp(logs - highest)
    total = odds.sum(axis=0)
    return Belonging(odds / total, highest + np.log(total), steps, unsure)


def fitted(clouds: Clouds, evidence: Evidence, found: Belonging, narrowest: float) -> Clouds:
    """The clouds of people who belong to them as was `found`, each where their group lets them be."""
    sizes = np.maximum(found.chances.sum(axis=1), 1e-9)
    moved = ((found.chances * found.steps) @ evidence.frames.swapaxes(1, 2)).sum(axis=0) / sizes[:, None]
    spread = (found.chances * (found.steps**2 + found.unsure).sum(axis=0)).sum(axis=1) / sizes - (moved**2).sum(axis=1)
    variances = np.maximum(spread / len(evidence.strength), narrowest)
    return Clouds(sizes / sizes.sum(), clouds.middles + moved, variances)


def improved(clouds: Clouds, evidence: Evidence, narrowest: float, rounds: int) -> Clouds:
    """Better clouds, by expectation and maximisation in turn."""
    likelihood = -np.inf
    for _round in range(rounds):
        found = belonging(clouds, evidence)
        before, likelihood = likelihood, float(found.logs.sum())
        if likelihood - before < EXACT * evidence.people:
            break
        clouds = fitted(clouds, evidence, found, narrowest)
    return replace(clouds, likelihood=likelihood)


def growing(evidence: Evidence, places: Places) -> Iterator[Clouds]:
    """The best clouds of one, of two, of three and so on, each found by parting one of those before."""
    axes = places.factors
    scale = float(np.trace(places.prior)) / axes
    one = Clouds(np.ones(1), np.zeros((1, axes)), np.array([scale]))
    now = improved(one, evidence, NARROWEST * scale, MOST_ROUNDS)
    while True:
        yield now
        trials = [
            improved(split(now, group, axis), evidence, NARROWEST * scale, TRIAL_ROUNDS)
            for group in range(len(now.shares))
            for axis in range(axes)
        ]
        best = max(trials, key=lambda clouds: clouds.likelihood)
        now = improved(best, evidence, NARROWEST * scale, MOST_ROUNDS)


def likely_numbers(evidence: Evidence, places: Places, most: int) -> list[Clouds]:
    """Clouds of one, two and so on, at most `most`, as long as there is positive evidence for each more.

    More of them always fit better, so each has to be well worth its parameters.
    """
    found: list[Clouds] = []
    for clouds in islice(growing(evidence, places), most):
        if found and clouds.criterion(evidence.people) > found[-1].criterion(evidence.people) - POSITIVE:
            break
        found.append(clouds)
    return found


def split(clouds: Clouds, group: int, axis: int) -> Clouds:
    """One cloud parted in two along one axis."""
    step = np.zeros(clouds.middles.shape[1])
    step[axis] = np.sqrt(clouds.variances[group])
    middles = np.vstack([clouds.middles, clouds.middles[group] - step])
    middles[group] += step
    shares = np.append(clouds.shares, clouds.shares[group] / 2)
    shares[group] /= 2
    variances = np.append(clouds.variances, clouds.variances[group] / 2)
    variances[group] /= 2
    return Clouds(shares, middles, variances)
