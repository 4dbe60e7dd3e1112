"""What our own method takes beside that of Polis: same votes, by turns in one process, refits apart."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import numpy as np

from benchmarks.conversations import REAL, made_up
from benchmarks.opinion import write_columns
from benchmarks.opinion.shapes import Shape, draw, shuffle
from wayahead.formats.polis import read_folder
from wayahead.kernels.opinion import Options, Votes, analyse, robust

TURNS = 7  # of which the first is not counted
REFITS = Options().deletions
SMALL = (Shape(5, 5, 5), Shape(20, 10, 8), Shape(60, 15, 12))
LARGE = (Shape(536, 314, 56), Shape(10_000, 500, 49), Shape(33_422, 783, 60), Shape(100_000, 1_000, 50))


def table() -> str:
    """A row for each conversation; about a minute of processor."""
    lines = [
        "Votes in memory → map, without refits: milliseconds of processor (all cores together), medians (lowest to "
        f"highest) of {TURNS - 1} maps by turns in one process, a first one not counted. Below 400,000 votes numpy and "
        f"scipy, from there on numba. The last column is what {REFITS} refits take, once, for `robust` alone.",
        "",
        "| conversation | people × statements, votes | `polis`, ms | `robust`, ms | times | refits, s |",
        "|---|---|---:|---:|---:|---:|",
    ]
    with tempfile.TemporaryDirectory(prefix="wayahead-bench-") as name:
        for title, file in files(Path(name)):
            print(f"  {title}", file=sys.stderr, flush=True)
            lines.append(row(title, dict(np.load(file))))
    return "\n".join(lines)


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each conversation's name and its votes: real ones, then made-up ones, the smallest first."""
    file, ordered = folder / "votes.npz", folder / "ordered.npz"
    for real in sorted(REAL.iterdir()) if REAL.exists() else []:
        write_columns(read_folder(real), file)
        yield real.name, file
    for shape in SMALL:
        draw(shape, ordered)
        yield str(shape), ordered
    write_columns(made_up(), file)
    yield "made up", file
    for shape in LARGE:
        draw(shape, ordered)
        shuffle(ordered, file)
        yield str(shape), file


def row(title: str, given: dict[str, Any]) -> str:
    """One conversation: both engines, and the refits."""
    who, what, said, out = (given[name] for name in ("who", "what", "said", "out"))
    alone = Options(deletions=0)
    works: dict[str, Callable[[], Any]] = {
        "polis": lambda: analyse(Votes.of(who, what, said), moderated_out=out.tolist(), options=alone),
        "robust": lambda: robust.analyse(Votes.of(who, what, said), moderated_out=out.tolist(), options=alone),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _turn in range(TURNS):
        for name, work in works.items():
            times[name].append(taken(work))
    polis, ours = (times[name][1:] for name in works)
    refitted = Options(deletions=REFITS)
    whole = taken(lambda: robust.analyse(Votes.of(who, what, said), moderated_out=out.tolist(), options=refitted))
    size = f"{len(np.unique(who)):,} × {len(np.unique(what)):,}, {len(said):,}"
    cells = [title, size, shown(polis), shown(ours), f"**{median(ours) / median(polis):.1f}×**"]
    return f"| {' | '.join(cells)} | {max(whole - median(ours), 0):.2f} |"


def taken(work: Callable[[], Any]) -> float:
    """The seconds of processor that some work takes."""
    start = process_time()
    work()
    return process_time() - start


def shown(times: list[float]) -> str:
    """Median and range in milliseconds."""
    middle, low, high = (f"{1000 * time:,.1f}" for time in (median(times), min(times), max(times)))
    return f"{middle} ({low} to {high})"
