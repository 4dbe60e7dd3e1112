"""A programme can ask something else, or less: freely before anybody answered, with its reason in public after."""

import pytest

from tests.cast import Cast
from tests.loop.test_one_bid import SAFE, WHOLE, open_one, refused_at, send
from wayahead import access
from wayahead.base.record.models import Event
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding import actions
from wayahead.loop.funding.actions import Asked, Extra
from wayahead.loop.funding.models import ExtraAnswer, ExtraQuestion, Programme
from wayahead.loop.funding.trusting import profile_of

OTHER = Extra("Who lends the key?", "We insure only what somebody locks.")


def asking(cast: Cast, *, is_answered: bool) -> ExtraQuestion:
    """A question of the council's programme, which the tenants have answered or not."""
    question = open_one(cast, questions=[SAFE]).extra_questions.get()
    if is_answered:
        send(cast, Asked(question.programme, WHOLE, {question.pk: "Dougie has it."}))
    return question


def asks(question: ExtraQuestion) -> list[str]:
    """What its programme asks today."""
    return [one.text for one in Programme.objects.get(pk=question.programme_id).asks]


def test_before_anybody_answered_a_question_changes_without_a_reason_and_the_old_one_stays_to_be_read(
    cast: Cast,
) -> None:
    question = asking(cast, is_answered=False)
    made = actions.change_question(question, OTHER, by=cast.officer)
    assert asks(question) == [OTHER.text]
    assert (made.follows, made.position) == (question, question.position)
    assert [one.text for one in question.programme.no_longer_asks] == [SAFE.text]
    noted = Event.objects.get(kind="extra_question.changed")
    assert noted.facts == {"programme": question.programme_id, "question": question.pk, "answers": 0}


def test_after_an_answer_it_owes_a_reason_in_public_which_is_counted_and_the_answer_stays(cast: Cast) -> None:
    question = asking(cast, is_answered=True)
    assert refused_at(lambda: actions.change_question(question, OTHER, by=cast.officer, because="  ")) == "because"
    assert refused_at(lambda: actions.withdraw_question(question, by=cast.officer)) == "because"
    assert asks(question) == [SAFE.text]
    actions.withdraw_question(question, by=cast.officer, because="The insurer does not ask any more.")
    assert asks(question) == []
    assert ExtraAnswer.objects.get().question == question
    profile = profile_of(cast.council, sees=lambda model: access.visible(None, model))
    assert profile is not None
    assert [one.ended_because for one in profile.changed] == ["The insurer does not ask any more."]


def test_what_ended_is_not_asked_of_the_next_bid_nor_answered_by_it(cast: Cast) -> None:
    question = asking(cast, is_answered=False)
    made = actions.change_question(question, OTHER, by=cast.officer)
    programme = Programme.objects.get(pk=question.programme_id)
    assert refused_at(lambda: send(cast, Asked(programme, WHOLE, {question.pk: "Dougie."}))) == "answers"
    assert refused_at(lambda: send(cast, Asked(programme, WHOLE))) == f"answer_{made.pk}"
    send(cast, Asked(programme, WHOLE, {made.pk: "Dougie."}))


@pytest.mark.parametrize(
    ("extra", "field"),
    [(Extra(" ", "Because."), "text"), (Extra("Who?", " "), "reason"), (Extra(SAFE.text, SAFE.reason), "text")],
)
def test_a_change_says_what_is_asked_and_what_its_answer_decides_and_changes_something(
    cast: Cast, extra: Extra, field: str
) -> None:
    question = asking(cast, is_answered=False)
    assert refused_at(lambda: actions.change_question(question, extra, by=cast.officer)) == field
    assert asks(question) == [SAFE.text]


def test_what_ended_does_not_end_again(cast: Cast) -> None:
    question = asking(cast, is_answered=False)
    actions.withdraw_question(question, by=cast.officer)
    with pytest.raises(NotPossible, match="not asked any more"):
        actions.withdraw_question(question, by=cast.officer)
    with pytest.raises(NotPossible, match="not asked any more"):
        actions.change_question(question, OTHER, by=cast.officer)
