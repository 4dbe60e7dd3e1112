"""Votes as a compact sparse table: three bytes a vote, passes kept apart from silence."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wayahead.kernels.opinion import passes

AGREE, PASS, DISAGREE = 1, 0, -1
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Votes:
    """Each person's last answer to each statement, a row per person (the layout known as CSR).

    `people` and `statements` hold ids in ascending order, only of those with at least one vote. The votes of person i
    are entries `indptr[i]` to `indptr[i + 1]` of `indices` (places in `statements`, ascending) and of `data` (1 agree,
    0 pass, −1 disagree). `indptr` is int64, `indices` uint16 (uint32 beyond 65,535 statements), `data` int8.
    """

    people: NDArray[Any]
    statements: NDArray[Any]
    indptr: Ints
    indices: NDArray[np.unsignedinteger[Any]]
    data: NDArray[np.int8]

    @classmethod
    def of(cls, people: ArrayLike, statements: ArrayLike, values: ArrayLike) -> "Votes":
        """The table of three parallel columns, in time order: of two answers in one cell the later stands.

        Raises ValueError when the columns differ in length or a value is none of 1, 0, −1.
        """
        people_ids, who = places_of(np.asarray(people))
        statement_ids, what = places_of(np.asarray(statements))
        return cls.at_places(people_ids, statement_ids, who, what, values)

    @classmethod
    def at_places(
        cls, people: NDArray[Any], statements: NDArray[Any], who: NDArray[Any], what: NDArray[Any], values: ArrayLike
    ) -> "Votes":
        """As `of`, where `who` and `what` are places in ascending ids, each of which has a vote."""
        said = np.asarray(values)
        if not len(who) == len(what) == len(said):
            raise ValueError("people, statements and values must be equally long")
        if not are_votes(said):
            raise ValueError("a vote is 1 (agree), 0 (pass) or -1 (disagree)")
        narrow = narrowest(len(statements))
        columns = who.astype(np.uint32, copy=False), what.astype(narrow, copy=False), said.astype(np.int8, copy=False)
        return cls(people, statements, *passes.of_size(len(said)).gather(*columns, len(people), len(statements)))

    @property
    def count(self) -> int:
        """How many votes stand."""
        return len(self.data)

    @property
    def rows(self) -> Ints:
        """The person of each vote, as a row number. Eight bytes a vote: not for very large conversations."""
        return np.repeat(np.arange(len(self.people)), self.per_person())

    def per_person(self) -> Ints:
        """Votes of each person."""
        return np.diff(self.indptr)

    def of_people(self, chosen: Ints) -> "Votes":
        """Only these people's votes (ascending row numbers); every statement keeps its place, with or without votes."""
        lengths = self.per_person()[chosen]
        pointers = np.concatenate([[0], np.cumsum(lengths)])
        taken = np.repeat(self.indptr[chosen] - pointers[:-1], lengths) + np.arange(pointers[-1])
        return Votes(self.people[chosen], self.statements, pointers, self.indices[taken], self.data[taken])

    def without(self, lost: NDArray[np.bool_]) -> "Votes":
        """All but the votes marked in `lost`; people and statements keep their places, with or without votes."""
        before = np.concatenate([[0], np.cumsum(~lost)])
        return Votes(self.people, self.statements, before[self.indptr], self.indices[~lost], self.data[~lost])


def are_votes(said: NDArray[Any]) -> bool:
    """Whether these are nothing but 1, 0 and −1."""
    if said.dtype.kind == "i":  # the extremes tell, in a fraction of the time
        return len(said) == 0 or bool(said.min() >= DISAGREE and said.max() <= AGREE)
    return bool(np.isin(said, (DISAGREE, PASS, AGREE)).all())


def narrowest(statements: int) -> "type[np.uint16] | type[np.uint32]":
    """What holds a statement's place."""
    return np.uint16 if statements <= 65_536 else np.uint32


def places_of(ids: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.integer[Any]]]:
    """The distinct ids in ascending order, and the place of each given one among them."""
    if ids.dtype.kind not in "iu" or len(ids) == 0:
        distinct, places = np.unique(ids, return_inverse=True)
        return distinct, places
    least, most = int(ids.min()), int(ids.max())
    if most - least > 4 * len(ids) + 1_000_000:
        distinct, places = np.unique(ids, return_inverse=True)
        return distinct, places
    # Whole numbers close together: marked in a table, which is many times faster than sorting them.
    offsets = ids - ids.dtype.type(least)
    is_there = np.zeros(most - least + 1, dtype=bool)
    is_there[offsets] = True
    found = np.flatnonzero(is_there)
    if len(found) < len(is_there):
        place = np.zeros(len(is_there), dtype=np.uint32)
        place[found] = np.arange(len(found), dtype=np.uint32)
        offsets = place[offsets]
    return (found + least).astype(ids.dtype), offsets
