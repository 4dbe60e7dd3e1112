"""The result of the robust method, put into the document that both engines share."""

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion import lists
from wayahead.kernels.opinion.analysis import jeffreys, priority
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
from wayahead.kernels.opinion.robust.groups import Groups
from wayahead.kernels.opinion.robust.places import Places
from wayahead.kernels.opinion.robust.shared import Shared
from wayahead.kernels.opinion.robust.slate import slate
from wayahead.kernels.opinion.robust.speaking import speaking
from wayahead.kernels.opinion.statistics import Tally, tally
from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]
FEW_PLACED = 0.5  # of people


def written(
    votes: Votes,
    told: Votes,
    everybody: Tally,
    places: Places,
    groups: Groups,
    counts: Tally,
    common: Shared,
    options: Options,
) -> OpinionMap:
    """The document: `votes` are all of them, `told` those on statements that were not moderated out."""
    kept = everybody.seen[0] > 0
    overall = everybody if told is votes else tally(votes, np.zeros(len(votes.people), dtype=np.int64), 1)
    ids = [str(one) for one in votes.statements.tolist()]
    heard = everybody.seen[0, kept]
    chosen, represented = slate(told)
    marks = speaking(counts, kept) if groups.count > 1 else [[]] * groups.count
    sizes = np.bincount(groups.labels[groups.labels >= 0], minlength=groups.count)
    return OpinionMap(
        engine="robust",
        seed=options.seed,
        votes=votes.count,
        stable=groups.is_stable,
        stability=groups.stability,
        groups=tuple(
            Group(size, tuple(Representative(ids[j], way, score) for j, way, score in mark), middle)
            for size, mark, middle in zip(sizes.tolist(), marks, middles_or_none(groups), strict=True)
        ),
        people=People(votes.people, places.people, groups.labels, votes.per_person(), places.errors),
        statement_results=statement_results(ids, places, groups, overall, counts, common),
        common_ground=tuple(ids[j] for j in common.order),
        agreed=tuple(ids[j] for j in lists.consensus(everybody.agree[0], everybody.seen[0], kept)),
        disagreed=tuple(ids[j] for j in lists.consensus(everybody.disagree[0], everybody.seen[0], kept)),
        divisive=tuple(ids[j] for j in places.dividing),
        slate=tuple(ids[j] for j in chosen),
        represented=represented,
        hearing=Hearing(
            lists.gini(heard),
            int(heard.min()) if len(heard) else 0,
            float(np.median(heard)) if len(heard) else 0.0,
        ),
        warnings=tuple(warnings(votes, told, places, groups, options)),
        steady=groups.steady,
        perhaps=groups.perhaps,
    )


def middles_or_none(groups: Groups) -> list[tuple[float, float] | None]:
    """Each group's middle; None for the one group that is everybody."""
    if len(groups.middles) == 0:
        return [None] * groups.count
    return [(x, y) for x, y in groups.middles.tolist()]


def statement_results(
    ids: list[str], places: Places, groups: Groups, overall: Tally, counts: Tally, common: Shared
) -> tuple[StatementResult, ...]:
    """What everybody and each group says of each statement."""
    # What somebody midway between the groups would vote, however large each of them is.
    midway = places.votes_at(groups.middles.mean(axis=0, keepdims=True) if groups.count > 1 else np.zeros((1, 2)))[0][0]
    spread = places.spread
    worth = priority(counts, spread / max(float(spread.mean()), 1e-9)) if len(ids) else spread
    intervals = np.stack(jeffreys(counts.agree, counts.seen), axis=2).swapaxes(0, 1)
    ways = zip(counts.agree.T.tolist(), counts.disagree.T.tolist(), counts.passed.T.tolist(), strict=True)
    totals = zip(overall.agree[0].tolist(), overall.disagree[0].tolist(), overall.passed[0].tolist(), strict=True)
    bridging, divisive = np.clip(midway, -1, 1), np.minimum(spread, 1)
    figures = [one.tolist() for one in (common.share, common.low, common.high, bridging, divisive, worth)]
    pairs = [[tuple(one) for one in rows] for rows in intervals.tolist()], map(tuple, places.loadings.tolist())
    return tuple(
        StatementResult(
            name,
            Counts(*total),
            tuple(map(Counts, *way)),
            shared,
            (low, high),
            bridges,
            divides,
            asked,
            tuple(own),
            lies,
        )
        for name, total, way, shared, low, high, bridges, divides, asked, own, lies in zip(
            ids, totals, ways, *figures, *pairs, strict=True
        )
    )


def warnings(votes: Votes, told: Votes, places: Places, groups: Groups, options: Options) -> list[str]:
    """What a reader should know before believing the map, in plain words."""
    if votes.count == 0:
        return ["Nobody has voted yet."]
    if told.count == 0:
        return ["Every statement is set aside, so there is no map."]
    if places.factors == 0:
        return ["People do not differ by more than chance yet, so there is no map and there are no groups."]
    if groups.count == 1 and groups.stability is None:
        return ["People differ by degrees: there are no separate groups. Read the common ground."]
    said = []
    if options.deletions and not groups.is_stable:
        said.append(
            "The groups are not stable: losing one vote in ten would change them. Read the common ground instead."
        )
    if groups.is_stable and (groups.perhaps or 0) > groups.count:
        said.append("There may be one more group than is shown: these votes do not show it surely.")
    elif groups.count > 1:
        said.append("A small group can be hidden inside a larger one, the more easily the fewer answers people give.")
    if groups.count > 1 and (placed := (groups.labels >= 0).mean()) < FEW_PLACED:
        said.append(f"Only {100 * placed:.0f} % of people answered enough to tell which group they are of.")
    if groups.count > 1 and np.bincount(groups.labels[groups.labels >= 0]).min() < 5:
        said.append("A group has fewer than five people.")
    return said
