"""What an earlier run left behind: a PostgreSQL that still runs, or a pid file that lies."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from ..locks import Lock
from ..refusal import Refused
from .place import Place

PATIENCE = 90.0


def clear(place: Place, say: Callable[[str], None]) -> Lock:
    """Stop whatever PostgreSQL still runs on `place`, which we must be minding; gives the held lock that none does."""
    postmaster = live_postmaster(place.cluster)
    if postmaster is not None:
        say("stopping a PostgreSQL that an earlier run left behind")
        os.kill(postmaster, signal.SIGINT)
    alive = place.alive
    deadline = time.monotonic() + PATIENCE
    while not alive.take() or live_postmaster(place.cluster) is not None:
        alive.release()
        if time.monotonic() > deadline:
            raise Refused(f"a PostgreSQL still runs on {place.cluster} and does not stop: stop it by hand")
        time.sleep(0.05)
    # Nobody runs here now, so the pid file is stale. PostgreSQL would believe it if that pid lives again as another
    # program, and refuse to start for ever; we neither believe it nor touch that program.
    (place.cluster / "postmaster.pid").unlink(missing_ok=True)
    return alive


def live_postmaster(cluster: Path) -> int | None:
    """The pid of the PostgreSQL that runs on `cluster`: the pid file's, if that process truly is it."""
    try:
        pid = int((cluster / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None
    words = command_line(pid)
    is_postgres = bool(words) and Path(words[0]).name.startswith("postgres")
    return pid if is_postgres and str(cluster) in words else None


def command_line(pid: int) -> list[str]:
    """The words a process was started with; none when there is no such process (a zombie has none either)."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").rstrip("\0").split("\0")
        except OSError:
            return []
    listed = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return listed.stdout.split()
