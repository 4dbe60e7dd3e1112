"""Statements to start with: every defect by row and column, from lines, CSV and spreadsheets."""

import io
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from wayahead.formats.seeds import Flaws, Row, check, read_file, read_lines

LANGUAGES = ("en-gb", "bn", "ar")


def sheet(rows: Sequence[Sequence[object]]) -> bytes:
    """A spreadsheet of these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def flaws(rows: Sequence[Row], known: Sequence[str] = ()) -> list[str]:
    """What is wrong with these rows."""
    with pytest.raises(Flaws) as refusal:
        check(rows, most_characters=20, languages=LANGUAGES, known=known)
    return [str(flaw) for flaw in refusal.value.flaws]


def test_pasted_lines_are_numbered_as_they_stand() -> None:
    assert read_lines("One.\n\n Two. \n", "en-gb") == [Row(1, "One.", "en-gb"), Row(3, "Two.", "en-gb")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_in_any_of_the_usual_separators(separator: str) -> None:
    text = f"\ufeffStatement{separator}Language\r\nLamps.{separator}\r\nআলো চাই।{separator}bn\r\n"
    assert read_file(text.encode(), "en-gb") == [Row(2, "Lamps.", "en-gb"), Row(3, "আলো চাই।", "bn")]


def test_a_spreadsheet_with_other_columns_and_empty_rows() -> None:
    data = sheet([["who", "statement", "language"], ["x", "Lamps.", None], [], [None, 7, "ar"]])
    assert read_file(data, "en-gb") == [Row(2, "Lamps.", "en-gb"), Row(4, "7", "ar")]


def test_joiners_of_letters_and_of_emoji_are_ordinary_signs() -> None:
    words = ["می‌خواهیم", "Us 👨‍👩‍👧", "Flag 🏴󠁧󠁢󠁷󠁬󠁳󠁿"]
    rows = [Row(n, said, "ar") for n, said in enumerate(words)]
    assert check(rows, most_characters=20, languages=LANGUAGES, known=()) == rows
    assert flaws([Row(2, "\u200b", "ar")]) == ["Row 2, column statement: there is no sentence."]


def test_a_language_may_be_named_without_its_country() -> None:
    rows = check([Row(2, "Lamps.", "en")], most_characters=20, languages=LANGUAGES, known=())
    assert rows == [Row(2, "Lamps.", "en-gb")]


def test_every_defect_is_named_at_once() -> None:
    said = [("Fine.", "en-gb"), ("", "en-gb"), ("x" * 25, "xx"), ("Fine.", "bn"), ("Old.", "bn")]
    rows = [Row(number, text, language) for number, (text, language) in enumerate(said, start=2)]
    assert flaws(rows, known=["Old."]) == [
        "Row 3, column statement: there is no sentence.",
        "Row 4, column statement: 5 characters too long. Make it shorter.",
        "Row 4, column language: “xx” is not a language we know; write one like en-gb.",
        "Row 5, column statement: it stands in row 2 already. Take one out.",
        "Row 6, column statement: it is put to the vote already. Take it out.",
    ]
    assert flaws([]) == ["Row 1, column statement: there are no statements."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "name a column"),
        (b"text\nLamps.\n", "name a column “statement” in the first row; it says: text"),
        ("statement\nCafé".encode("latin-1"), "Row 2, column statement: this is not UTF-8"),
        (b'statement\n"Lamps', "Row 2, column statement: a quote is not closed"),
        (b"statement\nLa\0mps", "Row 2, column statement: there is a NUL byte"),
        (b"PK\x03\x04 no spreadsheet", "this spreadsheet cannot be opened"),
        (sheet([["x"]])[:900], "this spreadsheet cannot be opened"),
        (b"statement\n" + b"x" * 2_000_000, "at most 2,000,000 are read"),
        (b"statement\n" + b"Lamps.\n" * 5_001, "at most 1,000 statements"),
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(data: bytes, words: str) -> None:
    with pytest.raises(Flaws, match=words.replace("“", ".").replace("”", ".")):
        read_file(data, "en-gb")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"statement\n"):
        with suppress(Flaws):
            check(read_file(start + data, "en-gb"), most_characters=280, languages=LANGUAGES, known=[])
