"""The lines of a `.pb` file: three sections, each with its header, fields between semicolons."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wayahead.formats.table import BYTE_ORDER_MARK, Defect, Limits, Table, shown

SECTIONS = ("META", "PROJECTS", "VOTES")
MOST_BYTES = 2_000_000_000


@dataclass(frozen=True)
class Row:
    """One line: its number (where it begins) and its fields."""

    number: int
    fields: list[str]


class Lines:
    """A file, read front to back. Whatever follows the header of VOTES is left as bytes."""

    def __init__(self, path: Path) -> None:
        table = Table(path, limits=Limits(bytes=MOST_BYTES))
        table.check_place()
        self.file = path.name
        self.warnings: list[str] = []
        self.data = path.read_bytes()
        self.check_text(table)
        self.position = len(BYTE_ORDER_MARK) if self.data.startswith(BYTE_ORDER_MARK) else 0
        self.number = 0
        self.awaited = ""

    def check_text(self, table: Table) -> None:
        """Refuse what is no text in UTF-8, with the line where that shows."""
        table.check_beginning(self.data[:64])
        if not self.data.strip():
            raise self.defect("the file is empty. A Pabulib file begins with the line META")
        for place in (self.data.find(b"\0"), undecodable(self.data)):
            if place >= 0:
                line = self.data.count(b"\n", 0, place) + 1
                words = f"byte {place - self.data.rfind(chr(10).encode(), 0, place)} of the line is not UTF-8 text"
                raise self.defect(f"{words}. Save the file as UTF-8", line=line)

    def defect(self, words: str, *, line: int | None = None, field: str = "") -> Defect:
        """A defect of this file; `field` is a key of META or the name of a column."""
        return Defect(self.file, words, line=line, column=field)

    def next_line(self) -> str | None:
        """The next line, without its end; None after the last."""
        if self.position >= len(self.data):
            return None
        end = self.data.find(b"\n", self.position)
        end = len(self.data) if end < 0 else end
        text = self.data[self.position : end].decode().removesuffix("\r")
        self.position, self.number = end + 1, self.number + 1
        return text

    def next_row(self) -> Row | None:
        """The next line that is not blank; a text in quotes may go on over several."""
        begins = self.number + 1
        text = self.next_line()
        while text is not None and not text.strip(" ;\t"):
            begins = self.number + 1
            text = self.next_line()
        if text is None:
            return None
        while is_open(text):
            more = self.next_line()
            if more is None or section_of(more):
                words = "a quoted text begins here and never ends. Take the quote away, or close it"
                raise self.defect(words, line=begins, field=str(text.count(";") + 1))
            text = f"{text}\n{more}"
        return Row(begins, fields_of(text))

    def open_section(self, name: str) -> Row:
        """Go to where a section begins; gives its header. Raises Defect where something else stands there."""
        row = self.next_row() if self.number == 0 else Row(self.number, [self.awaited])
        if row is None or section_of(row.fields[0]) != name:
            found = f"“{shown(row.fields[0])}” stands there" if row and row.fields[0] else "the file ends"
            raise self.defect(
                f"the section {name} is missing: {found}", line=row.number if row else self.number, field=name
            )
        self.awaited = ""
        header = self.next_row()
        if header is None:
            raise self.defect(f"the section {name} has no header", line=self.number, field=name)
        return header

    def section(self) -> Iterator[Row]:
        """The rows up to where the next section begins."""
        while row := self.next_row():
            if section_of(row.fields[0]) and not "".join(row.fields[1:]).strip():
                self.awaited = row.fields[0]
                return
            yield row
        self.awaited = ""

    def column(self, header: Row, name: str) -> int:
        """The place of a column."""
        names = [field.strip().lower() for field in header.fields]
        if name not in names:
            found = ", ".join(shown(field) for field in names[:8])
            raise self.defect(f"the header lacks {name}. It says: {found}", line=header.number, field=name)
        if names.count(name) > 1:
            raise self.defect(f"there are two columns “{name}”. Take one out", line=header.number, field=name)
        return names.index(name)

    def as_many(self, row: Row, header: Row) -> list[str]:
        """The fields of a row, as many as the header has; empty ones at its end may be left away or be too many."""
        expected = len(header.fields)
        fields = row.fields
        while len(fields) > expected and not fields[-1].strip():
            fields = fields[:-1]
        if len(fields) != expected:
            half = "Fields are missing" if len(fields) < expected else "Put a text with semicolons in quotes"
            words = f"there are {len(fields)} fields where the header has {expected}. {half}"
            raise self.defect(words, line=row.number, field=header.fields[min(len(fields), expected - 1)].strip())
        return fields


def is_open(text: str) -> bool:
    """Whether a text in quotes begins in this line and does not end in it; a quote elsewhere may mean inches."""
    start = 0 if text.startswith('"') else text.find(';"')
    return start >= 0 and text.count('"', start) % 2 == 1


def section_of(text: str) -> str:
    """The section that a line begins, or nothing."""
    name = text.strip(" ;\t\r").upper()
    return name if name in SECTIONS else ""


def undecodable(data: bytes) -> int:
    """The place of the first byte that is not UTF-8, or −1."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return -1


def fields_of(text: str) -> list[str]:
    """The fields of one line. A quote inside a field that does not begin with one is a plain letter."""
    return text.split(";") if '"' not in text else next(csv.reader([text], delimiter=";", strict=False), [""])
