"""The opinion map: asked for by a vote, made by a worker, one at a time, and nothing lost when one dies."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.contrib.django import app, procrastinate_app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.loop.listening import actions, tasks
from wayahead.loop.listening.actions import Choice, Words
from wayahead.loop.listening.models import OpinionMap, Statement, Vote

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty_queue(db: None) -> None:
    """The queue's tables are not Django's, so no test of before emptied them."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def statements(cast: Cast, many: int = 8) -> list[Statement]:
    """Statements to vote on."""
    voice = actions.say(cast.conversation, Words("Dark."), by=cast.resident)
    return [
        actions.draw_statement(cast.conversation, by=cast.facilitator, text=f"Idea {n}.", voices=[voice])
        for n in range(many)
    ]


def two_camps(cast: Cast, *, each: int = 6, hesitant: int = 0, only_first: bool = False) -> None:
    """Half of the people agree with the first statements and disagree with the others; the other half the other way.

    The last one all agree with, but so many of each half do not answer it; or `only_first` of the first half.
    """
    drawn = statements(cast)
    for person in range(2 * each):
        part = actions.take_part(cast.conversation, by=people.welcome_guest())
        for n, statement in enumerate(drawn[:7]):
            likes_it = (n < 4) == (person < each)
            actions.vote(part, statement, Choice(1 if likes_it else -1))
        if person % each >= hesitant or (only_first and person >= each):
            actions.vote(part, drawn[7], Choice(1))


def waiting() -> int:
    """How many maps wait to be made."""
    return ProcrastinateJob.objects.filter(task_name=tasks.draw_map.name, status="todo").count()


