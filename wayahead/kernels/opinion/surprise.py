"""What looks unlike people answering for themselves: the same ballot too often, too many newcomers at once.

It proposes and never removes: a class that votes together and a poster at a bus stop look alike from here.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, nbinom

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FEWEST_SAME, FEWEST_ANSWERS = 5, 4  # people who answered alike, and answers that each of them gave
FEWEST_AT_ONCE = 20
BIN_SECONDS, AROUND_SECONDS, NEAR_SECONDS = 600, 24 * 3600, 3600
FEWEST_OTHERS = 1.25  # answers to compare with, those of the people in question among them, for each of these
CHANCE = 1e-4  # per conversation: how often honest people may be named
# Camps are wider than any grouping knows: a ballot is taken to be this root of itself as likely as its group says.
WIDER = 0.6
PRIOR = 1.0


@dataclass(frozen=True)
class SameBallot:
    """People who answered exactly the same statements in exactly the same way, more of them than chance explains."""

    people: tuple[int, ...]
    answers: int
    expected: float
    chance: float


@dataclass(frozen=True)
class Burst:
    """More newcomers within a short time than the day around it explains; times in seconds as given."""

    people: tuple[int, ...]
    begins: int
    ends: int
    expected: float
    chance: float


@dataclass(frozen=True)
class Surprises:
    """Everything found, the most surprising first."""

    same: tuple[SameBallot, ...]
    bursts: tuple[Burst, ...]

    @property
    def people(self) -> Ints:
        """Everybody who is part of any of it."""
        named = [one.people for one in self.same] + [one.people for one in self.bursts]
        return np.unique(np.array([person for people in named for person in people], dtype=np.int64))


def surprises(people: Ints, statements: Ints, choices: Ints, came_at: Ints, groups: Ints) -> Surprises:
    """Look at the standing votes of a conversation.

    `people` and `statements` are places from 0 on, `choices` 1, 0 or −1: one row for each vote. `came_at` has for each
    person the second of their first vote, `groups` the group in which a map placed them (−1: none).
    """
    return Surprises(same_ballots(people, statements, choices, groups), bursts(came_at))


def same_ballots(people: Ints, statements: Ints, choices: Ints, groups: Ints) -> tuple[SameBallot, ...]:
    """Ballots that more people share than their groups' answers make likely.

    Compared with those who answered the same statements: that several people were shown the same is no surprise. Rates
    are the groups' own without the people in question, mixed by the groups' sizes (a latent class model).
    """
    if not len(people):
        return ()
    order = np.lexsort((statements, people))
    who, what, said = people[order], statements[order], choices[order]
    starts = np.flatnonzero(np.r_[True, who[1:] != who[:-1]])
    answers = np.diff(np.r_[starts, len(who)])
    ballots, sets = fingerprints(what, said, starts)
    _values, ballot, sizes = np.unique(ballots, return_inverse=True, return_counts=True)
    _values, shown, shown_to = np.unique(sets, return_inverse=True, return_counts=True)
    suspects = np.flatnonzero(sizes >= FEWEST_SAME)
    rates = Rates(who, what, said, groups)
    found = []
    for suspect in suspects:
        members = np.flatnonzero(ballot == suspect)
        first, many = members[0], int(sizes[suspect])
        rows = slice(starts[first], starts[first] + answers[first])
        if answers[first] < FEWEST_ANSWERS:
            continue
        own = groups[who[starts[members]]]
        if rates.others(what[rows]) < many * FEWEST_OTHERS:
            continue  # nobody to compare with: where nearly all answer alike, that is what people think
        share = rates.of_ballot(what[rows], said[rows], own) ** WIDER
        among = int(shown_to[shown[first]])
        chance = float(binom.sf(many - 1, among, share)) * len(suspects)
        if chance < CHANCE:
            names = tuple(int(one) for one in who[starts[members]])
            found.append(SameBallot(names, int(answers[first]), among * share, chance))
    return tuple(sorted(found, key=lambda one: (one.chance, -len(one.people))))


def fingerprints(what: Ints, said: Ints, starts: Ints) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Two numbers for each person: one of what they answered and how, one of what they answered (Zobrist hashing)."""
    draws = np.random.default_rng(0)
    marks = draws.integers(0, 2**63, size=(int(what.max()) + 1, 4), dtype=np.uint64)
    return np.add.reduceat(marks[what, said + 1], starts), np.add.reduceat(marks[what, 3], starts)


