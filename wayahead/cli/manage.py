"""`wayahead manage …`: Django's management commands, with the installation's database and settings."""

import argparse

from .data_folder import add_data_argument, open_folder
from .database import open_database
from .environment import enter, environment
from .migrate import migrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="COMMAND …", help="for example: manage shell")


def run(args: argparse.Namespace) -> int:
    folder = open_folder(args.data)
    with open_database(folder) as database:
        if args.words[:1] == ["migrate"]:  # changes tables, so it is the owner's to do
            migrate(folder, database, quietly=False, more=args.words[1:])
            return 0
        enter(environment(folder, database.url))
        from django.core.management import execute_from_command_line  # here, as it must read that environment

        execute_from_command_line(["wayahead manage", *args.words])
    return 0
