"""What is said about a file of grants: where, and what to change."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """What is wrong, or could be better. `row` is a sheet's row, or a grant's place in a JSON file, from 1."""

    rule: str
    words: str
    row: int | None = None
    field: str = ""
    sheet: str = ""
    heading: str = ""

    def __str__(self) -> str:
        """The finding as a line for people."""
        where = [f"row {self.row}"] if self.row else []
        where += [f"sheet {self.sheet}"] if self.sheet else []
        where += [f"field {self.heading or self.field}"] if self.heading or self.field else []
        return f"{', '.join(where)}: {self.words}." if where else f"{self.words}."

    def as_data(self) -> dict[str, Any]:
        """The finding for a program; empty places are left out."""
        return {name: value for name, value in vars(self).items() if value not in (None, "")}


class Unreadable(ValueError):
    """A file that cannot be read as grants at all: what it is instead, and what to change."""

    def __init__(self, file: str, words: str, *, row: int | None = None, field: str = "") -> None:
        where = [file, *([f"row {row}"] if row else []), *([f"field {field}"] if field else [])]
        super().__init__(f"{', '.join(where)}: {words}.")


class NotInstalled(Exception):
    """What reads files of other funders belongs to an extra that a lean installation leaves out."""

    def __init__(self) -> None:
        super().__init__("this needs the extra “grants”: pip install 'wayahead[grants]'")


def shown(value: object) -> str:
    """A value as a message quotes it: short, on one line, with nothing that moves the cursor."""
    text = value if isinstance(value, str) else repr(value)
    plain = "".join(letter if letter.isprintable() else "·" for letter in text[:80])
    return plain if len(plain) <= 40 else plain[:39] + "…"
