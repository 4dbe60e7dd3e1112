"""Conversations held elsewhere come in whole, once; and leave again as open data."""

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import psycopg
import pytest
from django.db import connection

from tests.cast import Cast
from tests.formats.exports import STANDING, export
from wayahead.base.record import reading
from wayahead.base.refusal import NotPossible
from wayahead.formats import polis
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Conversation, Participation, Statement, Vote
from wayahead.loop.listening.open_data import open_data


@pytest.fixture
def held(tmp_path: Path) -> polis.Conversation:
    """A conversation of three people, three statements and six votes."""
    return polis.read_folder(export(tmp_path / "held"))


def test_statements_moderation_votes_and_map_come_in(cast: Cast, held: polis.Conversation) -> None:
    came = actions.import_conversation(cast.coproduction, held, by=cast.facilitator)
    conversation = came.conversation
    assert came.is_new
    assert conversation.question == "Evenings in Lockside"
    assert conversation.about == "After six,\nwhat is missing?"
    assert [(one.number, one.state, bool(one.reason)) for one in conversation.statements.all()] == [
        (0, "accepted", False),
        (1, "accepted", False),
        (2, "set_aside", True),
    ]
    assert conversation.participations.filter(person=None, channel="import").count() == 3
    votes = Vote.objects.filter(conversation_id=conversation.pk).order_by("pk")
    assert [vote.choice for vote in votes] == [-1, 1, 1, -1, 0, -1]
    assert votes[0].at.isoformat() == "2017-07-14T02:40:01+00:00"
    assert {vote.coproduction_id for vote in votes} == {cast.coproduction.pk}
    assert conversation.opinion_map.result["votes"] == 4
    assert {one.number: one.hearings for one in conversation.statements.all()} == {0: 2, 1: 1, 2: 1}


def test_the_record_has_one_event_with_figures(cast: Cast, held: polis.Conversation) -> None:
    conversation = actions.import_conversation(cast.coproduction, held, by=None).conversation
    assert conversation.opened_by is None
    (event,) = reading.events().filter(about=f"listening.conversation:{conversation.pk}")
    assert (event.kind, event.by_id) == ("conversation.imported", None)
    assert event.facts == {"statements": 3, "people": 3, "votes": 6}


def counted() -> list[int]:
    """How many rows of everything that an import makes."""
    return [
        *(model._default_manager.count() for model in (Conversation, Statement, Participation, Vote)),
        reading.events().count(),
    ]


def test_the_same_files_come_in_once(cast: Cast, held: polis.Conversation) -> None:
    first = actions.import_conversation(cast.coproduction, held, by=None)
    before = counted()
    again = actions.import_conversation(cast.coproduction, held, by=None)
    assert not again.is_new
    assert again.conversation == first.conversation
    assert counted() == before


def test_the_same_files_may_come_into_another_coproduction(cast: Cast, held: polis.Conversation) -> None:
    actions.import_conversation(cast.coproduction, held, by=None)
    assert actions.import_conversation(cast.circle, held, by=None).is_new


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_one_is_new(cast: Cast, held: polis.Conversation) -> None:
    coproduction, found = cast.coproduction, list[bool]()

    def bring() -> None:
        found.append(actions.import_conversation(coproduction, held, by=None).is_new)
        connection.close()

    threads = [threading.Thread(target=bring) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False, True]


def test_what_fails_late_leaves_nothing(cast: Cast, held: polis.Conversation) -> None:
    coproduction, before = cast.coproduction, counted()
    # The reader refuses a vote of 7; here it is the database that does, after everything else was stored.
    said = np.append(held.ballots.said[:-1], np.int8(7))
    with pytest.raises(psycopg.errors.CheckViolation):
        actions.import_conversation(coproduction, replace(held, ballots=replace(held.ballots, said=said)), by=None)
    assert counted() == before


def test_an_export_without_statements_is_refused(cast: Cast, tmp_path: Path) -> None:
    header = "timestamp,comment-id,author-id,moderated,comment-body\n"
    held = polis.read_folder(export(tmp_path, comments=header, votes="timestamp,comment-id,voter-id,vote\n"))
    with pytest.raises(NotPossible, match="no statements"):
        actions.import_conversation(cast.coproduction, held, by=None)


def test_long_and_missing_questions_find_their_place(cast: Cast, tmp_path: Path) -> None:
    long = polis.read_folder(export(tmp_path / "long", summary=f"topic,{'Why so long? ' * 40}\n"))
    conversation = actions.import_conversation(cast.coproduction, long, by=None).conversation
    assert len(conversation.question) == 200
    assert conversation.question.endswith("…")
    assert conversation.about == ("Why so long? " * 40).strip()
    silent = polis.read_folder(export(tmp_path / "silent", summary="topic,\n"))
    assert actions.import_conversation(cast.coproduction, silent, by=None).conversation.question


def test_what_leaves_says_the_same_and_names_nobody(cast: Cast, held: polis.Conversation, tmp_path: Path) -> None:
    conversation = actions.import_conversation(cast.coproduction, held, by=None).conversation
    (tmp_path / "out").mkdir()
    polis.write_folder(open_data(conversation), tmp_path / "out")
    read = polis.read_folder(tmp_path / "out")
    last = read.ballots.last
    assert sorted(zip(read.ballots.what[last].tolist(), read.ballots.said[last].tolist(), strict=True)) == sorted(
        (statement, vote) for _person, statement, vote in STANDING
    )
    assert [(one.id, one.text, one.moderated) for one in read.statements] == [
        (one.id, one.text, -1 if one.moderated == -1 else 1) for one in held.statements
    ]
    assert read.ballots.people.tolist() == [0, 1, 2]
    assert {at % 86_400_000 for at in (read.ballots.at if read.ballots.at is not None else [1])} == {0}
    everything = "".join(file.read_text() for file in (tmp_path / "out").iterdir())
    assert not [one for one in conversation.participations.all() if str(one.pseudonym) in everything]
    again = actions.import_conversation(cast.circle, read, by=None).conversation
    assert again.opinion_map.result["votes"] == 4


def test_a_vote_taken_back_does_not_leave(cast: Cast) -> None:
    taking_part = actions.take_part(cast.conversation, by=cast.resident)
    actions.vote(taking_part, cast.statement, actions.Choice(1))
    assert len(open_data(cast.conversation).ballots.said) == 1
    actions.vote(taking_part, cast.statement, actions.Choice(None))
    assert len(open_data(cast.conversation).ballots.said) == 0
