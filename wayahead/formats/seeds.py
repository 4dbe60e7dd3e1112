"""Statements to start with, from pasted lines, CSV or a spreadsheet: every defect at once, by row and column."""

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from wayahead.formats.signs import has_commands, is_empty

MOST_BYTES = 2_000_000
MOST_UNPACKED_BYTES = 60_000_000
MOST_ROWS = 1_000  # as many as are put to the vote at once
TEXT, LANGUAGE = "statement", "language"
ANY_OTHER = "und"
SPREADSHEET = b"PK\x03\x04"
SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Row:
    """One statement, and the row of the file in which it stands."""

    number: int
    text: str
    language: str


@dataclass(frozen=True)
class Flaw:
    """What is wrong in which row and column, and what to change."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        return f"Row {self.row}, column {self.column}: {self.words}."


class Flaws(ValueError):
    """Everything that is wrong with a file."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__(" ".join(str(flaw) for flaw in flaws))
        self.flaws = list(flaws)


def read_lines(text: str, language: str) -> list[Row]:
    """A statement on each line that is not empty."""
    lines = enumerate(text.splitlines(), start=1)
    return [Row(number, line.strip(), language) for number, line in lines if line.strip()]


def read_file(data: bytes, language: str) -> list[Row]:
    """The statements of a CSV file or of the first sheet of a spreadsheet (XLSX). Raises `Flaws`.

    The first row names the columns: `statement` and, if there are several languages, `language`.
    """
    if len(data) > MOST_BYTES:
        raise Flaws([Flaw(1, TEXT, f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read")])
    table = of_spreadsheet(data) if data.startswith(SPREADSHEET) else of_csv(data)
    return of_table(table, language)


def of_table(table: Iterable[tuple[int, list[str]]], language: str) -> list[Row]:
    """Statements of numbered rows, the first of which names the columns."""
    rows = iter(table)
    number, names = next(rows, (1, []))
    header = [name.strip().casefold() for name in names]
    if TEXT not in header:
        found = ", ".join(name for name in header if name)[:80]
        words = f"name a column “{TEXT}” in the first row" + (f"; it says: {found}" if found else "")
        raise Flaws([Flaw(number, TEXT, words)])
    text, own = header.index(TEXT), header.index(LANGUAGE) if LANGUAGE in header else None
    found_rows: list[Row] = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(found_rows) == MOST_ROWS:
            raise Flaws([Flaw(number, TEXT, f"at most {MOST_ROWS:,} statements are read at once")])
        said = cells[text].strip() if text < len(cells) else ""
        tongue = cells[own].strip().casefold() if own is not None and own < len(cells) else ""
        found_rows.append(Row(number, said, tongue or language))
    return found_rows


def of_csv(data: bytes) -> Iterable[tuple[int, list[str]]]:
    """Numbered rows of a CSV file in UTF-8, separated by commas, semicolons or tabs."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise Flaws([Flaw(row, TEXT, "this is not UTF-8. Save the file as CSV (UTF-8)")]) from error
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise Flaws([Flaw(row, TEXT, "there is a NUL byte. Save it as CSV (UTF-8)")])
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            yield begins, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            words = "a quote is not closed, or stands inside a text. Double every quote inside a quoted text"
            raise Flaws([Flaw(begins, TEXT, words)]) from error


def of_spreadsheet(data: bytes) -> Iterable[tuple[int, list[str]]]:
    """Numbered rows of the first sheet."""
    broken = Flaws([Flaw(1, TEXT, "this spreadsheet cannot be opened. Save it again as XLSX, or as CSV (UTF-8)")])
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED_BYTES:
                raise Flaws([Flaw(1, TEXT, "this spreadsheet is far too large once unpacked")])
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield number, ["" if cell is None else str(cell) for cell in cells]
    except Flaws:
        raise
    except (BadZipFile, KeyError, ValueError, OSError, IndexError, TypeError, AttributeError, SyntaxError) as error:
        raise broken from error


def check(
    rows: Sequence[Row], *, most_characters: int, languages: Collection[str], known: Collection[str]
) -> list[Row]:
    """The rows, each in one of these languages; raises `Flaws` with everything that is wrong with them.

    `known` stands there already.
    """
    flaws: list[Flaw] = []
    seen: dict[str, int] = {}
    before = set(known)
    found = [replace(row, language=known_as(row.language, languages)) for row in rows]
    for row in found:
        text = " ".join(row.text.split())
        if is_empty(text):
            flaws.append(Flaw(row.number, TEXT, "there is no sentence"))
        elif (more := len(text) - most_characters) > 0:
            characters = "character" if more == 1 else "characters"
            flaws.append(Flaw(row.number, TEXT, f"{more} {characters} too long. Make it shorter"))
        elif text in before:
            flaws.append(Flaw(row.number, TEXT, "it is put to the vote already. Take it out"))
        elif text in seen:
            flaws.append(Flaw(row.number, TEXT, f"it stands in row {seen[text]} already. Take one out"))
        if has_commands(text):
            flaws.append(Flaw(row.number, TEXT, "there is a sign that cannot be shown. Type the sentence anew"))
        if row.language not in languages:
            other = ", or und for any other" if ANY_OTHER in languages else ""
            words = f"“{row.language[:20]}” is not a language we know; write one like en-gb{other}"
            flaws.append(Flaw(row.number, LANGUAGE, words))
        seen.setdefault(text, row.number)
    if not rows:
        flaws.append(Flaw(1, TEXT, "there are no statements"))
    if flaws:
        raise Flaws(flaws)
    return found


def known_as(language: str, languages: Collection[str]) -> str:
    """The language of ours that is meant: `en` is en-gb where there is no other English; else as it was written."""
    ours = [one for one in languages if one.partition("-")[0] == language]
    return ours[0] if language not in languages and len(ours) == 1 else language
