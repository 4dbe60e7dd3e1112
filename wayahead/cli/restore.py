"""`wayahead restore FILE`: a backup in place of the database, wholly or not at all."""

import argparse
import subprocess
from pathlib import Path

from .data_folder import add_data_argument, open_folder
from .database import Database, open_database
from .migrate import migrate
from .postgres.run_program import program, run_program
from .refusal import Refused

EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public; ALTER SCHEMA public OWNER TO pg_database_owner;"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="what `wayahead backup` wrote")
    parser.add_argument("--yes", action="store_true", help="do not ask before the present data is replaced")


def run(args: argparse.Namespace) -> int:
    file: Path = args.file.absolute()
    if not file.is_file():
        raise Refused(f"there is no file {file}")
    run_program("pg_restore", "--list", str(file))  # refuses what is no backup, before anything is touched
    folder = open_folder(args.data)
    with folder.serving as serving:
        if not serving.take():
            raise Refused(f"a wayahead serves {folder.path}: stop it first")
        if not args.yes and input(f"Replace all data of {folder.path} by {file.name}? (yes/no) ") != "yes":
            raise Refused("nothing was changed")
        with open_database(folder, is_serving=True) as database:
            replace(database, file)
            migrate(folder, database, quietly=True)
    print("restored")
    return 0


def replace(database: Database, file: Path) -> None:
    """Empty the database and fill it from the backup, in one transaction."""
    script = [str(program("pg_restore")), "--no-owner", "--no-acl", "--file", "-", str(file)]
    enter = [str(program("psql")), "--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1"]
    with subprocess.Popen(script, stdout=subprocess.PIPE) as reading:
        assert reading.stdout is not None  # noqa: S101 - a pipe was asked for
        words = [*enter, "--dbname", database.owner_url, "--command", EMPTY, "--file", "-"]
        writing = subprocess.run(words, stdin=reading.stdout, capture_output=True, text=True, check=False)
    if writing.returncode != 0 or reading.returncode != 0:
        raise Refused(f"nothing was changed, for the backup does not go in: {writing.stderr.strip()}")
