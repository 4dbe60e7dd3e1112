"""Reading a file of grants, in JSON, CSV or XLSX, with the row and field of everything in it."""

import hashlib
import json
import stat
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from wayahead.formats.threesixty import standard
from wayahead.formats.threesixty.finding import Finding, Unreadable, shown
from wayahead.formats.threesixty.spreadsheets import LIST, CellMap, grants_of
from wayahead.formats.threesixty.tables import sheets_of

MOST_BYTES = 200_000_000
MOST_GRANTS = 200_000
OTHERWISE = {
    b"\x1f\x8b": "this is a compressed file. Unpack it first",
    b"%PDF": "this is a PDF. Save the table as CSV (UTF-8)",
    b"\xd0\xcf\x11\xe0": "this is an old spreadsheet. Save it as XLSX",
    b"\xff\xfe": "this is UTF-16. Save it in UTF-8",
    b"\xfe\xff": "this is UTF-16. Save it in UTF-8",
}


@dataclass(frozen=True)
class GrantsFile:
    """What a file holds: its grants as the standard writes them, and where each field stands."""

    name: str
    digest: str
    package: dict[str, Any]
    grants: list[Any]
    cells: CellMap = field(default_factory=dict)
    doubts: list[Finding] = field(default_factory=list)

    def finding(self, rule: str, words: str, number: int, *path: str | int) -> Finding:
        """Something about a field of the grant `number` (from 0), with its row and, in a spreadsheet, its heading."""
        name = "/".join(shown(str(step)) for step in path)
        if not self.cells:
            return Finding(rule, words, number + 1, name)
        for end in range(len(path), -1, -1):  # the field itself, else the nearest thing around it that has a place
            key = "/".join(map(str, (LIST, number, *path[:end])))
            if places := self.cells.get(key):
                place = places[0]
                is_cell = len(place) == 4
                heading = str(place[3]) if is_cell and end == len(path) else standard.heading_of(path)
                return Finding(rule, words, place[2] if is_cell else place[1], name, str(place[0]), heading)
        return Finding(rule, words, None, name)


def read(path: Path) -> GrantsFile:
    """The grants of a file. Raises `Unreadable` for what is no file of grants, `NotInstalled` without the extra."""
    return read_bytes(bytes_of(path), path.name)


def read_bytes(data: bytes, name: str) -> GrantsFile:
    """The grants in these bytes; `name` is what messages call them."""
    digest = hashlib.sha256(data).hexdigest()
    for mark, words in OTHERWISE.items():
        if data.startswith(mark):
            raise Unreadable(name, words)
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")) or Path(name).suffix.lower() == ".json":
        package, grants = of_json(data, name)
        return GrantsFile(name, digest, package, grants)
    found = grants_of(sheets_of(data, name), name)
    if not found.grants:
        raise Unreadable(name, "there are headings and no grant under them", row=2)
    return GrantsFile(name, digest, {}, bounded(found.grants, name), found.cells, found.doubts)


def bytes_of(path: Path) -> bytes:
    """What a file holds, when it is one and not too large."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(path.name, "this is not a file. Name a JSON, CSV or XLSX file")
        if found.st_size > MOST_BYTES:
            raise Unreadable(path.name, f"it has {found.st_size:,} bytes; at most {MOST_BYTES:,} are read")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(path.name, "there is no such file") from error
    except (OSError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(path.name, f"it cannot be read ({getattr(error, 'strerror', '') or error})") from error


def of_json(data: bytes, name: str) -> tuple[dict[str, Any], list[Any]]:
    """What stands beside the grants, and the grants."""
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_int=whole, parse_constant=refuse)
    except UnicodeDecodeError as error:
        raise Unreadable(name, f"byte {error.start + 1} is not UTF-8. Save it in UTF-8") from error
    except json.JSONDecodeError as error:
        raise Unreadable(name, f"line {error.lineno}, column {error.colno} is not JSON ({error.msg})") from error
    except (RecursionError, InvalidOperation, ValueError) as error:
        raise Unreadable(name, f"it cannot be read as JSON ({shown(str(error))})") from error
    if not isinstance(document, dict):
        raise Unreadable(name, "write an object with a list “grants” in it", field=LIST)
    grants = document.pop(LIST, None)
    if not isinstance(grants, list) or not grants:
        raise Unreadable(name, "there is no list of grants in it", field=LIST)
    return document, bounded(grants, name)


def bounded(grants: list[Any], name: str) -> list[Any]:
    """The same grants, unless there are too many."""
    if len(grants) > MOST_GRANTS:
        raise Unreadable(name, f"there are {len(grants):,} grants; at most {MOST_GRANTS:,} are read at once")
    return grants


def whole(digits: str) -> int | Decimal:
    """A whole number, however many digits it has."""
    return int(digits) if len(digits) < 100 else Decimal(digits)


def refuse(word: str) -> Any:
    """Infinity and NaN are no JSON, though Python reads them."""
    raise ValueError(f"{word} is not a number")
