"""Votes for the programs of the peers: what the benchmark wrote, or a Polis folder as a short script would read it."""

import csv
from pathlib import Path
from typing import Any

import numpy as np


def read(path: Path) -> dict[str, Any]:
    """The columns who, what and said of standing votes, and the statements that are moderated out."""
    if not path.is_dir():
        return dict(np.load(path))
    with (path / "votes.csv").open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: int(row["timestamp"]))
    last = {(int(row["voter-id"]), int(row["comment-id"])): int(row["vote"]) for row in rows}
    with (path / "comments.csv").open(encoding="utf-8", newline="") as lines:
        out = [int(row["comment-id"]) for row in csv.DictReader(lines) if row["moderated"] == "-1"]
    who, what = np.array(list(last)).T
    return {"who": who, "what": what, "said": np.array(list(last.values())), "out": np.array(out, dtype=np.int64)}
