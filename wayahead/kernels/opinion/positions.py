"""Where people stand: two principal axes of the centred votes, silence counting as nothing.

Source: Small et al., Polis: Scaling deliberation by mapping high dimensional opinion spaces, RECERCA 26(2), 2021.
Missing votes are filled with the statement's mean, so the centred table is sparse and nothing is ever densified.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion import passes
from wayahead.kernels.opinion.axes import EXACT, principal_axes
from wayahead.kernels.opinion.statistics import Tally
from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Axes:
    """What each statement weighs on the two axes of a map (statements × 2), to find the next map's axes from."""

    statements: NDArray[np.generic]
    loadings: Floats

    def at(self, statements: NDArray[np.generic]) -> Floats:
        """The loadings of these statements; of those that are new, nought."""
        found = np.zeros((len(statements), 2))
        _both, here, there = np.intersect1d(statements, self.statements, assume_unique=True, return_indices=True)
        found[here] = self.loadings[there]
        return found


@dataclass(frozen=True, eq=False)
class Positions:
    """`people`: a row (x, y) each; `extremity`: how far out each statement lies (0 for those moderated out)."""

    people: Floats
    extremity: Floats
    axes: Axes


def place(
    votes: Votes, everybody: Tally, kept: NDArray[np.bool_], *, start: Axes | None = None, left_over: float = EXACT
) -> Positions:
    """Where everybody stands; somebody with few votes is scaled out by the square root of what they left unanswered.

    `start` are axes of an earlier map, from which a few readings lead to these.
    """
    statements = len(kept)
    means = np.where(kept, (everybody.agree[0] - everybody.disagree[0]) / np.maximum(everybody.seen[0], 1), 0.0)
    read = passes.of_size(votes.count)
    centred = read.Centred(votes.indptr, votes.indices, votes.data, means, kept)
    begun = None if start is None else start.at(votes.statements)
    loadings = principal_axes(centred, statements, start=begun, left_over=left_over)
    answered = read.answered(votes.indptr, votes.indices, kept) + np.count_nonzero(~kept)
    scale = np.sqrt(statements / np.maximum(answered, 1))
    lies = np.sqrt(statements) * (1 - means)[:, None] * loadings
    extremity = np.where(kept, np.hypot(lies[:, 0], lies[:, 1]), 0.0)
    return Positions(centred.project(loadings) * scale[:, None], extremity, Axes(votes.statements, loadings))
