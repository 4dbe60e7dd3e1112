"""The whole way from votes to map by the robust method, in the order in which it happens."""

from collections.abc import Collection

import numpy as np

from wayahead.kernels.opinion.positions import axes, centred
from wayahead.kernels.opinion.result import OpinionMap, Options
from wayahead.kernels.opinion.robust.continuity import Previous, as_before, order_of_groups
from wayahead.kernels.opinion.robust.factors import worthwhile_factors
from wayahead.kernels.opinion.robust.groups import Groups, candidates, labels_of
from wayahead.kernels.opinion.robust.mixture import evidence_of
from wayahead.kernels.opinion.robust.model import Model, begin, fit
from wayahead.kernels.opinion.robust.places import Places, lay_out
from wayahead.kernels.opinion.robust.refits import refit, top
from wayahead.kernels.opinion.robust.shared import Shared, shared
from wayahead.kernels.opinion.robust.writing import written
from wayahead.kernels.opinion.votes import Votes


def analyse(
    votes: Votes,
    *,
    moderated_out: Collection[int] | Collection[str] = (),
    options: Options | None = None,
    previous: Previous | None = None,
) -> OpinionMap:
    """The opinion map of these votes, by a model of the votes that were cast. Never fails on honest votes: it warns.

    `moderated_out` are ids of statements that are left out of the map and the lists; `previous` is an earlier map whose
    axes and names of groups are kept.
    """
    options = options or Options()
    out = np.array(list(moderated_out), dtype=votes.statements.dtype if len(moderated_out) else None)
    kept = ~np.isin(votes.statements, out)
    told = votes.without(~kept[votes.indices])
    model, places = mapped(told, options)
    if previous is not None:
        places = as_before(places, votes, previous)
    groups, common = grouped(told, model, places, options, previous)
    return written(votes, told, model, places, groups, common, options)


def mapped(votes: Votes, options: Options) -> tuple[Model, Places]:
    """The model with as many factors as predict votes it has not seen, and the map it makes."""
    if votes.count == 0:
        model = begin(votes, np.zeros((len(votes.statements), 2)), 0)
        return model, lay_out(model)
    start = axes(centred(votes, votes.per_statement() > 0)[0])
    model = fit(votes, begin(votes, start, worthwhile_factors(votes, start, options.seed)))
    return model, lay_out(model)


def grouped(
    votes: Votes, model: Model, places: Places, options: Options, previous: Previous | None
) -> tuple[Groups, Shared]:
    """The groups that the votes bear, in the order of `previous`, and what every one of them shares."""
    everybody = np.where(votes.per_person() > 0, 0, -1)
    together = shared(votes, places, everybody, 1)
    if places.factors == 0:
        return Groups(everybody), together
    evidence = evidence_of(places)
    known = candidates(places, evidence, options)
    wanted = options.groups or len(known)
    refits = refit(votes, model, known, evidence, options) if options.deletions else None
    chosen = wanted
    if refits and not options.groups:
        chosen = max([count for count in range(2, wanted + 1) if refits.bears(count)], default=1)
    stability = refits.score(chosen if chosen > 1 else wanted) if refits and wanted > 1 else None
    if chosen > 1:
        labels = labels_of(known[chosen - 1], evidence)
        order = order_of_groups(labels, places, chosen, previous)
        labels = np.where(labels >= 0, order[labels], -1)
        middles = np.zeros((chosen, 2))
        middles[order, : places.factors] = known[chosen - 1].middles
        everywhere = shared(votes, places, labels, chosen)
        steady = refits.steady(chosen, top(everywhere, places)) if refits else None
        is_stable = refits is not None and refits.bears(chosen)
        return Groups(labels, middles, stability, is_stable, steady), everywhere
    steady = refits.steady(1, top(together, places)) if refits else None
    return Groups(everybody, stability=stability, lists=steady), together
