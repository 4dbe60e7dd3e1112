"""Real workers, several at once, killed in the middle of a map: one map at a time, and nothing is lost."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.cli.migrate import DJANGO
from wayahead.loop.listening import actions, tasks
from wayahead.loop.listening.actions import Choice
from wayahead.loop.listening.models import OpinionMap, Statement, Vote
from wayahead.loop.listening.tallies import ALONE, VOTING

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 120.0


@pytest.fixture(autouse=True)
def empty_queue(db: None) -> None:
    """The queue's tables are not Django's, so no test of before emptied them."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def start_worker() -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start a worker on the tests' database; all are killed at the end, by their pids."""
    told = connection.settings_dict
    password = f":{quote(told['PASSWORD'])}" if told["PASSWORD"] else ""
    # Where a socket is named, the address keeps it among its options.
    host, port = (told[name] or told["OPTIONS"].get(name.lower(), "") for name in ("HOST", "PORT"))
    url = f"postgres://{told['USER']}{password}@/{told['NAME']}?host={host or 'localhost'}&port={port}"
    running: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "wayahead.settings"}
        running.append(
            subprocess.Popen([*DJANGO, "procrastinate", "worker"], env=environment, stderr=subprocess.DEVNULL)
        )
        return running[-1]

    yield start
    for worker in running:
        worker.kill()
        worker.wait()


def jobs(status: str) -> int:
    """How many maps are in this state."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND status = %s",
            [tasks.draw_map.name, status],
        )
        return int(cursor.fetchone()[0])


def wait_for(what: Callable[[], object]) -> None:
    """Until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def vote(cast: Cast, statement: Statement) -> None:
    """Somebody new agrees; the map that this asks for is due now."""
    actions.vote(actions.take_part(cast.conversation, by=people.welcome_guest()), statement, Choice(1))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")


def test_many_workers_make_one_map_at_a_time_and_one_that_is_killed_loses_nothing(
    cast: Cast, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    statement = actions.draw_statement(cast.conversation, by=cast.facilitator, text="Lamps.", voices=[cast.voice])
    vote(cast, statement)
    with transaction.atomic(), connection.cursor() as cursor:
        # No map gets further than its beginning.
        cursor.execute(ALONE, {"voting": VOTING, "conversation": cast.conversation.pk})
        first = start_worker()
        wait_for(lambda: jobs("doing") == 1)
        dead = worker_at_work()
        first.send_signal(signal.SIGKILL)
        first.wait()
    vote(cast, statement)
    others = [start_worker() for _n in range(2)]
    wait_for(lambda: successors(dead) == 2)
    time.sleep(1)
    assert (jobs("doing"), jobs("todo")) == (1, 1), "the map of the dead one keeps the next waiting"
    assert not OpinionMap.objects.exists()
    with connection.cursor() as cursor:  # a while later
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour' WHERE id = %s", [dead]
        )
    async_to_sync(tasks.take_up_unfinished_maps.func)(0)
    wait_for(lambda: OpinionMap.objects.filter(last_vote_id=Vote.objects.latest("pk").pk).exists())
    assert OpinionMap.objects.get().result["participants"] == 2
    assert all(worker.poll() is None for worker in others)


def worker_at_work() -> int:
    """The number of the worker that makes the map."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker_id FROM procrastinate_jobs WHERE status = 'doing' AND task_name = %s",
                       [tasks.draw_map.name])  # fmt: skip
        return int(cursor.fetchone()[0])


def successors(dead: int) -> int:
    """How many workers have come since. Meanwhile the dead one is taken to have died just now: however slow the machine
    is, nobody finds it gone too early.
    """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() WHERE id = %s", [dead])
        cursor.execute("SELECT count(*) FROM procrastinate_workers WHERE id <> %s", [dead])
        return int(cursor.fetchone()[0])


def test_a_vote_that_no_map_was_asked_for_is_found(cast: Cast) -> None:
    """Its server died between the commit and the asking."""
    statement = actions.draw_statement(cast.conversation, by=cast.facilitator, text="Lamps.", voices=[cast.voice])
    vote(cast, statement)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    async_to_sync(tasks.take_up_unfinished_maps.func)(0)
    assert jobs("todo") == 1
    tasks.redraw(cast.conversation)
    assert tasks.unmapped() == []
