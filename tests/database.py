"""An early pytest plugin: a throwaway PostgreSQL for the whole run, unless DATABASE_URL names a server.

Early, because pytest-django reads the settings before any conftest. The workers of pytest-xdist inherit the address.
"""

import os
import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest

from wayahead.cli.database import say
from wayahead.cli.postgres import Server, place_for
from wayahead.cli.postgres.cluster import OWNER, SUPERUSER

SERVER = pytest.StashKey[Server]()
FOLDER = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the server in the run's first process and put its address where the settings look."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="wayahead-tests-"))
    folder.chmod(0o711)  # as root PostgreSQL runs under another account, which has to get in
    early_config.stash[FOLDER] = folder
    os.environ.setdefault("SECRET_KEY", "only for tests")
    os.environ["WAYAHEAD_DATA"] = str(folder)
    if not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")):
        server = Server(place_for(folder), say, is_throwaway=True)
        early_config.stash[SERVER] = server
        server.start()
        with psycopg.connect(server.url(SUPERUSER), autocommit=True) as connection:
            # Tests run as the tables' owner (row triggers hold for it too), who here makes test databases.
            connection.execute(f"ALTER ROLE {OWNER} CREATEDB")
            # A query without an end is an error of the test that made it.
            connection.execute(f"ALTER ROLE {OWNER} SET statement_timeout = '120s'")
        os.environ["DATABASE_URL"] = server.url(OWNER)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and leave nothing behind."""
    if server := config.stash.get(SERVER, None):
        server.stop()
    if folder := config.stash.get(FOLDER, None):
        shutil.rmtree(folder, ignore_errors=True)
