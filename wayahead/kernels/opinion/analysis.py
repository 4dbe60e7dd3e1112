"""The whole way from votes to map, in the order in which it happens."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from wayahead.kernels.opinion import grouping, lists
from wayahead.kernels.opinion.axes import EXACT
from wayahead.kernels.opinion.positions import Axes, Positions, place
from wayahead.kernels.opinion.result import (
    Counts,
    Group,
    Hearing,
    OpinionMap,
    Options,
    People,
    Representative,
    StatementResult,
)
from wayahead.kernels.opinion.statistics import Tally, share, tally
from wayahead.kernels.opinion.votes import Votes

Ints = NDArray[np.int64]
LOST = 0.1  # the share of votes that a refit goes without
REFITTED = 20_000  # of more people than this, so many drawn by chance stand for all in the refits
WARM = 1e-5  # how exact axes that start from earlier ones are, as a share of the largest eigenvalue


def analyse(
    votes: Votes,
    *,
    moderated_out: Collection[int] | Collection[str] = (),
    options: Options | None = None,
    start: Axes | None = None,
) -> OpinionMap:
    """The opinion map of these votes, by the method of Polis. Never fails on honest votes: it warns instead.

    `moderated_out` are ids of statements that are left out of the map and the lists. `start` are the axes of an earlier
    map of this conversation, from which this one is found sooner, though not to the last digit.
    """
    options = options or Options()
    out = np.array(list(moderated_out), dtype=votes.statements.dtype if len(moderated_out) else None)
    kept = ~np.isin(votes.statements, out)
    everybody = tally(votes, np.zeros(len(votes.people), dtype=np.int64), 1)
    positions = place(votes, everybody, kept, start=start, left_over=EXACT if start is None else WARM)
    labels, groups = label_people(votes, positions, options)
    counts = tally(votes, labels, max(groups, 1))
    stability = how_stable(votes, kept, labels, options) if groups > 1 else None
    results = statement_results(votes, counts, everybody, positions)
    chosen, represented = lists.slate(votes, everybody, kept)
    ids = [str(one) for one in votes.statements.tolist()]
    shared = [j for j in order_of([r.common_ground for r in results]) if kept[j]]
    split = [j for j in order_of([r.divisive for r in results]) if kept[j] and groups > 1 and results[j].divisive > 0]
    heard = everybody.seen[0, kept]
    sizes = np.bincount(labels[labels >= 0], minlength=groups)
    return OpinionMap(
        engine="polis",
        seed=options.seed,
        votes=votes.count,
        stable=stability is not None and stability >= grouping.STABLE_FROM,
        stability=stability,
        groups=tuple(
            Group(
                int(sizes[g]),
                tuple(Representative(ids[j], which, score) for j, which, score in marks),
            )
            for g, marks in enumerate(lists.representative(counts, kept) if groups > 1 else [[]] * groups)
        ),
        people=People(votes.people, positions.people, labels, votes.per_person()),
        statement_results=results,
        common_ground=tuple(ids[j] for j in shared),
        agreed=tuple(ids[j] for j in lists.consensus(everybody.agree[0], everybody.seen[0], kept)),
        disagreed=tuple(ids[j] for j in lists.consensus(everybody.disagree[0], everybody.seen[0], kept)),
        divisive=tuple(ids[j] for j in split),
        slate=tuple(ids[j] for j in chosen),
        represented=represented,
        hearing=Hearing(
            lists.gini(heard),
            int(heard.min()) if len(heard) else 0,
            float(np.median(heard)) if len(heard) else 0.0,
        ),
        warnings=tuple(warnings(votes, kept, sizes, stability)),
        axes=positions.axes,
    )


def label_people(votes: Votes, positions: Positions, options: Options) -> tuple[Ints, int]:
    """A group per person (−1: too few votes to say) and how many groups there are."""
    labels = np.full(len(votes.people), -1, dtype=np.int64)
    placed = votes.per_person() >= options.fewest_votes
    if not placed.any():
        return labels, 0
    labels[placed] = grouping.find_groups(positions.people[placed], most=options.most_groups, fixed=options.groups)
    return labels, int(labels.max()) + 1


def how_stable(votes: Votes, kept: NDArray[np.bool_], labels: Ints, options: Options) -> float | None:
    """The agreement (adjusted Rand index) that four refits in five reach, each with one vote in ten lost."""
    if options.deletions == 0:
        return None
    draws, scores = np.random.default_rng(options.seed), []
    if len(votes.people) > REFITTED:
        some = np.sort(draws.choice(len(votes.people), REFITTED, replace=False))
        votes, labels = votes.of_people(some), labels[some]
    for _refit in range(options.deletions):
        fewer = votes.without(draws.random(votes.count) < LOST)
        everybody = tally(fewer, np.zeros(len(fewer.people), dtype=np.int64), 1)
        again, _groups = label_people(fewer, place(fewer, everybody, kept), options)
        both = (labels >= 0) & (again >= 0)
        scores.append(grouping.adjusted_rand(labels[both], again[both]))
    return grouping.holds(scores)


def order_of(values: list[float]) -> list[int]:
    """Positions of the values, largest first, the earlier on a tie."""
    return sorted(range(len(values)), key=lambda j: (-values[j], j))


def statement_results(
    votes: Votes, counts: Tally, everybody: Tally, positions: Positions
) -> tuple[StatementResult, ...]:
    """What everybody and each group says of each statement."""
    agree = share(counts.agree, counts.seen)
    common = agree.prod(axis=0)
    bridging, divisive = agree.min(axis=0), agree.max(axis=0) - agree.min(axis=0)
    total, hits = everybody.seen[0], everybody.agree[0]
    low, high = jeffreys(hits, total)
    worth = priority(counts, positions.extremity)
    ways = zip(counts.agree.T.tolist(), counts.disagree.T.tolist(), counts.passed.T.tolist(), strict=True)
    totals = zip(hits.tolist(), everybody.disagree[0].tolist(), everybody.passed[0].tolist(), strict=True)
    figures = [column.tolist() for column in (common, low, high, bridging, divisive, worth)]
    return tuple(
        StatementResult(
            id=str(name),
            overall=Counts(*overall),
            by_group=tuple(map(Counts, *groups)),
            common_ground=shared,
            interval=(least, most),
            bridging=weakest,
            divisive=apart,
            priority=asked,
        )
        for name, overall, groups, shared, least, most, weakest, apart, asked in zip(
            votes.statements.tolist(), totals, ways, *figures, strict=True
        )
    )


def jeffreys(hits: Ints, seen: Ints, level: float = 0.95) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The interval in which the true share lies with this probability. Source: Brown, Cai, DasGupta 2001."""
    tail = (1 - level) / 2
    low = np.where(hits == 0, 0.0, betaincinv(hits + 0.5, seen - hits + 0.5, tail))
    high = np.where(hits == seen, 1.0, betaincinv(hits + 0.5, seen - hits + 0.5, 1 - tail))
    return low, high


def priority(counts: Tally, extremity: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much another answer to each statement would tell. Source: as positions."""
    agree, seen, passed = counts.agree.sum(axis=0), counts.seen.sum(axis=0), counts.passed.sum(axis=0)
    base = share(agree, seen) * (1 - share(passed, seen)) * (1 + extremity)
    return np.asarray((base * (1 + 8 * 2.0 ** (-seen / 5))) ** 2)


def warnings(votes: Votes, kept: NDArray[np.bool_], sizes: Ints, stability: float | None) -> list[str]:
    """What a reader should know before believing the map, in plain words."""
    said = []
    if votes.count == 0:
        return ["Nobody has voted yet."]
    if not kept.any():
        said.append("Every statement is set aside, so there is no map.")
    if len(sizes) == 0:
        said.append("Nobody has answered seven statements yet, so there are no groups.")
    elif len(sizes) == 1:
        said.append("There are too few different answers to tell groups apart.")
    if stability is not None and stability < grouping.STABLE_FROM:
        said.append(
            "The groups are not stable: losing one vote in ten would change them. Read the common ground instead."
        )
    if len(sizes) > 1 and sizes.min() < 5:
        said.append("A group has fewer than five people.")
    return said
