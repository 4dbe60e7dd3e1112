"""Votes: how many a second are kept for good, beside the same work as a plain endpoint; and many arriving at once."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.joining import joining
from benchmarks.machine import sync_seconds
from benchmarks.serving import data_folder, run_inside, served
from wayahead.cli import address
from wayahead.cli.data_folder import open_folder
from wayahead.cli.database import open_database
from wayahead.cli.serve import THREADS, web

CONNECTIONS, WRK_THREADS, SECONDS, ROUNDS = 16, 2, 6, 5
PEOPLE, STATEMENTS = 600, 100
PLAIN = {"DJANGO_SETTINGS_MODULE": "benchmarks.plain.settings", "PYTHONPATH": str(Path(__file__).parents[1])}
SCRIPT = Path(__file__).with_name("votes.lua")
FOUNDING = f"""
import json
from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.loop.listening import actions
cast = Cast()
statements = [actions.draw_statement(cast.conversation, by=cast.facilitator, text=f"Idea {{n}}.", voices=[cast.voice])
    for n in range({STATEMENTS})]
def token():
    guest = people.welcome_guest()
    actions.take_part(cast.conversation, by=guest)
    return people.link_of(guest).token
print(json.dumps([cast.conversation.pk, [s.pk for s in statements], [token() for n in range({PEOPLE})]]))
"""


@dataclass(frozen=True)
class Round:
    """What one round of voting gave."""

    votes: float
    p50: float
    p99: float
    refused: int


def table() -> str:
    """Both endpoints by turns, then people arriving, then the choice of what comes next."""
    if shutil.which("wrk") is None:
        raise SystemExit("this benchmark needs wrk: apt install wrk")
    with data_folder() as data, served("serve", "--data", data, TRUSTED_PROXY_COUNT="1") as ours, plain(data) as theirs:
        conversation, statements, tokens = json.loads(run_inside(data, FOUNDING))
        lines = [f"statement {pk}" for pk in statements] + [f"token {token}" for token in tokens]
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as work:
            work.write("\n".join(lines) + "\n")
            work.flush()
            rounds: dict[str, list[Round]] = {ours: [], theirs: []}
            reached, syncs = 0, []
            for number in range(ROUNDS + 1):
                for server in (ours, theirs):
                    syncs.append(sync_seconds())
                    found, reached = voting(server, conversation, Path(work.name), number, reached)
                    if number:  # the first is to warm up
                        rounds[server].append(found)
        arrived = joining(ours, conversation)
        chosen = run_inside(data, "from benchmarks.next import choosing; print(choosing())").strip()
    ratio = median(r.votes for r in rounds[ours]) / median(r.votes for r in rounds[theirs])
    return "\n".join(
        [
            f"{CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS} s by turns, each vote new; one process of "
            f"{THREADS} threads, the embedded PostgreSQL with fsync on ({1000 * min(syncs):.2f} to "
            f"{1000 * max(syncs):.2f} ms while this was measured); token, open conversation and statement checked, "
            "idempotency key, exposure and tally kept, and the next statement in each reply. wrk, PostgreSQL, the "
            "background worker and both servers share the machine.",
            "",
            "| endpoint | votes/s, median (range) | p50, ms | p99, ms, median (worst) | refused |",
            "|---|---:|---:|---:|---:|",
            row("`POST …/votes`", rounds[ours]),
            row("plain Django ORM, the same work", rounds[theirs]),
            "",
            f"**{ratio:.1f} times** as many votes a second as the plain endpoint.",
            "",
            arrived,
            "",
            chosen,
        ]
    )


def row(name: str, rounds: list[Round]) -> str:
    """One line of the table."""
    votes, p50, p99 = ([getattr(one, of) for one in rounds] for of in ("votes", "p50", "p99"))
    kept = f"{median(votes):,.0f} ({min(votes):,.0f}–{max(votes):,.0f})"
    refused = sum(one.refused for one in rounds)
    return f"| {name} | {kept} | {median(p50):.1f} | {median(p99):.0f} ({max(p99):.0f}) | {refused} |"


def voting(server: str, conversation: int, work: Path, number: int, reached: int) -> tuple[Round, int]:
    """One round on one server, from the vote where the last one ended; and where this one ended."""
    path = f"/api/v1/conversations/{conversation}/votes"
    command = ["wrk", f"-t{WRK_THREADS}", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "10s", "-s", str(SCRIPT)]
    words = [path, f"round-{number}", str(reached), str(WRK_THREADS), str(work)]
    said = subprocess.run([*command, server, "--", *words], capture_output=True, text=True, check=True).stdout
    votes, microseconds, p50, p99, refused = map(
        int, next(line for line in said.splitlines() if line.startswith("RESULT")).split()[1:]
    )
    return Round(votes / microseconds * 1e6, p50 / 1000, p99 / 1000, refused), reached + votes // WRK_THREADS + 50


@contextmanager
def plain(data: Path) -> Iterator[str]:
    """The plain endpoint on the same database, by the same server with the same options."""
    folder = open_folder(str(data))
    with open_database(folder) as database:
        port = address.free("127.0.0.1", 0)
        child = web(folder, database.url, "127.0.0.1", port, f"http://127.0.0.1:{port}")
        child = replace(child, environment={**child.environment, **PLAIN})
        child.start()
        try:
            wait_for(f"http://localhost:{port}/api/v1/openapi.json")
            yield f"http://localhost:{port}"
        finally:
            child.stop()


def wait_for(url: str) -> None:
    """Wait until something answers there."""
    started = perf_counter()
    while perf_counter() - started < 60:
        try:
            urlopen(url).close()
            return
        except URLError:
            sleep(0.1)
    raise RuntimeError(f"{url} does not answer")
