"""The opinion map of very large conversations. The peers get one map each: the largest takes them minutes, or fails."""

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.opinion import OURS, beside, heading, seconds
from benchmarks.opinion.peers import ROOT, install, missing, run
from benchmarks.opinion.shapes import Shape, draw, shuffle

BESIDE = (Shape(33_422, 783, 60), Shape(100_000, 1_000, 50))
ALONE = Shape(1_000_000, 1_000, 50)


def table() -> str:
    """Everything at the largest sizes; about a quarter of an hour, and 6 GiB of memory for the peers."""
    with tempfile.TemporaryDirectory(prefix="wayahead-bench-") as name:
        folder = Path(name)
        pythons = install(folder)
        lines = [
            "As above; ours four maps of which the first is not counted, the peers one map each, nothing warmed up.",
            "",
            heading(),
        ]
        for shape in BESIDE:
            file = folder / "votes.npz"
            draw(shape, folder / "ordered.npz")
            shuffle(folder / "ordered.npz", file)
            lines.append(beside(str(shape), file, pythons, turns=1, rounds=4, peer_rounds=1))
        return "\n".join([*lines, "", *missing(pythons), *alone(folder), "", *from_parquet(folder)])


def alone(folder: Path) -> list[str]:
    """A million people, whom the peers' tables do not fit in memory."""
    print(f"  {ALONE}", file=sys.stderr, flush=True)
    count = draw(ALONE, folder / "ordered.npz")
    shuffle(folder / "ordered.npz", folder / "votes.npz")
    lines = [
        f"{ALONE}, {count:,} votes, ours alone; the largest memory is that of the whole process with its input:",
        "",
        "| votes come | votes in memory → result, s | an update from earlier axes, s | MiB |",
        "|---|---:|---:|---:|",
    ]
    for title, file in (("in no order", "votes.npz"), ("each person's together", "ordered.npz")):
        done = run("ours", OURS, folder / file, 4, "warm")
        if isinstance(done, dict):
            lines.append(f"| {title} | {seconds(done['times'][1:])} | {seconds(done['warm'])} | {done['peak']:,.0f} |")
        else:
            lines.append(f"| {title} | {done} | | |")
    return lines


def from_parquet(folder: Path) -> list[str]:
    """`wayahead analyse` of the same votes in a Parquet file, from the command to its end."""
    import polars

    given: dict[str, Any] = dict(np.load(folder / "votes.npz"))
    file = folder / "votes.parquet"
    names = {"participant": "who", "statement": "what", "vote": "said"}
    polars.DataFrame({name: given[column] for name, column in names.items()}).write_parquet(file)
    size = file.stat().st_size / 2**20
    del given
    lines = [f"`wayahead analyse votes.parquet --engine polis` ({size:,.0f} MiB), whole process:", ""]
    for words in ((), ("--json",)):
        start = perf_counter()
        command = [str(OURS), "-m", "wayahead.cli", "analyse", str(file), "--engine", "polis", *words]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, cwd=ROOT, check=False)
        taken = f"{perf_counter() - start:.1f} s" if done.returncode == 0 else "fails"
        lines.append(f"- {'the document (`--json`)' if words else 'in words'}, with the refits for stability: {taken}")
    return lines
