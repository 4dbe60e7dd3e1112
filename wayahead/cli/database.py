"""A database for a command: one's own server, the one that already runs on the folder, or one for our own duration."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from .data_folder import DataFolder
from .environment import value_of
from .postgres import Place, Server, place_for
from .postgres.cluster import APPLICATION, OWNER
from .postgres.server import SAFE, address, running_socket
from .refusal import Refused


@dataclass(frozen=True)
class Database:
    """Where the application and the tables' owner connect; `server` only when it is ours to mind."""

    url: str
    owner_url: str
    server: Server | None = None


def say(words: str) -> None:
    """Tell the person at the keyboard what goes on, out of the way of a command's own output."""
    print(words, file=sys.stderr, flush=True)


@contextmanager
def open_database(folder: DataFolder, *, is_serving: bool = False, is_own_ignored: bool = False) -> Iterator[Database]:
    """A database that answers, for as long as the block lasts; `is_serving` when we hold the folder's serving lock."""
    own = None if is_own_ignored else value_of("DATABASE_URL")
    if own:
        yield Database(own, value_of("DATABASE_OWNER_URL") or own)
        return
    place = place_for(folder.path)
    with place.minding as minding:
        waiting = False
        while not minding.take():
            if not is_serving and (joined := running(folder, place)):
                yield joined
                return
            if not waiting:
                say(f"waiting for another wayahead command that uses the database of {folder.path}")
            waiting = True
            time.sleep(0.1)
        with started(place) as database:
            yield database


@contextmanager
def started(place: Place) -> Iterator[Database]:
    """The embedded server, started now and stopped at the end; only while minding the place."""
    server = Server(place, say)
    try:
        server.start()
        yield Database(server.url(APPLICATION), server.url(OWNER), server)
    finally:
        server.stop()


def running(folder: DataFolder, place: Place) -> Database | None:
    """The database that a `serve` or `demo` runs on this folder, once it answers."""
    # Only theirs is joined: a short command's server would stop in the middle of our work.
    socket = running_socket(place)
    if socket is None or not folder.serving.is_held_elsewhere():
        return None
    try:
        psycopg.connect(address(socket, APPLICATION), connect_timeout=5).close()
    except psycopg.OperationalError:
        return None
    return Database(address(socket, APPLICATION), address(socket, OWNER))


def unsafe_settings(url: str) -> list[str]:
    """The settings of this server that let it forget what it has acknowledged; none when all is well."""
    try:
        with psycopg.connect(url, connect_timeout=30) as connection:
            found = {name: connection.execute(f"SHOW {name}").fetchone() for name in SAFE}
    except psycopg.OperationalError as error:
        raise Refused(f"the database does not answer: {str(error).strip()}") from error
    return [name for name, row in found.items() if row is None or row[0] == "off"]


def refuse_forgetful(url: str) -> None:
    """Refuse a server that may lose a vote after we said that it is stored."""
    if unsafe := unsafe_settings(url):
        raise Refused(f"the database server has {', '.join(unsafe)} switched off: switch it on in postgresql.conf")
