"""Votes: a Polis `votes.csv`, its matrix, or any CSV or Parquet file with `participant, statement, vote` and `at`."""

from array import array
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayahead.formats.polis import columns
from wayahead.formats.polis.columns import MOST_CHARACTERS
from wayahead.formats.polis.conversation import Ballots
from wayahead.formats.polis.fields import MOST_ID, MOST_TIME, VOTE_WORDS, VOTES, WHOLE, milliseconds, whole
from wayahead.formats.table import OTHERWISE, Defect, Limits, Line, Table, column_of, shown

LARGE = 8_000_000  # bytes, from which loading polars pays
PARQUET = b"PAR1"
NO_PARQUET = (
    "it is called .parquet but is no Parquet file. If it was copied or downloaded, do that again; else write it anew "
    "as Parquet, or save the votes as CSV (UTF-8) with the columns participant, statement, vote"
)
POLIS = ("voter-id", "comment-id", "vote", "timestamp")
PLAIN = ("participant", "statement", "vote")
LISTS = "timestamp, comment-id, voter-id, vote (as Polis has it) or participant, statement, vote"


def read_votes(path: Path, *, known: Collection[int] | None = None, limits: Limits | None = None) -> Ballots:
    """The votes of one file, whichever of the three kinds it is; raises `Defect`."""
    return votes_in(Table(path, limits=limits), known)


def votes_in(table: Table, known: Collection[int] | None = None) -> Ballots:
    """The votes of one table. With `known`, a vote on any other statement is refused."""
    table.check_place()
    if table.begins_with(PARQUET):
        return columns.read_parquet(table, known)
    header = header_of(table)
    names = set(header.fields)
    if {"comment-id", "voter-id"} & names:
        return any_list(table, header, POLIS, known)
    if {"statement", "vote"} & names:
        return any_list(table, header, (*PLAIN, *(["at"] if "at" in names else [])), known)
    if "participant" in names:
        return matrix(table, header, known)
    if is_parquet_by_name(table):
        raise table.defect(NO_PARQUET)
    found = ", ".join(shown(name) for name in header.fields[:8])
    raise table.defect(f"the header is not one we know. Expected {LISTS}; it says: {found}", line=header.number)


def header_of(table: Table) -> Line:
    """The names of the columns; of a file that is called Parquet, what is wrong with its first line does not matter."""
    try:
        return table.header()
    except Defect as defect:
        if is_parquet_by_name(table) and not any(table.begins_with(mark) for mark in OTHERWISE):
            raise table.defect(NO_PARQUET) from defect
        raise


def is_parquet_by_name(table: Table) -> bool:
    """Whether the file's name says that it is Parquet."""
    return table.path.suffix.lower() == ".parquet"


def any_list(table: Table, header: Line, names: tuple[str, ...], known: Collection[int] | None) -> Ballots:
    """One vote a line: by columns where there are many of them and all are well, else line by line."""
    column_of(table, header, names)
    if table.path.stat().st_size >= LARGE and columns.is_there():
        person, statement, vote, *at = names
        wanted = columns.Columns(person, statement, vote, "".join(at), is_polis=names == POLIS)
        found = columns.read_large_csv(table, header.fields, wanted, known)
        if found is not None:
            return found
    return list_of_votes(table, header, names, known)


