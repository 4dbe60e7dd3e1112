"""Ask why, propose what would loosen it, ask it too: one clock and one answer for all; late answers are reminded of."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.cast import Cast
from tests.loop.test_constraints import HONEST, LOOSER, TERMS, publish, seated
from wayahead.base.coproduction import actions as table
from wayahead.base.record.reading import about, events
from wayahead.base.refusal import NotPossible
from wayahead.journey.between_parties import hearing
from wayahead.journey.erasure import erase_person
from wayahead.loop.constraints import actions
from wayahead.loop.constraints.alike import alike
from wayahead.loop.constraints.answering import answering
from wayahead.loop.constraints.models import Constraint, ConstraintVersion, Question
from wayahead.loop.constraints.sorts import sorts
from wayahead.loop.constraints.tasks import remind_of_late_answers

PROPOSED = {"test": "total_cost", "at_most_pence": 7_000_000}


def ask_too(cast: Cast, **given: Any) -> Question:
    """Moira asks what Ines asked."""
    words = {"text": "Why so little?", "same_as": cast.question, **given}
    return actions.ask_why(cast.limit, by=cast.neighbour, **words)


def make_late(*questions: Question, days: int = 3) -> None:
    """So many days past the promised one."""
    due = timezone.localdate() - timedelta(days=days)
    asked = timezone.now() - timedelta(days=days + 14)
    Question.objects.filter(pk__in=[one.pk for one in questions]).update(due_on=due, asked_at=asked)


def test_who_asks_the_same_has_the_same_day_and_the_same_answer(cast: Cast) -> None:
    too = ask_too(cast)
    assert (too.same_as, too.due_on) == (cast.question, cast.question.due_on)
    actions.answer(cast.question, by=cast.officer, answer="confirmed", words="It is all there is.")
    too.refresh_from_db()
    assert too.answer_text == "It is all there is."
    assert events()[0].facts["askers"] == 2


def test_to_ask_the_same_needs_no_words_and_the_first_question_does(cast: Cast) -> None:
    assert ask_too(cast, text="").text == ""
    with pytest.raises(NotPossible) as refused:
        actions.ask_why(cast.limit, by=cast.neighbour, text=" ")
    assert refused.value.field == "text"


def test_an_answer_to_one_who_joined_answers_the_question_itself(cast: Cast) -> None:
    too = ask_too(cast)
    actions.answer(too, by=cast.officer, answer="withdrawn", words="It is gone.")
    cast.question.refresh_from_db()
    assert cast.question.answer == "withdrawn"
    assert about(f"constraints.question:{cast.question.pk}").last().kind == "question.answered"  # type: ignore[union-attr]


@pytest.mark.parametrize("way", ["withdrawn", "answered"])
def test_a_limit_that_goes_answers_all_that_waits_and_nobody_owes_anything(cast: Cast, way: str) -> None:
    seated(cast)
    too, other = ask_too(cast), actions.ask_why(cast.limit, by=cast.neighbour, text="Who said so?")
    before = actions.ask_why(cast.limit, by=cast.neighbour, text="Since when?")
    actions.answer(before, by=cast.officer, answer="confirmed", words="Since May.")
    if way == "withdrawn":
        actions.withdraw(cast.limit, by=cast.officer, reason="We found the money.")
    else:
        actions.answer(cast.question, by=cast.officer, answer="withdrawn", words="We found the money.")
    for question in (cast.question, too, other):
        question.refresh_from_db()
        assert (question.answer, question.answer_text) == ("withdrawn", "We found the money.")
    before.refresh_from_db()
    assert before.answer_text == "Since May."
    assert events()[0].facts["questions"] == [cast.question.pk, other.pk]


def test_nobody_joins_what_is_about_another_limit_or_was_answered(cast: Cast) -> None:
    other = publish(cast)
    for constraint, words in ((other, "another limit"), (cast.limit, "answered already")):
        with pytest.raises(NotPossible, match=words) as refused:
            actions.ask_why(constraint, by=cast.neighbour, text="And?", same_as=cast.question)
        assert refused.value.field == "same_as"
        if constraint == other:
            actions.answer(cast.question, by=cast.officer, answer="confirmed", words="So it is.")
    assert Question.objects.count() == 1


def test_a_facilitator_joins_two_questions_and_the_earlier_promise_holds_for_all(cast: Cast) -> None:
    first, second = cast.question, actions.ask_why(cast.limit, by=cast.neighbour, text="Why?")
    third = actions.ask_why(cast.limit, by=cast.organiser, text="Yes, why?", same_as=second)
    Question.objects.filter(pk=first.pk).update(due_on=timezone.localdate() + timedelta(days=99))
    actions.join(second, to=first, by=cast.facilitator)
    for question in (first, second, third):
        question.refresh_from_db()
        assert question.due_on == timezone.localdate() + timedelta(days=14)
    assert {second.same_as_id, third.same_as_id} == {first.pk}
    for question, to in ((first, first), (first, second), (second, first)):
        with pytest.raises(NotPossible, match="one question already"):
            actions.join(question, to=to, by=cast.facilitator)


def test_a_proposal_moves_the_figure_of_the_limit_and_not_its_kind(cast: Cast) -> None:
    seated(cast)
    asked = actions.ask_why(cast.limit, by=cast.resident, kind="loosen", text="Count the heating.", proposed=PROPOSED)
    assert asked.proposed == PROPOSED
    for proposed, field in (
        ({"test": "people_count", "at_most_people": 3}, "test"),
        ({"test": "total_cost", "at_most_pence": -1}, "at_most_pence"),
        ({"test": "total_cost", "at_most_days": 3}, "at_most_days"),
        ({"test": "total_cost", "at_most_pence": 5_000_000}, "at_most_pence"),
        ({"test": "total_cost", "at_most_pence": 6_000_000}, "at_most_pence"),
    ):
        with pytest.raises(NotPossible) as refused:
            actions.ask_why(cast.limit, by=cast.resident, kind="loosen", text="Then.", proposed=proposed)
        assert refused.value.field == field
    assert Question.objects.count() == 1


def test_questions_of_much_the_same_words_or_the_same_figure_are_alike(cast: Cast) -> None:
    asked = [
        Question(pk=1, text="Why only £60,000 for this?"),
        Question(pk=2, text="Who decided that?"),
        Question(pk=3, text="Pay for it from the county’s money", proposed=PROPOSED),
    ]
    assert [one.pk for one in alike("why is it only £60,000?", {}, asked)] == [1]
    assert [one.pk for one in alike("Take the heating out.", PROPOSED, asked)] == [3]
    assert alike("Why?", {}, asked) == []


def test_who_leaves_takes_their_words_along_and_the_others_keep_their_answer(cast: Cast) -> None:
    too = ask_too(cast)
    erase_person(cast.resident, by=cast.resident)
    erase_person(cast.neighbour, by=cast.neighbour)
    actions.answer(cast.question, by=cast.officer, answer="confirmed", words="So it is.")
    for question in (cast.question, too):
        question.refresh_from_db()
        assert (question.text, question.asker, question.answer) == ("", None, "confirmed")


def test_who_is_late_is_reminded_once_a_week_of_everything_at_once(cast: Cast) -> None:
    too = ask_too(cast)
    other = actions.ask_why(cast.judged_limit, by=cast.resident, text="Who says so?")
    remind_of_late_answers(0)
    assert not events().filter(kind="party.reminded").exists()
    make_late(cast.question, too, other)
    remind_of_late_answers(0)
    remind_of_late_answers(0)
    (reminded,) = events().filter(kind="party.reminded")
    assert reminded.facts["questions"] == [cast.question.pk, other.pk]
    Question.objects.update(reminded_on=timezone.localdate() - timedelta(days=7))
    remind_of_late_answers(0)
    assert events().filter(kind="party.reminded").count() == 2


def test_an_organisation_is_counted_by_its_questions_and_not_by_how_many_asked_them(cast: Cast) -> None:
    too = ask_too(cast)
    late = actions.ask_why(cast.judged_limit, by=cast.organiser, text="Who says so?")
    make_late(late)
    actions.answer(cast.question, by=cast.officer, answer="loosened", words="Yes.", **LOOSER, **HONEST)
    (found,) = answering(Question.objects.select_related("constraint__owner"))
    assert (found.asked, found.in_time, found.waiting, found.overdue, found.moved) == (2, 1, 1, 1, 1)
    assert found.median_days == 0
    heard = hearing(cast.coproduction)
    assert (heard.limits, heard.limits_asked, heard.limits_moved) == (2, 2, 1)
    assert [(one.role, one.asked, one.answered, one.moved) for one in heard.askers] == [("people", 3, 2, 2)]
    assert too.pk


def test_a_limit_that_moved_twice_because_people_asked_counts_as_one_limit_that_moved(cast: Cast) -> None:
    again = actions.ask_why(cast.limit, by=cast.organiser, text="And for both halls?")
    actions.answer(cast.question, by=cast.officer, answer="loosened", words="Yes.", **LOOSER, **HONEST)
    both = {"test": "total_cost", "at_most_pence": 8_000_000}
    more: dict[str, Any] = {"statement": "No more than £80,000.", "test": both}
    actions.answer(again, by=cast.officer, answer="loosened", words="Yes, for both.", **more, **HONEST)
    (found,) = answering(Question.objects.select_related("constraint__owner"))
    assert (found.in_time, found.moved) == (2, hearing(cast.coproduction).limits_moved) == (2, 1)


def test_a_version_keeps_how_firm_it_was_and_who_asked(cast: Cast) -> None:
    limit = publish(cast)
    test = {"test": "total_cost", "at_most_pence": 6_000_000}
    actions.change(limit, by=cast.officer, statement="No more than £60,000.", test=test, reason="Found.",
                   who_asked="The tenants’ group.", **HONEST)  # fmt: skip
    first, second = limit.versions.order_by("number")
    assert (first.firmness, second.firmness, second.who_asked) == ("fixed", "preference", "The tenants’ group.")
    assert list(ConstraintVersion.objects.called_fixed_and_moved()) == [first]


def test_to_say_a_limit_in_other_words_moves_nothing_unless_a_person_judges_by_them(cast: Cast) -> None:
    reworded, judged = publish(cast), cast.judged_limit
    for limit in (reworded, judged):
        test = limit.current.test
        actions.change(limit, by=cast.officer, statement="It reads anew.", test=test, reason="Plainer.")
    assert list(Constraint.objects.filter(sorts()["moved"])) == [judged]
    assert list(Constraint.objects.filter(sorts()["fixed"])) == []


def test_what_is_inconvenient_cannot_become_fixed_by_a_change(cast: Cast) -> None:
    limit = publish(cast, honest_answer="inconvenient", firmness="preference")
    with pytest.raises(NotPossible) as refused:
        actions.change(limit, by=cast.officer, statement="No.", test=TERMS.test, reason="So.", firmness="fixed")
    assert refused.value.field == "firmness"


def test_a_limit_gives_way_to_another_and_never_in_a_circle(cast: Cast) -> None:
    first, second, third = (publish(cast, statement=f"Limit {n}.") for n in range(3))
    actions.withdraw(first, by=cast.officer, reason="A new year.", replaced_by=second)
    assert first.replaced_by == second
    with pytest.raises(NotPossible, match="withdrawn itself") as refused:
        actions.withdraw(second, by=cast.officer, reason="Back.", replaced_by=first)
    assert refused.value.field == "replaced_by"
    with pytest.raises(NotPossible, match="its own place"):
        actions.withdraw(third, by=cast.officer, reason="Round.", replaced_by=third)
    second.refresh_from_db()
    assert second.state == Constraint.State.STANDING


def test_a_limit_of_somebody_else_does_not_take_the_place_of_ones_own(cast: Cast) -> None:
    mine = publish(cast)
    _ = cast.trust_party
    theirs = actions.publish(cast.coproduction, TERMS, by=cast.grants_officer, owner=cast.trust)
    with pytest.raises(NotPossible) as refused:
        actions.withdraw(mine, by=cast.officer, reason="So.", replaced_by=theirs)
    assert refused.value.field == "replaced_by"


@pytest.mark.django_db(transaction=True)
def test_of_two_limits_that_replace_each_other_at_once_one_stays(cast: Cast) -> None:
    pair = [publish(cast), publish(cast)]
    officer, start, refused = cast.officer, Barrier(2), []

    def withdraw(one: Constraint, other: Constraint) -> None:
        start.wait()
        try:
            actions.withdraw(one, by=officer, reason="So.", replaced_by=other)
        except NotPossible as error:
            refused.append(error.field)
        finally:
            connection.close()

    both = [Thread(target=withdraw, args=pair), Thread(target=withdraw, args=pair[::-1])]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert refused == ["replaced_by"]
    assert Constraint.objects.filter(state=Constraint.State.STANDING).count() == 1


def test_who_left_the_table_is_still_reminded_of_what_it_owes(cast: Cast) -> None:
    question = cast.question
    make_late(question)
    table.stand_up(cast.council_party, by=cast.officer, reason="No time.")
    remind_of_late_answers(0)
    assert events()[0].kind == "party.reminded"
