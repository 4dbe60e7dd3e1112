"""`wayahead import grants` and `wayahead check grants`, run as people run them."""

import json
from pathlib import Path

from tests.formats.test_threesixty import GOOD, real

from .commands import ran
from .conftest import Installation

COUNT = "from django.apps import apps\nprint(*[apps.get_model(name).objects.count() for name in %s])" % [
    "funding.pastgrant", "funding.pastgrantplace", "funding.grantsfile", "record.event"
]  # fmt: skip


def rows(installation: Installation) -> list[int]:
    """How many rows there are of everything that an import makes."""
    counted = ran("manage", "--data", installation.data, "shell", "--no-imports", "-c", COUNT)
    assert counted.returncode == 0, counted.stderr
    return [int(count) for count in counted.stdout.split()]


def written(folder: Path, *grants: object) -> Path:
    """A file of these grants."""
    file = folder / "grants.json"
    file.write_text(json.dumps({"grants": grants}))
    return file


def test_the_real_grants_come_in_once(installation: Installation) -> None:
    file = real("a001p00000zgyHZAAY.xlsx")
    words: list[str | Path] = ["import", "grants", file, "--data", installation.data, "--json"]
    before = rows(installation)
    first = ran(*words)
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout) == {"imported": True, "grants": 783, "added": 783, "changed": 0}
    after = rows(installation)
    assert after[0] - before[0] == 783
    assert after[3] - before[3] == 1
    again = ran(*words)
    assert json.loads(again.stdout) == {"imported": False, "grants": 783, "added": 0, "changed": 0}
    assert rows(installation) == after


def test_a_bad_file_is_refused_with_row_and_field_and_stores_nothing(
    installation: Installation, tmp_path: Path
) -> None:
    before = rows(installation)
    file = written(tmp_path, GOOD, GOOD | {"id": "360G-ropewalk-8", "awardDate": "in May"})
    refused = ran("import", "grants", file, "--data", installation.data)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "row 2, field awardDate: write a day as 2026-03-31, not “in May”" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert rows(installation) == before


def test_a_check_tells_a_program_every_row_and_field(tmp_path: Path) -> None:
    done = ran("check", "grants", written(tmp_path, GOOD | {"currency": "quid", "dataSource": None}), "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert (found["grants"], found["valid"]) == (1, False)
    assert [(one["rule"], one["row"], one["field"]) for one in found["errors"]] == [("enum", 1, "currency")]
    assert [(one["row"], one["field"]) for one in found["warnings"]] == [(1, "dataSource")]


def test_a_check_of_good_grants_says_so(tmp_path: Path) -> None:
    done = ran("check", "grants", written(tmp_path, GOOD))
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("grants.json: 1 grants, 0 errors, 0 warnings")


def test_a_check_of_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        refused = ran("check", "grants", path, "--json")
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "Traceback" not in refused.stderr


def test_grants_leave_as_a_file_or_on_the_screen(installation: Installation, tmp_path: Path) -> None:
    printed = ran("export", "grants", "--data", installation.data)
    assert printed.returncode == 0, printed.stderr
    assert json.loads(printed.stdout)["version"] == "1.4"
    file = tmp_path / "out.json"
    words: list[str | Path] = ["export", "grants", file, "--data", installation.data]
    assert ran(*words).returncode == 0
    assert json.loads(file.read_text()) == json.loads(printed.stdout)
    assert "there already" in ran(*words).stderr
