"""The parts of a share as anybody may read them."""

from dataclasses import dataclass

from wayahead.kernels.evidence import shown
from wayahead.loop.outcomes.models import Measure


@dataclass(frozen=True)
class Part:
    """So many of so many people; None where that could point to somebody."""

    name: str
    hits: int | None
    of: int | None


def parts_of(measure: Measure) -> list[Part]:
    """Each part; nobody is told of fewer than five people, nor lets a sum tell them."""
    parts = list(measure.parts.all())
    if not parts or measure.after is None or measure.of is None:
        return []
    table = [(part.hits, part.of - part.hits) for part in parts]
    hits, others = (sum(column) for column in zip(*table, strict=True))
    rest = (int(measure.after) - hits, measure.of - int(measure.after) - others)
    if min(rest) < 0:  # no action keeps such parts
        return []
    if rest != (0, 0):
        table.append(rest)
    read = shown(tuple(table), are_columns_told=True)
    # Those who are in no part come last, and have no name.
    told = zip(parts, read.cells, read.row_totals, strict=False)
    return [Part(part.name, cells[0], total) for part, cells, total in told]