def work() -> None:
    """A real worker does everything that waits; what is planned for a little later is due now."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
    background = procrastinate_app.current_app
    assert isinstance(background.connector, DjangoConnector)
    with background.replace_connector(background.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def begin(*, by_a_living_worker: bool) -> None:
    """The map that waits was begun elsewhere; its worker lives, or died with it."""
    with connection.cursor() as cursor:
        worker = None
        if by_a_living_worker:
            cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
            (worker,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE status = 'todo'", [worker])


def test_votes_ask_for_one_map_and_a_worker_makes_it(cast: Cast) -> None:
    two_camps(cast)
    assert waiting() == 1
    work()
    drawn = OpinionMap.objects.get(conversation=cast.conversation)
    assert sorted(drawn.result["groups"]["sizes"]) == [6, 6]
    assert drawn.result["common_ground"][0] == "8"
    assert drawn.last_vote_id == Vote.objects.latest("pk").pk
    assert [one.hearings for one in Statement.objects.all()] == [12] * 8
    assert waiting() == 0


def test_axes_and_names_of_groups_stay_from_map_to_map(cast: Cast) -> None:
    """The map before is turned and its groups are renamed: the next one follows it."""
    two_camps(cast)
    drawn = tasks.redraw(cast.conversation)
    before = drawn.people
    for one in drawn.result["statement_results"]:
        one["loading"] = [-side for side in one["loading"]]
    drawn.result["groups"]["middles"] = [[-side for side in one] for one in reversed(drawn.result["groups"]["middles"])]
    drawn.save(update_fields=["result"])
    again = tasks.redraw(cast.conversation)
    assert [one["x"] for one in again.people] == pytest.approx([-one["x"] for one in before])
    assert [one["group"] for one in again.people] == [1 - one["group"] for one in before]


def test_groups_that_come_back_are_called_what_they_were(cast: Cast) -> None:
    two_camps(cast)
    drawn = tasks.redraw(cast.conversation)
    before, groups = drawn.people, drawn.result["groups"]
    groups["middles_before"] = [*reversed(groups.pop("middles"))]  # as a map without groups keeps them
    drawn.save(update_fields=["result"])
    again = tasks.redraw(cast.conversation)
    assert [one["group"] for one in again.people] == [1 - one["group"] for one in before]
    middles = again.result["groups"]["middles"]
    for statement in Statement.objects.exclude(number=8):
        actions.set_statement_aside(statement, by=cast.facilitator, reason="Later.")
    alone = tasks.redraw(cast.conversation)
    assert alone.result["groups"]["middles_before"] == middles
    assert "middles_before" not in alone.published["groups"]


def test_the_next_vote_asks_for_the_next_version(cast: Cast) -> None:
    two_camps(cast)
    work()
    part = actions.take_part(cast.conversation, by=cast.neighbour)
    actions.vote(part, Statement.objects.get(number=8), Choice(-1))
    assert waiting() == 1
    work()
    drawn = OpinionMap.objects.get()
    assert (drawn.version, drawn.result["participants"]) == (2, 13)


def test_a_vote_that_ends_while_a_map_is_begun_is_in_the_next_one(cast: Cast) -> None:
    """The job that waited was taken before the vote was there: the vote asks again once it is."""
    two_camps(cast)
    part = actions.take_part(cast.conversation, by=cast.neighbour)
    with transaction.atomic():
        actions.vote(part, Statement.objects.get(number=8), Choice(-1))
        begin(by_a_living_worker=True)
        assert waiting() == 0
    assert waiting() == 1


def test_one_map_at_a_time_is_made_of_a_conversation(cast: Cast) -> None:
    two_camps(cast)
    begin(by_a_living_worker=True)
    tasks.ask_for_map(cast.conversation.pk)
    work()
    assert waiting() == 1, "the lock of the one that is being made keeps the next waiting"
    assert not OpinionMap.objects.exists()


def test_a_map_whose_worker_died_is_made_after_all(cast: Cast) -> None:
    two_camps(cast)
    begin(by_a_living_worker=False)
    async_to_sync(tasks.take_up_unfinished_maps.func)(0)
    assert waiting() == 1
    work()
    assert OpinionMap.objects.get().result["participants"] == 12


def test_a_map_that_fails_leaves_the_one_before(cast: Cast) -> None:
    two_camps(cast)
    kept = tasks.redraw(cast.conversation)
    with pytest.raises(KeyError):
        tasks.keep_map(cast.conversation, kept.last_vote_id + 1, {"people": []})
    assert OpinionMap.objects.get().result == kept.result


def test_an_older_map_never_replaces_a_later_one(cast: Cast) -> None:
    two_camps(cast)
    later = tasks.redraw(cast.conversation)
    older: dict[str, Any] = {**later.result, "participants": 1, "people": []}
    assert tasks.keep_map(cast.conversation, later.last_vote_id - 1, older).result["participants"] == 12


def test_results_wait_for_five_people(cast: Cast) -> None:
    drawn = statements(cast)
    for who in range(5):
        assert not (found := tasks.redraw(cast.conversation)).is_shown, who
        assert found.published == {}
        part = actions.take_part(cast.conversation, by=people.welcome_guest())
        for statement in drawn[: 7 if who else 8]:
            actions.vote(part, statement, Choice(1))
    published = tasks.redraw(cast.conversation).published
    assert published["participants"] == 5
    assert "8" not in [one["id"] for one in published["statement_results"]], "one person answered it"


def test_what_is_published_says_nothing_about_single_people_or_small_groups(cast: Cast) -> None:
    two_camps(cast, hesitant=3)
    found = tasks.redraw(cast.conversation)
    assert len(found.people) == 12
    assert found.result["groups"]["sizes"] == [6, 6]
    assert "people" not in found.published
    few = next(one for one in found.published["statement_results"] if one["id"] == "8")
    assert few["seen"] == 6
    assert (few["by_group"], few["intervals"]) == ([None, None], [None, None]), "three of each group answered"
    assert all(one["by_group"][0] for one in found.published["statement_results"] if one["id"] != "8")


def test_few_answers_that_are_hidden_are_not_what_is_left_when_the_others_are_taken_from_the_total(cast: Cast) -> None:
    two_camps(cast, hesitant=4, only_first=True)
    found = tasks.redraw(cast.conversation)
    kept = next(one for one in found.result["statement_results"] if one["id"] == "8")
    assert sorted(one["agree"] for one in kept["by_group"]) == [2, 6]
    few = next(one for one in found.published["statement_results"] if one["id"] == "8")
    assert few["agree"] == 8
    assert (few["by_group"], few["intervals"]) == ([None, None], [None, None])
    assert all(None not in one["by_group"] for one in found.published["statement_results"] if one["id"] != "8")


def test_a_group_is_not_said_to_speak_through_what_few_of_it_answered(cast: Cast) -> None:
    drawn = statements(cast)
    for person in range(14):
        part = actions.take_part(cast.conversation, by=people.welcome_guest())
        for n, statement in enumerate(drawn[:7]):
            actions.vote(part, statement, Choice(1 if (n < 4) == (person < 7) else -1))
        if person < 4 or person >= 7:
            actions.vote(part, drawn[7], Choice(1 if person < 7 else -1))
    found = tasks.redraw(cast.conversation)

    def speaking(marks: list[dict[str, Any]]) -> set[str]:
        return {one["id"] for group in marks for one in group["statements"]}

    few = next(one for one in found.published["statement_results"] if one["id"] == "8")
    assert few["by_group"] == [None, None]
    marking = speaking(found.published["representative"])
    assert marking
    assert "8" not in marking
    assert marking <= speaking(found.result["representative"])


def test_a_claimed_guest_and_their_account_are_one_person_on_the_map(cast: Cast) -> None:
    statement = statements(cast)[0]
    for who, choice in ((cast.resident, 1), (cast.organiser, -1)):
        actions.vote(actions.take_part(cast.conversation, by=who), statement, Choice(choice))
    people.claim(cast.resident, by=cast.organiser)
    result = tasks.redraw(cast.conversation).result
    assert result["participants"] == 1
    assert (result["statement_results"][0]["agree"], result["statement_results"][0]["disagree"]) == (0, 1)


def test_a_retracted_vote_and_a_statement_set_aside_are_not_on_the_map(cast: Cast) -> None:
    two_camps(cast)
    part = actions.take_part(cast.conversation, by=cast.neighbour)
    last = Statement.objects.get(number=8)
    actions.vote(part, last, Choice(1))
    actions.vote(part, last, Choice(None))
    actions.set_statement_aside(last, by=cast.facilitator, reason="Two ideas in one.")
    result = tasks.redraw(cast.conversation).result
    assert result["participants"] == 12
    assert "8" not in result["common_ground"]


def test_the_worker_knows_these_tasks() -> None:
    assert {tasks.draw_map.name, tasks.take_up_unfinished_maps.name} <= set(app.tasks)
    assert any(
        task.task.name == tasks.take_up_unfinished_maps.name for task in app.periodic_registry.periodic_tasks.values()
    )
