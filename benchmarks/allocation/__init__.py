"""Allocation beside pabutools: the same files and rules in one process, from the file to the winners.

`./script/bench allocation`; `python -m benchmarks.allocation.long` adds what takes pabutools many minutes.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.allocation.elections import REAL, generated
from benchmarks.allocation.peer import Peer
from wayahead.formats import pabulib
from wayahead.kernels.allocation import Election, Pot, RuleCard, allocate, explain, what_if, with_pots

ROUNDS = 3
TURNS = {"Łódź 2022": 1}  # of the peer, where it takes half a minute; three elsewhere
GOALS = {"Łódź 2022": 80, "Praga-Południe 2020": 60, "Wieliczka 2023": 30}
PLAIN = RuleCard(completion="none", ties="name")
RULES = {"greedy": "greedy", "equal shares": "equal-shares", "Phragmén": "phragmen"}


def table() -> str:
    """Every table; about five minutes, nearly all of it the peer's."""
    real = {title: REAL / name for title, name in FILES.items() if (REAL / name).exists()}
    if not real:
        return "The real elections are not beside this repository, so nothing was measured."
    for path in real.values():  # what is compiled at the first call is not of this comparison
        allocate(pabulib.read(path).election, RuleCard())
    return "\n\n".join([pipelines(real), ours(real), "\n".join(whole_processes(real)), million()])


