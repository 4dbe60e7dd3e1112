"""Files of grants: read from JSON, CSV and XLSX, with every error and every warning at its row and field."""

import copy
import csv
import io
import json
import os
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from wayahead.formats import threesixty
from wayahead.formats.threesixty import standard

REAL = Path(__file__).parents[3] / "shared" / "data" / "grants"
TODAY = date(2026, 11, 24)
GOOD: dict[str, Any] = {
    "id": "360G-ropewalk-7",
    "title": "Warm rooms",
    "description": "A warm room in each ward, three evenings a week.",
    "currency": "GBP",
    "amountAwarded": 48000,
    "awardDate": "2025-03-31",
    "dateModified": "2025-04-01T09:00:00Z",
    "dataSource": "https://ropewalk.example/grants",
    "recipientOrganization": [{"id": "GB-CHC-1121297", "name": "Lockside Tenants"}],
    "fundingOrganization": [{"id": "GB-CHC-200001", "name": "Ropewalk Trust"}],
    "grantProgramme": [{"code": "evenings", "title": "Evenings together"}],
    "beneficiaryLocation": [{"name": "Averhythe", "geoCode": "E09000099", "geoCodeType": "LONB"}],
}
# fmt: off
HEADINGS = ["Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date",
            "Recipient Org:Identifier", "Recipient Org:Name", "Funding Org:Identifier", "Funding Org:Name",
            "Planned Dates:Start Date"]
ROW = ["360G-a-1", "Warm rooms", "Three evenings.", "GBP", "48000.10", "2025-03-31", "GB-CHC-1121297", "Tenants",
       "GB-CHC-200001", "Ropewalk Trust", "2025-05"]
# fmt: on


def real(name: str) -> Path:
    """One of the real files; the test is skipped where the folder is missing."""
    path = REAL / name
    if not path.exists():
        if "CI" in os.environ and REAL.parents[1].exists():
            pytest.fail(f"{path} is missing")
        pytest.skip("the real grants are not here (../shared/data/grants)")
    return path


def as_json(*grants: Any, **beside: Any) -> threesixty.GrantsFile:
    """A JSON file of these grants."""
    return threesixty.read_bytes(json.dumps({"grants": grants, **beside}).encode(), "grants.json")


def as_csv(*rows: list[str]) -> threesixty.GrantsFile:
    """A CSV file of these rows."""
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    return threesixty.read_bytes(text.encode(), "grants.csv")


def workbook(*rows: list[Any], **others: list[list[Any]]) -> bytes:
    """An XLSX file with these rows on its first sheet."""
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    for name, more in others.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def changed(**fields: Any) -> dict[str, Any]:
    """The good grant with other fields; None takes one out."""
    grant = copy.deepcopy(GOOD) | fields
    return {name: value for name, value in grant.items() if value is not None}


def warned(**fields: Any) -> set[tuple[str, str]]:
    """Rule and field of each warning about the good grant with these changes."""
    return {(one.rule, one.field) for one in threesixty.warnings(as_json(changed(**fields)), today=TODAY)}


def test_a_good_grant_is_valid_and_nothing_could_be_better() -> None:
    file = as_json(GOOD, version="1.4", license="https://creativecommons.org/licenses/by/4.0/")
    assert threesixty.errors(file) == []
    assert threesixty.warnings(file, today=TODAY) == []


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        ({"title": 9001}, "type", "title"),
        ({"description": None}, "required", "description"),
        ({"currency": "quid"}, "enum", "currency"),
        ({"amountAwarded": "a lot"}, "type", "amountAwarded"),
        ({"amountAwarded": True}, "type", "amountAwarded"),
        ({"awardDate": "last Thursday"}, "date", "awardDate"),
        ({"awardDate": "2025-02-30"}, "date", "awardDate"),
        ({"dateModified": "2025-02-30T10:00:00Z"}, "date", "dateModified"),
        ({"url": "ropewalk"}, "address", "url"),
        ({"plannedDates": "in May"}, "type", "plannedDates"),
        ({"plannedDates": [{"duration": -1}]}, "minimum", "plannedDates/0/duration"),
        ({"recipientOrganization": None}, "required", "recipientOrganization"),
        ({"recipientOrganization": [{"name": "Tenants"}]}, "required", "recipientOrganization/0/id"),
        ({"recipientIndividual": {"id": "a", "name": "Individual"}}, "recipient", "recipientIndividual"),
        ({"fundingOrganization": []}, "minItems", "fundingOrganization"),
        ({"beneficiaryLocation": [{"countryCode": "XX"}]}, "enum", "beneficiaryLocation/0/countryCode"),
    ],
)
def test_an_error_has_its_row_and_field(change: dict[str, Any], rule: str, field: str) -> None:
    found = threesixty.errors(as_json(GOOD | {"id": "360G-other-1"}, changed(**change)))
    assert [(one.rule, one.row, one.field) for one in found] == [(rule, 2, field)]


