"""A kill does not lose what the disk was never told to keep. So system calls are traced: a sync before each answer."""

import http.client
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from tests.kill.scene import Scene, scene
from tests.kill.voters import Sent, Voters

VOTES = 40
# `1732460000.123456 fdatasync(4) = 0 <0.000213>`; a call shown in two parts carries the time of its end in the second.
SYNC = re.compile(r"(\d+\.\d+) (<\.\.\. )?(?:fdatasync|fsync)\b.*= 0 <(\d+\.\d+)>")


@contextmanager
def traced(pid: int) -> Iterator[Path]:
    """The sync calls of a process and of all that it starts, written to a file while the block lasts."""
    with TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        command = ["strace", "-f", "-ttt", "-T", "-e", "trace=fdatasync,fsync", "-o", str(trace)]
        children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()
        command += [word for one in [str(pid), *children] for word in ("-p", one)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as strace:
            time.sleep(1)
            try:
                yield trace
            finally:
                strace.send_signal(signal.SIGINT)
                strace.wait(30)


def is_possible() -> bool:
    """Whether system calls can be traced here."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def share_synced(here: Scene) -> float:
    """The share of votes for which the database synced between sending and answer, one vote at a time."""
    assert here.server.process is not None
    voters, times = Voters(here, 1, seed=1), []
    with traced(here.server.process.pid) as trace:
        line = http.client.HTTPConnection("127.0.0.1", here.port, timeout=30)
        for number in range(VOTES):
            vote = Sent(here.tokens[number % len(here.tokens)], here.statements[number % len(here.statements)], 1)
            begun = time.time()
            voters.send(line, uuid4().hex, vote)
            times.append((begun, time.time()))
            assert vote.receipt is not None
        lines = trace.read_text().splitlines()
    syncs = [span(one) for one in map(SYNC.search, lines) if one]
    return sum(any(begun <= start and end <= over for start, end in syncs) for begun, over in times) / VOTES


def span(sync: re.Match[str]) -> tuple[float, float]:
    """When a call began and ended."""
    at, took = float(sync[1]), float(sync[3])
    return (at - took, at) if sync[2] else (at, at + took)


def shares() -> tuple[float, float]:
    """`share_synced` as we serve, and with a database that answers before it syncs."""
    with scene(statements=20, people=20) as here:
        durable = share_synced(here)
        here.order("ALTER ROLE wayahead SET synchronous_commit = off")
        here.kill_web()  # its new connections heed that
        return durable, share_synced(here)
