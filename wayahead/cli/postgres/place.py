"""Where the database's files lie: in the data folder, or, where its account cannot get in, in a folder of our own."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..locks import Lock
from ..refusal import Refused
from .account import Account, owner_of, unprivileged

REMEMBERED = "postgres.place"
# For root only; both are there to keep the state of programs, on Linux and on BSD and macOS.
OWN_FOLDERS = (Path("/var/lib"), Path("/var/db"))


@dataclass(frozen=True)
class Place:
    """`home` holds the database's folder and its locks; the locks stay beside the files they guard."""

    home: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return self.home / "postgres"

    @property
    def running(self) -> Path:
        return self.home / "postgres.running.json"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def minding(self) -> Lock:
        """Held by the one command that starts and stops this database."""
        return Lock(self.home / "postgres.minding.lock")

    @property
    def alive(self) -> Lock:
        """Handed to PostgreSQL itself: held until the last process of this database has ended."""
        return Lock(self.home / "postgres.alive.lock")


def place_for(data: Path) -> Place:
    """The place of the database of the data folder `data`, chosen once and then remembered."""
    with Lock(data / f"{REMEMBERED}.lock") as choosing:
        choosing.wait()
        return chosen_place(data)


def chosen_place(data: Path) -> Place:
    """The place chosen before, else a choice made now; one command at a time."""
    home = remembered(data) or data
    if (home / "postgres").exists():
        return Place(home, owner_of(home / "postgres"))
    account = unprivileged()
    if not account.reaches(home):
        home = own_folder(data, account)
    return Place(home, account)


def remembered(data: Path) -> Path | None:
    """The folder of our own that an earlier start chose for `data`, if it had to."""
    note = data / REMEMBERED
    if not note.exists():
        return None
    home = Path(note.read_text().strip())
    if not home.is_dir():
        raise Refused(f"the database's folder {home}, named in {note}, is gone: bring it back, or remove {note}")
    return home


def own_folder(data: Path, account: Account) -> Path:
    """A new folder outside `data` that the account reaches, written down on both sides."""
    for parent in OWN_FOLDERS:
        if parent.is_dir() and os.access(parent, os.W_OK) and account.reaches(parent):
            home = Path(tempfile.mkdtemp(prefix="wayahead-", dir=parent))
            home.chmod(0o711)
            (home / "belongs-to").write_text(f"The database of Wayahead's data folder {data}\n")
            (data / REMEMBERED).write_text(f"{home}\n")
            return home
    raise Refused(f"the account {account.name} cannot reach {data}: name another data folder with --data")