class Ids:
    """Ids in the order in which they were met, each with its place."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def in_order(self) -> tuple[NDArray[Any], NDArray[np.int64]]:
        """The ids in ascending order (as numbers where all are whole), and the new place of each old one."""
        ids = list(self.places)
        are_whole = all(WHOLE.fullmatch(one) for one in ids)
        known = np.array([int(one) for one in ids], dtype=np.int64) if are_whole else np.array(ids, dtype=str)
        order = np.argsort(known, kind="stable")
        moved = np.empty(len(ids), dtype=np.int64)
        moved[order] = np.arange(len(ids))
        return known[order], moved


def list_of_votes(table: Table, header: Line, names: tuple[str, ...], known: Collection[int] | None) -> Ballots:
    """One vote a line, sorted by time; equal times keep the order of the file."""
    places = column_of(table, header, names)
    when = places[3] if len(places) == 4 else None
    is_polis = names == POLIS
    people, statements = Ids(), Ids()
    who, what, said, at = array("q"), array("q"), array("b"), array("q")
    known_ids = None if known is None else {str(one) for one in known}
    for line in table.rows(header):
        fields = line.fields
        person, statement, vote = fields[places[0]], fields[places[1]], fields[places[2]]
        if person not in people.places:
            person = good_id(table, line, names[0], person, is_polis=is_polis)
        if statement not in statements.places:
            statement = good_id(table, line, names[1], statement, is_polis=is_polis)
            if known_ids is not None and statement not in known_ids:
                words = f"there is no statement “{shown(statement)}” in the list of statements. Add it there"
                raise table.defect(words, line=line.number, column=names[1])
        value = VOTES.get(vote)
        if value is None and (value := VOTES.get(vote.strip().lower())) is None:
            raise table.defect(f"“{shown(vote)}” is not a vote: {VOTE_WORDS}", line=line.number, column=names[2])
        who.append(people.places.setdefault(person, len(people.places)))
        what.append(statements.places.setdefault(statement, len(statements.places)))
        said.append(value)
        if when is not None:
            moment = whole(fields[when], MOST_TIME) if is_polis else milliseconds(fields[when].strip())
            if moment is None:
                kind = "milliseconds since 1970" if is_polis else "a time such as 2026-03-01T18:30:00"
                words = f"“{shown(fields[when])}” is not a time: write {kind}"
                raise table.defect(words, line=line.number, column=names[3])
            at.append(moment)
    return ballots(people, statements, (who, what, said), at if when is not None else None)


def good_id(table: Table, line: Line, column: str, text: str, *, is_polis: bool) -> str:
    """An id met for the first time: a whole number in files of Polis, elsewhere any short text."""
    text = text.strip()
    if is_polis and whole(text) is None:
        words = f"“{shown(text)}” is not an id: write a whole number from 0 to {MOST_ID:,}"
        raise table.defect(words, line=line.number, column=column)
    if not 1 <= len(text) <= MOST_CHARACTERS:
        words = f"write who or what it is, in 1 to {MOST_CHARACTERS} characters"
        raise table.defect(words, line=line.number, column=column)
    return text


def matrix(table: Table, header: Line, known: Collection[int] | None) -> Ballots:
    """One line for each participant and one column for each statement, blank where there is no vote."""
    own = column_of(table, header, ["participant"])[0]
    people, statements = Ids(), Ids()
    columns = [(place, name) for place, name in enumerate(header.fields) if whole(name) is not None]
    if not columns:
        raise table.defect("the header names no statement: expected columns 0, 1, 2 …", line=header.number)
    for place, name in columns:
        if known is not None and int(name) not in known:
            words = f"there is no statement {name} in the list of statements. Add it there"
            raise table.defect(words, line=header.number, column=f"{place + 1} ({name})")
        statements.places[name] = len(statements.places)
    who, what, said = array("q"), array("q"), array("b")
    for line in table.rows(header):
        person = good_id(table, line, "participant", line.fields[own], is_polis=True)
        if person in people.places:
            words = f"participant {person} has a line already. Keep one line for each"
            raise table.defect(words, line=line.number, column="participant")
        mine = people.places.setdefault(person, len(people.places))
        for number, (place, name) in enumerate(columns):
            if vote := line.fields[place]:
                value = VOTES.get(vote.strip())
                if value is None:
                    words = f"“{shown(vote)}” is not a vote: {VOTE_WORDS}, or nothing"
                    raise table.defect(words, line=line.number, column=f"{place + 1} ({name})")
                who.append(mine)
                what.append(number)
                said.append(value)
    return ballots(people, statements, (who, what, said), None)


def ballots(people: Ids, statements: Ids, columns: tuple["array[int]", ...], at: "array[int] | None") -> Ballots:
    """The arrays of what was read, in time order and with ids in ascending order."""
    who, what, said = (np.array(column) for column in columns)
    people_ids, person_place = people.in_order()
    statement_ids, statement_place = statements.in_order()
    times = np.array(at, dtype=np.int64) if at is not None else None
    order = np.argsort(times, kind="stable") if times is not None else np.arange(len(who))
    return Ballots(
        people=people_ids,
        statements=statement_ids,
        who=person_place[who.astype(np.int64)][order],
        what=statement_place[what.astype(np.int64)][order],
        said=said.astype(np.int8)[order],
        at=times[order] if times is not None else None,
    )
