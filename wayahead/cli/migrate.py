"""`wayahead migrate`: tables of this version, made by their owner, with the application's rights on them."""

import argparse
import subprocess
import sys
from collections.abc import Sequence

from psycopg.conninfo import conninfo_to_dict

from . import rights
from .data_folder import DataFolder, add_data_argument, open_folder
from .database import Database, open_database
from .environment import environment
from .refusal import Refused

# -P: a file in the current folder must not be taken for one of our modules.
DJANGO = (sys.executable, "-P", "-m", "django")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)


def run(args: argparse.Namespace) -> int:
    folder = open_folder(args.data)
    with open_database(folder) as database:
        migrate(folder, database, quietly=False)
    return 0


def migrate(folder: DataFolder, database: Database, *, quietly: bool, more: Sequence[str] = ()) -> None:
    """Bring the database to this version's tables and give the application its rights on them."""
    verbosity = "0" if quietly else "1"
    django(folder, database.owner_url, "migrate", "--no-input", "--verbosity", verbosity, *more)
    # Django keeps the table of the database cache outside its migrations.
    django(folder, database.owner_url, "createcachetable", "--verbosity", verbosity)
    role = str(conninfo_to_dict(database.url).get("user", ""))
    if database.owner_url != database.url:
        rights.grant(database.owner_url, role)


def django(folder: DataFolder, url: str, *words: str, **more: str) -> None:
    """Run one of Django's commands in a process of its own, connected by `url`; `more`: variables that may be set."""
    done = subprocess.run([*DJANGO, *words], env=environment(folder, url, **more), check=False)
    if done.returncode != 0:
        raise Refused(f"“{words[0]}” did not finish (exit code {done.returncode}); see above why")
