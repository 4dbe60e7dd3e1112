"""What each group says of each statement, and how far that differs from the others.

Source of the measures: Small et al. 2021 (see positions); pseudo-counts and the 90% one-sided test as there.
Arrays are groups × statements unless said otherwise.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion import passes
from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SIGNIFICANT = 1.2815515655446004  # 90%, one-sided


@dataclass(frozen=True)
class Tally:
    """Agrees, disagrees and passes."""

    agree: Ints
    disagree: Ints
    passed: Ints

    @property
    def seen(self) -> Ints:
        """Everybody who answered."""
        return self.agree + self.disagree + self.passed

    def in_parts(self, parts: int) -> "Tally":
        """One row parted into so many equally long ones."""
        return Tally(*(counts.reshape(parts, -1) for counts in (self.agree, self.disagree, self.passed)))


def tally(votes: Votes, labels: Ints, groups: int) -> Tally:
    """Counts per group and statement; people labelled −1 are in none."""
    shape = (groups, len(votes.statements))
    disagree, passed, agree = passes.of_size(votes.count).tally(votes.indptr, votes.indices, votes.data, labels, shape)
    return Tally(agree, disagree, passed)


def agreeing(votes: Votes, statement: int, among: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Ints]:
    """Who of these people agrees with one statement, and how many of those agree with each of all statements."""
    read = passes.of_size(votes.count)
    agrees, counts = read.agreeing(votes.indptr, votes.indices, votes.data, statement, among, len(votes.statements))
    return agrees, counts


def share(hits: Ints, seen: Ints) -> Floats:
    """The share that answered this way, with one pseudo-vote for and one against."""
    return (hits + 1) / (seen + 2)


def evidence(hits: Ints, seen: Ints) -> Floats:
    """How surely more than half answered this way, as a z score."""
    return 2 * np.sqrt(seen + 1) * ((hits + 1) / (seen + 1) - 0.5)


def evidence_against(hits: Ints, seen: Ints, other_hits: Ints, other_seen: Ints) -> Floats:
    """How surely this group answers so more often than the others, as a z score."""
    here, there = (hits + 1) / (seen + 1), (other_hits + 1) / (other_seen + 1)
    pooled = (hits + other_hits + 2) / (seen + other_seen + 2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / (seen + 1) + 1 / (other_seen + 1)))
    return np.where(pooled == 1, 0.0, (here - there) / np.where(spread > 0, spread, 1))


@dataclass(frozen=True)
class Way:
    """One way of answering (agree, or disagree): its share and evidence, the ratio to the others and its evidence."""

    p: Floats
    z: Floats
    ratio: Floats
    ratio_z: Floats

    @property
    def score(self) -> Floats:
        """How strongly it marks the group."""
        return self.ratio * self.ratio_z * self.p * self.z

    @property
    def is_sure(self) -> NDArray[np.bool_]:
        """Both the share and the difference are significant."""
        return (self.z > SIGNIFICANT) & (self.ratio_z > SIGNIFICANT)


def way(hits: Ints, seen: Ints) -> Way:
    """The measures of one way of answering, each group against all the others."""
    other_hits, other_seen = hits.sum(axis=0) - hits, seen.sum(axis=0) - seen
    p = share(hits, seen)
    return Way(
        p,
        evidence(hits, seen),
        p / share(other_hits, other_seen),
        evidence_against(hits, seen, other_hits, other_seen),
    )
