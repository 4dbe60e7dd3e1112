"""Made-up conversations of any size: three camps round three points of a plane, and few who vote a great deal."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SEED = 7
CENTRES = np.array([(1.5, 0), (-1.5, 0.8), (0, -1.8)])
AT_ONCE = 50_000  # people, so that the largest shape is made in little memory


@dataclass(frozen=True)
class Shape:
    """So many people and statements, and how many votes a person casts on average."""

    people: int
    statements: int
    votes_each: float

    def __str__(self) -> str:
        return f"made up, {self.people:,} × {self.statements:,}"


def draw(shape: Shape, file: Path) -> int:
    """Write the votes of a shape, each person's together, as three columns; gives how many there are."""
    chance = np.random.default_rng(SEED)
    leaning = chance.normal(0.6, 1.2, shape.statements)
    pull = chance.normal(0, 0.8, (shape.statements, 2)) * (chance.random((shape.statements, 1)) < 0.5)
    weights = np.cumsum(chance.lognormal(0, 0.5, shape.statements))
    columns: list[tuple[NDArray[Any], ...]] = []
    for first in range(0, shape.people, AT_ONCE):
        people = min(AT_ONCE, shape.people - first)
        stand = CENTRES[chance.choice(3, people, p=[0.5, 0.3, 0.2])] + chance.normal(0, 0.6, (people, 2))
        each = chance.lognormal(np.log(shape.votes_each) - 0.5, 1, people)
        each = np.clip(np.rint(each * shape.votes_each / each.mean()), 1, shape.statements).astype(np.int64)
        who = np.repeat(np.arange(people), each)
        what = np.searchsorted(weights, chance.random(len(who)) * weights[-1]).clip(0, shape.statements - 1)
        who, what = np.divmod(np.unique(who * shape.statements + what), shape.statements)
        lean = leaning[what] + (pull[what] * stand[who]).sum(axis=1)
        said = np.where(chance.random(len(who)) < 1 / (1 + np.exp(-lean)), 1, -1).astype(np.int8)
        said[chance.random(len(who)) < 0.12] = 0
        columns.append(((who + first).astype(np.int32), what.astype(np.int32), said))
    who, what, said = (np.concatenate(column) for column in zip(*columns, strict=True))
    np.savez(file, who=who, what=what, said=said, out=np.zeros(0, dtype=np.int32))
    return len(said)


def shuffle(file: Path, shuffled: Path) -> None:
    """The same votes in no order, as they come in."""
    given = dict(np.load(file))
    order = np.random.default_rng(SEED).permutation(len(given["said"]).__index__()).astype(np.uint32)
    np.savez(shuffled, **{name: column[order] if name != "out" else column for name, column in given.items()})
