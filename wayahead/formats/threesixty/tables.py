"""The sheets of a spreadsheet or CSV file as plain cells, bounded, so that no file eats the machine."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from wayahead.formats.threesixty.finding import Unreadable

MOST_UNPACKED_BYTES = 300_000_000
MOST_CELLS = 20_000_000
MOST_COLUMNS = 500
EMPTY_ROWS_END_A_SHEET = 1_000
SEPARATORS = ",;\t"
META = "meta"  # the sheet that describes the file, not the grants

Cell = str | int | bool | Decimal | datetime | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: the names of its columns, and its rows below them; row 2 comes first."""

    name: str
    headings: list[str | None]
    rows: list[list[Cell]]


def sheets_of(data: bytes, file: str) -> list[Sheet]:
    """Every sheet that has headings. Raises `Unreadable`."""
    tables = of_workbook(data, file) if data.startswith(b"PK\x03\x04") else [of_csv(data, file)]
    found = [sheet for sheet in tables if any(sheet.headings) and sheet.name.strip().casefold() != META]
    if not found:
        raise Unreadable(file, "there is no sheet with names of columns in its first row", row=1)
    return found


def of_csv(data: bytes, file: str) -> Sheet:
    """The one sheet of a CSV file in UTF-8, separated by commas, semicolons or tabs."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise Unreadable(file, "this is not UTF-8. Save the file as CSV (UTF-8)", row=row) from error
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise Unreadable(file, "there is a NUL byte. Save it as CSV (UTF-8)", row=row)
    separator = max(SEPARATORS, key=text.split("\n", 1)[0].count)
    rows: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            rows.append([cell or None for cell in cells[:MOST_COLUMNS]])
    except csv.Error as error:
        words = "a quote is not closed, or stands inside a text. Double every quote inside a quoted text"
        raise Unreadable(file, words, row=len(rows) + 1) from error
    return sheet_of(PurePath(file).stem, rows)


def of_workbook(data: bytes, file: str) -> list[Sheet]:
    """The sheets of an XLSX workbook."""
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED_BYTES:
                raise Unreadable(file, "this spreadsheet is far too large once unpacked. Send it in parts")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        left = MOST_CELLS
        sheets = []
        for worksheet in book.worksheets:
            rows: list[list[Cell]] = []
            for cells in filled(worksheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
                left -= len(cells)
                if left < 0:
                    raise Unreadable(file, f"there are more than {MOST_CELLS:,} cells. Send it in parts")
                rows.append([plain(cell) for cell in cells])
            sheets.append(sheet_of(worksheet.title, rows))
        return sheets
    except Unreadable:
        raise
    except (BadZipFile, KeyError, ValueError, OSError, IndexError, TypeError, AttributeError, SyntaxError,
            NotImplementedError, EOFError, OverflowError, RuntimeError) as error:  # fmt: skip
        words = "this spreadsheet cannot be opened. Save it again as XLSX, or as CSV (UTF-8)"
        raise Unreadable(file, words) from error


def filled(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Rows up to where a sheet goes on with nothing but emptiness, as spreadsheets do for a million rows."""
    empty = 0
    for cells in rows:
        empty = 0 if any(cell is not None for cell in cells) else empty + 1
        if empty > EMPTY_ROWS_END_A_SHEET:
            return
        yield cells


def plain(cell: object) -> Cell:
    """A cell's value: text, whole number, exact decimal, moment or nothing."""
    if isinstance(cell, float):
        return Decimal(str(cell)) if cell == cell and abs(cell) != float("inf") else str(cell)
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime.combine(cell, time())
    if cell is None or isinstance(cell, str | bool | int | datetime):
        return cell
    return str(cell)


def sheet_of(name: str, rows: list[list[Cell]]) -> Sheet:
    """A sheet whose first row names its columns."""
    first = rows[0] if rows else []
    headings = [str(cell).strip() or None if cell is not None else None for cell in first]
    while headings and headings[-1] is None:
        headings.pop()
    return Sheet(name, headings, rows[1:])
