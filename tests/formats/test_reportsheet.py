"""A report as a sheet: what is taken away comes back the same, and every defect has its row and column."""

import csv
import io

import pytest
from openpyxl import load_workbook

from wayahead.formats.reportsheet import ASKED, HEADER, Line, as_csv, as_xlsx, read
from wayahead.formats.seeds import Flaws

LINES = [Line("words", ("What happened?", "", "")), Line("indicator 7", ("Carers out", "people", "24 of 120"))]
KEYS = [line.key for line in LINES]


def sheet(*rows: list[str], header: tuple[str, ...] = HEADER) -> bytes:
    """A CSV file of these rows."""
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def filled(key: str, *answers: str) -> list[str]:
    """A row with answers."""
    return [key, "", "", "", *answers, *[""] * (len(ASKED) - len(answers))]


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_what_was_taken_away_comes_back_row_by_row(write: object) -> None:
    found = read(write(LINES), KEYS)  # type: ignore[operator]
    assert [line.key for line in found] == KEYS
    assert [line.number for line in found] == [2, 3]
    assert all(words == "" for line in found for _column, words in line.given)


def test_a_spreadsheet_that_was_filled_in_keeps_its_figures() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(LINES)))
    book.worksheets[0]["E3"], book.worksheets[0]["F3"] = 66, 110
    out = io.BytesIO()
    book.save(out)
    given = dict(read(out.getvalue(), KEYS)[1].given)
    assert (given["Answer"], given["Of how many people"]) == ("66", "110")


def test_rows_may_change_places_and_columns_may_be_added() -> None:
    more = ("Our notes", *HEADER)
    rows = [["x", *filled("indicator 7", "66", "110")], ["", *filled("words", "Open.")], [""] * len(more)]
    found = read(sheet(*rows, header=more), KEYS)
    assert [(line.key, line.given[0][1]) for line in found] == [("indicator 7", "66"), ("words", "Open.")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Row 1, column Row: this column is missing"),
        (sheet(header=HEADER[:-1]), f"Row 1, column {HEADER[-1]}: this column is missing"),
        (sheet(filled("indicator 8", "1")), "Row 2, column Row: “indicator 8” is nothing that we asked"),
        (sheet(filled("words", "a"), filled("words", "b")), "Row 3, column Row: this stands in row 2 already"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"PK\x03\x04", "cannot be opened"),
        (b"x" * 3_000_000, "at most"),
        (b'Row,"Answer\n', "a quote is not closed"),
    ],
)
def test_what_cannot_be_read_is_refused_with_row_and_column(data: bytes, said: str) -> None:
    with pytest.raises(Flaws) as error:
        read(data, KEYS)
    assert said in str(error.value)
    assert all(flaw.column in HEADER for flaw in error.value.flaws)
