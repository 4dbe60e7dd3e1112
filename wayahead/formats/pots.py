"""Several funders' pots as a JSON file: `{"pots": [{"id": "council", "capacity": 250000, …}]}`.

Each pot may also say `only` (ids of the projects it may pay), `most_for_each` (for one project), `caps`
(`[{"of": [ids], "at_most": money}]`) and `floors` (`[{"of": [ids], "at_least": money}]`, kept for these).
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from wayahead.formats.table import Defect, Limits, Table, shown
from wayahead.kernels.allocation.pots import Part, Pot

KNOWN = {"id", "name", "capacity", "only", "most_for_each", "caps", "floors"}
MOST_BYTES = 10_000_000


class PotsFile:
    """Reads one file; every defect has the path to its field."""

    def __init__(self, path: Path, scale: int) -> None:
        self.path, self.scale = path, scale

    def defect(self, field: str, words: str, line: int | None = None) -> Defect:
        """A defect of this file."""
        return Defect(self.path.name, words, line=line, column=field)

    def read(self) -> tuple[Pot, ...]:
        """The pots. Raises Defect."""
        Table(self.path, limits=Limits(bytes=MOST_BYTES)).check_place()
        try:
            data = json.loads(self.path.read_bytes(), parse_float=Decimal)
        except json.JSONDecodeError as error:
            raise self.defect("", f"this is not JSON ({error.msg})", error.lineno) from error
        except (UnicodeDecodeError, RecursionError) as error:
            raise self.defect("", "this is not JSON in UTF-8") from error
        given = data.get("pots") if isinstance(data, dict) else None
        if not isinstance(given, list) or not given:
            raise self.defect("pots", 'write {"pots": [{"id": "council", "capacity": 250000}]}')
        return tuple(self.pot(one, f"pots[{number}]") for number, one in enumerate(given))

    def pot(self, given: Any, field: str) -> Pot:
        """One pot."""
        if not isinstance(given, dict):
            raise self.defect(field, "a pot is an object with an id and a capacity")
        if unknown := sorted(set(given) - KNOWN):
            raise self.defect(
                f"{field}.{shown(unknown[0])}", f"this is not known. Known are {', '.join(sorted(KNOWN))}"
            )
        if not isinstance(given.get("id"), str) or not given["id"].strip():
            raise self.defect(f"{field}.id", "give the pot an id, as a text")
        most, only = given.get("most_for_each"), given.get("only")
        return Pot(
            id=given["id"],
            capacity=self.amount(given.get("capacity"), f"{field}.capacity"),
            only=None if only is None else self.names(only, f"{field}.only"),
            most_for_each=None if most is None else self.amount(most, f"{field}.most_for_each"),
            caps=self.parts(given, "caps", "at_most", field),
            floors=self.parts(given, "floors", "at_least", field),
        )

    def parts(self, given: Mapping[str, Any], name: str, bound: str, field: str) -> tuple[Part, ...]:
        """Caps or floors."""
        listed = given.get(name, [])
        if not isinstance(listed, list):
            raise self.defect(f"{field}.{name}", f'write a list such as [{{"of": ["a"], "{bound}": 1000}}]')
        parts = []
        for number, one in enumerate(listed):
            where = f"{field}.{name}[{number}]"
            if not isinstance(one, dict) or set(one) != {"of", bound}:
                raise self.defect(where, f'write {{"of": ["a"], "{bound}": 1000}}')
            parts.append(Part(self.names(one["of"], f"{where}.of"), self.amount(one[bound], f"{where}.{bound}")))
        return tuple(parts)

    def names(self, given: Any, field: str) -> tuple[str, ...]:
        """A list of ids."""
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise self.defect(field, "write a list of project ids, each in quotes")
        return tuple(given)

    def amount(self, given: Any, field: str) -> int:
        """A sum of money in whole units of the election."""
        if not isinstance(given, int | Decimal) or isinstance(given, bool) or not 0 <= given < 10**15:
            raise self.defect(field, "write a sum of money as a number, such as 1200 or 1200.50")
        units = given * self.scale
        if units != int(units):
            raise self.defect(field, f"{given} has more decimals than the sums in the election")
        return int(units)


def read(path: Path, *, scale: int) -> tuple[Pot, ...]:
    """The pots in a file, in units of which `scale` make one of the currency. Raises Defect."""
    return PotsFile(path, scale).read()
