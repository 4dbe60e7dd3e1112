"""`wayahead allocate`: both kinds of output, refusals on one line, and no Django."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.formats.test_pabulib import PLAIN, POINTS
from wayahead import cli
from wayahead.kernels.allocation import RuleCard


@pytest.fixture
def evenings(tmp_path: Path) -> Path:
    """An election of three projects and four voters."""
    path = tmp_path / "evenings.pb"
    path.write_text(PLAIN)
    return path


def allocated(capsys: pytest.CaptureFixture[str], *words: str | Path) -> dict[str, Any]:
    """The document that the command prints; nothing else may stand on standard output."""
    assert cli.main(["allocate", *map(str, words), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_document_has_every_field(evenings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = allocated(capsys, evenings)
    assert list(found) == [
        "rule_card", "budget", "spent", "winners", "won", "lost", "beside", "ties", "smallest_gap", "exact",
    ]  # fmt: skip
    assert (found["budget"], found["spent"], found["winners"]) == (1000, 450, ["pond", "path"])
    assert found["won"][0] == {
        "id": "pond", "cost": 300, "supporters": 2, "paid_each": 150, "round": 1, "by": "equal-shares",
    }  # fmt: skip
    assert found["lost"] == [
        {
            "id": "hut",
            "why": "Its 2 supporters had 598 left of their shares together, and it costs 600.",
            "would_win_at_cost": 598,
            "or_with_more_supporters": 1,
        }
    ]
    assert found["beside"] == {"greedy": ["pond", "hut"]}
    assert found["ties"] == [{"round": 1, "ids": ["pond", "hut"], "taken": "pond"}]
    card = found["rule_card"]
    assert (card["rule"], card["completion"], card["utility"], card["increment"]) == ("equal-shares", "add1", "cost", 1)
    assert sorted(card["tie_order"]) == ["hut", "path", "pond"]
    assert len(card["inputs"]) == 64


@pytest.mark.parametrize("rule", ["equal-shares", "greedy", "phragmen"])
def test_every_rule_prints_words_for_people(evenings: Path, capsys: pytest.CaptureFixture[str], rule: str) -> None:
    assert cli.main(["allocate", str(evenings), "--rule", rule]) == 0
    heard = capsys.readouterr()
    assert "4 people · 3 projects · budget 1,000" in heard.out
    assert "A hut" in heard.out
    assert "reading" in heard.err


def test_points_and_pence_come_out_as_they_went_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "points.pb"
    path.write_text(POINTS.replace("pond;300", "pond;300.50"))
    found = allocated(capsys, path, "--utility", "cardinality", "--then", "greedy")
    assert found["budget"] == 1000
    assert {one["cost"] for one in found["won"]} <= {600, 300.5, 150}
    card = found["rule_card"]
    assert (card["increment"], card["units_in_one"]) == (10, 10)
    assert RuleCard.from_dict(card).to_dict() == {name: card[name] for name in RuleCard.from_dict(card).to_dict()}


def test_options_reach_the_card(evenings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = allocated(capsys, evenings, "--ties", "name", "--exact", "--completion", "none", "--seed", "7")
    assert (found["exact"], found["rule_card"]["seed"], found["rule_card"]["completion"]) == (True, 7, "none")
    assert found["rule_card"]["tie_order"] == ["hut", "path", "pond"]


def test_a_broken_file_is_refused_on_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.pb"
    broken.write_text(PLAIN.replace("3;51;path", "3;51;plath"))
    assert cli.main(["allocate", str(broken), "--json"]) == 1
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "broken.pb, line 19, column vote: there is no project “plath” in PROJECTS." in heard.err
    assert cli.main(["allocate", str(tmp_path / "none.pb")]) == 1
    assert "there is no such file" in capsys.readouterr().err


def test_what_does_not_go_together_is_refused(
    tmp_path: Path, evenings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["allocate", str(evenings), "--rule", "greedy", "--completion", "add1"]) == 1
    assert "greedy has none" in capsys.readouterr().err
    points = tmp_path / "points.pb"
    points.write_text(POINTS)
    assert cli.main(["allocate", str(points), "--rule", "phragmen"]) == 1
    assert "not points" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--rule", "luck"], ["--seed", "-1"], ["--ties", "mine"]])
def test_what_there_is_not_is_wrong_usage(evenings: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["allocate", str(evenings), *words])
    assert end.value.code == 2


def test_django_is_never_loaded(evenings: Path) -> None:
    script = (
        "import sys; from wayahead import cli\n"
        f"assert cli.main(['allocate', {str(evenings)!r}, '--json']) == 0\n"
        "assert not {'django', 'psycopg', 'numba'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_pots_pay_and_what_if_is_counted_again(
    tmp_path: Path, evenings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pots = tmp_path / "pots.json"
    pots.write_text(
        '{"pots": [{"id": "council", "capacity": 500, "only": ["hut"]}, {"id": "lottery", "capacity": 310}]}'
    )
    found = allocated(capsys, evenings, "--pots", pots, "--what-if", "--then", "greedy")
    assert (found["budget"], found["spent"], found["winners"]) == (810, 300, ["pond"])
    assert found["paid"] == [{"pot": "lottery", "id": "pond", "amount": 300}]
    assert [pot["id"] for pot in found["rule_card"]["pots"]] == ["council", "lottery"]
    assert {one["id"]: one["why"] for one in found["lost"]} == {
        "hut": "The pots could pay 510 of its 600 beside all that is funded: council and lottery used up.",
        "path": "The pots could pay 10 of its 150 beside all that is funded: lottery used up.",
    }
    assert "without_pots" in found["beside"]
    assert {one["limit"] for one in found["what_if"]} == {None, "only"}
    assert cli.main(["allocate", str(evenings), "--pots", str(pots), "--what-if"]) == 0
    said = capsys.readouterr().out
    assert "lottery: 300 of 310 for" in said
    assert "5 % more in council" in said
    pots.write_text('{"pots": [{"id": "council", "capacity": 810, "caps": [{"of": ["pond"], "at_most": 280}]}]}')
    looser = allocated(capsys, evenings, "--pots", pots, "--what-if", "--then", "greedy")["what_if"][-2:]
    assert [(one["limit"], one["percent_looser"]) for one in looser] == [("caps[0]", 10), ("caps[0]", None)]
    assert [one["comes_in"] for one in looser] == [["pond"], ["pond"]]
    assert cli.main(["allocate", str(evenings), "--pots", str(pots), "--what-if"]) == 0
    assert "council with its limit “caps[0]” 10 % looser: " in capsys.readouterr().out
    pots.write_text('{"pots": [{"id": "council", "capacity": 500, "only": ["mill"]}]}')
    assert cli.main(["allocate", str(evenings), "--pots", str(pots)]) == 1
    assert "pots.json, pots.council: there is no solution “mill”." in capsys.readouterr().err
