"""PostgreSQL's client programs, run as ourselves."""

import subprocess
from pathlib import Path

from ..refusal import Refused
from .programs import installed


def program(name: str) -> Path:
    """Where the installed wheel keeps one of PostgreSQL's programs."""
    path = installed() / name
    if not path.exists():
        raise Refused(f"the installed PostgreSQL has no {name}: use the one of your own server")
    return path


def run_program(name: str, *words: str) -> None:
    """Run one to its end; refused with its own words when it fails."""
    done = subprocess.run([str(program(name)), *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(f"{name} says: {done.stderr.strip()}")