class Rates:
    """How often each group gives each answer."""

    def __init__(self, who: Ints, what: Ints, said: Ints, groups: Ints) -> None:
        self.groups = int(groups.max()) + 2 if len(groups) else 1  # the last row: people in no group
        self.people = np.bincount(groups % self.groups, minlength=self.groups).astype(float)
        self.counts = np.zeros((self.groups, int(what.max()) + 1, 3))
        np.add.at(self.counts, (groups[who] % self.groups, what, said + 1), 1)

    def others(self, what: Ints) -> float:
        """How many people answered these statements, in the middle of them; the people in question too."""
        return float(np.median(self.counts[:, what, :].sum(axis=(0, 2))))

    def of_ballot(self, what: Ints, said: Ints, own: Ints) -> float:
        """How likely somebody gives exactly these answers, as everybody but the people in question suggests."""
        mine = np.bincount(own % self.groups, minlength=self.groups)
        counts = self.counts[:, what, :].copy()
        counts[:, np.arange(len(what)), said + 1] -= mine[:, None]
        given = counts[:, np.arange(len(what)), said + 1]
        overall = (given.sum(axis=0) + PRIOR / 3) / (counts.sum(axis=(0, 2)) + PRIOR)
        rates = (given + PRIOR * overall) / (counts.sum(axis=2) + PRIOR)
        weights = self.people - mine
        if weights.sum() <= 0:
            return float(np.prod(overall))
        return float(weights @ np.prod(rates, axis=1) / weights.sum())


def bursts(came_at: Ints) -> tuple[Burst, ...]:
    """Times at which more people came than the day around leads to expect, given how uneven coming is here."""
    if len(came_at) < FEWEST_AT_ONCE or np.ptp(came_at) < AROUND_SECONDS:
        return ()
    first = int(came_at.min())
    bins = (came_at - first) // BIN_SECONDS
    counts = np.bincount(bins)
    expected = background(counts)
    quiet = counts <= np.quantile(counts, 0.99)
    uneven = max(1.2, float(np.mean((counts - expected)[quiet] ** 2) / max(expected[quiet].mean(), 1e-9)))
    chance = np.asarray(nbinom.sf(counts - 1, expected / (uneven - 1), 1 / uneven)) * len(counts)
    hits = np.flatnonzero((counts >= FEWEST_AT_ONCE) & (chance < CHANCE))
    found = []
    for run in np.split(hits, np.flatnonzero(np.diff(hits) > 1) + 1) if len(hits) else []:
        inside = np.flatnonzero((bins >= run[0]) & (bins <= run[-1]))
        begins, ends = first + int(run[0]) * BIN_SECONDS, first + (int(run[-1]) + 1) * BIN_SECONDS
        came = tuple(int(one) for one in inside)
        found.append(Burst(came, begins, ends, float(expected[run].sum()), float(chance[run].min())))
    return tuple(sorted(found, key=lambda one: (one.chance, -len(one.people))))


def background(counts: Ints) -> Floats:
    """How many would come in each bin, from the day around it without the hours next to it; never quite none."""
    around, near = AROUND_SECONDS // BIN_SECONDS, NEAR_SECONDS // BIN_SECONDS
    sums = np.r_[0, np.cumsum(counts)]
    places = np.arange(len(counts))

    def window(wide: int) -> tuple[Ints, Ints]:
        low, high = np.maximum(places - wide, 0), np.minimum(places + wide + 1, len(counts))
        return sums[high] - sums[low], high - low

    (all_around, bins_around), (close, bins_close) = window(around), window(near)
    local = (all_around - close) / np.maximum(bins_around - bins_close, 1)
    return np.asarray(np.maximum(local, counts.sum() / len(counts) / 4) + 1e-6)
