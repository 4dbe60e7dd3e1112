"""Who was heard, and the alarm when what is shown departs from what is promised."""

import uuid

import numpy as np
import pytest

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.base.record.models import Event
from wayahead.kernels.opinion.asking import DEFAULT
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Words
from wayahead.loop.listening.heard import who_was_heard
from wayahead.loop.listening.models import Alarm, Exposure, Statement, Tally
from wayahead.loop.listening.tasks import watch_asking
from wayahead.loop.listening.watching import watch

pytestmark = pytest.mark.django_db


def statements(cast: Cast, count: int) -> list[Statement]:
    """Statements that Ines' words led to."""
    voice = actions.say(cast.conversation, Words("It is too dark.", quote="unnamed"), by=cast.resident)
    return [
        actions.draw_statement(cast.conversation, by=cast.facilitator, text=f"Lamp {n} is out.", voices=[voice])
        for n in range(count)
    ]


def answer(statement: Statement, agree: int, group: int = Tally.NO_GROUP) -> None:
    """So many people agreed with it."""
    Tally.objects.create(statement=statement, group=group, agree=agree)


def gather(cast: Cast, count: int) -> None:
    """So many people take part."""
    for _n in range(count):
        actions.take_part(cast.conversation, by=people.welcome_guest())


def show(cast: Cast, shown: list[Statement], chances: list[float], among: int, voters: int = 50) -> None:
    """These were shown, one after the other, with these chances."""
    everybody = [uuid.uuid4() for _n in range(voters)]
    Exposure.objects.bulk_create(
        Exposure(
            coproduction_id=cast.coproduction.pk,
            conversation_id=cast.conversation.pk,
            statement=statement,
            voter=everybody[n % voters],
            policy=DEFAULT.name,
            probability=chance,
            among=among,
        )
        for n, (statement, chance) in enumerate(zip(shown, chances, strict=True))
    )


def honest(cast: Cast, rows: list[Statement], count: int, seed: int = 1) -> None:
    """Shown by uneven chances, as they say."""
    source = np.random.default_rng(seed)
    weights = source.dirichlet(np.ones(len(rows))) * 0.98 + 0.02 / len(rows)
    places = source.choice(len(rows), count, p=weights / weights.sum())
    show(cast, [rows[place] for place in places], [float(weights[place]) for place in places], len(rows))


def planted(cast: Cast, rows: list[Statement], count: int) -> None:
    """Every weight is the same number, as it was for a peer for sixteen months."""
    source = np.random.default_rng(2)
    places = source.integers(0, len(rows), count)
    show(cast, [rows[place] for place in places], [1 / len(rows)] * count, len(rows))


def standing(cast: Cast) -> list[str]:
    """The alarms that stand."""
    return list(cast.conversation.standing_alarms.values_list("kind", flat=True))


def test_equal_weights_raise_the_alarm_once_and_it_is_over_once_all_is_well(cast: Cast) -> None:
    rows = statements(cast, 10)
    for n, row in enumerate(rows):
        answer(row, 10 + 5 * n)
    planted(cast, rows, 300)
    watch(cast.conversation)
    assert standing(cast) == [Alarm.Kind.EQUAL]
    planted(cast, rows, 300)
    watch_asking(0)
    assert standing(cast) == [Alarm.Kind.EQUAL]
    assert Event.objects.filter(kind="asking.judged").count() == 1
    honest(cast, rows, 400)
    watch_asking(0)
    assert standing(cast) == []
    assert list(Event.objects.filter(kind="asking.judged").values_list("facts__over", flat=True)) == [0, 1]


@pytest.mark.parametrize("seed", range(5))
def test_honest_exposure_raises_no_alarm_and_notes_nothing(cast: Cast, seed: int) -> None:
    rows = statements(cast, 10)
    for n, row in enumerate(rows):
        answer(row, 10 + 5 * n)
    honest(cast, rows, 500, seed)
    judged = watch(cast.conversation)
    assert judged is not None
    assert judged.exposures == 500
    assert standing(cast) == []
    assert not Event.objects.filter(kind="asking.judged").exists()


def test_a_starved_statement_raises_the_alarm_only_when_there_was_time_for_all(cast: Cast) -> None:
    rows = statements(cast, 10)
    for row in rows[1:]:
        answer(row, 30)
    honest(cast, rows, 2 * 10 * DEFAULT.floor - 1)
    watch(cast.conversation)
    assert standing(cast) == []
    honest(cast, rows, 250)
    watch(cast.conversation)
    alarm = cast.conversation.standing_alarms.get()
    assert (alarm.kind, alarm.statements) == (Alarm.Kind.STARVED, 1)


def test_too_little_shown_is_not_judged(cast: Cast) -> None:
    planted(cast, statements(cast, 5), 150)
    assert watch(cast.conversation) is None


def test_who_was_heard_says_what_is_missing(cast: Cast) -> None:
    gather(cast, 5)
    for row, agree in zip(statements(cast, 3), (0, 7, 30), strict=True):
        answer(row, agree)
    heard = who_was_heard(cast.conversation)
    assert heard.everybody is not None
    assert heard.shortfall is not None
    assert (heard.everybody.least, heard.everybody.median, heard.everybody.most) == (0, 7, 30)
    assert (heard.shortfall.behind, heard.shortfall.missing) == (2, 2 * DEFAULT.floor - 7)
    assert [row.heard for row in heard.authors] == [None, None], "fewer than five people spoke"


def test_the_statements_of_five_speakers_are_shown_beside_each_other(cast: Cast) -> None:
    for n in range(5):
        guest = people.welcome_guest()
        voice = actions.say(cast.conversation, Words("It is dark.", quote="unnamed", is_lived=True), by=guest)
        text = f"Lamp {n} is out."
        answer(actions.draw_statement(cast.conversation, by=cast.facilitator, text=text, voices=[voice]), 10 * (n + 1))
        actions.take_part(cast.conversation, by=guest)
    everybody, lived = who_was_heard(cast.conversation).authors
    assert everybody.heard is not None
    assert (everybody.people, everybody.heard.least, everybody.heard.most) == (5, 10, 50)
    assert lived.people == 5


def test_nothing_is_shown_of_fewer_than_five_people(cast: Cast) -> None:
    gather(cast, 4)
    answer(statements(cast, 1)[0], 4)
    assert who_was_heard(cast.conversation).everybody is None
