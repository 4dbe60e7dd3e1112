"""A real conversation comes in, and its results page answers."""

import json
import subprocess
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.conversations import largest
from benchmarks.serving import COMMAND, Visitor, data_folder, served

REQUESTS = 20
FOUND = """
from wayahead.base.coproduction import actions
from wayahead.base.people.models import Person
by = Person.objects.create_user(email="bench@example.org", name="Bench")
print(actions.start(title="Bench", issue="How long does it take?", by=by).slug)
"""


def table() -> str:
    """Seconds from the command to its end, and milliseconds of the results page over HTTP."""
    with data_folder() as data, served("serve", "--data", data) as address:
        name, folder = largest(data.parent / "made-up")
        slug = ran("manage", "--data", data, "shell", "--no-imports", "-c", FOUND).splitlines()[-1].strip()
        start = perf_counter()
        done = ran("import", "conversation", folder, "--coproduction", slug, "--data", data, "--json")
        seconds = perf_counter() - start
        came: dict[str, Any] = json.loads(done)
        visitor = Visitor(address)
        opened = [visitor.open(f"{came['address']}results/") for _request in range(REQUESTS + 1)]
    if any(status != 200 for _seconds, status, _page in opened):
        raise RuntimeError(f"the results page answered {opened[0][1]}")
    later = sorted(1000 * seconds for seconds, _status, _page in opened[1:])
    return "\n".join(
        [
            f"{name}: {came['statements']:,} statements, {came['participants']:,} people, {came['votes']:,} votes, "
            "into an installation that serves meanwhile. Pages over HTTP on the same machine.",
            "",
            "| what | measured | bar |",
            "|---|---:|---:|",
            f"| `wayahead import conversation`, whole command | {seconds:.1f} s | 30 s |",
            f"| results page, first request | {1000 * opened[0][0]:.0f} ms | – |",
            f"| results page, median of the next {REQUESTS} | {median(later):.0f} ms | 300 ms |",
            f"| results page, slowest of these | {later[-1]:.0f} ms | – |",
        ]
    )


def ran(*words: str | Path) -> str:
    """What one command printed."""
    return subprocess.run([*COMMAND, *map(str, words)], stdout=subprocess.PIPE, text=True, check=True).stdout
