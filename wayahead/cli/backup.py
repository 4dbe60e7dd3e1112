"""`wayahead backup FILE`: everything the database holds, in one file."""

import argparse
from pathlib import Path

from .data_folder import add_data_argument, open_folder
from .database import open_database
from .postgres.run_program import run_program
from .refusal import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write the backup; it must not exist yet")


def run(args: argparse.Namespace) -> int:
    target: Path = args.file.absolute()
    if target.exists():
        raise Refused(f"{target} is there already: name a new file")
    if not target.parent.is_dir():
        raise Refused(f"there is no folder {target.parent} to write to")
    draft = target.with_name(f"{target.name}.partial")
    with open_database(open_folder(args.data)) as database:
        try:
            # Everything that people said is in it, so nobody else may read it.
            draft.touch(mode=0o600)
            words = ("--format", "custom", "--no-owner", "--no-acl", "--file", str(draft))
            run_program("pg_dump", *words, "--dbname", database.owner_url)
            draft.rename(target)
        finally:
            draft.unlink(missing_ok=True)
    print(f"{target}: {target.stat().st_size:,} bytes")
    return 0
