"""The `wayahead` command, run as people run it: in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

PATIENCE = 90.0


def wait_for(what: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until `what` gives something true."""
    deadline = time.monotonic() + patience
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def plain_environment() -> dict[str, str]:
    """Our environment without what would name another database."""
    ours = ("DATABASE_URL", "DATABASE_OWNER_URL", "WAYAHEAD_DATA", "DJANGO_SETTINGS_MODULE", "SECRET_KEY")
    return {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in ours}


class Command:
    """One running `wayahead …`, with what it has said so far."""

    def __init__(self, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "wayahead.cli", *words],
            env=plain_environment(),
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.said = ""
        self.listener = Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line

    def wait_for(self, words: str, patience: float = PATIENCE) -> None:
        """Wait until it has said `words`; fail when it ends before that."""
        wait_for(lambda: words in self.said or self.process.poll() is not None, patience)
        self.listener.join(0.5)
        assert words in self.said, self.said

    def url(self, patience: float = PATIENCE) -> str:
        """The address that it announces."""
        self.wait_for("http://localhost:", patience)
        return next(line for line in self.said.splitlines() if line.startswith("http://localhost:"))

    def ends(self) -> int:
        """Its exit code, once it has ended."""
        code = self.process.wait(PATIENCE)
        self.listener.join(5)
        return code

    def stop(self, kind: signal.Signals = signal.SIGINT) -> int:
        """Signal it, as Ctrl-C does, and wait."""
        if self.process.poll() is None:
            self.process.send_signal(kind)
        return self.ends()


def ran(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """`wayahead …` run to its end, with what it said on either stream."""
    command = [sys.executable, "-m", "wayahead.cli", *map(str, words)]
    return subprocess.run(command, env=plain_environment(), text=True, capture_output=True, check=False)


def postmaster(cluster: Path) -> int:
    """The pid that the database's own file names."""
    return int((cluster / "postmaster.pid").read_text().splitlines()[0])


def processes_naming(text: str) -> list[str]:
    """The command lines of living processes that contain `text`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
        except OSError:
            continue
        if text in line and int(folder.name) != os.getpid():
            found.append(line)
    return found
