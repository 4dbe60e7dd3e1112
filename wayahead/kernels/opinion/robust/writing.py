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
    PersonPlace,
    Representative,
    StatementResult,
)
from wayahead.kernels.opinion.robust.groups import Groups
from wayahead.kernels.opinion.robust.model import Model
from wayahead.kernels.opinion.robust.places import Places
from wayahead.kernels.opinion.robust.shared import Shared
from wayahead.kernels.opinion.robust.slate import slate
from wayahead.kernels.opinion.statistics import Tally, tally
from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]
FEW_PLACED = 0.5  # of people


def written(
    votes: Votes, told: Votes, model: Model, places: Places, groups: Groups, common: Shared, options: Options
) -> OpinionMap:
    """The document: `votes` are all of them, `told` those on statements that were not moderated out."""
    counts = tally(votes, groups.labels, max(groups.count, 1))
    everybody = tally(votes, np.zeros(len(votes.people), dtype=np.int64), 1)
    kept = np.bincount(told.indices, minlength=len(votes.statements)) > 0
    ids = [str(one) for one in votes.statements]
    chosen, represented = slate(told)
    heard = votes.per_statement()[kept]
    return OpinionMap(
        engine="robust",
        seed=options.seed,
        votes=votes.count,
        stable=groups.is_stable,
        stability=groups.stability,
        groups=tuple(
            Group(
                int((groups.labels == g).sum()),
                tuple(Representative(ids[j], way, score) for j, way, score in lists.representative(counts, kept, g))
                if groups.count > 1
                else (),
                middle=(float(groups.middles[g, 0]), float(groups.middles[g, 1])) if groups.count > 1 else None,
            )
            for g in range(groups.count)
        ),
        people=people_places(votes, places, groups),
        statement_results=statement_results(votes, model, places, groups, common, counts, everybody),
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
        lists=groups.lists,
    )


def people_places(votes: Votes, places: Places, groups: Groups) -> tuple[PersonPlace, ...]:
    """Everybody's place, in order of ids."""
    columns = places.people, places.errors, groups.labels, votes.per_person()
    return tuple(
        PersonPlace(str(who), float(x), float(y), None if label < 0 else int(label), int(n), (float(ex), float(ey)))
        for who, (x, y), (ex, ey), label, n in zip(votes.people, *columns, strict=True)
    )


def statement_results(
    votes: Votes, model: Model, places: Places, groups: Groups, common: Shared, counts: Tally, everybody: Tally
) -> tuple[StatementResult, ...]:
    """What everybody and each group says of each statement."""
    # An intercept is what somebody at the origin would vote: in the middle between groups, however large they are.
    origin = groups.middles.mean(axis=0) if groups.count > 1 else np.zeros(2)
    bridging = model.middle + model.statements.means[:, 0] + places.statements @ origin
    spread = places.spread
    worth = priority(counts, spread / max(float(spread.mean()), 1e-9)) if len(spread) else spread
    low, high = jeffreys(counts.agree, counts.seen)
    return tuple(
        StatementResult(
            id=str(name),
            overall=Counts(int(everybody.agree[0, j]), int(everybody.disagree[0, j]), int(everybody.passed[0, j])),
            by_group=tuple(
                Counts(int(counts.agree[g, j]), int(counts.disagree[g, j]), int(counts.passed[g, j]))
                for g in range(len(counts.agree))
            ),
            common_ground=float(common.share[j]),
            interval=(float(common.low[j]), float(common.high[j])),
            bridging=float(np.clip(bridging[j], -1, 1)),
            divisive=float(min(spread[j], 1)),
            priority=float(worth[j]),
            intervals=tuple((float(low[g, j]), float(high[g, j])) for g in range(len(low))),
            loading=(float(places.statements[j, 0]), float(places.statements[j, 1])),
        )
        for j, name in enumerate(votes.statements)
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
    if groups.count > 1 and (placed := (groups.labels >= 0).mean()) < FEW_PLACED:
        said.append(f"Only {100 * placed:.0f} % of people answered enough to tell which group they are of.")
    if groups.count > 1 and np.bincount(groups.labels[groups.labels >= 0]).min() < 5:
        said.append("A group has fewer than five people.")
    return said
