"""The opinion map beside red-dwarf, the reference of the Polis method: same votes, same rules, by turns."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.conversations import conversations, rejected
from wayahead.formats.polis import Conversation

PEER = "red-dwarf==0.4.0"
ROUNDS = 3

# Each reads the votes, makes the map once to warm up and up to three times by the clock, and says what it found.
TIMED = """
import json, resource, sys
from statistics import median
from time import perf_counter
given = json.load(open(sys.argv[1]))
def timed(work):
    found, times = work(), []
    while len(times) < 3 and sum(times) < 1:
        start = perf_counter()
        found = work()
        times.append(perf_counter() - start)
    return found, median(times)
def say(seconds, labels):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "labels": labels}))
"""
OURS = f"""{TIMED}
from wayahead.kernels.opinion import Options, Votes, analyse
def work():
    votes = Votes.of(given["who"], given["what"], given["said"])
    return analyse(votes, moderated_out=given["out"], options=Options(deletions=int(sys.argv[2])))
found, seconds = timed(work)
say(seconds, {{one.id: one.group for one in found.people if one.group is not None}})
"""
THEIRS = f"""{TIMED}
import warnings
warnings.simplefilter("ignore")
from reddwarf.implementations.base import run_pipeline
votes = [dict(participant_id=who, statement_id=what, vote=said)
    for who, what, said in zip(given["who"], given["what"], given["said"])]
def work():
    return run_pipeline(votes=votes, mod_out_statement_ids=given["out"], random_state=0,
        reducer_kwargs={{"svd_solver": "full"}})
found, seconds = timed(work)
people = found.participants_df
say(seconds, {{str(who): int(label) for who, label in people["cluster_id"].dropna().items()}})
"""


def table() -> str:
    """Seconds, memory and agreement for each conversation; ours alone where the peer is not to be had."""
    with tempfile.TemporaryDirectory(prefix="wayahead-bench-") as name:
        folder = Path(name)
        peer, why_not = peer_python(folder)
        lines = [
            f"Votes in, map out, in one process each, by turns, median of {ROUNDS}; {PEER} from the registry.",
            "With its stability, our map is made eleven times.",
            "",
            "| conversation | people × statements, votes | ours, s (MiB) | with stability, s | red-dwarf, s (MiB) "
            "| how many times faster | same groups |",
            "|---|---|---:|---:|---:|---:|---|",
        ]
        for title, conversation in conversations().items():
            print(f"  {title}", file=sys.stderr, flush=True)
            lines.append(row(title, conversation, folder, peer))
        return "\n".join([*lines, *(["", why_not] if why_not else [])])


def row(title: str, conversation: Conversation, folder: Path, peer: Path | None) -> str:
    """One conversation, measured."""
    ballots = conversation.ballots
    last = ballots.last
    given = folder / "votes.json"
    given.write_text(
        json.dumps(
            {
                "who": ballots.people[ballots.who[last]].tolist(),
                "what": ballots.statements[ballots.what[last]].tolist(),
                "said": ballots.said[last].tolist(),
                "out": rejected(conversation),
            }
        )
    )
    ours, theirs = [], []
    for _round in range(ROUNDS):
        ours.append(run(Path(sys.executable), OURS, given, "0"))
        if peer:
            theirs.append(run(peer, THEIRS, given))
    whole = run(Path(sys.executable), OURS, given, "10")
    size = f"{len(ballots.people):,} × {len(ballots.statements):,}, {len(last):,}"
    cells = [title, size, shown(ours), f"{whole['seconds']:.3f}"]
    if theirs:
        ratios = [one["seconds"] / other["seconds"] for one, other in zip(theirs, ours, strict=True)]
        same = "yes" if ours[0]["labels"] == theirs[0]["labels"] else difference(ours[0], theirs[0])
        cells += [shown(theirs), f"{median(ratios):.1f}", same]
    else:
        cells += ["–", "–", "–"]
    return f"| {' | '.join(cells)} |"


def shown(runs: list[dict[str, Any]]) -> str:
    """The median time, and the largest memory."""
    return f"{median(one['seconds'] for one in runs):.3f} ({max(one['peak'] for one in runs):.0f})"


def difference(ours: dict[str, Any], theirs: dict[str, Any]) -> str:
    """How many people have another label."""
    people = set(ours["labels"]) | set(theirs["labels"])
    other = sum(ours["labels"].get(who) != theirs["labels"].get(who) for who in people)
    return f"no: {other} of {len(people)} differ"


def run(python: Path, script: str, *words: str | Path) -> dict[str, Any]:
    """One process's measurement."""
    done = subprocess.run([python, "-c", script, *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def peer_python(folder: Path) -> tuple[Path | None, str]:
    """A Python of its own with the peer in it; or none, and why."""
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    if uv is None:
        return None, "The peer could not be installed: there is no uv."
    python = folder / "peer/bin/python"
    steps = [
        [uv, "venv", "--quiet", "--python", sys.executable, folder / "peer"],
        [uv, "pip", "install", "--quiet", "--python", python, PEER],
    ]
    for step in steps:
        done = subprocess.run([str(word) for word in step], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(done.stderr, file=sys.stderr)
            return None, f"The peer {PEER} could not be installed on this machine."
    return python, ""
