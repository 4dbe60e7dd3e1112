"""Who is of which group, and how many groups there may be at most."""

from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.result import Options
from wayahead.kernels.opinion.robust import mixture
from wayahead.kernels.opinion.robust.mixture import Clouds, Evidence
from wayahead.kernels.opinion.robust.places import Places

Ints = NDArray[np.int64]

SURE = 0.7  # somebody is of a group when the chance is so high
CLOUDED = 5_000  # people whose places the clouds are fitted to, at most
FEWEST = 5  # sure people in a group


def labels_of(clouds: Clouds, evidence: Evidence) -> Ints:
    """The group of each person; −1 where their votes do not tell surely enough."""
    chances = mixture.belonging(clouds, evidence).chances
    return np.where(chances.max(axis=0) >= SURE, chances.argmax(axis=0), -1)


def likeliest(clouds: Clouds, evidence: Evidence) -> Ints:
    """The group that each person is most likely of, however little tells so."""
    return np.asarray(mixture.belonging(clouds, evidence).chances.argmax(axis=0))


def middles_of(clouds: Clouds) -> NDArray[np.float64]:
    """Where each group's middle is on the map (groups × 2)."""
    found = np.zeros((len(clouds.middles), 2))
    found[:, : clouds.middles.shape[1]] = clouds.middles
    return found


def is_shown(clouds: Clouds, evidence: Evidence) -> bool:
    """True when each group has enough people who are surely of it."""
    labels = labels_of(clouds, evidence)
    return bool(np.bincount(labels[labels >= 0], minlength=len(clouds.shares)).min() >= FEWEST)


def candidates(places: Places, evidence: Evidence, options: Options) -> list[Clouds]:
    """Clouds of one, two and so on, up to the likeliest number of groups, or to the number that was asked for."""
    chance = np.random.default_rng(options.seed)
    few = evidence
    if evidence.people > CLOUDED:
        few = evidence.of(np.sort(chance.choice(evidence.people, CLOUDED, replace=False)))
    if options.groups:
        return list(islice(mixture.growing(few, places), options.groups))
    found = mixture.likely_numbers(few, places, options.most_groups)
    return [clouds for clouds in found if len(clouds.shares) == 1 or is_shown(clouds, evidence)]


@dataclass(frozen=True)
class Groups:
    """The group of each person (−1: none yet) and each group's middle (groups × 2; no row where none are stable).

    `stability` is the agreement that four refits in five reach; `steady` how much of the top of each list they find;
    `perhaps` how many groups all votes show, also where refits do not find so many again.
    """

    labels: Ints
    middles: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 2)))
    stability: float | None = None
    is_stable: bool = False
    steady: dict[str, float] | None = None
    perhaps: int | None = None

    @property
    def count(self) -> int:
        """How many; one where none are stable, nought where nobody voted."""
        return len(self.middles) or int((self.labels >= 0).any())
