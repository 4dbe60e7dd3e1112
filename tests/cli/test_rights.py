"""The application's rights: rows yes, rewriting the record no, emptying a table never."""

from collections.abc import Iterator

import psycopg
import pytest

from wayahead.cli import rights
from wayahead.cli.database import Database, started
from wayahead.cli.postgres.cluster import APPLICATION
from wayahead.cli.postgres.place import Place

TABLES = """
CREATE TABLE need (id int GENERATED ALWAYS AS IDENTITY, words text);
CREATE TABLE record_event (id int GENERATED ALWAYS AS IDENTITY, kind text);
CREATE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$;
CREATE TRIGGER record_append_only BEFORE UPDATE OR DELETE ON record_event
  FOR EACH ROW EXECUTE FUNCTION record_refuse();
"""


@pytest.fixture
def database(place: Place) -> Iterator[Database]:
    with started(place) as database:
        with psycopg.connect(database.owner_url) as connection:
            connection.execute(TABLES)
        assert rights.grant(database.owner_url, APPLICATION) == ["record_event"]
        assert rights.grant(database.owner_url, APPLICATION) == ["record_event"]
        yield database


def run(url: str, statement: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement)


def test_the_application_reads_and_writes_rows(database: Database) -> None:
    run(database.url, "INSERT INTO need (words) VALUES ('a bench')")
    run(database.url, "UPDATE need SET words = 'a bench in the shade'")
    run(database.url, "DELETE FROM need")
    run(database.url, "INSERT INTO record_event (kind) VALUES ('need.agreed')")
    run(database.url, "SELECT * FROM record_event")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_event SET kind = 'need.withdrawn'",
        "DELETE FROM record_event",
        "TRUNCATE record_event",
        "TRUNCATE need",
        "ALTER TABLE record_event DISABLE TRIGGER ALL",
        "DROP TABLE record_event",
        "CREATE OR REPLACE FUNCTION record_refuse() RETURNS trigger LANGUAGE sql AS ''",
    ],
)
def test_the_application_may_not(database: Database, statement: str) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidFunctionDefinition)) as refused:
        run(database.url, statement)
    assert refused.type is psycopg.errors.InsufficientPrivilege or "FUNCTION" in statement


def test_tables_made_later_can_be_used_at_once(database: Database) -> None:
    run(database.owner_url, "CREATE TABLE later (id int)")
    run(database.url, "INSERT INTO later VALUES (1)")
