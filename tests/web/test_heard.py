"""The page on who was heard, and the alarm on the facilitator's desk."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.loop.test_hearing import answer, gather, planted, statements
from wayahead.base.people import actions as people
from wayahead.base.record.actions import via
from wayahead.kernels.opinion.asking import DEFAULT
from wayahead.loop.listening import actions, tasks
from wayahead.loop.listening.actions import Choice
from wayahead.loop.listening.models import Alarm, OpinionMap
from wayahead.loop.listening.watching import watch

pytestmark = pytest.mark.django_db


def page_of(cast: Cast, name: str, client: Client) -> str:
    """A page of the conversation, as its reader gets it."""
    answer = client.get(reverse(name, args=[cast.coproduction.slug, cast.conversation.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def answered(cast: Cast) -> None:
    """Twelve statements, answered by more and more people of two groups, one of them small."""
    gather(cast, 9)
    for n, row in enumerate(statements(cast, 12)):
        answer(row, 2 + 3 * n, group=0)
        answer(row, 3, group=1)
    result = {"participants": 9, "groups": {"sizes": [6, 3], "stable": True}}
    OpinionMap.objects.create(conversation=cast.conversation, result=result)


def test_anybody_reads_how_evenly_statements_are_answered(cast: Cast) -> None:
    answered(cast)
    text = page_of(cast, "heard", Client())
    assert f"2 of 12 open statements still wait for their {DEFAULT.floor} answers" in text
    assert "The least heard statement was answered by 5 people, the middle one by 22, the most heard by 38" in text
    assert text.count('class="skyline-bar"') == 10
    assert "fewer than 5 people: not shown" in text, "the small group, and the one who spoke"


def test_answers_are_counted_by_the_way_in_which_they_came(cast: Cast) -> None:
    first, second = statements(cast, 2)
    for n in range(9):
        part = actions.take_part(cast.conversation, by=people.welcome_guest())
        with via("web" if n < 6 else "paper"):
            actions.vote(part, first, Choice(1))
            if n < 4:
                actions.vote(part, second, Choice(-1))
    tasks.redraw(cast.conversation)
    on_the_web, on_paper = Client().get(f"/api/v1/conversations/{cast.conversation.pk}/hearing").json()["voted"]
    assert (on_the_web["label"], on_the_web["people"]) == ("on the web", 6)
    assert (on_the_web["heard"]["most"], on_the_web["heard"]["least"]) == (6, None), "four answers are a small figure"
    assert on_paper["heard"] is None, "three people"
    assert "By how people answered" in page_of(cast, "heard", Client())


def test_before_five_people_take_part_the_page_says_what_it_will_show(cast: Cast) -> None:
    assert "Not enough to show yet" in page_of(cast, "heard", Client())


def test_the_alarm_stands_on_the_desk_and_on_the_page_until_it_is_over(cast: Cast) -> None:
    rows = statements(cast, 10)
    for n, row in enumerate(rows):
        answer(row, 10 + 5 * n)
    planted(cast, rows, 300)
    watch(cast.conversation)
    facilitator = Client()
    facilitator.force_login(cast.facilitator, "django.contrib.auth.backends.ModelBackend")
    for text in page_of(cast, "desk", facilitator), page_of(cast, "heard", Client()):
        assert "every open statement was given the same chance" in text
    Alarm.objects.update(over_at="2026-11-24T12:00Z")
    assert "We are not asking as we promise" not in page_of(cast, "desk", facilitator)


def test_the_same_as_data_leaves_small_figures_out(cast: Cast) -> None:
    answered(cast)
    found = Client().get(f"/api/v1/conversations/{cast.conversation.pk}/hearing").json()
    assert found["promise"]["floor"] == DEFAULT.floor
    assert found["everybody"]["least"] == 5
    large, small = found["groups"]
    assert large["heard"]["least"] is None, "two people"
    assert small["heard"] is None
    assert found["alarms"] == []
