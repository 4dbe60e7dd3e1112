"""The whole way from votes to map, in the order in which it happens."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from wayahead.kernels.opinion import grouping, lists
from wayahead.kernels.opinion.positions import Positions, place
from wayahead.kernels.opinion.result import (
    Counts,
    Group,
    Hearing,
    OpinionMap,
    Options,
    PersonPlace,
    Representative,
    StatementResult,
)
from wayahead.kernels.opinion.statistics import Tally, share, tally
from wayahead.kernels.opinion.votes import Votes

Ints = NDArray[np.int64]
STABLE_FROM = 0.8


def analyse(
    votes: Votes, *, moderated_out: Collection[int] | Collection[str] = (), options: Options | None = None
) -> OpinionMap:
    """The opinion map of these votes, by the method of Polis. Never fails on honest votes: it warns instead.

    `moderated_out` are ids of statements that are left out of the map and the lists.
    """
    options = options or Options()
    out = np.array(list(moderated_out), dtype=votes.statements.dtype if len(moderated_out) else None)
    kept = ~np.isin(votes.statements, out)
    positions = place(votes, kept)
    labels, groups = label_people(votes, positions, options)
    counts = tally(votes, labels, max(groups, 1))
    everybody = tally(votes, np.zeros(len(votes.people), dtype=np.int64), 1)
    stability = how_stable(votes, kept, labels, options) if groups > 1 else None
    results = statement_results(votes, counts, everybody, positions)
    chosen, represented = lists.slate(votes, kept)
    ids = [str(one) for one in votes.statements]
    shared = [j for j in order_of([r.common_ground for r in results]) if kept[j]]
    split = [j for j in order_of([r.divisive for r in results]) if kept[j] and groups > 1 and results[j].divisive > 0]
    heard = votes.per_statement()[kept]
    return OpinionMap(
        engine="polis",
        seed=options.seed,
        votes=votes.count,
        stable=stability is not None and stability >= STABLE_FROM,
        stability=stability,
        groups=tuple(
            Group(
                int((labels == g).sum()),
                tuple(Representative(ids[j], which, score) for j, which, score in lists.representative(counts, kept, g))
                if groups > 1
                else (),
            )
            for g in range(groups)
        ),
        people=people_places(votes, positions, labels),
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
        warnings=tuple(warnings(votes, kept, labels, groups, stability)),
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
    """The median agreement (adjusted Rand index) with the groups found after losing one vote in ten at random."""
    if options.deletions == 0:
        return None
    draws, scores = np.random.default_rng(options.seed), []
    out = set(votes.statements[~kept].tolist())
    for _refit in range(options.deletions):
        stays = draws.random(votes.count) >= 0.1
        fewer = Votes.of(
            votes.people[votes.rows[stays]], votes.statements[votes.table.indices[stays]], votes.table.data[stays]
        )
        still = ~np.isin(fewer.statements, list(out))
        again, _groups = label_people(fewer, place(fewer, still), options)
        before = labels[np.isin(votes.people, fewer.people)]
        both = (before >= 0) & (again >= 0)
        scores.append(grouping.adjusted_rand(before[both], again[both]))
    return float(np.median(scores))


def order_of(values: list[float]) -> list[int]:
    """Positions of the values, largest first, the earlier on a tie."""
    return sorted(range(len(values)), key=lambda j: (-values[j], j))


def people_places(votes: Votes, positions: Positions, labels: Ints) -> tuple[PersonPlace, ...]:
    """Everybody's place, in order of ids."""
    cast = votes.per_person()
    return tuple(
        PersonPlace(str(who), float(x), float(y), None if label < 0 else int(label), int(n))
        for who, (x, y), label, n in zip(votes.people, positions.people, labels, cast, strict=True)
    )


def statement_results(
    votes: Votes, counts: Tally, everybody: Tally, positions: Positions
) -> tuple[StatementResult, ...]:
    """What everybody and each group says of each statement."""
    agree, seen = share(counts.agree, counts.seen), counts.seen
    common = agree.prod(axis=0)
    bridging, divisive = agree.min(axis=0), agree.max(axis=0) - agree.min(axis=0)
    total, hits = everybody.seen[0], everybody.agree[0]
    low, high = jeffreys(hits, total)
    worth = priority(counts, positions.extremity)
    return tuple(
        StatementResult(
            id=str(name),
            overall=Counts(int(hits[j]), int(everybody.disagree[0, j]), int(everybody.passed[0, j])),
            by_group=tuple(
                Counts(int(counts.agree[g, j]), int(counts.disagree[g, j]), int(counts.passed[g, j]))
                for g in range(len(seen))
            ),
            common_ground=float(common[j]),
            interval=(float(low[j]), float(high[j])),
            bridging=float(bridging[j]),
            divisive=float(divisive[j]),
            priority=float(worth[j]),
        )
        for j, name in enumerate(votes.statements)
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


def warnings(votes: Votes, kept: NDArray[np.bool_], labels: Ints, groups: int, stability: float | None) -> list[str]:
    """What a reader should know before believing the map, in plain words."""
    said = []
    if votes.count == 0:
        return ["Nobody has voted yet."]
    if not kept.any():
        said.append("Every statement is set aside, so there is no map.")
    if groups == 0:
        said.append("Nobody has answered seven statements yet, so there are no groups.")
    elif groups == 1:
        said.append("There are too few different answers to tell groups apart.")
    if stability is not None and stability < STABLE_FROM:
        said.append(
            "The groups are not stable: losing one vote in ten would change them. Read the common ground instead."
        )
    few = [g for g in range(groups) if 0 < (labels == g).sum() < 5]
    if groups > 1 and few:
        said.append("A group has fewer than five people.")
    return said
