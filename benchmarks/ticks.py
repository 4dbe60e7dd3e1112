"""How long a vote waits while the map of a very large conversation is made anew, beside one cast between two maps."""

import json
import random
from collections.abc import Callable
from http.client import HTTPConnection
from statistics import median, quantiles
from threading import Thread
from time import monotonic, sleep, time
from urllib.parse import urlsplit

from benchmarks.serving import data_folder, run_inside, served

PEOPLE, STATEMENTS, EACH, VOTERS, THREADS = 50_000, 300, 40, 400, 8
PAUSE_SECONDS, MAPS, PATIENCE_SECONDS = 0.04, 4, 600.0
FOUNDING = f"""
import json, random, uuid
from django.db import connection, transaction
from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions.imports import COPY
from wayahead.loop.listening.actions.seeds import Seed
from wayahead.loop.listening.models import Participation
chance, cast = random.Random(7), Cast()
talk = cast.conversation
seeds = [Seed(f"Idea {{n}}.") for n in range({STATEMENTS})]
keys = [one.pk for one in actions.seed_statements(talk, by=cast.facilitator, seeds=seeds)]
with transaction.atomic():
    parts = Participation.objects.bulk_create(
        [Participation(conversation=talk, channel="import") for n in range({PEOPLE})], batch_size=5000)
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for n, part in enumerate(parts):
            for place in chance.sample(range({STATEMENTS}), {EACH}):
                likes = chance.random() < (0.85 if (place % 3 == n % 3) or place % 10 == 0 else 0.3)
                said = 0 if chance.random() < 0.1 else 1 if likes else -1
                row = (talk.coproduction_id, talk.pk, keys[place], part.pseudonym, said, "f", "import", "2026-11-01")
                copy.write("\\t".join(map(str, row)) + "\\n")
tokens = []
for n in range({VOTERS}):
    guest = people.welcome_guest()
    actions.take_part(talk, by=guest)
    tokens.append(people.link_of(guest).token)
print(json.dumps([talk.pk, keys, tokens]))
"""
# When each map was begun and when it was there, as the queue has it.
MADE = """
import json
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT extract(epoch FROM min(event.at)), extract(epoch FROM max(event.at)), count(*) > 1 "
        "FROM procrastinate_events AS event JOIN procrastinate_jobs AS job ON job.id = event.job_id "
        "WHERE job.task_name LIKE '%%draw_map' AND event.type IN ('started', 'succeeded') GROUP BY job.id ORDER BY 1")
    print(json.dumps([[float(begun), float(over)] for begun, over, is_over in cursor.fetchall() if is_over]))
"""
Waited = tuple[float, float, int]


def table() -> str:
    """Votes at a steady pace while maps come and go."""
    with data_folder() as data, served("serve", "--data", data) as address:
        conversation, statements, tokens = json.loads(run_inside(data, FOUNDING))
        votes = f"{address}/api/v1/conversations/{conversation}/votes"
        waited: list[Waited] = []
        stop = monotonic() + PATIENCE_SECONDS
        threads = [
            Thread(target=vote, args=(votes, statements, tokens[n::THREADS], waited, lambda: stop))
            for n in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        maps: list[list[float]] = []
        while len(maps) < MAPS and monotonic() < stop:
            sleep(5)
            maps = json.loads(run_inside(data, MADE))
        stop = monotonic()
        for thread in threads:
            thread.join()
    return report(waited, maps)


def vote(votes: str, statements: list[int], tokens: list[str], waited: list[Waited], stop: Callable[[], float]) -> None:
    """Cast votes one after the other, with a little pause, and write down when each was sent and how long it took."""
    chance = random.Random(tokens[0])
    server = HTTPConnection(urlsplit(votes).netloc)
    while monotonic() < stop():
        body = json.dumps({"statement": chance.choice(statements), "vote": chance.choice([1, -1, 0])})
        headers = {"Authorization": f"Bearer {chance.choice(tokens)}", "Content-Type": "application/json"}
        sent, begun = time(), monotonic()
        server.request("POST", urlsplit(votes).path, body, headers)
        answer = server.getresponse()
        answer.read()
        waited.append((sent, monotonic() - begun, answer.status))
        sleep(PAUSE_SECONDS)


def report(waited: list[Waited], maps: list[list[float]]) -> str:
    """Both kinds of vote beside one another."""
    during = [one for one in waited if any(begun <= one[0] + one[1] and one[0] <= over for begun, over in maps)]
    between = [one for one in waited if one not in set(during) and one[0] < maps[-1][1]]
    lasted = ", ".join(f"{over - begun:.1f}" for begun, over in maps)
    return "\n".join(
        [
            f"{PEOPLE:,} people × {STATEMENTS} statements, {PEOPLE * EACH:,} votes, and {THREADS} connections that go "
            f"on voting, one vote each about every {1000 * PAUSE_SECONDS:.0f} ms; server, worker, PostgreSQL and "
            f"voters share the machine. {len(maps)} maps, which took {lasted} s from first to last.",
            "",
            "| a vote that was sent | votes | p50, ms | p99, ms | longest, ms | not kept |",
            "|---|---:|---:|---:|---:|---:|",
            row("while a map was made", during),
            row("between two maps", between),
        ]
    )


def row(name: str, votes: list[Waited]) -> str:
    """One line of the table."""
    took = [1000 * one[1] for one in votes]
    failed = sum(one[2] != 201 for one in votes)
    p99 = quantiles(took, n=100)[98]
    return f"| {name} | {len(took):,} | {median(took):.1f} | {p99:.0f} | {max(took):.0f} | {failed} |"
