"""One running PostgreSQL of our own: started, waited for, started again when it dies, stopped when we stop."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from ..dying_together import die_with_parent
from ..locks import Lock
from ..refusal import Refused
from . import cluster, orphans, programs
from .place import Place

READY_PATIENCE = 600.0  # after a crash PostgreSQL replays its log first, which may take minutes
STOP_PATIENCE = 60.0
LOG_LIMIT = 10_000_000
SAFE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
THROWAWAY = dict.fromkeys(SAFE, "off")


class Server:
    """The PostgreSQL of one place. Call from the main thread, and only while minding the place.

    `is_throwaway` trades durability for speed, for the tests' database.
    """

    def __init__(self, place: Place, say: Callable[[str], None], *, is_throwaway: bool = False) -> None:
        self.place = place
        self.say = say
        self.settings = THROWAWAY if is_throwaway else SAFE
        self.programs = programs.reachable(place.account)
        self.socket: Path | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and come back when it answers; also starts it again after it died, at the same address."""
        cluster.make(self.place, self.programs)
        with orphans.clear(self.place, self.say) as alive:
            self.socket = self.socket or self._new_socket_folder()
            self.process = self._spawn(self.socket, alive)
        self._wait_until_ready()
        with psycopg.connect(self.url(cluster.SUPERUSER, "postgres"), autocommit=True) as connection:
            cluster.prepare(connection)
        draft = self.place.running.with_suffix(".new")
        draft.write_text(json.dumps({"socket": str(self.socket)}))
        draft.rename(self.place.running)

    def url(self, role: str, database: str = cluster.DATABASE) -> str:
        """The address of `database` for `role`."""
        return address(self.socket, role, database)

    def has_died(self) -> bool:
        """Whether it was started and runs no more."""
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """Stop it: in a clean way, and if it will not, at once (it recovers on the next start)."""
        for kind in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.process is None or self.process.poll() is not None:
                break
            self.process.send_signal(kind)
            try:
                self.process.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                continue
        self.place.running.unlink(missing_ok=True)
        if self.socket is not None:
            shutil.rmtree(self.socket, ignore_errors=True)
        self.socket = self.process = None

    def _new_socket_folder(self) -> Path:
        # A socket's path holds about a hundred bytes, and data folders may lie deep: so a short, private folder.
        if (left := running_socket(self.place)) and left.name.startswith("wayahead-"):
            shutil.rmtree(left, ignore_errors=True)
        short = Path("/tmp") if os.access("/tmp", os.W_OK) else Path(tempfile.gettempdir())  # noqa: S108
        folder = Path(tempfile.mkdtemp(prefix="wayahead-", dir=short))
        if not self.place.account.is_ours:
            os.chown(folder, self.place.account.uid, self.place.account.gid)
        return folder

    def _spawn(self, socket: Path, alive: Lock) -> subprocess.Popen[bytes]:
        settings = {"listen_addresses": "", "unix_socket_directories": f'"{socket}"', "port": "5432", **self.settings}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        descriptor = alive.descriptor
        assert descriptor is not None  # noqa: S101 - the type checker cannot know that the lock is held
        if self.place.log.exists() and self.place.log.stat().st_size > LOG_LIMIT:
            self.place.log.rename(self.place.log.with_suffix(".old.log"))
        with self.place.log.open("ab") as log:
            return subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(self.place.cluster), *options],
                **self.place.account.run_as(),
                cwd="/",
                env=cluster.PLAIN,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(descriptor,),
                preexec_fn=die_with_parent(signal.SIGINT),
                start_new_session=True,
            )

    def _wait_until_ready(self) -> None:
        started = time.monotonic()
        next_word = 5.0
        while not self._answers():
            waited = time.monotonic() - started
            if self.has_died() or waited > READY_PATIENCE:
                raise Refused(f"PostgreSQL did not start; the end of {self.place.log} says:\n{self._last_words()}")
            if waited > next_word:
                self.say(f"still waiting for PostgreSQL ({waited:.0f} s); it tells what it does in {self.place.log}")
                next_word *= 2
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(cluster.SUPERUSER, "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _last_words(self) -> str:
        return "\n".join(self.place.log.read_text(errors="replace").splitlines()[-5:])


def address(socket: Path | None, role: str, database: str = cluster.DATABASE) -> str:
    """The address of a database behind a socket folder, as both Django's settings and PostgreSQL's programs read it."""
    return f"postgres://{role}@/{database}?host={socket}&port=5432"


def running_socket(place: Place) -> Path | None:
    """The socket folder of the server that runs (or that was killed while running) on `place`."""
    try:
        return Path(json.loads(place.running.read_text())["socket"])
    except (OSError, ValueError, KeyError):
        return None
