"""Money as files write it, exactly: digits and a number of decimals, never a float."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wayahead.formats.pabulib.lines import Lines
from wayahead.formats.table import shown

# Spaces stand between thousands in some files; a lone comma is a decimal sign, as the format's own tools read it.
AMOUNT = re.compile(r"(\d{1,18})(?:[.,](\d{1,9}))?")
MOST_UNITS = 2**53


@dataclass(frozen=True)
class Amount:
    """`digits` with so many `decimals`."""

    digits: int
    decimals: int

    def units(self, scale: int) -> int:
        """How many of the smallest unit, of which `scale` make one."""
        return self.digits * scale // int(10**self.decimals)


def read_amount(lines: Lines, text: str, *, line: int, field: str) -> Amount:
    """One sum; raises Defect."""
    plain = "".join(text.split())
    found = AMOUNT.fullmatch(plain)
    if not found:
        words = f"“{shown(text.strip())}” is not a sum of money. Write it as 1200 or 1200.50"
        raise lines.defect(words, line=line, field=field)
    decimals = (found[2] or "").rstrip("0")
    if len(found[1]) + len(decimals) > 15:
        raise lines.defect(f"“{shown(plain)}” is out of all proportion", line=line, field=field)
    return Amount(int(found[1] + decimals), len(decimals))


def common_scale(amounts: Sequence[Amount]) -> int:
    """How many of the smallest unit that occurs make one of the currency."""
    return int(10 ** max((amount.decimals for amount in amounts), default=0))
