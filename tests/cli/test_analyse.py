"""`wayahead analyse`: every kind of input, both kinds of output, and no Django."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.formats.exports import MATRIX, VOTES, export
from wayahead import cli


def votes_of_two_camps(people: int = 30, statements: int = 10) -> str:
    """A `votes.csv` of two camps of equal size that agree about the last statement only."""
    rows = ["timestamp,datetime,comment-id,voter-id,vote"]
    for person in range(people):
        for statement in range(statements):
            side = 1 if statement == statements - 1 or (person + statement) % 2 == 0 else -1
            passes = (person * 7 + statement * 3) % 11 == 0 and statement < statements - 1
            rows.append(f"{1500000000000 + person},,{statement},{person},{0 if passes else side}")
    return "\n".join(rows) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export of two camps."""
    texts = ["comment-id,moderated,comment-body", *(f"{number},1,Statement number {number}" for number in range(10))]
    return export(tmp_path / "camps", votes=votes_of_two_camps(), comments="\n".join(texts) + "\n")


def analysed(capsys: pytest.CaptureFixture[str], *words: str | Path) -> dict[str, Any]:
    """The document that the command prints; nothing else may stand on standard output."""
    assert cli.main(["analyse", *map(str, words), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_document_has_every_field(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = analysed(capsys, folder)
    fields = {
        "engine", "seed", "participants", "statements", "votes", "groups", "people", "statement_results",
        "common_ground", "consensus", "divisive", "representative", "slate", "represented", "hearing", "warnings",
    }  # fmt: skip
    assert set(found) == {*fields, "steady"}
    assert (found["engine"], found["participants"], found["statements"]) == ("robust", 30, 10)
    assert found["groups"]["count"] == 2
    assert found["groups"]["sizes"] == [15, 15]
    assert set(found["people"][0]) == {"id", "x", "y", "group", "votes", "error"}
    assert [one["id"] for one in found["people"]] == [str(number) for number in range(30)]
    assert set(found["statement_results"][0]) == {
        "id", "agree", "disagree", "pass", "seen", "by_group", "common_ground", "interval", "bridging", "divisive",
        "priority", "intervals", "loading",
    }  # fmt: skip
    assert found["common_ground"][0] == "9"
    assert set(found["hearing"]) == {"gini", "least", "median"}
    assert found["hearing"]["least"] == 30


def test_every_kind_of_file_gives_the_same_map(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = analysed(capsys, folder)
    assert analysed(capsys, folder / "votes.csv") == whole
    words = {"1": "agree", "0": "pass", "-1": "disagree"}
    rows = [line.split(",") for line in votes_of_two_camps().splitlines()[1:]]
    plain = tmp_path / "plain.csv"
    plain.write_text("vote,statement,participant\n" + "".join(f"{words[row[4]]},{row[2]},{row[3]}\n" for row in rows))
    assert analysed(capsys, plain) == whole


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "called .parquet but is no Parquet file"),
        (b"<html><body>Please sign in</body></html>", "called .parquet but is no Parquet file"),
        (bytes(range(1, 255)) + b"\0\xff" * 9, "called .parquet but is no Parquet file"),
        (b"\0\0\0\0 zeros first", "called .parquet but is no Parquet file"),
        (b"PAR1 and then nothing", "begins as a Parquet file but is not a whole one"),
        (b"\x1f\x8b compressed", "this is a compressed file. Unpack it first"),
    ],
    ids=["empty", "a page to sign in", "bytes", "noughts", "cut off", "compressed"],
)
def test_a_file_that_is_called_parquet_and_is_not_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    file = tmp_path / "votes.parquet"
    file.write_bytes(content)
    assert cli.main(["analyse", str(file)]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "votes.parquet" in told
    assert "CSV (UTF-8)" in told or "Unpack" in told


def test_votes_as_text_are_read_whatever_the_file_is_called(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "votes.parquet"
    file.write_text("participant,statement,vote\n1,1,1\n2,1,-1\n")
    assert analysed(capsys, file)["votes"] == 2


def test_a_matrix_is_read_like_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    matrix, votes = tmp_path / "participants-votes.csv", tmp_path / "votes.csv"
    matrix.write_text(MATRIX)
    votes.write_text(VOTES)
    assert analysed(capsys, matrix) == analysed(capsys, votes)


def test_statements_that_were_moderated_out_leave_the_lists(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    comments = folder / "comments.csv"
    comments.write_text(comments.read_text().replace("9,1,", "9,-1,"))
    assert "9" not in analysed(capsys, folder)["common_ground"]
    assert "9" in analysed(capsys, folder / "votes.csv")["common_ground"]
    assert "9" not in analysed(capsys, folder / "votes.csv", "--statements", comments)["common_ground"]


def test_groups_and_seed_are_heeded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = analysed(capsys, folder, "--groups", "3", "--seed", "7", "--engine", "polis")
    assert (found["groups"]["count"], found["seed"]) == (3, 7)
    assert analysed(capsys, folder, "--groups", "3", "--seed", "7", "--engine", "polis") == found
    ours = analysed(capsys, folder, "--groups", "3")
    assert (ours["engine"], ours["groups"]["count"]) == ("robust", 3)


def test_people_read_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["analyse", str(folder)]) == 0
    heard = capsys.readouterr()
    assert "30 people · 10 statements · 300 votes" in heard.out
    assert "2 groups of 15 and 15 people" in heard.out
    assert "Statement number 9" in heard.out
    assert "reading" in heard.err


def test_odd_input_gives_an_honest_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = tmp_path / "plain.csv"
    for rows in ("", "Ines,s1,agree\n", "Ines,s1,pass\nMoira,s1,pass\n"):
        plain.write_text("participant,statement,vote\n" + rows)
        assert analysed(capsys, plain)["warnings"]
        assert cli.main(["analyse", str(plain)]) == 0
        capsys.readouterr()


def test_a_broken_file_is_refused_on_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = export(tmp_path, votes=VOTES.replace("0,9,1", "0,9,7"))
    assert cli.main(["analyse", str(broken), "--json"]) == 1
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "votes.csv, line 4, column vote: “7” is not a vote" in heard.err
    assert cli.main(["analyse", str(tmp_path / "none")]) == 1
    assert "there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--engine", "pol"], ["--groups", "0"], ["--seed", "-1"], ["--groups", "two"]])
def test_what_there_is_not_is_wrong_usage(folder: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["analyse", str(folder), *words])
    assert end.value.code == 2


def test_django_is_never_loaded(folder: Path) -> None:
    script = (
        "import sys; from wayahead import cli\n"
        f"assert cli.main(['analyse', {str(folder)!r}, '--json']) == 0\n"
        "assert not {'django', 'psycopg'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
