"""Comparing versions: every word of both is told once, and in an order in which it can be read."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.actions import Cost, Draft, Part
from wayahead.loop.solutions.comparing import Claim, Run, compare_claims, compare_words, runs

TEXT = st.lists(st.sampled_from(["the", "hall", "is", "open", "until", "ten.", "\n", "Nobody"]), max_size=60).map(
    " ".join
)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_out_of_what_is_told(before: str, after: str) -> None:
    told = runs(before, after)
    assert "".join(run.text for run in told if run.kind != "new") == before
    assert "".join(run.text for run in told if run.kind != "gone") == after
    assert not any(one.kind == other.kind == "same" for one, other in pairwise(told))


@given(TEXT)
def test_nothing_changed_where_nothing_did(text: str) -> None:
    assert all(run.kind == "same" for run in runs(text, text))


def test_a_sentence_that_was_rewritten_is_not_told_in_scraps() -> None:
    told = runs("It is open until ten and warm.", "It is shut by six and cold and dark.")
    assert told == [
        Run("same", "It is "),
        Run("gone", "open until ten and warm."),
        Run("new", "shut by six and cold and dark."),
    ]


def test_sections_are_compared_by_their_key_and_claims_by_figure(cast: Cast) -> None:
    """A heading may change; what went stands at the end."""
    words = Draft(
        summary="A room.", sections=[Part("Hall", "It is warm.", "hall"), Part("Soup", "On Thursdays.", "soup")]
    )
    first = actions.draft_version(cast.solution, words, by=cast.facilitator)
    changed = replace(
        words,
        what_changed="Rooms.",
        sections=[Part("The big hall", "It is warm.", "hall"), Part("Tea", "Always.")],
        costs=[Cost("staff", "Two", 100)],
    )
    second = actions.draft_version(cast.solution, changed, by=cast.facilitator)
    parts = compare_words(first, second)
    assert [(part.heading, part.has_changed) for part in parts[1:]] == [
        ("The big hall", False),
        ("Tea", True),
        ("Soup", True),
    ]
    assert Claim("What it costs in all", "", "£1") in compare_claims(first, second)
