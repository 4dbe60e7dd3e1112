"""The database's files, its roles and its one database."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import sql

from ..refusal import Refused
from .place import Place

SUPERUSER = "postgres"
OWNER = "wayahead_owner"
APPLICATION = "wayahead"
DATABASE = "wayahead"

# Nothing of the caller's PG… variables or locale may reach the server.
PLAIN: Mapping[str, str] = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def make(place: Place, programs: Path) -> None:
    """Make the database's files, unless they are there; a half-made folder never takes the final name."""
    if place.cluster.exists():
        return
    draft = place.home / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    place.account.own(draft)
    command = [
        str(programs / "initdb"),
        *("--pgdata", str(draft), "--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8"),
        # The builtin provider sorts and folds the same on every operating system.
        *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
    ]
    done = subprocess.run(
        command, **place.account.run_as(), cwd="/", env=PLAIN, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Refused(f"the database could not be made in {place.home}: {done.stderr.strip() or done.stdout.strip()}")
    draft.rename(place.cluster)


def prepare(server: psycopg.Connection) -> None:
    """Make the roles and the database, unless they are there; `server` is a superuser's connection."""
    for role in (OWNER, APPLICATION):
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
        server.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(*names))
