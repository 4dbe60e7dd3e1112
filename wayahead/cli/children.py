"""The processes that serve together: watched, started again when they die, stopped with us."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from .database import say
from .dying_together import die_with_parent
from .postgres import Server
from .refusal import Refused

LONG_RUN = 30.0  # seconds after which a death counts as the first one again
DEATHS_ALLOWED = 6
STOP_PATIENCE = 20.0


@dataclass
class Child:
    """One program that has to run; `name` is what people are told."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    deaths: int = field(default=0)

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C is for us, and we stop the others in order."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command, env=self.environment, start_new_session=True, preexec_fn=die_with_parent(signal.SIGTERM)
        )

    def look(self) -> None:
        """Start it when it does not run; a little later each time it dies soon, and refuse when it never holds."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.deaths = 1 if now - self.started_at > LONG_RUN else self.deaths + 1
            if self.deaths > DEATHS_ALLOWED:
                raise Refused(f"the {self.name} keeps stopping (exit code {self.process.returncode}); see above why")
            say(f"the {self.name} stopped (exit code {self.process.returncode}); it is started again")
            self.process = None
            self.start_again_at = now + 0.25 * 2**self.deaths
        if self.process is None and now >= self.start_again_at:
            self.start()

    def stop(self) -> None:
        """Stop it, kindly first."""
        for kind in (signal.SIGTERM, signal.SIGKILL):
            if self.process is None or self.process.poll() is not None:
                return
            self.process.send_signal(kind)
            try:
                self.process.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                continue


class Stopped(Exception):
    """Somebody asked us to stop."""


def heed_signals() -> None:
    """Let Ctrl-C, SIGTERM and a closed terminal end the work through `Stopped`, once."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for kind in kinds:
            signal.signal(kind, signal.SIG_IGN)
        raise Stopped

    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for kind in kinds:
        signal.signal(kind, stop)


def mind(children: Sequence[Child], server: Server | None, tick: Callable[[], None]) -> None:
    """Keep the children and the database's server running until `Stopped`; calls `tick` again and again."""
    try:
        while True:
            if server is not None and server.has_died():
                say("PostgreSQL stopped; it is started again")
                server.start()
            for child in children:
                child.look()
            tick()
            time.sleep(0.1)
    finally:
        for child in children:
            child.stop()
