"""The record: append-only, ids and figures only, and read without gaps."""

import ast
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.base.record.actions import is_figure, note, read_on, via
from wayahead.base.record.models import Event
from wayahead.base.record.reading import about, events
from wayahead.cli.rights import APPEND_ONLY, REFUSING_FUNCTION
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Choice
from wayahead.loop.listening.models import Vote

SOURCES = Path(__file__).parents[2] / "wayahead"


def cast_a_vote(cast: Cast) -> Vote:
    """A vote of the neighbour."""
    participation = listening.take_part(cast.conversation, by=cast.neighbour)
    return Vote.objects.get(pk=listening.vote(participation, cast.statement, Choice(1)).receipt)


@pytest.mark.parametrize("statement", ["UPDATE {} SET via = 'x'", "DELETE FROM {}"])
def test_an_event_is_neither_changed_nor_removed_through_sql(cast: Cast, statement: str) -> None:
    people.welcome_guest()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("record_event"))


@pytest.mark.parametrize("statement", ["UPDATE {} SET choice = -1", "DELETE FROM {}"])
def test_a_vote_is_neither_changed_nor_removed_through_sql(cast: Cast, statement: str) -> None:
    cast_a_vote(cast)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("listening_vote"))


def test_an_event_is_neither_changed_nor_removed_through_the_models(cast: Cast) -> None:
    people.welcome_guest()
    event = events()[0]
    for attempt in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(kind="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


def test_a_vote_is_neither_changed_nor_removed_through_the_models(cast: Cast) -> None:
    vote = cast_a_vote(cast)
    for attempt in (vote.save, vote.delete, lambda: Vote.objects.update(choice=-1)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


@pytest.mark.django_db
def test_events_exposures_and_votes_are_what_the_application_may_never_rewrite_or_truncate() -> None:
    """The rights of the application's role (tests/cli/test_rights.py) are taken from these triggers."""
    with connection.cursor() as cursor:
        cursor.execute(APPEND_ONLY, [REFUSING_FUNCTION])
        assert {name for (name,) in cursor.fetchall()} == {"record_event", "listening_exposure", "listening_vote"}


@pytest.mark.parametrize("fact", ["words", ["words"], {"a": 1}, 1.5, [[1]]])
def test_the_record_refuses_words(cast: Cast, fact: object) -> None:
    with pytest.raises(TypeError, match="never words"):
        note("person.arrived", cast.resident, by=None, facts={"said": fact})  # type: ignore[dict-item]


def test_an_event_says_who_by_which_door_and_about_what(cast: Cast) -> None:
    with via("api"):
        guest = people.welcome_guest()
    (event,) = about(f"people.person:{guest.pk}")
    assert (event.kind, event.by_id, event.via, event.facts) == ("person.arrived", guest.pk, "api", {})


def facts_written_in(source: str) -> Iterator[ast.expr]:
    """The values of every `facts={…}` literal in a source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "facts" and isinstance(node.value, ast.Dict):
            yield from node.value.values


def test_no_action_writes_words_into_the_facts() -> None:
    """Walks every kind in the source; what looks like words at run time is refused by `note` itself."""
    found = [value for file in SOURCES.rglob("*.py") for value in facts_written_in(file.read_text())]
    assert found
    wordy = [value for value in found if isinstance(value, ast.JoinedStr | ast.Constant) and not plain_figure(value)]
    assert wordy == []


def plain_figure(value: ast.expr) -> bool:
    """True for a constant that the record may hold."""
    return isinstance(value, ast.Constant) and is_figure(value.value)


def kinds_written_in(source: str) -> list[str]:
    """The kind of every `note(...)` in a source."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    notes = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "note" and call.args]
    return [str(call.args[0].value) for call in notes if isinstance(call.args[0], ast.Constant)]


def test_every_kind_is_a_thing_and_what_happened_to_it() -> None:
    kinds = [kind for file in SOURCES.rglob("*.py") for kind in kinds_written_in(file.read_text())]
    assert len(kinds) > 30
    assert [kind for kind in kinds if len(kind.split(".")) != 2 or len(kind) > 60] == []


# Reading on. Real transactions: the reader sees only what others committed.


@pytest.mark.django_db(transaction=True)
def test_a_reader_gets_each_event_once_and_in_order() -> None:
    guests = [people.welcome_guest() for _ in range(3)]
    seen: list[int | None] = []
    assert read_on("test", lambda event: seen.append(event.by_id), most=2) == 2
    assert read_on("test", lambda event: seen.append(event.by_id)) == 1
    assert read_on("test", lambda event: seen.append(event.by_id)) == 0
    assert seen == [guest.pk for guest in guests]


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_fails_gets_the_same_event_again() -> None:
    people.welcome_guest()

    def fail(event: Event) -> None:
        raise RuntimeError(event.kind)

    with pytest.raises(RuntimeError, match=r"person\.arrived"):
        read_on("test", fail)
    seen: list[str] = []
    read_on("test", lambda event: seen.append(event.kind))
    assert seen == ["person.arrived"]


def other_connection() -> "psycopg.Connection[tuple[object, ...]]":
    """A second connection to the same database."""
    names = {"host", "port", "user", "password", "dbname"}
    given = connection.get_connection_params()
    return psycopg.connect(**{name: value for name, value in given.items() if name in names})


INSERT = "INSERT INTO record_event (kind, about, via, facts) VALUES (%s, '', 'test', '{}') RETURNING id"


@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_late_is_not_skipped() -> None:
    """The other connection takes the smaller number and commits after the larger one, in a younger transaction too."""
    seen: list[str] = []
    with other_connection() as older, other_connection() as younger:
        older.execute("SELECT txid_current()")
        younger.execute(INSERT, ["late"])
        older.execute(INSERT, ["early"])
        older.commit()
        read_on("test", lambda event: seen.append(event.kind))
        younger.commit()
    read_on("test", lambda event: seen.append(event.kind))
    assert seen == ["late", "early"]


@pytest.mark.django_db(transaction=True)
def test_two_readers_of_one_name_take_turns() -> None:
    """The second waits for the first and then has nothing left to read."""
    for _ in range(5):
        people.welcome_guest()
    seen: list[int] = []

    def read() -> None:
        try:
            read_on("test", lambda event: seen.append(event.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == len(set(seen)) == 5