FILES = {
    "Wieliczka 2023": "poland_wieliczka_2023_green-budget.pb",
    "Praga-Południe 2020": "poland_warszawa_2020_praga-poludnie.pb",
    "Łódź 2022": "poland_lodz_2022_.pb",
}


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median processor time: one thread, on a machine that others use too."""
    times = []
    for _round in range(rounds):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def pipelines(real: dict[str, Path]) -> str:
    """File → winners, ours and theirs by turns in one process; both have to elect the same."""
    lines = [
        "File → winners in one process, medians of so many turns, seconds of processor: pabutools 1.2.3 in floats "
        "with equal ballots merged (its fastest way), numba warm. The goal is for equal shares.",
        "",
        "| election | rule | turns | pabutools | ours | times as fast | goal | same winners |",
        "|---|---|---:|---:|---:|---:|---:|---|",
    ]
    for title, path in real.items():
        for name, rule in RULES.items():
            card = RuleCard(rule=rule, completion="none", ties="name")  # type: ignore[arg-type]
            theirs, mine, same = [], [], True
            for _turn in range(TURNS.get(title, ROUNDS)):
                peer = Peer(path)
                theirs.append(seconds(lambda rule=rule, peer=peer: peer.run(rule), 1))  # type: ignore[misc]
                mine.append(seconds(lambda path=path, card=card: allocate(pabulib.read(path).election, card), 1))  # type: ignore[misc]
                same &= set(peer.winners) == set(allocate(pabulib.read(path).election, card).winners)
            ratio = median(theirs) / median(mine)
            goal = f"{GOALS[title]}×" if rule == "equal-shares" else "–"
            told = f"{median(theirs):.2f} | {median(mine):.3f} | **{ratio:.0f}×** | {goal}"
            lines.append(f"| {title} | {name} | {len(mine)} | {told} | {'yes' if same else '**no**'} |")
    return "\n".join(lines)


def ours(real: dict[str, Path]) -> str:
    """What has no comparable run of the peer within minutes."""
    lines = [
        "Ours alone, seconds of processor, after reading the file:",
        "",
        "| what | " + " | ".join(real) + " |",
        "|---|" + "---:|" * len(real),
    ]
    elections = {title: pabulib.read(path).election for title, path in real.items()}
    raised = {title: allocate(one, RuleCard()) for title, one in elections.items()}
    works: dict[str, Callable[[str], object]] = {
        "read the file": lambda title: pabulib.read(real[title]),
        "equal shares": lambda title: allocate(elections[title], PLAIN),
        "equal shares in whole numbers": lambda title: allocate(
            elections[title], RuleCard(completion="none", exact=True)
        ),
        "equal shares, add1": lambda title: allocate(elections[title], RuleCard()),
        "equal shares, add1-exhaustive": lambda title: allocate(
            elections[title], RuleCard(completion="add1-exhaustive")
        ),
        "why not, for every loser": lambda title: explain(elections[title], raised[title]),
        "add1 within five pots": lambda title: with_pots(elections[title], RuleCard(), five_pots(elections[title])),
        "what if: each of five pots 5 and 10 % larger": lambda title: what_if(
            elections[title], RuleCard(), raised[title], pots=five_pots(elections[title])
        ),
    }
    for what, work in works.items():
        times = [seconds(lambda title=title, work=work: work(title)) for title in real]  # type: ignore[misc]
        lines.append(f"| {what} | " + " | ".join(f"{time:.3f}" for time in times) + " |")
    steps = " | ".join(f"{outcome.steps}" for outcome in raised.values())
    lines.append(f"| *raises of the share under add1* | {steps} |")
    return "\n".join(lines)


def five_pots(one: Election) -> list[Pot]:
    """Five invented pots of a fifth each: one for everything, four for every second solution of a part."""
    width = len(one.ids) // 8
    return [Pot(f"pot {at}", one.budget // 5, None if at == 0 else one.ids[at * width :: 2]) for at in range(5)]


# The peak as the kernel counts it for this program alone: `ru_maxrss` would begin with what started it.
MEASURED = """
import sys, time
start = time.perf_counter()
from pathlib import Path
{work}
took = time.perf_counter() - start
status = Path("/proc/self/status").read_text()
print(took, int(status.split("VmHWM:")[1].split()[0]) / 1024)
"""
OURS = """
from wayahead.formats import pabulib
from wayahead.kernels.allocation import RuleCard, allocate, explain
file = pabulib.read(Path(sys.argv[1]))
explain(file.election, allocate(file.election, RuleCard(completion=sys.argv[2])))
"""
THEIRS = """
from benchmarks.allocation.peer import Peer
Peer(Path(sys.argv[1])).run("equal-shares")
"""


def process(work: str, *words: str) -> tuple[float, float]:
    """(wall seconds, peak MiB) of a whole process with its imports."""
    command = [sys.executable, "-c", MEASURED.format(work=work), *words]
    found = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    wall, peak = found.stdout.split()
    return float(wall), float(peak)


def whole_processes(real: dict[str, Path]) -> list[str]:
    """Memory and wall time of whole processes, imports included."""
    lines = [
        "Whole processes, imports and numba's loading included: wall seconds (peak MiB). Ours gives the reasons for "
        "every loser too; pabutools runs equal shares once, without any completion.",
        "",
        "| election | pabutools, equal shares | ours, equal shares | ours, add1 |",
        "|---|---:|---:|---:|",
    ]
    for title, path in real.items():
        cells = [process(THEIRS, str(path)), process(OURS, str(path), "none"), process(OURS, str(path), "add1")]
        lines.append(f"| {title} | " + " | ".join(f"{wall:.1f} ({peak:.0f})" for wall, peak in cells) + " |")
    return lines


def million() -> str:
    """A made-up election of a million voters, from the file to the reasons."""
    with tempfile.TemporaryDirectory(prefix="wayahead-bench-") as folder:
        path = Path(folder) / "million.pb"
        voters, marks = generated(path)
        once, raised = process(OURS, str(path), "none"), process(OURS, str(path), "add1")
        size = path.stat().st_size / 2**20
    return (
        f"A made-up election of {voters:,} voters, 300 projects and {marks:,} marks ({size:.0f} MiB), the whole "
        f"process from the file to the reason for every loser: equal shares {once[0]:.1f} s ({once[1]:.0f} MiB), "
        f"add1 {raised[0]:.1f} s ({raised[1]:.0f} MiB); the goal is 20 s."
    )