def test_an_identifier_that_stands_twice_is_an_error() -> None:
    (found,) = threesixty.errors(as_json(GOOD, GOOD))
    assert (found.rule, found.row, found.field) == ("unique", 2, "id")
    assert "row 1" in found.words


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        ({"amountAwarded": 0}, "amount", "amountAwarded"),
        ({"description": "warm rooms."}, "same_words", "description"),
        ({"title": "Warm " * 40}, "long_title", "title"),
        ({"id": "7"}, "identifier", "id"),
        ({"recipientOrganization": [{"id": "12", "name": "T"}]}, "organisation", "recipientOrganization/0/id"),
        ({"recipientOrganization": [{"id": "GB-CHC-12", "name": "T"}]}, "organisation", "recipientOrganization/0/id"),
        ({"recipientOrganization": [GOOD["fundingOrganization"][0]]}, "to_itself", "recipientOrganization"),
        ({"description": "Write to ines@example.org."}, "personal", "description"),
        ({"description": "Ring 020 7946 0123 for more."}, "personal", "description"),
        ({"beneficiaryLocation": None}, "place", "beneficiaryLocation"),
        ({"beneficiaryLocation": [{"name": "Here"}]}, "place", "beneficiaryLocation/0/geoCode"),
        ({"beneficiaryLocation": [{"geoCode": "N1 9AL"}]}, "place", "beneficiaryLocation/0/geoCode"),
        ({"grantProgramme": None}, "missing", "grantProgramme"),
        ({"dateModified": None}, "missing", "dateModified"),
        ({"dataSource": None}, "missing", "dataSource"),
        ({"locationScope": "GLS999"}, "code", "locationScope"),
        ({"actualDates": [{"startDate": "2025-06", "endDate": "2025-05"}]}, "order_of_days", "actualDates/0/endDate"),
        ({"awardDate": "0225-03-31"}, "order_of_days", "awardDate"),
        ({"awardDate": "2026-11-25"}, "impossible_date", "awardDate"),
        ({"Website": "x"}, "unknown_field", "Website"),
    ],
)  # fmt: skip
def test_what_could_be_better_is_a_warning_at_its_field(change: dict[str, Any], rule: str, field: str) -> None:
    assert warned(**change) == {(rule, field)}
    assert threesixty.errors(as_json(changed(**change))) == []


def test_a_grant_to_a_person_tells_nobody_who_it_was() -> None:
    person = {"recipientOrganization": None, "recipientIndividual": {"id": "360G-a-P1", "name": "Ines Moreau"}}
    assert warned(**person, deiDetails={"x": 1}) == {
        ("personal", "recipientIndividual/name"),
        ("personal", "deiDetails"),
    }


def test_one_number_with_two_names_is_told_where_the_second_stands() -> None:
    other = changed(id="360G-ropewalk-8", fundingOrganization=[{"id": "GB-CHC-200001", "name": "The Ropewalk"}])
    (found,) = threesixty.warnings(as_json(GOOD, other), today=TODAY)
    assert (found.rule, found.row, found.field) == ("two_names", 2, "fundingOrganization/0/name")


@pytest.mark.parametrize("heads", [HEADINGS, [heading.upper() for heading in HEADINGS]])
def test_a_csv_file_is_the_grants_of_its_rows(heads: list[str]) -> None:
    file = as_csv(heads, ROW)
    assert threesixty.errors(file) == []
    (grant,) = file.grants
    assert str(grant["amountAwarded"]) == "48000.10"
    assert grant["recipientOrganization"] == [{"id": "GB-CHC-1121297", "name": "Tenants"}]
    assert grant["plannedDates"] == [{"startDate": "2025-05"}]


def test_a_workbook_says_sheet_row_and_heading_of_an_error() -> None:
    bad = ["360G-a-2", *ROW[1:4], "a lot", *ROW[5:]]
    data = workbook(HEADINGS, ROW, [None] * 11, bad, Notes=[["Written by hand"], ["in May"]])
    (found,) = threesixty.errors(threesixty.read_bytes(data, "grants.xlsx"))
    assert (found.row, found.sheet, found.heading, found.field) == (4, "Sheet", "Amount Awarded", "amountAwarded")
    assert str(found) == "row 4, sheet Sheet, field Amount Awarded: write a number, not “a lot”."


def test_a_missing_column_is_named_by_its_heading() -> None:
    (found,) = threesixty.errors(as_csv(HEADINGS[:6] + HEADINGS[7:], ROW[:6] + ROW[7:]))
    assert (found.row, found.heading) == (2, "Recipient Org:Identifier")


def test_a_cell_that_would_be_lost_is_an_error() -> None:
    found = threesixty.errors(as_csv([*HEADINGS[:10], "Planned Dates"], ROW))
    assert [(one.rule, one.row, one.heading) for one in found] == [("lost", 2, "Planned Dates")]
    twice = threesixty.errors(as_csv(HEADINGS, ROW, [ROW[0], "Cold rooms", *ROW[2:]]))
    assert [(one.rule, one.row, one.heading) for one in twice] == [("lost", 3, "Title")]


