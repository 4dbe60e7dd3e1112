"""The map after Polis, small and dense, as every policy of the study is judged by it.

Source: Small et al., Polis: Scaling deliberation by mapping high dimensional opinion spaces, RECERCA 26(2), 2021.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.grouping import find_groups

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST_VOTES = 7
MOST_GROUPS = 5


@dataclass(frozen=True)
class Map:
    """Where people stand, their groups (−1: none), and what follows for each statement."""

    votes: NDArray[np.int8]
    answered: NDArray[np.bool_]
    loadings: Floats
    means: Floats
    places: Floats

    @cached_property
    def is_placed(self) -> NDArray[np.bool_]:
        """Who answered enough to be in a group."""
        return np.asarray(self.answered.sum(axis=1) >= FEWEST_VOTES)

    @cached_property
    def labels(self) -> Ints:
        """Everybody's group."""
        labels = np.full(len(self.places), -1)
        if self.is_placed.any():
            labels[self.is_placed] = find_groups(self.places[self.is_placed], most=MOST_GROUPS)
        return labels

    @cached_property
    def members(self) -> NDArray[np.bool_]:
        """Groups × people."""
        return np.asarray(self.labels == np.arange(self.labels.max() + 1)[:, None])

    @property
    def centres(self) -> Floats:
        """The middle of each group."""
        return np.array([self.places[own].mean(axis=0) for own in self.members]).reshape(-1, 2)

    def counts(self, choice: int) -> Ints:
        """How many of each group gave this answer to each statement."""
        return np.asarray(self.members.astype(np.int64) @ (self.answered & (self.votes == choice)).astype(np.int64))

    @cached_property
    def seen(self) -> Ints:
        """How many of each group answered each statement."""
        return np.asarray(self.members.astype(np.int64) @ self.answered.astype(np.int64))

    @property
    def shared(self) -> Floats:
        """Group-aware consensus: the product over groups of the share that agrees."""
        return np.asarray(((self.counts(1) + 1) / (self.seen + 2)).prod(axis=0))

    @cached_property
    def load(self) -> Floats:
        """How far out each statement lies."""
        return np.asarray(np.sqrt(len(self.means)) * np.hypot(self.loadings[:, 0], self.loadings[:, 1]))

    @cached_property
    def priority(self) -> Floats:
        """The weight with which Polis draws a statement."""
        answered, votes = self.answered[self.is_placed], self.votes[self.is_placed]
        agree, passed = ((answered & (votes == choice)).sum(axis=0) for choice in (1, 0))
        return priority(agree, answered.sum(axis=0), passed, (1 - self.means) * self.load)


def draw_map(votes: NDArray[np.int8], answered: NDArray[np.bool_]) -> Map:
    """The map of these votes (people × statements), of which only those answered count."""
    heard, cast = answered.sum(axis=0), answered.sum(axis=1)
    means = (votes * answered).sum(axis=0) / np.maximum(heard, 1)
    centred = (votes - means) * answered
    _values, vectors = np.linalg.eigh(centred.T @ centred)
    loadings = vectors[:, [-1, -2]]
    loadings = loadings * np.sign(loadings[np.abs(loadings).argmax(axis=0), [0, 1]])
    places = (centred @ loadings) * np.sqrt(votes.shape[1] / np.maximum(cast, 1))[:, None]
    return Map(votes, answered, loadings, means, places)


def priority(agree: Ints, seen: Ints, passed: Ints, extremity: Floats) -> Floats:
    """The weight with which Polis draws a statement."""
    base = (agree + 1) / (seen + 2) * (1 - (passed + 1) / (seen + 2)) * (1 + extremity)
    return np.asarray((base * (1 + 8 * 2.0 ** (-seen / 5))) ** 2)
