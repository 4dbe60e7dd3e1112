"""`wayahead worker`: another process for background work, beside the one that `serve` runs."""

import argparse

from .children import Child, Stopped, heed_signals, mind
from .data_folder import DataFolder, add_data_argument, open_folder
from .database import open_database
from .environment import environment
from .migrate import DJANGO


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)


def run(args: argparse.Namespace) -> int:
    heed_signals()
    folder = open_folder(args.data)
    try:
        with open_database(folder) as database:
            mind([worker(folder, database.url)], database.server, lambda: None)
    except Stopped:
        pass
    return 0


def worker(folder: DataFolder, url: str, base: str = "") -> Child:
    """The process that does background work; its messages link to `base` unless `BASE_URL` is set."""
    more = {"BASE_URL": base} if base else {}
    return Child("background worker", [*DJANGO, "procrastinate", "worker"], environment(folder, url, **more))
