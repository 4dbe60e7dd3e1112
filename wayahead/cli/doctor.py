"""`wayahead doctor`: what could go wrong on this machine, one line each."""

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator

import psycopg
from psycopg.conninfo import conninfo_to_dict

from .data_folder import DataFolder, add_data_argument, open_folder
from .database import Database, open_database, unsafe_settings
from .rights import APPEND_ONLY, REFUSING_FUNCTION

LITTLE_SPACE = 1_000_000_000
OLDEST_POSTGRESQL = 150000

Finding = tuple[bool, str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)


def run(args: argparse.Namespace) -> int:
    folder = open_folder(args.data)
    findings = [*disk(folder)]
    with open_database(folder) as database:
        checks: list[Callable[[Database], Iterator[Finding]]] = [durability, version, rights]
        findings += [finding for check in checks for finding in check(database)]
    for is_well, words in findings:
        print(f"{'ok  ' if is_well else 'MEND'}  {words}")
    return 0 if all(is_well for is_well, _ in findings) else 1


def disk(folder: DataFolder) -> Iterator[Finding]:
    """The machine and the data folder."""
    yield sys.version_info >= (3, 11), f"Python {sys.version.split()[0]} (3.11 or newer)"
    free = shutil.disk_usage(folder.path).free
    yield free > LITTLE_SPACE, f"{free / 1e9:.1f} GB free for {folder.path}"
    mode = (folder.path / "secret_key").stat().st_mode if folder.secret_key() else 0
    yield mode & 0o077 == 0, "the secret key can be read by its account only"


def durability(database: Database) -> Iterator[Finding]:
    """Whether what is acknowledged stays."""
    unsafe = unsafe_settings(database.url)
    yield not unsafe, f"PostgreSQL keeps what it acknowledged{': switch on ' + ', '.join(unsafe) if unsafe else ''}"


def version(database: Database) -> Iterator[Finding]:
    """Whether the server is new enough."""
    with psycopg.connect(database.url) as connection:
        number = connection.info.server_version
    yield number >= OLDEST_POSTGRESQL, f"PostgreSQL {number // 10000} (15 or newer)"


def rights(database: Database) -> Iterator[Finding]:
    """Whether the application could rewrite what is append-only."""
    role = conninfo_to_dict(database.url).get("user")
    apart = database.url != database.owner_url
    yield apart, f"the application's role {role} does not own the tables (DATABASE_OWNER_URL names their owner)"
    with psycopg.connect(database.url) as connection:
        for (table,) in connection.execute(APPEND_ONLY, [REFUSING_FUNCTION]).fetchall():
            asked = connection.execute("SELECT has_table_privilege(%s, 'UPDATE, DELETE, TRUNCATE')", [table]).fetchone()
            yield asked == (False,), f"{table} is append-only for the application (wayahead migrate sees to it)"