def test_a_heading_that_stands_twice_is_an_error() -> None:
    found = threesixty.errors(as_csv([*HEADINGS, "Title"], [*ROW, "Warm rooms"]))
    assert [(one.rule, one.heading) for one in found] == [("heading", "Title")]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "grants.csv", "no sheet with names of columns"),
        (b"{", "grants.json", "line 1, column 2 is not JSON"),
        (b"[]", "grants.json", "a list “grants”"),
        (b'{"grants": []}', "grants.json", "no list of grants"),
        (b'{"grants": [NaN]}', "grants.json", "NaN is not a number"),
        (b"[" * 100_000, "grants.json", "cannot be read as JSON"),
        (b"\xff\xfea", "grants.csv", "UTF-16"),
        (b"Title\nCaf\xe9", "grants.csv", "row 2: this is not UTF-8"),
        (b'Title\n"open', "grants.csv", "a quote is not closed"),
        (b"Title\n", "grants.csv", "no grant under them"),
        (b"PK\x03\x04 and no zip", "grants.xlsx", "cannot be opened"),
        (b"%PDF-1.7", "grants.pdf", "this is a PDF"),
    ],
)
def test_what_is_no_file_of_grants_is_refused_with_what_to_change(data: bytes, name: str, words: str) -> None:
    with pytest.raises(threesixty.Unreadable, match=words) as error:
        threesixty.read_bytes(data, name)
    assert str(error.value).startswith(name)


def test_a_small_spreadsheet_that_unpacks_to_a_mountain_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", "x" * 2_000)
    monkeypatch.setattr("wayahead.formats.threesixty.tables.MOST_UNPACKED_BYTES", 1_000)
    with pytest.raises(threesixty.Unreadable, match="too large once unpacked"):
        threesixty.read_bytes(out.getvalue(), "grants.xlsx")


# Anything that JSON can say, and the fields of a grant with it.
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*standard.ORGANISATION["properties"], "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
CELLS = st.text(max_size=8) | st.sampled_from(["NaN", "sNaN", "1e999999", "360G-a-1", "2025-02-30", "GBP", "", "="])
GRANTS = st.dictionaries(st.sampled_from([*standard.GRANT["properties"], "y"]), ANYTHING, max_size=6)
STRANGE = ["0", "Title", "Title:Title", "Recipient Org", "Planned Dates:0", "id/id", "Identifier", "/", ":", "a:0:b:0"]
PATIENT = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def looked_at(data: bytes, name: str) -> None:
    """The whole check; what is unreadable is said so, and nothing else happens."""
    try:
        file = threesixty.read_bytes(data, name)
    except threesixty.Unreadable:
        return
    for one in [*threesixty.errors(file), *threesixty.warnings(file, today=TODAY)]:
        assert str(one)
        assert json.dumps(one.as_data())


@PATIENT
@given(
    st.lists(GRANTS | ANYTHING, min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(list(standard.PACKAGE["properties"])), ANYTHING, max_size=2),
)
def test_no_json_makes_the_check_stumble(grants: list[Any], beside: dict[str, Any]) -> None:
    looked_at(json.dumps({**beside, "grants": grants}).encode(), "grants.json")


@PATIENT
@given(
    st.lists(st.sampled_from([*HEADINGS, *STRANGE]), min_size=1, max_size=6),
    st.lists(st.lists(CELLS, max_size=6), max_size=3),
)
def test_no_sheet_makes_the_check_stumble(headings: list[str], rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    looked_at(text.getvalue().encode(), "grants.csv")


@PATIENT
@given(st.binary(max_size=200), st.sampled_from(["grants.json", "grants.csv", "grants.xlsx"]))
def test_no_bytes_make_the_check_stumble(data: bytes, name: str) -> None:
    looked_at(data, name)


@pytest.mark.parametrize("name", ["badfile_all_validation_errors.json", "badfile_all_validation_errors.xlsx"])
def test_every_error_of_the_bad_files_is_found(name: str) -> None:
    found = {one.field.split("/")[0] or one.heading for one in threesixty.errors(threesixty.read(real(name)))}
    asked = {
        "amountAwarded",
        "awardDate",
        "currency",
        "description",
        "fundingOrganization",
        "recipientOrganization",
        "url",
    }
    assert asked <= found
    assert found & {"plannedDates", "Planned Dates"}


@pytest.mark.parametrize("name", ["a001p00000zgyHZAAY.json", "a001p00000zgyHZAAY.xlsx"])
def test_the_real_grants_are_valid(name: str) -> None:
    file = threesixty.read(real(name))
    assert len(file.grants) == 783
    assert threesixty.errors(file) == []


def test_both_forms_of_the_real_grants_say_the_same() -> None:
    keys = ("id", "title", "amountAwarded", "awardDate", "recipientOrganization", "fundingOrganization")
    one, other = (threesixty.read(real(f"a001p00000zgyHZAAY.{kind}")) for kind in ("json", "xlsx"))
    assert [{key: grant[key] for key in keys} for grant in one.grants] == [
        {key: grant[key] for key in keys} for grant in other.grants
    ]


def test_a_postcode_is_no_code_of_an_area() -> None:
    found = threesixty.warnings(threesixty.read(real("GeoCodePostcode.xlsx")), today=TODAY)
    assert any("N1 9AL" in one.words and one.row == 3 for one in found)
