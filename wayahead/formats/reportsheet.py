"""A report as a sheet to fill in and send back: CSV or XLSX, one row for each thing that is asked."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from wayahead.formats.seeds import MOST_BYTES, SPREADSHEET, Flaw, Flaws, of_csv, of_spreadsheet

KEY = "Row"
TOLD = ("What we ask", "In what", "Before")
ASKED = ("Answer", "Of how many people", "Spread", "Parts", "If there is no figure: why")
HEADER = (KEY, *TOLD, *ASKED)
WIDTHS = (16, 60, 18, 22, 24, 20, 12, 28, 40)
MOST_ROWS = 1_000


@dataclass(frozen=True)
class Line:
    """One row: its key, what is told to whoever fills it in, and what they wrote under each name of `ASKED`."""

    key: str
    told: tuple[str, str, str]
    number: int = 0
    given: "tuple[tuple[str, str], ...]" = ()


def as_csv(lines: Iterable[Line]) -> bytes:
    """A CSV file in UTF-8, with the mark by which spreadsheets know it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for line in lines:
        writer.writerow([line.key, *line.told, *[""] * len(ASKED)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Iterable[Line]) -> bytes:
    """A spreadsheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Report"
    sheet.append(HEADER)
    for line in lines:
        sheet.append([line.key, *line.told])
    for number, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, keys: Sequence[str]) -> list[Line]:
    """The rows that somebody sent back. Raises `Flaws` with every row that is not one of `keys`, or stands twice."""
    if len(data) > MOST_BYTES:
        raise Flaws([Flaw(1, KEY, f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read")])
    try:
        return of_table(of_spreadsheet(data) if data.startswith(SPREADSHEET) else of_csv(data), keys)
    except Flaws as error:
        # What the readers say of a whole file, they say of the column that they were written for.
        known = set(HEADER)
        raise Flaws([one if one.column in known else replace(one, column=KEY) for one in error.flaws]) from error


def of_table(table: Iterable[tuple[int, list[str]]], keys: Sequence[str]) -> list[Line]:
    """Lines of numbered rows, the first of which names the columns; their order and further columns do not matter."""
    rows = iter(table)
    number, names = next(rows, (1, []))
    header = [name.strip() for name in names]
    missing = [name for name in (KEY, *ASKED) if name not in header]
    if missing:
        raise Flaws([Flaw(number, name, "this column is missing. Fill in the sheet as you got it") for name in missing])
    at = {name: header.index(name) for name in (KEY, *ASKED)}
    found: dict[str, Line] = {}
    flaws: list[Flaw] = []
    for number, cells in rows:
        given = {name: cells[place].strip() if place < len(cells) else "" for name, place in at.items()}
        if not any(given.values()):
            continue
        key = given.pop(KEY)
        if len(found) + len(flaws) >= MOST_ROWS:
            flaws.append(Flaw(number, KEY, f"at most {MOST_ROWS:,} rows are read"))
            break
        if key not in keys:
            flaws.append(Flaw(number, KEY, f"“{key[:40]}” is nothing that we asked. Fill in the sheet as you got it"))
        elif key in found:
            flaws.append(Flaw(number, KEY, f"this stands in row {found[key].number} already. Take one out"))
        else:
            found[key] = Line(key, ("", "", ""), number, tuple(given.items()))
    if flaws:
        raise Flaws(flaws)
    return list(found.values())
