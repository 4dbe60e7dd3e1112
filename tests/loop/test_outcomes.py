"""What came of it: one report, the verdict of those whose words led there, and an answer to each of them."""

from decimal import Decimal

import pytest

from tests.cast import Cast
from wayahead import access
from wayahead.access import Refused
from wayahead.base.people import actions as people
from wayahead.base.refusal import NotPossible
from wayahead.journey.answers import because_you_said
from wayahead.loop.funding import actions as funding
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.loop.listening.models import Voice
from wayahead.loop.needs.models import Need, Succession
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.models import Answer, Verdict


def another_voice(cast: Cast) -> Voice:
    """What Moira said, which became a statement and a need of its own."""
    voice = listening.say(cast.conversation, Words("The last bus is at nine."), by=cast.neighbour)
    statement = listening.draw_statement(
        cast.conversation, by=cast.facilitator, text="Buses should run until eleven.", voices=[voice]
    )
    need = Need.objects.create(
        coproduction=cast.coproduction, number=90, title="A way home", story="Nine is early.", written_by=cast.organiser
    )
    need.statements.set([statement])
    return voice


def merge(earlier: Need, later: Need) -> None:
    """One need becomes part of another; its statements stay with it."""
    Succession.objects.create(earlier=earlier, later=later, kind="merged", reason="The same wish.")


def test_a_grantee_reports_once(cast: Cast) -> None:
    assert cast.report.measures.get().after == Decimal(61)
    with pytest.raises(NotPossible, match="report once"):
        actions.report(cast.grant, actions.Account(words="Again.", spent_pence=1), by=cast.organiser)


@pytest.mark.parametrize(("words", "pence", "field"), [(" ", 1, "words"), ("Done.", -1, "spent_pence")])
def test_a_report_says_what_happened_and_what_it_cost(cast: Cast, words: str, pence: int, field: str) -> None:
    with pytest.raises(NotPossible) as error:
        actions.report(cast.grant, actions.Account(words=words, spent_pence=pence), by=cast.organiser)
    assert error.value.field == field


def test_only_those_whose_words_led_there_say_whether_it_is_true(cast: Cast) -> None:
    report = cast.report
    assert access.fetch(cast.resident, "verdict.give", pk=report.pk) == report
    for person in (cast.neighbour, cast.organiser, cast.facilitator, cast.stranger, None):
        with pytest.raises(Refused):
            access.fetch(person, "verdict.give", pk=report.pk)


def test_words_in_a_need_that_was_merged_still_count(cast: Cast) -> None:
    another_voice(cast)
    assert not access.allows(cast.neighbour, "verdict.give", cast.report)
    merge(Need.objects.get(number=90), cast.need)
    assert access.allows(cast.neighbour, "verdict.give", cast.report)


def test_whoever_took_their_words_back_is_not_asked_whether_it_is_true(cast: Cast) -> None:
    report = cast.report
    listening.withdraw(cast.voice, by=cast.resident)
    assert not access.allows(cast.resident, "verdict.give", report)


def test_a_verdict_given_again_replaces_the_first_also_from_an_account(cast: Cast) -> None:
    actions.say_whether_true(cast.report, by=cast.resident, answer="yes")
    people.claim(cast.resident, by=cast.helper)
    actions.say_whether_true(cast.report, by=cast.helper, answer="partly", comment="Not on Sundays.")
    assert [(verdict.answer, verdict.comment) for verdict in Verdict.objects.all()] == [("partly", "Not on Sundays.")]


@pytest.mark.parametrize(("answer", "field"), [("no", "comment"), ("partly", "comment"), ("maybe", "answer")])
def test_a_verdict_other_than_yes_says_what_is_different(cast: Cast, answer: str, field: str) -> None:
    with pytest.raises(NotPossible) as error:
        actions.say_whether_true(cast.report, by=cast.resident, answer=answer)
    assert error.value.field == field


def test_because_you_said_reaches_every_voice_also_through_a_merged_need(cast: Cast) -> None:
    merged = another_voice(cast)
    merge(Need.objects.get(number=90), cast.need)
    assert cast.grant
    given = because_you_said(cast.bid, by=cast.organiser, words="You get two evenings a week.")
    assert {answer.voice_id for answer in given} == {cast.voice.pk, merged.pk}


def test_voices_that_came_later_are_answered_and_the_others_not_again(cast: Cast) -> None:
    assert cast.grant
    because_you_said(cast.bid, by=cast.organiser, words="Two evenings a week.")
    merged = another_voice(cast)
    merge(Need.objects.get(number=90), cast.need)
    given = because_you_said(cast.bid, by=cast.organiser, words="Two evenings a week.")
    assert [answer.voice_id for answer in given] == [merged.pk]
    assert Answer.objects.count() == 2
    with pytest.raises(NotPossible, match="already"):
        because_you_said(cast.bid, by=cast.organiser, words="Two evenings a week.")


def test_a_decision_and_a_report_are_two_answers(cast: Cast) -> None:
    assert cast.report
    because_you_said(cast.bid, by=cast.organiser, words="Two evenings a week.")
    because_you_said(cast.report, by=cast.organiser, words="180 evenings were open.")
    assert cast.voice.answers.count() == 2


def test_nobody_is_answered_before_the_decision(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="not decided"):
        because_you_said(cast.bid, by=cast.organiser, words="Soon.")


def test_a_refusal_is_answered_too(cast: Cast) -> None:
    refused = funding.refuse(cast.bid, by=cast.grants_officer, reasons="Too few evenings.")
    assert len(because_you_said(refused, by=cast.facilitator, words="Not this time, because …")) == 1


def test_words_taken_back_are_not_answered(cast: Cast) -> None:
    assert cast.grant
    listening.withdraw(cast.voice, by=cast.resident)
    with pytest.raises(NotPossible, match="nobody to answer"):
        because_you_said(cast.bid, by=cast.organiser, words="Two evenings a week.")
