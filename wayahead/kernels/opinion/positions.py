"""Where people stand: two principal axes of the centred votes, silence counting as nothing.

Source: Small et al., Polis: Scaling deliberation by mapping high dimensional opinion spaces, RECERCA 26(2), 2021.
Missing votes are filled with the statement's mean, so the centred table is sparse and nothing is ever densified.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import ArpackNoConvergence, LinearOperator, eigsh

from wayahead.kernels.opinion.votes import Votes

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Positions:
    """`people`: a row (x, y) each; `extremity`: how far out each statement lies (0 for those moderated out)."""

    people: Floats
    extremity: Floats


def centred(votes: Votes, kept: NDArray[np.bool_]) -> tuple[csr_array, Floats]:
    """Votes less the mean of their statement, and those means; a moderated statement is nought for everybody."""
    table = votes.table
    values = np.where(kept[table.indices], table.data, 0).astype(np.float64)
    cast = np.bincount(table.indices, minlength=table.shape[1])
    means = np.bincount(table.indices, weights=values, minlength=table.shape[1]) / np.maximum(cast, 1)
    return csr_array((values - means[table.indices], table.indices, table.indptr), shape=table.shape), means


def axes(table: csr_array) -> Floats:
    """The top two right singular vectors of the centred table, statements × 2, each with its largest loading positive.

    A missing axis (too few people or statements, no differences) is all noughts.
    """
    people, statements = table.shape
    found = np.zeros((statements, 2))
    if min(people, statements) == 0 or not np.any(table.data):
        return found
    if statements <= 3:
        values, vectors = np.linalg.eigh((table.T @ table).toarray())
    else:
        transposed = table.T.tocsr()
        product = LinearOperator((statements, statements), matvec=lambda v: transposed @ (table @ v), dtype=np.float64)
        # Both fixed, so that the same votes give the same map: ARPACK draws a new start where the votes have few axes.
        start = np.linspace(1.0, 2.0, statements)
        try:
            values, vectors = eigsh(product, k=2, which="LA", v0=start, rng=np.random.default_rng(0))
        except ArpackNoConvergence as stopped:
            values, vectors = stopped.eigenvalues, stopped.eigenvectors
    order = np.argsort(values)[::-1][:2]
    noise = max(values.max(initial=0.0), 0.0) * 1e-12
    for axis, column in enumerate(column for column in order if values[column] > noise):
        loadings = vectors[:, column]
        found[:, axis] = loadings * np.sign(loadings[np.argmax(np.abs(loadings))])
    return found


def place(votes: Votes, kept: NDArray[np.bool_]) -> Positions:
    """Where everybody stands; somebody with few votes is scaled out by the square root of what they left unanswered."""
    table, means = centred(votes, kept)
    loadings = axes(table)
    statements = table.shape[1]
    answered = np.bincount(votes.rows[kept[votes.table.indices]], minlength=table.shape[0])
    answered = answered + np.count_nonzero(~kept)
    scale = np.sqrt(statements / np.maximum(answered, 1))
    lies = np.sqrt(statements) * (1 - means)[:, None] * loadings
    return Positions((table @ loadings) * scale[:, None], np.where(kept, np.hypot(lies[:, 0], lies[:, 1]), 0.0))
