"""Between sheets and grants, by flattentool, the tool of the standard's makers: which cell became which field."""

import json
import tempfile
import warnings
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from wayahead.formats.threesixty import dei
from wayahead.formats.threesixty.finding import Finding, NotInstalled, Unreadable, shown
from wayahead.formats.threesixty.tables import Cell, Sheet

LIST = "grants"
ID = ("identifier", "id")
FORESEEN = "Non-numeric"  # said again, with its row, when the grant is held against the standard
CellMap = Mapping[str, list[Any]]


@dataclass(frozen=True)
class Unflattened:
    """The grants of some sheets, where each of their fields stands, and what could not be brought together."""

    grants: list[Any]
    cells: CellMap
    doubts: list[Finding]


def grants_of(sheets: list[Sheet], file: str) -> Unflattened:
    """The grants that stand in these sheets, with titles or names as headings. Raises `Unreadable`, `NotInstalled`."""
    try:
        from flattentool.exceptions import DataErrorWarning
        from flattentool.input import SpreadsheetInput
        from flattentool.schema import SchemaParser
    except ImportError as error:
        raise NotInstalled from error

    sheets = with_identifiers(sheets)

    class Tables(SpreadsheetInput):  # type: ignore[misc]  # it carries no types
        """Sheets that were read already."""

        def read_sheets(self) -> None:
            self.sub_sheet_names = [sheet.name for sheet in sheets]

        def get_sheet_headings(self, name: str) -> list[str]:
            return headings_of(next(sheet for sheet in sheets if sheet.name == name))

        def get_sheet_lines(self, name: str) -> Iterator[dict[str, Cell]]:
            return lines_of(next(sheet for sheet in sheets if sheet.name == name))

    read = Tables(root_list_path=LIST, root_id="", convert_titles=True)
    read.parser = SchemaParser(root_schema_dict=dei.GRANT_WITH_DETAILS, rollup=True, root_id="")
    read.parser.parse()
    read.read_sheets()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", DataErrorWarning)
        try:
            grants, cells, _headings = read.fancy_unflatten(with_cell_source_map=True, with_heading_source_map=False)
        except Exception as error:  # what it raises on odd headings is anything; the file is what is wrong
            words = f"its columns cannot be brought together ({shown(str(error))}). Use the headings of the standard"
            raise Unreadable(file, words) from error
    doubts = [*doubled(sheets), *lost(sheets, cells or {})]
    if not doubts:  # what we cannot place ourselves, in the tool's own words
        told = [str(one.message) for one in said]
        doubts = [Finding("spreadsheet", one_line(words)) for words in told if FORESEEN not in words]
    return Unflattened([finite(grant) for grant in grants], cells or {}, doubts)


def finite(thing: Any) -> Any:
    """The same grant; what the tool took for a number and cannot be counted with (NaN) is a text again."""
    if isinstance(thing, dict):
        return {name: finite(value) for name, value in thing.items()}
    if isinstance(thing, list):
        return [finite(value) for value in thing]
    return str(thing) if isinstance(thing, Decimal) and not thing.is_finite() else thing


def with_identifiers(sheets: list[Sheet]) -> list[Sheet]:
    """Those sheets that name their grants; all of them when none does."""
    named = [sheet for sheet in sheets if any(heading.strip().casefold() in ID for heading in headings_of(sheet))]
    return named or sheets


def headings_of(sheet: Sheet) -> list[str]:
    """The headings of a sheet, each once."""
    return list(dict.fromkeys(heading for heading in sheet.headings if heading))


def lines_of(sheet: Sheet) -> Iterator[dict[str, Cell]]:
    """Each row by its headings; of two columns with one heading the first counts."""
    for row in sheet.rows:
        line: dict[str, Cell] = OrderedDict((heading, None) for heading in headings_of(sheet))
        for heading, cell in zip(sheet.headings, row, strict=False):
            if heading and line[heading] is None:
                line[heading] = cell
        yield line


def doubled(sheets: list[Sheet]) -> Iterator[Finding]:
    """Headings that stand twice in one sheet."""
    for sheet in sheets:
        for heading in headings_of(sheet):
            if sheet.headings.count(heading) > 1:
                words = "two columns have this heading. Take one out"
                yield Finding("heading", words, 1, sheet=sheet.name, heading=heading)


def lost(sheets: list[Sheet], cells: CellMap) -> Iterator[Finding]:
    """Cells that became part of no grant: another row contradicts them, or their heading is no field."""
    kept = {(place[0], place[2], place[3]) for places in cells.values() for place in places if len(place) == 4}
    for sheet in sheets:
        for number, line in enumerate(lines_of(sheet), start=2):
            for heading, cell in line.items():
                if cell not in (None, "") and (sheet.name, number, heading) not in kept:
                    words = (
                        "this belongs to no single field. Use the headings of the standard, such as “Planned "
                        "Dates:Start Date”, and give one grant the same words in each of its rows"
                    )
                    yield Finding("lost", words, number, sheet=sheet.name, heading=heading)


def one_line(words: str) -> str:
    """What the tool says, on one line without its full stop."""
    return " ".join(words.split()).removesuffix(".")[:300]


def workbook_of(package: dict[str, Any]) -> bytes:
    """A package as an XLSX workbook under the standard's headings. Raises `NotInstalled`."""
    try:
        import flattentool
    except ImportError as error:
        raise NotInstalled from error
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder, "grants.json"), Path(folder, "grants.xlsx")
        given.write_text(json.dumps({LIST: package[LIST]}), encoding="utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            flattentool.flatten(
                str(given),
                schema=dei.GRANT_WITH_DETAILS,
                output_name=str(out),
                output_format="xlsx",
                main_sheet_name=LIST,
                root_list_path=LIST,
                rollup=True,
                use_titles=True,
                remove_empty_schema_columns=True,
            )
        return out.read_bytes()
