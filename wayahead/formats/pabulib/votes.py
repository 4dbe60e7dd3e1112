"""The votes of a `.pb` file, many lines at once: equal ballots are found before any of them is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayahead.formats.pabulib.lines import Lines, Row, fields_of
from wayahead.formats.table import shown
from wayahead.kernels.allocation.election import MOST_POINTS

BLOCK_BYTES = 4_000_000
BALLOTS_AT_ONCE = 50_000
NEW_LINE, COMMA, SEMICOLON = b"\n,;"
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Votes:
    """Different ballots as arrays, which of them each voter cast, and what looked odd."""

    lengths: Ints
    projects: Ints
    points: Ints | None
    ballot_of: Ints
    warnings: tuple[str, ...]


def read_votes(lines: Lines, place_of: Mapping[str, int], *, has_points: bool) -> Votes:
    """All votes. Raises Defect with the line of the first ballot that cannot be read."""
    header = lines.open_section("VOTES")
    wanted = [lines.column(header, "vote"), *([lines.column(header, "points")] if has_points else [])]
    names = [field.strip().lower() for field in header.fields]
    id_at = names.index("voter_id") if "voter_id" in names else None
    known: dict[bytes, int] = {}
    ballots: list[NDArray[np.int32]] = []
    voters: list[Ints] = []
    for columns in blocks(lines, header, [*wanted, *([] if id_at is None else [id_at])]):
        said = columns[0] if not has_points else [b"%b;%b" % pair for pair in zip(columns[0], columns[1], strict=True)]
        fresh = [one for one in dict.fromkeys(said) if one not in known]
        known.update(zip(fresh, range(len(known), len(known) + len(fresh)), strict=True))
        ballots.append(np.fromiter(map(known.__getitem__, said), np.int32, len(said)))
        if id_at is not None:
            voters.append(np.fromiter(map(hash, columns[-1]), np.int64, len(said)))
    kinds = list(known)
    del known
    read = Reader(lines, header, place_of, wanted)
    parts = [read.ballots(kinds[first : first + BALLOTS_AT_ONCE]) for first in range(0, len(kinds), BALLOTS_AT_ONCE)]
    none = np.zeros(0, dtype=np.int64)
    lengths, projects, points = (
        (np.concatenate(part) if parts else none for part in zip(*parts, strict=True)) if parts else (none,) * 3
    )
    ballot_of = np.concatenate(ballots).astype(np.int64) if ballots else none
    return Votes(lengths, projects, points if has_points else None, ballot_of, tuple(doubles(voters)))


def doubles(voters: Sequence[Ints]) -> Iterator[str]:
    """A warning where voters' ids occur more than once."""
    if voters:
        ids = np.concatenate(voters)
        ids.sort()
        if repeated := np.count_nonzero(ids[1:] == ids[:-1]):
            yield f"{repeated:,} lines have a voter_id that an earlier line has. Each line was counted."


def blocks(lines: Lines, header: Row, wanted: Sequence[int]) -> Iterator[list[list[bytes]]]:
    """The wanted columns of all votes, some thousand lines at a time."""
    data, position, number = lines.data, lines.position, lines.number
    while position < len(data):
        end = data.find(b"\n", min(position + BLOCK_BYTES, len(data)))
        end = len(data) if end < 0 else end + 1
        block = data[position:end].replace(b"\r\n", b"\n").rstrip(b"\n")
        plain = b'"' not in block and columns_of(block, len(header.fields), wanted)
        yield plain or one_by_one(lines, header, block, number, wanted)
        number += data.count(b"\n", position, end)
        position = end


def columns_of(block: bytes, width: int, wanted: Sequence[int]) -> list[list[bytes]] | None:
    """The columns of a block in which every line has as many fields as the header; None for any other."""
    letters = np.frombuffer(block, dtype=np.uint8)
    marks = letters[(letters == SEMICOLON) | (letters == NEW_LINE)]
    ends = np.flatnonzero(marks == NEW_LINE)
    if len(marks) % width != width - 1 or not np.array_equal(ends, np.arange(width - 1, len(marks), width)):
        return None
    fields = block.replace(b"\n", b";").split(b";")
    return [fields[place::width] for place in wanted]


