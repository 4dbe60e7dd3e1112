"""The surprise check: found in the votes as they stand, said in the record, nobody removed."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.base.record.models import Event
from wayahead.loop.listening import actions, tasks
from wayahead.loop.listening.actions import Choice
from wayahead.loop.listening.models import Statement, SurpriseCheck, Vote
from wayahead.loop.listening.surprises import look, look_for_surprises


def vote_all(cast: Cast, statements: list[Statement], answers: list[int]) -> None:
    """A newcomer answers all of these."""
    part = actions.take_part(cast.conversation, by=people.welcome_guest())
    for statement, answer in zip(statements, answers, strict=True):
        actions.vote(part, statement, Choice(answer))


@pytest.fixture
def asked(cast: Cast) -> list[Statement]:
    """Twelve statements, answered by twenty people who all differ."""
    seeds = [actions.Seed(f"Idea {n}.") for n in range(12)]
    statements = actions.seed_statements(cast.conversation, by=cast.facilitator, seeds=seeds)
    for person in range(20):
        vote_all(cast, statements, [1 if (person * 7 + n * n * 3 + person * n) % 5 < 3 else -1 for n in range(12)])
    return statements


def unusual(cast: Cast) -> str:
    """What the page says."""
    return Client().get(reverse("unusual", args=[cast.coproduction.slug, cast.conversation.pk])).content.decode()


def test_honest_answers_are_no_surprise(cast: Cast, asked: list[Statement]) -> None:
    tasks.redraw(cast.conversation)
    assert "Not looked yet" in unusual(cast)
    look_for_surprises(0)
    assert SurpriseCheck.objects.get().found == []
    assert "Nothing looks unusual" in unusual(cast)
    assert not Event.objects.filter(kind="surprise.found").exists()


def test_a_bloc_is_told_of_with_results_on_both_sides_and_still_counts(cast: Cast, asked: list[Statement]) -> None:
    for _account in range(8):
        vote_all(cast, asked, [1, -1, -1, 1, 1, -1, 1, -1, -1, 1, -1, 1])
    drawn = tasks.redraw(cast.conversation)
    check = look(cast.conversation)
    (found,) = check.found
    assert (found["kind"], found["people"], found["answers"]) == ("same", 8, 12)
    assert drawn.result["participants"] == 28
    assert check.published_without["participants"] == 20
    assert Vote.objects.count() == 28 * 12, "nobody is removed"
    assert Event.objects.get(kind="surprise.found").facts == {"people": 8}
    page = unusual(cast)
    assert "8 accounts gave the same 12 answers." in page
    assert "Without them" in page
    results = Client().get(reverse("results", args=[cast.coproduction.slug, cast.conversation.pk])).content.decode()
    assert "8 accounts look unusual." in results
    look(cast.conversation)
    assert Event.objects.filter(kind="surprise.found").count() == 1, "told once"


def test_only_what_has_a_newer_map_is_looked_at_again(cast: Cast, asked: list[Statement]) -> None:
    tasks.redraw(cast.conversation)
    look_for_surprises(0)
    first = SurpriseCheck.objects.get().checked_at
    look_for_surprises(0)
    assert SurpriseCheck.objects.get().checked_at == first
    vote_all(cast, asked, [1] * 12)
    tasks.redraw(cast.conversation)
    look_for_surprises(0)
    assert SurpriseCheck.objects.get().checked_at > first
