"""People go on voting while a map is made: no vote waits for it, and at every moment each one is counted once."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest
from django.db import connection, transaction

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.journey.erasure import erase_person
from wayahead.loop.listening import actions, tasks
from wayahead.loop.listening.actions import Choice
from wayahead.loop.listening.models import OpinionMap, Participation, Placement, Statement
from wayahead.loop.listening.tallies import FEW_VOTES, HOLD_MAPS, VOTING

pytestmark = pytest.mark.django_db(transaction=True)
# Every tally against the last answers of everybody, in the groups of the map; in one statement, so at one moment.
MISCOUNTED = """
WITH voter AS (
  SELECT pseudonym, placement."group", first_value(pseudonym) OVER (
    PARTITION BY COALESCE(person.claimed_by_id, person.id, -part.id) ORDER BY part.id) AS root
  FROM listening_participation AS part LEFT JOIN people_person AS person ON person.id = part.person_id
  LEFT JOIN listening_placement AS placement ON placement.participation_id = part.id
), standing AS (
  SELECT DISTINCT ON (root, statement_id) statement_id, COALESCE("group", -1) AS "group", choice
  FROM listening_vote JOIN voter ON pseudonym = voter ORDER BY root, statement_id, id DESC
), truth AS (
  SELECT statement_id, "group", count(*) FILTER (WHERE choice = 1) AS agree,
    count(*) FILTER (WHERE choice = -1) AS disagree, count(*) FILTER (WHERE choice = 0) AS passed
  FROM standing GROUP BY 1, 2
)
SELECT statement_id, "group", truth.*, tally.* FROM truth FULL JOIN listening_tally AS tally
  USING (statement_id, "group")
WHERE (COALESCE(truth.agree, 0), COALESCE(truth.disagree, 0), COALESCE(truth.passed, 0))
  IS DISTINCT FROM (COALESCE(tally.agree, 0), COALESCE(tally.disagree, 0), COALESCE(tally.passed, 0))
"""


def miscounted() -> list[tuple[object, ...]]:
    """The tallies that are not what was said."""
    with connection.cursor() as cursor:
        cursor.execute(MISCOUNTED)
        return list(cursor.fetchall())


def with_own_connection(work: Callable[[], object]) -> object:
    """Do it in a thread, which gives its connection back."""
    try:
        return work()
    finally:
        connection.close()


def two_camps(cast: Cast, people_each: int = 6) -> tuple[list[Statement], list[Participation]]:
    """Statements, and people of two opposite minds about them."""
    drawn = [
        actions.draw_statement(cast.conversation, by=cast.facilitator, text=f"Idea {n}.", voices=[cast.voice])
        for n in range(8)
    ]
    parts = [actions.take_part(cast.conversation, by=people.welcome_guest()) for _n in range(2 * people_each)]
    for n, part in enumerate(parts):
        likes = n < people_each
        sheet = {one: Choice(1 if (one.number % 2 == 0) == likes else -1) for one in drawn}
        actions.vote_by_sheet(part, sheet)
    return drawn, parts


def test_a_vote_does_not_wait_for_a_map_that_is_being_counted(cast: Cast) -> None:
    """Somebody keeps the map from its end, when everybody's group and all tallies are written already."""
    drawn, parts = two_camps(cast)
    tasks.redraw(cast.conversation)
    newcomer = actions.take_part(cast.conversation, by=people.welcome_guest())
    actions.vote(newcomer, drawn[0], Choice(1))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Statement.objects.select_for_update(no_key=True).get(pk=drawn[0].pk)
            drawing = pool.submit(with_own_connection, lambda: tasks.redraw(cast.conversation))
            wait_for(waits_for_a_row)
            voting = ThreadPoolExecutor(1).submit(
                with_own_connection, lambda: actions.vote(parts[0], drawn[0], Choice(0))
            )
            assert voting.result(4)
            assert not drawing.done()
            assert OpinionMap.objects.get().version == 1
            assert miscounted() == []
        drawing.result(60)
    assert OpinionMap.objects.get().version == 2
    assert miscounted() == []


def test_a_vote_does_not_wait_behind_a_map_that_waits_for_somebody_else(cast: Cast) -> None:
    """A long transaction with votes in it keeps the map waiting, and nobody else."""
    drawn, parts = two_camps(cast)
    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(HOLD_MAPS, [VOTING, [cast.conversation.pk]])
            drawing = pool.submit(with_own_connection, lambda: tasks.redraw(cast.conversation))
            time.sleep(1)
            assert pool.submit(with_own_connection, lambda: actions.vote(parts[0], drawn[0], Choice(0))).result(4)
            assert not drawing.done()
        drawing.result(60)
    assert miscounted() == []


def test_at_every_moment_each_answer_is_counted_once_in_its_group(cast: Cast) -> None:
    """Two go on changing their minds, and others too, while one map after another is made."""
    drawn, parts = two_camps(cast)
    stop = Event()

    def go_on_voting(seed: int) -> int:
        chance, cast_votes = random.Random(seed), 0
        while not stop.is_set():
            actions.vote(chance.choice(parts), chance.choice(drawn), Choice(chance.choice([1, 0, -1, None])))
            cast_votes += 1
        return cast_votes

    with ThreadPoolExecutor(3) as pool:
        voters = [pool.submit(with_own_connection, partial(go_on_voting, seed)) for seed in range(3)]
        try:
            for _map in range(6):
                tasks.redraw(cast.conversation)
                assert miscounted() == []
        finally:
            stop.set()
        assert all(voter.result(60) for voter in voters)
    assert miscounted() == []
    assert OpinionMap.objects.get().version == 6


def test_many_votes_that_came_while_a_map_was_made_are_counted_in_rounds(cast: Cast) -> None:
    drawn, parts = two_camps(cast)
    kept = tasks.redraw(cast.conversation)
    for n in range(1 + FEW_VOTES // len(drawn)):
        actions.vote_by_sheet(parts[n % len(parts)], {one: Choice(n % 3 - 1) for one in drawn})
    names = tasks.people_of(cast.conversation, kept.last_vote_id)
    late = {**kept.result, "people": [{**person, "id": n} for n, person in enumerate(kept.people, start=1)]}
    tasks.keep_map(cast.conversation, kept.last_vote_id, late, people=names)
    assert miscounted() == []


def test_tallies_are_what_was_said_whatever_happens_to_people_and_statements(cast: Cast) -> None:
    drawn, parts = two_camps(cast)
    tasks.redraw(cast.conversation)
    assert Placement.objects.count() == len(parts)
    actions.vote(parts[0], drawn[0], Choice(0))
    actions.vote(parts[0], drawn[0], Choice(None))
    for n, retract in ((1, True), (2, False)):
        person = parts[n].person
        assert person is not None
        erase_person(person, by=person, retract_votes=retract)
        assert miscounted() == [], "erased"
    actions.set_statement_aside(drawn[3], by=cast.facilitator, ground=5, same_as=drawn[4])
    assert miscounted() == []
    actions.split_statement(drawn[5], by=cast.facilitator, parts=["One.", "Two."])
    assert miscounted() == []
    tasks.redraw(cast.conversation)
    assert miscounted() == []
    actions.take_up_again(drawn[3], by=cast.facilitator)
    actions.vote(parts[4], drawn[3], Choice(0))
    assert miscounted() == []


def waits_for_a_row() -> bool:
    """Whether somebody waits for another transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted")
        return bool(cursor.fetchone()[0])


def wait_for(what: Callable[[], object]) -> None:
    """Until it is so."""
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
