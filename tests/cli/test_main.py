"""The command line itself: its words, its exit codes, and what it does not load."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from wayahead import cli


def test_no_word_or_a_wrong_one_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert cli.main(["mend"]) == 2
    assert "there is no command “mend”" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"wayahead {verb}" in said for verb in cli.VERBS)


@pytest.mark.parametrize("verb", [verb for verb in cli.VERBS if find_spec(cli.module_of(verb))])
def test_every_command_starts_without_django(verb: str) -> None:
    script = (
        "import sys; from wayahead import cli\n"
        f"try: cli.main([{verb!r}, '--help'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_a_file_that_cannot_be_used_as_a_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    assert cli.main(["doctor", "--data", str(tmp_path / "file")]) == 1
    assert "name another with --data" in capsys.readouterr().err


def test_a_port_is_a_number() -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["serve", "--port", "eight"])
    assert end.value.code == 2
