"""Votes as a sparse table: people × statements, with passes kept apart from silence."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True)
class Votes:
    """Each person's last answer to each statement.

    `people` and `statements` hold ids in ascending order, only of those with at least one vote; `table` has a stored
    entry per vote (1 agree, 0 pass, −1 disagree), passes as stored zeros.
    """

    people: NDArray[Any]
    statements: NDArray[Any]
    table: csr_array

    @classmethod
    def of(cls, people: ArrayLike, statements: ArrayLike, values: ArrayLike) -> "Votes":
        """The table of three parallel columns in time order: of two answers in one cell the later one stands.

        Raises ValueError when the columns differ in length or a value is none of 1, 0, −1.
        """
        who, what, said = np.asarray(people), np.asarray(statements), np.asarray(values)
        if not len(who) == len(what) == len(said):
            raise ValueError("people, statements and values must be equally long")
        if len(said) and not np.isin(said, (DISAGREE, PASS, AGREE)).all():
            raise ValueError("a vote is 1 (agree), 0 (pass) or -1 (disagree)")
        people_ids, rows = np.unique(who, return_inverse=True)
        statement_ids, columns = np.unique(what, return_inverse=True)
        cells = rows.astype(np.int64) * max(1, len(statement_ids)) + columns
        # The first of the reversed is the last; np.unique also sorts by person, then statement.
        _cells, from_end = np.unique(cells[::-1], return_index=True)
        last = len(cells) - 1 - from_end
        pointers = np.zeros(len(people_ids) + 1, dtype=np.int64)
        np.cumsum(np.bincount(rows[last], minlength=len(people_ids)), out=pointers[1:])
        shape = (len(people_ids), len(statement_ids))
        table = csr_array((said[last].astype(np.int8), columns[last].astype(np.int32), pointers), shape=shape)
        return cls(people_ids, statement_ids, table)

    @property
    def rows(self) -> NDArray[np.int64]:
        """The person of each stored vote, as a row number."""
        return np.repeat(np.arange(self.table.shape[0]), np.diff(self.table.indptr))

    @property
    def count(self) -> int:
        """How many votes stand."""
        return int(self.table.nnz)

    def per_person(self) -> NDArray[np.int64]:
        """Votes of each person."""
        return np.diff(self.table.indptr).astype(np.int64)

    def per_statement(self) -> NDArray[np.int64]:
        """Votes on each statement."""
        return np.bincount(self.table.indices, minlength=self.table.shape[1])

    @property
    def indptr(self) -> NDArray[np.int64]:
        return self.table.indptr

    @property
    def indices(self) -> NDArray[Any]:
        return self.table.indices

    @property
    def data(self) -> NDArray[np.int8]:
        return self.table.data

    def without(self, lost: NDArray[np.bool_]) -> "Votes":
        before = np.concatenate([[0], np.cumsum(~lost)])
        table = csr_array((self.data[~lost], self.indices[~lost], before[self.indptr]), shape=self.table.shape)
        return Votes(self.people, self.statements, table)

    def of_people(self, chosen: NDArray[np.int64]) -> "Votes":
        return Votes(self.people[chosen], self.statements, self.table[chosen])
