"""`wayahead demo`: the practice space on this machine, seeded once, ready to walk through."""

import argparse
import shutil
import webbrowser
from pathlib import Path

from . import address
from .data_folder import DataFolder, add_data_argument, open_folder
from .database import Database, say
from .environment import value_of
from .migrate import django
from .postgres import place_for
from .refusal import Refused
from .serve import serve

MARK = "practice"  # this file says that the folder is a practice space, and whether it is seeded
SEED = "seed_practice"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)
    parser.add_argument("--port", type=address.port, default=8000, help="0 picks a free one (default: 8000)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument("--reset", action="store_true", help="throw the practice space away and seed it anew")


def run(args: argparse.Namespace) -> int:
    folder = open_folder(args.data, below="practice")
    if value_of("DATABASE_URL"):
        say("the demo keeps to a database of its own; DATABASE_URL is left alone")

    def announce(port: int) -> None:
        url = f"http://localhost:{port}"
        print(url, flush=True)
        say("Ctrl-C stops it.")
        if not args.no_browser:
            webbrowser.open(url)

    claim(folder)
    if args.reset:
        reset(folder)
    return serve(
        folder,
        "127.0.0.1",
        args.port,
        announce=announce,
        prepare=lambda database, base: seed(folder, database, base),
        is_own_ignored=True,
    )


def claim(folder: DataFolder) -> None:
    """Make the folder a practice space, unless it holds somebody's real installation."""
    mark = folder.path / MARK
    if mark.exists():
        return
    if place_for(folder.path).cluster.exists():
        raise Refused(f"{folder.path} holds a real installation, not a practice space: name another with --data")
    mark.write_text("")


def reset(folder: DataFolder) -> None:
    """Throw away the practice space's database; nothing else that may lie in the folder."""
    with folder.serving as serving:
        if not serving.take():
            raise Refused(f"another wayahead serves {folder.path}: stop it, then reset")
        place = place_for(folder.path)
        with place.minding as minding:
            minding.wait()
            shutil.rmtree(place.cluster, ignore_errors=True)
            (folder.path / MARK).write_text("")


def seed(folder: DataFolder, database: Database, base: str) -> None:
    """Fill the practice space, once."""
    mark = folder.path / MARK
    if mark.read_text().strip():
        return
    if not any(Path(__file__).parents[1].rglob(f"management/commands/{SEED}.py")):
        return
    django(folder, database.url, SEED, BASE_URL=base)
    mark.write_text("seeded\n")
