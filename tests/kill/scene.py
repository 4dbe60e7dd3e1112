"""An installation whose web server and database can be killed and started again."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.request import urlopen

import psycopg

from wayahead.cli import address
from wayahead.cli.children import Child
from wayahead.cli.data_folder import open_folder
from wayahead.cli.database import open_database
from wayahead.cli.migrate import django, migrate
from wayahead.cli.postgres import Server
from wayahead.cli.postgres.cluster import SUPERUSER
from wayahead.cli.postgres.place import REMEMBERED
from wayahead.cli.serve import web

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
FOUNDING = """
import sys
from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.loop.listening import actions
cast = Cast()
drawn = [actions.draw_statement(cast.conversation, by=cast.facilitator, text=f"Idea {n}.", voices=[cast.voice])
    for n in range(%(statements)d)]
guests = [people.welcome_guest() for n in range(%(people)d)]
for guest in guests:
    actions.take_part(cast.conversation, by=guest)
with open(%(file)r, "w") as file:
    print(cast.conversation.pk, file=file)
    print(*[one.pk for one in drawn], file=file)
    print(*[people.link_of(guest).token for guest in guests], file=file)
"""


@dataclass
class Scene:
    """What runs, and who may vote on what."""

    server: Server
    child: Child
    port: int
    conversation: int
    statements: Sequence[int]
    tokens: Sequence[str]
    kills: int = field(default=0)

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the web server and wait until it answers."""
        self.child.start()
        started = time.monotonic()
        while not self.answers():
            assert self.child.process is not None
            assert self.child.process.poll() is None, "the web server stopped by itself"
            assert time.monotonic() - started < PATIENCE, "the web server does not answer"
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether pages come."""
        try:
            with urlopen(f"{self.address}/healthz", timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill_web(self) -> None:
        """SIGKILL to the web server's processes, all at once; it is started again."""
        assert self.child.process is not None
        os.killpg(self.child.process.pid, signal.SIGKILL)
        self.child.process.wait()
        self.kills += 1
        self.start()

    def kill_database(self) -> None:
        """SIGKILL to the database; it is started again, as `wayahead serve` does."""
        assert self.server.process is not None
        os.kill(self.server.process.pid, signal.SIGKILL)
        self.server.process.wait()
        self.kills += 1
        self.server.start()

    def ask(self, question: str) -> list[tuple[object, ...]]:
        """Rows straight from the database."""
        with psycopg.connect(self.server.url(SUPERUSER)) as connection:
            return connection.execute(question).fetchall()

    def order(self, command: str) -> None:
        """Something that only the database's superuser may do."""
        with psycopg.connect(self.server.url(SUPERUSER), autocommit=True) as connection:
            connection.execute(command)


@contextmanager
def scene(*, statements: int, people: int, application: str = "wayahead.wsgi:application") -> Iterator[Scene]:
    """A fresh installation that serves `application`, with its own database; gone afterwards."""
    root = Path(tempfile.mkdtemp(prefix="wayahead-kill-"))
    root.chmod(0o711)  # as root PostgreSQL runs under another account, which has to get in
    folder = open_folder(str(root / "data"))
    found = root / "found"
    try:
        with open_database(folder, is_serving=True, is_own_ignored=True) as database:
            assert database.server is not None
            migrate(folder, database, quietly=True)
            founding = FOUNDING % {"statements": statements, "people": people, "file": str(found)}
            with in_root():
                django(folder, database.url, "shell", "--no-imports", "-c", founding)
            conversation, keys, tokens = found.read_text().splitlines()
            port = address.free("127.0.0.1", 0)
            child = web(folder, database.url, "127.0.0.1", port, f"http://127.0.0.1:{port}")
            command = [*child.command[:-1], application]
            child = replace(child, command=command, environment={**child.environment, "PYTHONPATH": str(ROOT)})
            made = Scene(
                database.server, child, port, int(conversation), [int(key) for key in keys.split()], tokens.split()
            )
            try:
                made.start()
                yield made
            finally:
                if child.process is not None and child.process.poll() is None:
                    os.killpg(child.process.pid, signal.SIGKILL)
                    child.process.wait()
    finally:
        if (folder.path / REMEMBERED).exists():
            shutil.rmtree((folder.path / REMEMBERED).read_text().strip(), ignore_errors=True)
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def in_root() -> Iterator[None]:
    """Let the programs that we start find the cast of the tests."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