def one_by_one(lines: Lines, header: Row, block: bytes, number: int, wanted: Sequence[int]) -> list[list[bytes]]:
    """The same line by line: blank lines, quotes, fields left away at the end; raises Defect."""
    rows = []
    for line, text in enumerate(block.decode().split("\n"), number + 1):
        if text.strip(" ;\t\r"):
            fields = lines.as_many(Row(line, fields_of(text)), header)
            rows.append([fields[place].encode() for place in wanted])
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in wanted]


class Reader:
    """Reads ballots that differ, each once."""

    def __init__(self, lines: Lines, header: Row, place_of: Mapping[str, int], wanted: Sequence[int]) -> None:
        self.lines, self.header, self.wanted = lines, header, wanted
        self.begins = (lines.position, lines.number)
        self.place_of = {name.encode(): place for name, place in place_of.items()} | {b"": -1, b"None": -1, b"none": -1}

    def ballots(self, kinds: Sequence[bytes]) -> tuple[Ints, Ints, Ints]:
        """(how many each names, which, with what points) of some ballots."""
        votes = kinds if len(self.wanted) == 1 else [kind.partition(b";")[0] for kind in kinds]
        together = b"\n".join(votes)
        letters = np.frombuffer(together, dtype=np.uint8)
        marks = letters[(letters == COMMA) | (letters == NEW_LINE)]
        lengths = np.diff(np.flatnonzero(marks == NEW_LINE), prepend=-1, append=len(marks))
        names = together.replace(b"\n", b",").split(b",")
        try:
            places = np.fromiter(map(self.place_of.__getitem__, names), np.int64, len(names))
        except KeyError:
            places = np.fromiter(
                (self.place(name, kinds, lengths, at) for at, name in enumerate(names)), np.int64, len(names)
            )
        points = np.ones(len(names), dtype=np.int64)
        if len(self.wanted) > 1:
            points = self.points(kinds, lengths, places)
        row = np.repeat(np.arange(len(votes)), lengths)
        kept = places >= 0
        return np.bincount(row[kept], minlength=len(votes)), places[kept], points[kept]

    def place(self, name: bytes, kinds: Sequence[bytes], lengths: Ints, at: int) -> int:
        """The place of one name that has blanks around it; raises Defect for one that there is not."""
        found = self.place_of.get(name.strip(b' \t"'))
        if found is None:
            ballot = int(np.searchsorted(np.cumsum(lengths), at, side="right"))
            words = f"there is no project “{shown(name.decode().strip())}” in PROJECTS"
            raise self.lines.defect(words, line=self.line_of(kinds[ballot]), field="vote")
        return found

    def points(self, kinds: Sequence[bytes], lengths: Ints, places: Ints) -> Ints:
        """The points beside every name; raises Defect."""
        given: list[int] = []
        start = 0
        for kind, length in zip(kinds, lengths.tolist(), strict=True):
            parts = [] if not (said := kind.partition(b";")[2].strip()) or said.lower() == b"none" else said.split(b",")
            named = np.count_nonzero(places[start : start + length] >= 0)
            if len(parts) != (length if named else 0) and not (named == 0 and not b"".join(parts).strip()):
                words = f"there are {len(parts)} points for {named} projects"
                raise self.lines.defect(words, line=self.line_of(kind), field="points")
            given.extend(self.point(part, kind) for part in parts) if named else given.extend([0] * length)
            start += length
        return np.array(given, dtype=np.int64)

    def point(self, text: bytes, kind: bytes) -> int:
        """Points as a whole number."""
        said = text.strip().decode()
        whole, dot, rest = said.partition(".")
        if not (whole.isascii() and whole.isdecimal()) or (dot and rest.strip("0")) or int(whole) > MOST_POINTS:
            words = f"“{shown(said)}” is not a number of points. Write a whole number from 0"
            raise self.lines.defect(words, line=self.line_of(kind), field="points")
        return int(whole)

    def line_of(self, kind: bytes) -> int:
        """The first line with this ballot."""
        position, number = self.begins
        for line, text in enumerate(self.lines.data[position:].decode().split("\n"), number + 1):
            fields = fields_of(text.removesuffix("\r"))
            if len(fields) > max(self.wanted) and ";".join(fields[place] for place in self.wanted).encode() == kind:
                return line
        return number
