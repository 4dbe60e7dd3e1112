"""The peers, each from the registry into a throw-away environment of its own."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
OURS = "ours"


@dataclass(frozen=True)
class Peer:
    """A published package that makes such maps, and the program in `benchmarks/timed` that times it."""

    package: str
    program: str

    @property
    def name(self) -> str:
        """Without the version."""
        return self.package.partition("==")[0]


PEERS = (Peer("red-dwarf==0.4.0", "red_dwarf"), Peer("valency-anndata==0.5.0", "valency"))


def install(folder: Path) -> dict[str, Path]:
    """A Python for each program whose package could be installed."""
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    found: dict[str, Path] = {}
    for peer in PEERS if uv else ():
        python = folder / peer.program / "bin/python"
        print(f"  installing {peer.package}", file=sys.stderr, flush=True)
        steps = [
            [uv, "venv", "--quiet", "--python", sys.executable, folder / peer.program],
            [uv, "pip", "install", "--quiet", "--python", python, peer.package],
        ]
        if all(subprocess.run([str(word) for word in step], check=False).returncode == 0 for step in steps):
            found[peer.program] = python
    return found


def missing(pythons: dict[str, Path]) -> list[str]:
    """A line for each peer that is not there."""
    return [f"{peer.package} could not be installed on this machine." for peer in PEERS if peer.program not in pythons]


def run(
    program: str, python: Path | None, *words: object, limit: float = 3600, **environment: str
) -> dict[str, Any] | str:
    """What one process measured, or why it did not: `no` where it is not installed, else how it ended."""
    if python is None:
        return "–"
    command = [python, "-m", f"benchmarks.timed.{program}", *words]
    try:
        done = subprocess.run(
            [str(word) for word in command],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            timeout=limit,
            env=os.environ | environment,
        )
    except subprocess.TimeoutExpired:
        return f"stopped after {limit:.0f} s"
    if done.returncode != 0:
        print(done.stderr[-2000:], file=sys.stderr)
        return "fails"
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured
