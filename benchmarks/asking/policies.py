"""Ways to choose what to ask next: those of others, and ours through the kernel that serves it."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.asking.section_one import Map, draw_map
from benchmarks.asking.world import STATEMENTS
from wayahead.kernels.opinion.asking import DEFAULT, Policy, Standing, chances, counted, draw, estimate_group

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ONES = np.ones(STATEMENTS)
FEWEST_TO_PLACE = 5
SAID = (1, -1, 0)


class Asks(Protocol):
    """What the simulation wants of a policy."""

    def learn(self, votes: NDArray[np.int8], answered: NDArray[np.bool_]) -> None:
        """What the people so far answered, for a new map."""

    def choose(self, left: Ints, mine: Ints, said: NDArray[np.int8], u: float) -> int:
        """One of the statements left, for somebody who answered `mine` so."""


def pick(left: Ints, weights: Floats, u: float) -> int:
    """One of those left, by weight."""
    sums = np.cumsum(weights)
    return int(left[min(int(np.searchsorted(sums, u * sums[-1], side="right")), len(left) - 1)])


class Weighted:
    """A draw by a weight per statement, which hangs on the last map and on how often each was heard."""

    def __init__(self, weigh: Callable[[Map | None, Ints], Floats], *, needs_map: bool) -> None:
        self.weigh, self.needs_map = weigh, needs_map
        self.map: Map | None = None
        self.heard = np.zeros(STATEMENTS, dtype=np.int64)

    def learn(self, votes: NDArray[np.int8], answered: NDArray[np.bool_]) -> None:
        """Remember the map, and what it knows."""
        if self.needs_map:
            self.map = draw_map(votes, answered)
            self.known = answered.any(axis=0)

    def choose(self, left: Ints, mine: Ints, said: NDArray[np.int8], u: float) -> int:
        """By weight."""
        weights = self.weigh(self.map, self.heard)
        if self.map is not None:
            weights = np.where(self.known, weights, self.weigh(None, self.heard))
        chosen = pick(left, weights[left], u)
        self.heard[chosen] += 1
        return chosen


def uniform() -> Asks:
    """All alike."""
    return Weighted(lambda drawn, heard: ONES, needs_map=False)


def polis() -> Asks:
    """Polis' priority; 1 until it is known."""
    return Weighted(lambda drawn, heard: ONES if drawn is None else drawn.priority, needs_map=True)


def lottery() -> Asks:
    """The further out and the less heard, the likelier."""
    return Weighted(
        lambda drawn, heard: ((1 + (0 * ONES if drawn is None else drawn.load)) / (heard + 5)) ** 2, needs_map=True
    )


class LeastVoted:
    """The least heard, by chance among equals."""

    def __init__(self) -> None:
        self.heard = np.zeros(STATEMENTS, dtype=np.int64)

    def learn(self, votes: NDArray[np.int8], answered: NDArray[np.bool_]) -> None:
        """Nothing to learn."""

    def choose(self, left: Ints, mine: Ints, said: NDArray[np.int8], u: float) -> int:
        """The least heard."""
        wanted = self.heard[left]
        chosen = pick(left, (wanted == wanted.min()).astype(float), u)
        self.heard[chosen] += 1
        return chosen


class LeastInOwnGroup:
    """The least heard in the group that somebody seems to be in; the least heard of all before that is known."""

    def __init__(self) -> None:
        self.heard = np.zeros(STATEMENTS, dtype=np.int64)
        self.map: Map | None = None

    def learn(self, votes: NDArray[np.int8], answered: NDArray[np.bool_]) -> None:
        """Count anew by the new groups."""
        self.map = draw_map(votes, answered)
        self.by_group, self.centres = self.map.seen.copy(), self.map.centres

    def choose(self, left: Ints, mine: Ints, said: NDArray[np.int8], u: float) -> int:
        """The least heard; own draws count at once."""
        group, wanted = None, self.heard[left].astype(float)
        if self.map is not None and len(mine) >= FEWEST_TO_PLACE and len(self.by_group):
            place = (said - self.map.means[mine]) @ self.map.loadings[mine] * np.sqrt(STATEMENTS / len(mine))
            group = int(((self.centres - place) ** 2).sum(axis=1).argmin())
            wanted = self.by_group[group, left] + 0.001 * self.heard[left]
        chosen = pick(left, (wanted == wanted.min()).astype(float), u)
        self.heard[chosen] += 1
        if group is not None:
            self.by_group[group, chosen] += 1
        return chosen


class Ours:
    """The kernel, fed as the voting path feeds it: with counts per group of the last map."""

    def __init__(self, policy: Policy = DEFAULT) -> None:
        self.policy = policy
        self.heard = np.zeros(STATEMENTS, dtype=np.int64)
        self.counts: tuple[Ints, Ints] | None = None
        self.standing: Standing | None = None
        self.open = 0

    def learn(self, votes: NDArray[np.int8], answered: NDArray[np.bool_]) -> None:
        """Count anew by the new groups."""
        drawn = draw_map(votes, answered)
        everybody = np.stack([(answered & (votes == choice)).sum(axis=0) for choice in SAID])
        self.counts = np.stack([drawn.counts(choice) for choice in SAID]), everybody
        self.standing = None

    def choose(self, left: Ints, mine: Ints, said: NDArray[np.int8], u: float) -> int:
        """By the chances of the kernel, over the statements that are open."""
        is_open = len(left) + len(mine)
        if self.standing is None or self.open != is_open:
            self.open, self.standing = is_open, self.stand(is_open)
        unanswered = np.zeros(is_open, dtype=np.bool_)
        unanswered[left] = True
        group = estimate_group(self.standing, mine, said.astype(np.int64))
        chosen = draw(chances(self.standing, unanswered, group, self.policy), u)
        if chosen is None:
            raise ValueError("nothing is left to ask")
        self.heard[chosen] += 1
        self.standing.hearings[chosen] += 1
        if group is not None:
            self.standing.by_group[group, chosen] += 1
        return chosen

    def stand(self, is_open: int) -> Standing:
        """The statements that are open, in order of their opening."""
        if self.counts is None:
            return Standing.unmapped(self.heard[:is_open].copy())
        by_group, everybody = self.counts
        found = counted(by_group[:, :, :is_open], everybody[:, :is_open])
        return Standing(self.heard[:is_open].copy(), found.by_group.copy(), found.loadings, found.means, found.centres)
