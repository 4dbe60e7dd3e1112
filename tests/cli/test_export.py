"""`wayahead export`: the record, a chain, a conversation; private circles stay unless they are asked for."""

import json
from pathlib import Path

import pytest

from wayahead.formats import polis

from .commands import ran
from .conftest import Installation


def test_the_record_leaves_as_lines_or_as_one_document(installation: Installation) -> None:
    lines = ran("export", "record", "--data", installation.data)
    assert lines.returncode == 0, lines.stderr
    events = [json.loads(line) for line in lines.stdout.splitlines()]
    kinds = [event["kind"] for event in events]
    assert {"coproduction.started", "voice.said", "statement.drawn"} <= set(kinds)
    assert [event["id"] for event in events] == sorted(event["id"] for event in events)
    whole = ran("export", "record", "--data", installation.data, "--json")
    assert json.loads(whole.stdout)["events"] == events


def test_who_did_it_and_private_circles_leave_only_when_asked_for(installation: Installation) -> None:
    public = ran("export", "record", "--data", installation.data, "--json")
    private = ran("export", "record", "--data", installation.data, "--json", "--with-private")
    shown, everything = (json.loads(done.stdout)["events"] for done in (public, private))
    assert not any("by" in event or "facts" in event for event in shown)
    assert len({event["coproduction"] for event in everything if event["coproduction"]}) == 2
    assert len({event["coproduction"] for event in shown if event["coproduction"]}) == 1
    assert all("by" in event for event in everything)
    assert "only members" in private.stderr


def test_a_chain_leaves_as_prov(installation: Installation) -> None:
    known = installation.known
    done = ran("export", "chain", "statement", str(known["statement"]), "--data", installation.data)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    names = {f"way:listening.statement/{known['statement']}", f"way:listening.voice/{known['voice']}"}
    assert set(document["entity"]) == names
    assert len(document["wasDerivedFrom"]) == 1
    assert "somebody to sit" not in done.stdout.lower()


@pytest.mark.parametrize(("kind", "key"), [("statement", "999999"), ("bench", "1")])
def test_what_is_on_no_chain_is_refused(installation: Installation, kind: str, key: str) -> None:
    refused = ran("export", "chain", kind, key, "--data", installation.data)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "Traceback" not in refused.stderr


def test_a_conversation_leaves_and_comes_back(installation: Installation, tmp_path: Path) -> None:
    known, out = installation.known, tmp_path / "open"
    words: list[str | Path] = ["export", "conversation", str(known["conversation"]), out, "--data", installation.data]
    done = ran(*words, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"folder": str(out), "statements": 1, "participants": 2, "votes": 2}
    read = polis.read_folder(out)
    assert read.summary.topic == "What would make evenings in Lockside better?"
    assert sorted(read.ballots.said.tolist()) == [0, 1]
    over = ran(*words)
    assert over.returncode == 1
    assert "name a new folder" in over.stderr
    back = ran("import", "conversation", out, "--coproduction", known["circle"], "--data", installation.data)
    assert back.returncode == 0, back.stderr
    assert "2 votes of 2 people" in back.stdout


def test_a_private_conversation_leaves_only_when_asked_for(installation: Installation, tmp_path: Path) -> None:
    key = str(installation.known["circle_conversation"])
    words: list[str | Path] = ["export", "conversation", key, tmp_path / "open", "--data", installation.data]
    refused = ran(*words)
    assert refused.returncode == 1
    assert "--with-private" in refused.stderr
    assert not (tmp_path / "open").exists()
    assert ran(*words, "--with-private").returncode == 0
