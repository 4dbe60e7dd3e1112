"""The folder where an installation keeps everything that is its own."""

import argparse
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from .locks import Lock
from .refusal import Refused


@dataclass(frozen=True)
class DataFolder:
    """A data folder that exists; `serving` is held by the one `serve` or `demo` that may run on it."""

    path: Path

    @property
    def serving(self) -> Lock:
        return Lock(self.path / "serve.lock")

    def secret_key(self) -> str:
        """The installation's own key, made on first use and readable by its account only."""
        file = self.path / "secret_key"
        if not file.exists():
            # Written beside and linked, so that of two first commands at once both read the same whole key.
            draft = file.with_name(f"secret_key.{os.getpid()}")
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as stream:
                stream.write(secrets.token_urlsafe(50))
            try:
                os.link(draft, file)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return file.read_text().strip()


def default_path() -> Path:
    """Where data goes when nobody says otherwise."""
    return Path(os.environ.get("WAYAHEAD_DATA") or "~/.local/share/wayahead").expanduser()


def open_folder(given: str | None, *, below: str = "") -> DataFolder:
    """The data folder that was asked for, else the default one (or the folder `below` it), made when missing."""
    path = Path(given).expanduser() if given else default_path() / below
    path = path.absolute()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # As root the database runs under another account, which has to pass through, though not to look around.
        path.mkdir(exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
    except OSError as error:
        raise Refused(f"the data folder {path} cannot be made ({error.strerror}): name another with --data") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise Refused(f"the data folder {path} cannot be written: name another with --data")
    return DataFolder(path.resolve())


def add_data_argument(parser: argparse.ArgumentParser) -> None:
    """Let a verb be told its data folder."""
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: $WAYAHEAD_DATA)")
