"""What becomes of everything when one vote in ten is lost."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.grouping import STABLE_FROM, adjusted_rand, holds
from wayahead.kernels.opinion.result import Options
from wayahead.kernels.opinion.robust.groups import candidates, labels_of, likeliest, middles_of
from wayahead.kernels.opinion.robust.mapping import mapped
from wayahead.kernels.opinion.robust.mixture import Clouds, Evidence, evidence_of
from wayahead.kernels.opinion.robust.model import LARGE
from wayahead.kernels.opinion.robust.places import Places
from wayahead.kernels.opinion.robust.shared import Shared, shared, sides_of
from wayahead.kernels.opinion.statistics import tally
from wayahead.kernels.opinion.votes import Votes

Lists = dict[str, list[int]]

LOST = 0.1
TOP = 10  # of a list, the part that people read


@dataclass(frozen=True)
class Refits:
    """What came of losing votes at random, a row or an item per refit.

    `agreement`: adjusted Rand index with the groups of all votes, a column per number of groups (nought where so many
    were not found); `lists`: number of groups → the lists it makes.
    """

    agreement: NDArray[np.float64]
    lists: list[dict[int, Lists]]

    def score(self, count: int) -> float:
        """The agreement that holds for this number of groups."""
        return holds(self.agreement[:, count - 1])

    def bears(self, count: int) -> bool:
        """True when nearly every refit finds so many groups again, and the same ones."""
        return self.score(count) >= STABLE_FROM

    def steady(self, count: int, now: Lists) -> dict[str, float]:
        """How much of the top of each list is found again, in the median: 1 all of it."""
        return {
            name: float(np.median([overlap(listed, again[count][name]) for again in self.lists if count in again]))
            for name, listed in now.items()
        }


def overlap(one: list[int], other: list[int]) -> float:
    """The share of two short lists that stands on both."""
    longer = max(len(one), len(other))
    return len(set(one) & set(other)) / longer if longer else 1.0


def top(common: Shared, places: Places) -> Lists:
    """What most readers will see of the lists."""
    return {"common_ground": [j for j in common.order[:TOP] if common.together[j]], "divisive": places.dividing[:TOP]}


def refit(votes: Votes, known: list[Clouds], evidence: Evidence, options: Options) -> Refits:
    """Lose one vote in ten at random and find everything again from nothing, as often as the options say.

    Nothing of the map of all votes goes in, not its axes nor how many factors it has: a refit that starts where that
    map ended stays there, and calls stable what another look would not find. In a large conversation a sample of people
    is asked.
    """
    chance = np.random.default_rng(options.seed)
    if len(votes.people) > LARGE:
        asked = np.sort(chance.choice(len(votes.people), LARGE, replace=False))
        votes, evidence = votes.of_people(asked), evidence.of(asked)
    before = [labels_of(clouds, evidence) for clouds in known]
    agreement = np.zeros((options.deletions, len(known)))
    lists: list[dict[int, Lists]] = []
    for turn in range(options.deletions):
        fewer = votes.without(chance.random(votes.count) < LOST)
        everybody = tally(fewer, np.zeros(len(votes.people), dtype=np.int64), 1)
        _model, places = mapped(fewer, everybody, int(chance.integers(2**32)))
        lists.append({1: top(shared(places, sides_of(places), everybody), places)})
        if places.factors == 0:
            continue
        left = evidence_of(places)
        for clouds in candidates(places, left, replace(options, most_groups=len(known)))[1:]:
            count, labels = len(clouds.shares), labels_of(clouds, left)
            # Who was surely of a group: are they still likeliest there, even if less surely?
            sure = before[count - 1] >= 0
            agreement[turn, count - 1] = adjusted_rand(before[count - 1][sure], likeliest(clouds, left)[sure])
            lists[-1][count] = top(shared(places, middles_of(clouds), tally(fewer, labels, count)), places)
    return Refits(agreement, lists)
