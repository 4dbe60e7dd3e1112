"""`wayahead serve`: the database, the web server and a background worker, as one thing to start and stop."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from . import address
from .children import Child, Stopped, heed_signals, mind
from .data_folder import DataFolder, add_data_argument, open_folder
from .database import Database, open_database, refuse_forgetful
from .environment import environment
from .migrate import django, migrate
from .refusal import Refused
from .worker import worker

THREADS = 16  # votes wait for the disk together, so more of them than there are processors is right


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_argument(parser)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=address.port, default=8000, help="0 picks a free one (default: 8000)")


def run(args: argparse.Namespace) -> int:
    folder = open_folder(args.data)
    return serve(folder, args.host, args.port, announce=lambda port: print(f"http://localhost:{port}", flush=True))


def serve(
    folder: DataFolder,
    host: str,
    port: int,
    *,
    announce: Callable[[int], None],
    prepare: Callable[[Database, str], None] = lambda database, base: None,
    is_own_ignored: bool = False,
) -> int:
    """Run everything on `folder` until asked to stop; `announce` is called once, when the landing page answers.

    `prepare` is called once the tables are there, before anything is served, with the address that links begin with.
    `is_own_ignored`: never `DATABASE_URL`.
    """
    with folder.serving as serving:
        if not serving.take():
            raise Refused(f"another wayahead already serves {folder.path}: stop it first, or name another --data")
        port = address.free(host, port)
        heed_signals()
        try:
            with open_database(folder, is_serving=True, is_own_ignored=is_own_ignored) as database:
                refuse_forgetful(database.url)
                migrate(folder, database, quietly=True)
                collect_static(folder, database)
                base = f"http://localhost:{port}"
                prepare(database, base)
                children = [web(folder, database.url, host, port, base), worker(folder, database.url, base)]
                mind(children, database.server, address.WhenAnswering(host, port, announce))
        except Stopped:
            pass
    return 0


def web(folder: DataFolder, url: str, host: str, port: int, base: str) -> Child:
    """The web server's process."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": "1",
        "--blocking-threads": str(THREADS),
        "--log-level": "error",
    }
    command = [sys.executable, "-P", "-m", "granian", *(word for pair in options.items() for word in pair), "--no-ws"]
    return Child("web server", [*command, "wayahead.wsgi:application"], environment(folder, url, BASE_URL=base))


def collect_static(folder: DataFolder, database: Database) -> None:
    """Put the files that browsers ask for into the data folder, when they are other ones than last time."""
    note = folder.path / "static.version"
    fingerprint = static_fingerprint()
    if note.exists() and note.read_text() == fingerprint:
        return
    django(folder, database.url, "collectstatic", "--no-input", "--clear", "--verbosity", "0")
    note.write_text(fingerprint)


def static_fingerprint() -> str:
    """What differs when this version's static files do."""
    from importlib.metadata import version

    names = ("wayahead", "django", "django-ninja")
    root = Path(__file__).parents[1] / "static"
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    newest = max((path.stat().st_mtime_ns for path in files), default=0)
    return " ".join([*(f"{name}={version(name)}" for name in names), f"files={len(files)}", f"newest={newest}"])
