"""Agreement: by consent while no reason stands against it, by a vote, through a panel; with its dissent."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.base.refusal import NotPossible
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.models import Agreement, Ballot, Objection, Version
from wayahead.loop.solutions.votes import Outcome, outcome_of, rows_of

TODAY = timezone.localdate


def agree(cast: Cast, version: Version) -> Version:
    """Write it down as agreed."""
    return actions.agree(version, by=cast.facilitator, words="At the table.")


def test_nobody_consents_while_a_reason_against_it_stands(cast: Cast) -> None:
    assert cast.objection
    with pytest.raises(NotPossible, match="1 reason against it stands"):
        agree(cast, cast.shared_version)
    assert cast.shared_version.state == Version.State.SHARED
    actions.answer_objection(cast.objection, by=cast.facilitator, words="Felt under the chairs.")
    assert agree(cast, cast.shared_version).state == Version.State.AGREED
    with pytest.raises(NotPossible, match="settled already"):
        actions.take_objection_back(cast.objection, by=cast.neighbour)


def test_a_reason_taken_back_stands_no_more_and_stays_to_be_read(cast: Cast) -> None:
    actions.take_objection_back(cast.objection, by=cast.neighbour)
    assert agree(cast, cast.shared_version).agreed_in.way == "consent"
    assert Objection.objects.get().reason == "I cannot sleep."


def test_an_answer_to_a_reason_has_words(cast: Cast) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.answer_objection(cast.objection, by=cast.facilitator, words=" ")
    assert refused.value.field == "words"


def test_reasons_are_heard_while_a_version_is_shared(cast: Cast) -> None:
    for version in (cast.agreed_version, cast.draft):
        with pytest.raises(NotPossible, match="shared and not agreed"):
            actions.object_to(version, by=cast.neighbour, reason="No.")


def say(agreement: Agreement, *answers: bool) -> None:
    """As many guests say whether they agree."""
    for agrees in answers:
        actions.say_if_agreed(agreement, by=people.welcome_guest(), agrees=agrees)


def test_a_vote_carries_when_more_agree_and_reasons_against_it_become_dissent(cast: Cast) -> None:
    assert cast.objection
    say(cast.agreement, True, True, True, True, False)
    assert agree(cast, cast.shared_version).agreed_in == cast.agreement


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ((), "too few to say"),
        ((True,) * 4, "too few to say"),
        ((False,) * 4, "too few to say"),
        ((True, False) * 3, "No more people agree"),
    ],
)
def test_a_vote_of_few_or_without_more_for_it_does_not_carry(cast: Cast, answers: tuple[bool, ...], why: str) -> None:
    say(cast.agreement, *answers)
    with pytest.raises(NotPossible, match=why):
        agree(cast, cast.shared_version)
    not_agreed = actions.not_agree(cast.shared_version, by=cast.facilitator, words="The hours.")
    assert (not_agreed, not_agreed.outcome) == (cast.agreement, "not_agreed")
    with pytest.raises(NotPossible, match="Ask them again first"):
        agree(cast, cast.shared_version)
    assert actions.seek_agreement(cast.shared_version, by=cast.facilitator, way="consent", closes_on=TODAY())


def test_a_vote_is_not_written_down_before_it_ends_nor_taken_after(cast: Cast) -> None:
    day = TODAY() + timedelta(days=1)
    agreement = actions.seek_agreement(cast.shared_version, by=cast.facilitator, way="vote", closes_on=day)
    say(agreement, True)
    with pytest.raises(NotPossible, match="still vote"):
        agree(cast, cast.shared_version)
    Agreement.objects.update(closes_on=TODAY() - timedelta(days=1))
    with pytest.raises(NotPossible, match="over"):
        say(agreement, True)


def test_everybody_has_one_ballot_also_under_two_selves(cast: Cast) -> None:
    actions.say_if_agreed(cast.agreement, by=cast.resident, agrees=True)
    people.claim(cast.resident, by=cast.stranger)
    actions.say_if_agreed(cast.agreement, by=cast.stranger, agrees=False)
    assert [ballot.agrees for ballot in Ballot.objects.all()] == [False]


def test_a_vote_of_few_says_only_how_many(cast: Cast) -> None:
    say(cast.agreement, True, True, True, False)
    assert outcome_of(cast.agreement) == Outcome(4, 0, 0, (), guests=4)
    say(cast.agreement, False)
    assert outcome_of(cast.agreement) == Outcome(5, 3, 2, (), guests=5)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({(0, True): 6, (1, False): 5}, [("A", 6, 0), ("B", 0, 5)]),
        ({(0, True): 6, (1, False): 4}, []),
        ({(0, True): 6, (1, False): 5, (2, True): 2}, []),
        ({(0, True): 6, (1, False): 5, (2, True): 2, (None, True): 3}, [("A", 6, 0), ("B", 0, 5), ("", 5, 0)]),
    ],
)
def test_no_group_of_few_can_be_worked_out(
    counts: dict[tuple[int | None, bool], int], shown: list[tuple[str, int, int]]
) -> None:
    assert [(row.letter, row.agree, row.disagree) for row in rows_of(Counter(counts))] == shown


def test_a_panel_has_people_and_a_day_is_still_to_come(cast: Cast) -> None:
    version = cast.shared_version
    with pytest.raises(NotPossible) as refused:
        actions.seek_agreement(version, by=cast.facilitator, way="panel", closes_on=TODAY())
    assert refused.value.field == "panel"
    with pytest.raises(NotPossible) as refused:
        actions.seek_agreement(version, by=cast.facilitator, way="consent", closes_on=TODAY() - timedelta(days=1))
    assert refused.value.field == "closes_on"
    actions.seek_agreement(version, by=cast.facilitator, way="panel", closes_on=TODAY(), panel="Nine residents.")
    with pytest.raises(NotPossible, match="already"):
        actions.seek_agreement(version, by=cast.facilitator, way="consent", closes_on=TODAY())


def test_what_was_agreed_comes_back_by_itself_on_its_day(cast: Cast) -> None:
    day = TODAY() + timedelta(days=30)
    actions.agree(cast.shared_version, by=cast.facilitator, words="At the table.", review_on=day)
    assert not Agreement.objects.due_for_review().exists()
    Agreement.objects.update(review_on=TODAY())
    due = Agreement.objects.due_for_review().get()
    assert due.is_due_for_review
    actions.review(due, by=cast.facilitator, words="It is too loud still.")
    assert not Agreement.objects.due_for_review().exists()
    with pytest.raises(NotPossible, match="already"):
        actions.review(due, by=cast.facilitator, words="Again.")


def test_a_review_day_is_still_to_come(cast: Cast) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.agree(cast.shared_version, by=cast.facilitator, words="At the table.", review_on=TODAY())
    assert refused.value.field == "review_on"
