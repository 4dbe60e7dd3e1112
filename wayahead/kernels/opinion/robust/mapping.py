"""From votes to the model and the map it makes: what the whole analysis does, and each refit from nothing."""

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion import passes
from wayahead.kernels.opinion.axes import principal_axes
from wayahead.kernels.opinion.robust.factors import worthwhile_factors
from wayahead.kernels.opinion.robust.model import Model, begin, fit
from wayahead.kernels.opinion.robust.places import Places, lay_out
from wayahead.kernels.opinion.statistics import Tally
from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]

ROUGH = 1e-3  # how exact the axes have to be from which fitting starts


def mapped(votes: Votes, everybody: Tally, seed: int, start: Floats | None = None) -> tuple[Model, Places]:
    """The model with as many factors as predict votes it has not seen, and the map it makes.

    From `start`, what statements weighed on an earlier map (statements × 2), it takes fewer readings of the votes.
    """
    if votes.count == 0:
        return (model := begin(everybody, np.zeros((len(votes.statements), 2)), len(votes.people), 0)), lay_out(model)
    axes = first_axes(votes, everybody) if start is None else start / np.sqrt(len(start))
    factors = worthwhile_factors(votes, axes, seed)
    model = fit(votes, begin(everybody, axes, len(votes.people), factors))
    return model, lay_out(model)


def first_axes(votes: Votes, everybody: Tally) -> Floats:
    """About the principal axes of the `polis` engine (statements × 2)."""
    heard = everybody.seen[0] > 0
    means = (everybody.agree[0] - everybody.disagree[0]) / np.maximum(everybody.seen[0], 1)
    centred = passes.of_size(votes.count).Centred(votes.indptr, votes.indices, votes.data, means, heard)
    return principal_axes(centred, len(heard), left_over=ROUGH)
