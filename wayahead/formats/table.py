"""CSV files as guarded streams: every defect has its file, line and column, and nothing grows beyond its limit."""

import csv
import hashlib
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# First bytes of what people send in place of a CSV file, and what to do instead.
OTHERWISE = {
    b"PK\x03\x04": "this is a zip archive or a spreadsheet. Unpack it, or save the sheet as CSV (UTF-8)",
    b"\x1f\x8b": "this is a compressed file. Unpack it first",
    b"PAR1": "this is a Parquet file, which can be read for votes only. Save it as CSV (UTF-8)",
    b"\xff\xfe": "this is UTF-16. Save it as CSV in UTF-8",
    b"\xfe\xff": "this is UTF-16. Save it as CSV in UTF-8",
    b"%PDF": "this is a PDF. Save the table as CSV (UTF-8)",
    b"\xd0\xcf\x11\xe0": "this is a spreadsheet. Save the sheet as CSV (UTF-8)",
}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Limits:
    """How large a file may be before it is refused unread, and how long one line of it."""

    bytes: int = 4_000_000_000
    line_bytes: int = 4_000_000


class Defect(ValueError):
    """What is wrong with a file, where, and what to change."""

    def __init__(self, file: str, words: str, *, line: int | None = None, column: str = "") -> None:
        where = [file, *([f"line {line}"] if line else []), *([f"column {column}"] if column else [])]
        super().__init__(f"{', '.join(where)}: {words}.")
        self.file, self.line, self.column = file, line, column


@dataclass(frozen=True)
class Line:
    """One row of a table: the number of the line where it begins, and its fields."""

    number: int
    fields: list[str]


class Table:
    """A CSV file that is read front to back."""

    def __init__(self, path: Path, *, limits: Limits | None = None) -> None:
        self.path = path
        self.file = path.name
        self.limits = limits or Limits()
        self.first = ""

    @property
    def digest(self) -> str:
        """The fingerprint of the file."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def begins_with(self, mark: bytes) -> bool:
        """Whether these are the file's first bytes."""
        with self.path.open("rb") as stream:
            return stream.read(len(mark)) == mark

    def defect(self, words: str, *, line: int | None = None, column: str = "") -> Defect:
        """A defect of this file."""
        return Defect(self.file, words, line=line, column=column)

    def lines(self) -> Iterator[Line]:
        """Every line that is not blank, the header too."""
        reader = csv.reader(self.text(), strict=True)
        while True:
            begins = reader.line_num + 1
            self.first = ""
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                # Read without strictness, the line ends in the field where the trouble begins.
                fields = next(csv.reader([self.first.replace("\r", " ")]), [""])
                raise self.defect(words_for(error), line=begins, column=str(len(fields))) from error
            if fields:
                yield Line(begins, fields)

    def rows(self, header: Line) -> Iterator[Line]:
        """The lines after the header, each with as many fields as that."""
        expected = len(header.fields)
        lines = self.lines()
        next(lines)
        for line in lines:
            if len(line.fields) != expected:
                half = (
                    "The line seems to be cut off"
                    if len(line.fields) < expected
                    else "Put a text with commas in quotes"
                )
                words = f"there are {len(line.fields)} fields where the header has {expected}. {half}"
                raise self.defect(words, line=line.number, column=str(min(len(line.fields), expected)))
            yield line

    def header(self) -> Line:
        """The names of the columns, without doubles."""
        first = next(self.lines(), None)
        if first is None:
            raise self.defect("the file is empty. Its first line must name the columns")
        names = [name.strip() for name in first.fields]
        for place, name in enumerate(names):
            if name in names[:place]:
                raise self.defect(f"there are two columns “{shown(name)}”. Take one out", line=1, column=str(place + 1))
        return Line(first.number, names)

    def text(self) -> Iterator[str]:
        """The file's lines, decoded; raises `Defect` for what is no text."""
        self.check_place()
        with self.path.open("rb") as stream:
            number = 0
            while line := stream.readline(self.limits.line_bytes + 1):
                number += 1
                if number == 1:
                    self.check_beginning(line)
                    line = line.removeprefix(BYTE_ORDER_MARK)
                if len(line) > self.limits.line_bytes:
                    raise self.defect(f"this line is longer than {self.limits.line_bytes:,} bytes", line=number)
                if (nul := line.find(b"\0")) >= 0:
                    words = f"byte {nul + 1} of the line is a NUL byte. Save the file as CSV in UTF-8"
                    raise self.defect(words, line=number, column=str(line[:nul].count(b",") + 1))
                try:
                    text = line.decode()
                except UnicodeDecodeError as error:
                    words = f"byte {error.start + 1} of the line is not UTF-8. Save the file as CSV in UTF-8"
                    column = line[: error.start].count(b",") + 1
                    raise self.defect(words, line=number, column=str(column)) from error
                self.first = self.first or text
                yield text

    def check_place(self) -> None:
        """Refuse what is no ordinary file, cannot be read, or is too large."""
        try:
            found = self.path.stat()
            if not stat.S_ISREG(found.st_mode):
                raise self.defect("this is not a file. Name the CSV file itself")
            if found.st_size > self.limits.bytes:
                raise self.defect(f"it has {found.st_size:,} bytes; at most {self.limits.bytes:,} are read")
            self.path.open("rb").close()
        except FileNotFoundError as error:
            raise self.defect("there is no such file") from error
        except OSError as error:
            raise self.defect(f"it cannot be read ({error.strerror})") from error

    def check_beginning(self, line: bytes) -> None:
        """Refuse another kind of file by its first bytes."""
        for mark, words in OTHERWISE.items():
            if line.startswith(mark):
                raise self.defect(words, line=1, column="1")
        if b"\0" in line[:4]:  # UTF-16 without a mark: every other byte of plain English is nought
            raise self.defect("this looks like UTF-16. Save it as CSV in UTF-8", line=1, column="1")


def words_for(error: csv.Error) -> str:
    """The csv module's complaint in plain words, with what to change."""
    said = str(error)
    if "unexpected end" in said:
        return "a quoted text begins here and never ends. The file seems to be cut off"
    if "field larger" in said:
        return "a text here is far too long. A closing quote may be missing"
    if "expected after" in said:
        return "something follows a closing quote. Double every quote inside a quoted text"
    return "this is not CSV. Save the file as CSV (UTF-8), with ordinary line ends"


def column_of(table: Table, header: Line, names: Sequence[str]) -> list[int]:
    """The places of these columns; raises `Defect` naming the one that is missing."""
    missing = [name for name in names if name not in header.fields]
    if missing:
        found = ", ".join(shown(name) for name in header.fields[:8])
        words = f"the header lacks {', '.join(missing)}. It says: {found}"
        raise table.defect(words, line=header.number, column=missing[0])
    return [header.fields.index(name) for name in names]


def shown(text: str) -> str:
    """A field as a message quotes it: short, on one line, with nothing that moves the cursor."""
    plain = "".join(letter if letter.isprintable() else "·" for letter in text)
    return plain if len(plain) <= 40 else plain[:39] + "…"
