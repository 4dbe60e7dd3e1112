"""The opinion map beside its peers: same votes, same rules, by turns. `large.py` does what takes long."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.conversations import REAL, conversations, rejected
from benchmarks.opinion.peers import PEERS, ROOT, install, missing, run
from benchmarks.opinion.shapes import Shape, draw, shuffle
from wayahead.formats.polis import Conversation, write_folder

TURNS, ROUNDS = 3, 6  # processes of each engine by turns; in each, that many maps of which the first is not counted
SHAPES = (Shape(536, 314, 77), Shape(10_000, 500, 49))
WHOLE = "scoop-hivemind.biodiversity"
OURS = Path(sys.executable)

Measured = dict[str, Any] | str


def table() -> str:
    """Seconds, memory and agreement for each conversation, first runs and whole processes; about five minutes."""
    with tempfile.TemporaryDirectory(prefix="wayahead-bench-") as name:
        folder = Path(name)
        pythons = install(folder)
        lines = [
            f"Votes in memory → result, engine `polis`; medians (lowest to highest) of {TURNS} processes by turns, the "
            "first map of each not counted; in brackets the largest memory of the process. Ratios are of the medians.",
            "",
            heading(),
        ]
        known = conversations()
        for title, conversation in known.items():
            file = folder / "votes.npz"
            write_columns(conversation, file)
            lines.append(beside(title, file, pythons))
        for shape in SHAPES:
            file = folder / "drawn.npz"
            draw(shape, folder / "ordered.npz")
            shuffle(folder / "ordered.npz", file)
            lines.append(beside(str(shape), file, pythons))
        lines += ["", *missing(pythons), *first_maps(folder), "", *whole_processes(folder, known, pythons)]
        return "\n".join(lines)


def write_columns(conversation: Conversation, file: Path) -> None:
    """The standing votes as the timed programs read them."""
    ballots, last = conversation.ballots, conversation.ballots.last
    who, what = ballots.people[ballots.who[last]], ballots.statements[ballots.what[last]]
    np.savez(file, who=who, what=what, said=ballots.said[last], out=np.array(rejected(conversation), dtype=np.int64))


def heading() -> str:
    """The first two lines of the table."""
    names = " | ".join(f"{peer.name}, s (MiB) | times" for peer in PEERS)
    return f"| conversation | people × statements, votes | ours, s (MiB) | {names} | groups as red-dwarf's |\n" + (
        "|---|---|---:|---:|---:|---:|---:|---|"
    )


def beside(
    title: str, file: Path, pythons: dict[str, Path], *, turns: int = TURNS, rounds: int = ROUNDS, peer_rounds: int = 2
) -> str:
    """A row: every engine on the same votes, by turns."""
    print(f"  {title}", file=sys.stderr, flush=True)
    ours: list[Measured] = []
    theirs: dict[str, list[Measured]] = {peer.program: [] for peer in PEERS}
    for _turn in range(turns):
        ours.append(run("ours", OURS, file, rounds))
        for peer in PEERS:
            theirs[peer.program].append(run(peer.program, pythons.get(peer.program), file, peer_rounds))
    given = np.load(file)
    votes, people, statements = len(given["said"]), len(np.unique(given["who"])), len(np.unique(given["what"]))
    cells = [title, f"{people:,} × {statements:,}, {votes:,}", shown(ours)]
    for peer in PEERS:
        cells += [shown(theirs[peer.program]), ratio(theirs[peer.program], ours)]
    return f"| {' | '.join([*cells, same_groups(ours, theirs['red_dwarf'])])} |"


def later(runs: Sequence[Measured]) -> list[float]:
    """The times that count: all but each process's first map, unless it made only one."""
    return [time for one in runs if isinstance(one, dict) for time in (one["times"][1:] or one["times"])]


def shown(runs: Sequence[Measured]) -> str:
    """Median and range of the times, and the largest memory; or why there are none."""
    times = later(runs)
    if not times:
        return str(runs[0])
    peak = max(one["peak"] for one in runs if isinstance(one, dict))
    return f"{seconds(times)} ({peak:,.0f})"


def seconds(times: Sequence[float]) -> str:
    """Median and range in so many digits as mean something."""
    middle, low, high = (
        f"{time:.3f}" if time < 1 else f"{time:.1f}" for time in (median(times), min(times), max(times))
    )
    return f"**{middle}** ({low} to {high})" if len(times) > 1 else f"**{middle}**"


def ratio(theirs: Sequence[Measured], ours: Sequence[Measured]) -> str:
    """How many times as long they take."""
    times, own = later(theirs), later(ours)
    return f"**{median(times) / median(own):.0f}×**" if times and own else "–"


def same_groups(ours: Sequence[Measured], theirs: Sequence[Measured]) -> str:
    """Whether everybody is in the same group, or how many are not."""
    one, other = ours[0], theirs[0]
    if not isinstance(one, dict) or not isinstance(other, dict):
        return "–"
    differ = sum(left != right for left, right in zip(one["labels"], other["labels"], strict=True))
    return "all" if differ == 0 else f"{differ:,} of {len(one['labels']):,} differ"


def first_maps(folder: Path) -> list[str]:
    """What the first map of a process takes: with nothing compiled yet, and with what an earlier process left."""
    file = folder / "drawn.npz"  # the largest so far, large enough to be compiled
    cold = run("ours", OURS, file, 2, NUMBA_CACHE_DIR=str(folder / "nothing-yet"))
    left = run("ours", OURS, file, 2, NUMBA_CACHE_DIR=str(folder / "nothing-yet"))
    if not isinstance(cold, dict) or not isinstance(left, dict):
        return []
    return [
        f"First map of a process, {SHAPES[-1]} (numba is used from here on): {cold['times'][0]:.1f} s where nothing "
        f"was ever compiled (once per installation), {left['times'][0]:.2f} s in later processes, "
        f"{left['times'][1]:.2f} s for their second map. Loading the kernel before that: {left['loaded']:.2f} s."
    ]


def whole_processes(folder: Path, known: dict[str, Conversation], pythons: dict[str, Path]) -> list[str]:
    """From the command to its end, files read and words or document printed."""
    if WHOLE in known:
        name, source = WHOLE, REAL / WHOLE
    else:
        name, source = "made up", folder / "export"
        source.mkdir()
        write_folder(known["made up"], source)
    commands = {
        "`wayahead analyse FOLDER --engine polis`": [
            OURS,
            "-m",
            "wayahead.cli",
            "analyse",
            source,
            "--engine",
            "polis",
        ],
        "the same, `--json`": [OURS, "-m", "wayahead.cli", "analyse", source, "--engine", "polis", "--json"],
    }
    for peer in PEERS:
        if peer.program in pythons:
            python = pythons[peer.program]
            commands[f"{peer.name}, a script of a few lines"] = [
                python,
                "-m",
                f"benchmarks.timed.{peer.program}",
                source,
            ]
    lines = [
        f"Whole process on {name}, files read and all, by turns; seconds:",
        "",
        "| command | seconds |",
        "|---|---:|",
    ]
    times: dict[str, list[float]] = {title: [] for title in commands}
    for _turn in range(2 * TURNS - 1):
        for title, command in commands.items():
            start = perf_counter()
            done = subprocess.run([str(word) for word in command], capture_output=True, cwd=ROOT, check=False)
            times[title].append(perf_counter() - start if done.returncode == 0 else float("nan"))
    return [*lines, *(f"| {title} | {seconds(taken)} |" for title, taken in times.items())]
