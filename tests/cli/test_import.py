"""`wayahead import conversation`: all or nothing, once, and the real one in good time."""

import json
import os
from pathlib import Path

import pytest

from tests.formats.exports import REAL, VOTES, export

from .commands import ran
from .conftest import Installation

COUNT = """
from django.apps import apps
print([apps.get_model(name).objects.count() for name in (
    "listening.conversation", "listening.statement", "listening.participation", "listening.vote", "record.event")])
"""
BOWLING_GREEN = REAL / "american-assembly.bowling-green"


def rows(installation: Installation) -> str:
    """How many rows there are of everything that an import makes."""
    counted = ran("manage", "--data", installation.data, "shell", "--no-imports", "-c", COUNT)
    assert counted.returncode == 0, counted.stderr
    return counted.stdout


def test_a_folder_becomes_a_conversation_and_only_once(installation: Installation, tmp_path: Path) -> None:
    folder, slug = export(tmp_path), installation.known["coproduction"]
    words = ["import", "conversation", folder, "--coproduction", slug, "--data", installation.data]
    first = ran(*words, "--json")
    assert first.returncode == 0, first.stderr
    came = json.loads(first.stdout)
    assert came == {
        "imported": True,
        "conversation": came["conversation"],
        "address": f"/c/{slug}/listening/{came['conversation']}/",
        "question": "Evenings in Lockside",
        "statements": 3,
        "set_aside": 1,
        "participants": 3,
        "votes": 6,
        "warnings": [],
    }
    assert "storing" in first.stderr
    before = rows(installation)
    again = ran(*words)
    assert again.returncode == 0
    assert "came in before" in again.stdout
    assert "Nothing was changed" in again.stdout
    assert rows(installation) == before


def test_a_broken_folder_stores_nothing(installation: Installation, tmp_path: Path) -> None:
    before = rows(installation)
    broken = export(tmp_path, votes=VOTES.replace("0,9,1", "0,9,7"))
    slug = installation.known["coproduction"]
    refused = ran("import", "conversation", broken, "--coproduction", slug, "--data", installation.data, "--json")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "votes.csv, line 4, column vote: “7” is not a vote" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert rows(installation) == before


def test_an_unknown_coproduction_is_refused(installation: Installation, tmp_path: Path) -> None:
    refused = ran("import", "conversation", export(tmp_path), "--coproduction", "none", "--data", installation.data)
    assert refused.returncode == 1
    assert "there is no co-production “none” here" in refused.stderr


def test_a_database_without_tables_is_told_so(data: Path, tmp_path: Path) -> None:
    refused = ran("import", "conversation", export(tmp_path), "--coproduction", "any", "--data", data)
    assert refused.returncode == 1
    assert "run wayahead migrate" in refused.stderr


def test_a_missing_word_is_wrong_usage(tmp_path: Path) -> None:
    assert ran("import").returncode == 2
    assert ran("import", "conversation", tmp_path).returncode == 2


def test_a_real_conversation_comes_in(installation: Installation) -> None:
    if not BOWLING_GREEN.exists():
        if "CI" in os.environ and REAL.parents[1].exists():
            pytest.fail(f"{BOWLING_GREEN} is missing")
        pytest.skip("the real conversations are not here (../shared/data/conversations)")
    slug = installation.known["coproduction"]
    words = ["--coproduction", slug, "--data", installation.data, "--json"]
    done = ran("import", "conversation", BOWLING_GREEN, *words)
    assert done.returncode == 0, done.stderr
    came = json.loads(done.stdout)
    assert (came["statements"], came["participants"], came["votes"]) == (896, 2031, 225_524)
