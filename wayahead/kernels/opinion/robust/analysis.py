"""The whole way from votes to map by the robust method, in the order in which it happens."""

from collections.abc import Collection

import numpy as np

from wayahead.kernels.opinion.result import OpinionMap, Options
from wayahead.kernels.opinion.robust.continuity import Previous, as_before, order_of_groups
from wayahead.kernels.opinion.robust.groups import Groups, candidates, labels_of, middles_of
from wayahead.kernels.opinion.robust.mapping import mapped
from wayahead.kernels.opinion.robust.mixture import evidence_of
from wayahead.kernels.opinion.robust.places import Places
from wayahead.kernels.opinion.robust.refits import refit, top
from wayahead.kernels.opinion.robust.shared import Shared, shared, sides_of
from wayahead.kernels.opinion.robust.writing import written
from wayahead.kernels.opinion.statistics import Tally, tally
from wayahead.kernels.opinion.votes import Votes


def analyse(
    votes: Votes,
    *,
    moderated_out: Collection[int] | Collection[str] = (),
    options: Options | None = None,
    previous: Previous | None = None,
) -> OpinionMap:
    """The opinion map of these votes, by a model of the votes that were cast. Never fails on honest votes: it warns.

    `moderated_out` are ids of statements that are left out of the map and the lists; `previous` is an earlier map from
    which this one is found sooner, and whose axes and names of groups are kept.
    """
    options = options or Options()
    out = np.array(list(moderated_out), dtype=votes.statements.dtype if len(moderated_out) else None)
    kept = ~np.isin(votes.statements, out)
    told = votes if kept.all() else votes.without(~kept[votes.indices])
    everybody = tally(told, np.zeros(len(votes.people), dtype=np.int64), 1)
    _model, places = mapped(told, everybody, options.seed, previous.at(votes.statements) if previous else None)
    if previous is not None:
        places = as_before(places, votes, previous)
    groups, counts, common = grouped(told, everybody, places, options, previous)
    return written(votes, told, everybody, places, groups, counts, common, options)


def grouped(
    votes: Votes, everybody: Tally, places: Places, options: Options, previous: Previous | None
) -> tuple[Groups, Tally, Shared]:
    """The groups that the votes bear, in the order of `previous`, how each voted, and what every one of them shares."""
    nobody_apart = np.where(votes.per_person() > 0, 0, -1)
    together = shared(places, sides_of(places), everybody)
    if places.factors == 0:
        return Groups(nobody_apart), everybody, together
    evidence = evidence_of(places)
    known = candidates(places, evidence, options)
    refits = refit(votes, known, evidence, options) if options.deletions else None
    chosen = len(known)
    if refits and not options.groups:
        chosen = max((count for count in range(2, len(known) + 1) if refits.bears(count)), default=1)
    score = refits.score(chosen if chosen > 1 else len(known)) if refits and len(known) > 1 else None
    if chosen == 1:
        steady = refits.steady(1, top(together, places)) if refits else None
        return Groups(nobody_apart, stability=score, steady=steady, perhaps=len(known)), everybody, together
    labels = labels_of(known[chosen - 1], evidence)
    order = order_of_groups(labels, places, chosen, previous)
    labels = np.where(labels >= 0, order[labels], -1)
    middles = np.zeros((chosen, 2))
    middles[order] = middles_of(known[chosen - 1])
    counts = tally(votes, labels, chosen)
    common = shared(places, middles, counts)
    steady = refits.steady(chosen, top(common, places)) if refits else None
    is_stable = refits is not None and refits.bears(chosen)
    return Groups(labels, middles, score, is_stable, steady, len(known)), counts, common
