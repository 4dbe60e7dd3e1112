"""Suggestions: anybody makes them, each is answered or counted, and whoever made one says whether it is in."""

from dataclasses import replace

import pytest

from tests.cast import Cast
from wayahead.base.record.models import Event
from wayahead.base.refusal import NotPossible
from wayahead.journey.between_parties import hearing
from wayahead.journey.erasure import erase_person
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.actions import Draft, Part, Task, Thought
from wayahead.loop.solutions.models import Suggestion, Version

THOUGHT = Thought("A quiet room.", "should")
NEXT = Draft(summary="The library stays open on Thursdays.", what_changed="A quiet room.")


def take(cast: Cast, *suggestions: Suggestion) -> Version:
    """The next version, which takes these in."""
    return actions.draft_version(cast.solution, NEXT, by=cast.organiser, taking=suggestions)


def test_taking_a_suggestion_in_makes_a_version_that_names_its_suggester(cast: Cast) -> None:
    version = take(cast, cast.suggestion)
    cast.suggestion.refresh_from_db()
    assert (cast.suggestion.state, cast.suggestion.taken_in) == ("taken", version)
    assert [one.who for one in version.took_in.all()] == ["Ines"]
    event = Event.objects.latest("pk")
    assert (event.kind, event.facts["suggestions"]) == ("version.drafted", [cast.suggestion.pk])


def test_a_suggestion_is_taken_in_once_and_only_where_it_was_made(cast: Cast) -> None:
    take(cast, cast.suggestion)
    with pytest.raises(NotPossible, match="answered already") as refused:
        take(cast, Suggestion.objects.get())
    assert refused.value.field == "taking"
    other = actions.start(cast.coproduction, by=cast.facilitator, title="Buses", needs=[cast.need])
    elsewhere = actions.draft_version(other, Draft(summary="A bus."), by=cast.facilitator)
    strange = actions.suggest(elsewhere, THOUGHT, by=cast.resident)
    with pytest.raises(NotPossible, match="something else"):
        take(cast, strange)
    assert strange.version == elsewhere


def test_a_refused_version_takes_nothing_in(cast: Cast) -> None:
    assert cast.suggestion
    with pytest.raises(NotPossible):
        actions.draft_version(cast.solution, replace(NEXT, summary=" "), by=cast.organiser, taking=[cast.suggestion])
    assert Suggestion.objects.get().is_open


def test_nothing_is_dropped_in_silence(cast: Cast) -> None:
    """Declining needs a reason, which stays with the suggestion; what nobody answered is counted."""
    with pytest.raises(NotPossible) as refused:
        actions.decline(cast.suggestion, by=cast.facilitator, why=" ")
    assert refused.value.field == "why"
    actions.decline(cast.suggestion, by=cast.facilitator, why="There is no second room.")
    assert (cast.suggestion.state, cast.suggestion.answer_words) == ("declined", "There is no second room.")
    with pytest.raises(NotPossible, match="answered already"):
        actions.decline(cast.suggestion, by=cast.facilitator, why="Twice.")


def test_suggestions_are_counted_by_the_role_of_who_made_them(cast: Cast) -> None:
    version = cast.shared_version
    taken = actions.suggest(version, replace(THOUGHT, speaking_for=cast.council), by=cast.officer)
    declined = actions.suggest(version, THOUGHT, by=cast.facilitator)
    actions.decline(declined, by=cast.facilitator, why="No.")
    gone = actions.suggest(version, THOUGHT, by=cast.neighbour)
    actions.take_back(gone, by=cast.neighbour)
    assert cast.suggestion.role == "people"
    take(cast, taken)
    tallied = Suggestion.objects.of_coproduction(cast.coproduction.pk).tallied()
    assert [(row.role, row.made, row.taken, row.declined, row.unanswered) for row in tallied] == [
        ("facilitator", 1, 0, 1, 0),
        ("people", 1, 0, 0, 1),
        ("public_body", 1, 1, 0, 0),
    ]


def test_only_the_word_of_who_made_it_says_whether_it_is_fulfilled_and_it_can_change(cast: Cast) -> None:
    version = take(cast, cast.suggestion)
    assert not cast.suggestion.fulfilments.exists()
    actions.say_fulfilled(cast.suggestion, version, by=cast.resident, answer="no")
    actions.say_fulfilled(cast.suggestion, version, by=cast.resident, answer="yes")
    assert [one.answer for one in cast.suggestion.fulfilments.all()] == ["yes"]
    other = actions.start(cast.coproduction, by=cast.facilitator, title="Buses", needs=[cast.need])
    elsewhere = actions.draft_version(other, Draft(summary="A bus."), by=cast.facilitator)
    with pytest.raises(NotPossible, match="something else"):
        actions.say_fulfilled(cast.suggestion, elsewhere, by=cast.resident, answer="yes")


def test_a_suggestion_taken_back_leaves_no_words_and_cannot_be_answered(cast: Cast) -> None:
    actions.take_back(cast.suggestion, by=cast.resident)
    assert (cast.suggestion.text, cast.suggestion.why, cast.suggestion.signed) == ("", "", "")
    with pytest.raises(NotPossible):
        take(cast, cast.suggestion)


def test_erasing_a_suggesters_words_leaves_the_version_that_they_shaped(cast: Cast) -> None:
    version = take(cast, cast.suggestion)
    erase_person(cast.resident, by=cast.resident)
    shaped = version.took_in.get()
    assert (shaped.text, shaped.who, shaped.state) == ("", "Somebody", "taken")
    assert version.summary == NEXT.summary


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"degree": "perhaps"}, "degree"),
        ({"part": "weather"}, "part"),
        ({"part": "section"}, "part"),
        ({"part": "section", "section_key": "nowhere1"}, "part"),
        ({"section_key": "sitting1"}, "part"),
    ],
)
def test_a_suggestion_that_cannot_be_is_refused_at_its_field(cast: Cast, changes: dict[str, str], field: str) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.suggest(cast.shared_version, replace(THOUGHT, **changes), by=cast.resident)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Suggestion.objects.exists()


def test_hidden_words_still_count_and_say_why_they_are_hidden(cast: Cast) -> None:
    actions.hide(cast.suggestion, by=cast.facilitator, why="It says where somebody lives.")
    assert not cast.suggestion.is_readable
    assert Suggestion.objects.all().tallied()[0].made == 1


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(NEXT, sections=[Part("Where", " ")]), "sections"),
        (replace(NEXT, sections=[Part("A", "B", "same"), Part("C", "D", "same")]), "sections"),
        (replace(NEXT, sections=[Part("A", "B", "far too long a key")]), "sections"),
        (replace(NEXT, steps=[Task(" ")]), "steps"),
    ],
)
def test_sections_and_steps_that_cannot_be_are_refused(cast: Cast, draft: Draft, field: str) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.draft_version(cast.solution, draft, by=cast.organiser)
    assert refused.value.field == field
    assert not Version.objects.exists()


def test_hearing_between_the_parties_counts_what_everybody_can_read(cast: Cast) -> None:
    """A suggestion to a draft is a matter of those who write it, until they share it."""
    early = actions.draft_version(cast.solution, Draft(summary="A first thought."), by=cast.organiser)
    actions.suggest(early, THOUGHT, by=cast.organiser)
    assert hearing(cast.coproduction).suggestions == []
    actions.share(early, by=cast.organiser)
    (row,) = hearing(cast.coproduction).suggestions
    assert (row.role, row.made, row.unanswered) == ("people", 1, 1)
