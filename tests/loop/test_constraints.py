"""Limits: published by those at the table, questioned by anybody, answered against the clock, moved in public."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast
from wayahead.base.coproduction import actions as table
from wayahead.base.places import actions as places
from wayahead.base.record.reading import about, events
from wayahead.base.refusal import NotPossible
from wayahead.journey.erasure import erase_person
from wayahead.kernels.feasibility import KINDS
from wayahead.loop.constraints import actions
from wayahead.loop.constraints.actions import Terms
from wayahead.loop.constraints.models import Constraint, Question
from wayahead.loop.constraints.moving import test_of as read_test
from wayahead.loop.constraints.wording import sentences

TERMS = Terms(
    kind="financial",
    statement="No more than £50,000.",
    reason="It is what we have.",
    firmness="fixed",
    honest_answer="fixed",
    honest_words="The auditor would stop the payment.",
    test={"test": "total_cost", "at_most_pence": 5_000_000},
)

# What the honest question is answered with when a limit moves.
HONEST: dict[str, Any] = {
    "honest_answer": "inconvenient",
    "honest_words": "Others would get less.",
    "firmness": "preference",
}
LOOSER: dict[str, Any] = {
    "statement": "No more than £70,000.",
    "test": {"test": "total_cost", "at_most_pence": 7_000_000},
}


def seated(cast: Cast) -> None:
    """The council sits at the table."""
    _ = cast.council_party


def publish(cast: Cast, **changes: Any) -> Constraint:
    """The council publishes a limit."""
    seated(cast)
    return actions.publish(cast.coproduction, replace(TERMS, **changes), by=cast.officer, owner=cast.council)


def test_an_organisation_at_the_table_publishes_a_limit(cast: Cast) -> None:
    limit = publish(cast)
    assert limit.current.statement == "No more than £50,000."
    assert limit.current.number == 1
    assert [event.kind for event in about(f"constraints.constraint:{limit.pk}")] == ["limit.published"]


def test_nobody_who_is_not_at_the_table_publishes_a_limit(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="sits at the table"):
        actions.publish(cast.coproduction, TERMS, by=cast.organiser, owner=cast.tenants)
    assert not Constraint.objects.exists()


def test_whoever_left_the_table_publishes_no_more(cast: Cast) -> None:
    table.stand_up(cast.council_party, by=cast.officer, reason="No time.")
    with pytest.raises(NotPossible, match="sits at the table"):
        actions.publish(cast.coproduction, TERMS, by=cast.officer, owner=cast.council)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"statement": " "}, "statement"),
        ({"reason": ""}, "reason"),
        ({"kind": "mood"}, "kind"),
        ({"honest_answer": ""}, "honest_answer"),
        ({"honest_answer": "perhaps"}, "honest_answer"),
        ({"honest_words": " "}, "honest_words"),
        ({"honest_answer": "inconvenient"}, "firmness"),
        ({"firmness": "perhaps"}, "firmness"),
        ({"firmness": "could_move"}, "would_move_if"),
        ({"valid_from": date(2027, 2, 1), "valid_to": date(2027, 1, 1)}, "valid_to"),
        ({"source": "javascript:alert(1)"}, "source"),
        ({"test": {"test": "total_cost"}}, "at_most_pence"),
        ({"test": {"test": "total_cost", "at_most_pence": -1}}, "at_most_pence"),
        ({"test": {"test": "nothing"}}, "test"),
        ({"test": {"test": "total_cost", "at_most_pence": 2_000_000}}, "statement"),
        ({"test": {"test": "excluded_cost", "cost_kind": "gold"}}, "cost_kind"),
        ({"test": {"test": "delivered_by", "may_be": ["wizard"]}}, "may_be"),
        ({"test": {"test": "area", "must_lie_in": ["E00"]}}, "must_lie_in"),
    ],
)
def test_a_limit_that_cannot_be_is_refused_at_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(NotPossible) as refused:
        publish(cast, **changes)
    assert refused.value.field == field
    assert not Constraint.objects.exists()


def test_a_need_from_elsewhere_does_not_scope_a_limit(cast: Cast) -> None:
    _ = cast.circle_party
    terms = replace(TERMS, needs=[cast.need])
    with pytest.raises(NotPossible) as refused:
        actions.publish(cast.circle, terms, by=cast.organiser, owner=cast.tenants)
    assert refused.value.field == "needs"


def test_a_change_keeps_the_old_words_and_says_why(cast: Cast) -> None:
    limit = publish(cast)
    test = {"test": "total_cost", "at_most_pence": 6_000_000}
    actions.change(limit, by=cast.officer, statement="No more than £60,000.", test=test, reason="The trust joined.")
    assert [version.statement for version in limit.versions.all()] == ["No more than £50,000.", "No more than £60,000."]
    assert limit.current.reason == "The trust joined."


def test_a_change_of_nothing_is_none(cast: Cast) -> None:
    limit = publish(cast)
    with pytest.raises(NotPossible, match="Nothing is different"):
        actions.change(limit, by=cast.officer, statement=TERMS.statement, test=TERMS.test, reason="Hm.")


def test_a_limit_called_fixed_can_turn_out_to_be_a_preference(cast: Cast) -> None:
    limit = publish(cast)
    words: dict[str, Any] = {"statement": TERMS.statement, "test": TERMS.test, "reason": "We looked again."}
    honest: dict[str, Any] = {"honest_answer": "inconvenient", "honest_words": "We would rather not."}
    for missing in ("honest_answer", "honest_words"):
        anew = honest | {missing: TERMS.honest_words if missing == "honest_words" else None}
        with pytest.raises(NotPossible) as refused:
            actions.change(limit, by=cast.officer, firmness="preference", **words, **anew)
        assert refused.value.field == missing
    actions.change(limit, by=cast.officer, firmness="preference", **words, **honest)
    assert limit.firmness == Constraint.Firmness.PREFERENCE
    assert (limit.current.number, limit.current.honest_words) == (2, "We would rather not.")


def test_a_withdrawn_limit_stays_to_be_read_and_changes_no_more(cast: Cast) -> None:
    limit = publish(cast)
    actions.withdraw(limit, by=cast.officer, reason="The rule is gone.")
    assert limit.state == Constraint.State.WITHDRAWN
    assert limit.withdrawn_because == "The rule is gone."
    with pytest.raises(NotPossible, match="withdrawn"):
        actions.withdraw(limit, by=cast.officer, reason="Again.")
    with pytest.raises(NotPossible, match="withdrawn"):
        actions.ask_why(limit, by=cast.resident, text="Why?")


def test_a_guest_asks_why_and_the_owner_has_the_clock_it_promised(cast: Cast) -> None:
    seated(cast)
    question = cast.question
    assert question.due_on == timezone.localdate() + timedelta(days=cast.council_party.answers_within_days)
    assert question.promised_days == 14
    assert question.is_open
    assert question.days_late == 0


def test_an_answer_that_is_owed_too_long_is_late(cast: Cast) -> None:
    seated(cast)
    asked = timezone.now() - timedelta(days=20)
    Question.objects.filter(pk=cast.question.pk).update(asked_at=asked, due_on=timezone.localdate() - timedelta(days=6))
    cast.question.refresh_from_db()
    assert cast.question.days_late == 6


def test_an_owner_that_left_the_table_still_owes_what_it_promised(cast: Cast) -> None:
    seated(cast)
    limit = cast.limit
    table.stand_up(cast.council_party, by=cast.officer, reason="No time.")
    question = actions.ask_why(limit, by=cast.resident, text="And now?")
    assert question.due_on == timezone.localdate() + timedelta(days=14)


def answer(cast: Cast, **given: Any) -> Question:
    """Femi answers Ines."""
    seated(cast)
    honest = HONEST if given.get("answer") == "loosened" else {}
    words = {"words": "Because the budget ends there.", **honest, **given}
    return actions.answer(cast.question, by=cast.officer, **words)


def test_the_answer_confirms_with_its_reason(cast: Cast) -> None:
    question = answer(cast, answer="confirmed")
    assert question.answer_text == "Because the budget ends there."
    assert question.moved_to is None
    assert question.constraint.versions.count() == 1


def test_the_answer_loosens_and_says_what_the_limit_reads_now(cast: Cast) -> None:
    question = answer(cast, answer="loosened", **LOOSER)
    assert question.moved_to == question.constraint.current
    assert question.constraint.current.statement == "No more than £70,000."
    assert question.constraint.current.number == 2
    assert question.constraint.current.honest_words == "Others would get less."


def test_a_limit_for_a_ward_is_looser_when_it_holds_for_the_borough_round_it(cast: Cast) -> None:
    ward = places.add_area(code="E05000009", year=2025, name="Lock", kind="ward", parent=cast.area, by=None)
    limit = publish(cast, statement="In the ward.", test={"test": "area", "must_lie_in": [ward.code]})
    asked = actions.ask_why(limit, by=cast.resident, text="Why only there?")
    given: dict[str, Any] = {"by": cast.officer, "answer": "loosened", "words": "Yes.", **HONEST}
    wide = {"test": "area", "must_lie_in": [cast.area.code]}
    actions.answer(asked, **given, statement="In Averhythe.", test=wide)
    asked = actions.ask_why(limit, by=cast.resident, text="And now?")
    for narrow, words in (([ward.code], "less room"), ([cast.area.code, ward.code], "Nothing moves yet")):
        with pytest.raises(NotPossible, match=words) as refused:
            actions.answer(asked, **given, statement="Back.", test={"test": "area", "must_lie_in": narrow})
        assert refused.value.field == "must_lie_in"


def test_a_limit_without_a_figure_that_could_move_stands_or_goes(cast: Cast) -> None:
    limit = publish(cast, statement="Nothing for food.", test={"test": "excluded_cost", "cost_kind": "food"})
    asked = actions.ask_why(limit, by=cast.resident, text="Why?")
    with pytest.raises(NotPossible, match="It stands, or it goes") as refused:
        actions.answer(asked, by=cast.officer, answer="loosened", words="Yes.", statement="Some food.", **HONEST)
    assert refused.value.field == "answer"


def test_what_a_person_judges_moves_by_its_words(cast: Cast) -> None:
    seated(cast)
    asked = actions.ask_why(cast.judged_limit, by=cast.resident, text="Why?")
    with pytest.raises(NotPossible, match="Nothing is different") as refused:
        actions.answer(asked, by=cast.officer, answer="loosened", words="Yes.", honest_answer="fixed",
                       honest_words="A child could come to harm.")  # fmt: skip
    assert refused.value.field == "statement"
    actions.answer(
        asked, by=cast.officer, answer="loosened", words="Yes.", statement="One adult walks along.", **HONEST
    )
    assert cast.judged_limit.current.number == 2


def test_the_answer_withdraws_the_limit(cast: Cast) -> None:
    question = answer(cast, answer="withdrawn")
    question.constraint.refresh_from_db()
    assert question.constraint.state == Constraint.State.WITHDRAWN


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"answer": "perhaps"}, "answer"),
        ({"answer": "confirmed", "words": " "}, "words"),
        ({"answer": "loosened"}, "at_most_pence"),
        ({"answer": "loosened", "statement": "No more than £70,000."}, "at_most_pence"),
        ({"answer": "loosened", "test": {"test": "total_cost"}}, "at_most_pence"),
        ({"answer": "loosened", "test": {"test": "total_cost", "at_most_pence": 5_999_999}}, "at_most_pence"),
        (
            {"answer": "loosened", "test": {"test": "total_cost", "at_most_pence": 7_000_000, "at_least_pence": 1}},
            "at_least_pence",
        ),
        ({"answer": "loosened", "test": {"test": "people_count", "at_most_people": 9}}, "test"),
        ({"answer": "loosened", "test": LOOSER["test"]}, "statement"),
        ({"answer": "loosened", **LOOSER, "statement": "No more than £71,000."}, "statement"),
        ({"answer": "loosened", **LOOSER, "honest_answer": ""}, "honest_answer"),
        ({"answer": "loosened", **LOOSER, "honest_words": " "}, "honest_words"),
        ({"answer": "loosened", **LOOSER, "firmness": "fixed"}, "firmness"),
        ({"answer": "loosened", **LOOSER, "firmness": "could_move"}, "would_move_if"),
    ],
)
def test_an_answer_that_says_nothing_is_refused_and_stores_nothing(
    cast: Cast, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(NotPossible) as refused:
        answer(cast, **given)
    assert refused.value.field == field
    cast.question.refresh_from_db()
    assert cast.question.is_open
    assert cast.limit.versions.count() == 1


def test_a_question_is_answered_once_and_leaves_no_second_version(cast: Cast) -> None:
    answer(cast, answer="confirmed")
    with pytest.raises(NotPossible, match="already"):
        answer(cast, answer="loosened", **LOOSER)
    assert cast.limit.versions.count() == 1


def test_each_thing_writes_one_line_of_the_record(cast: Cast) -> None:
    seated(cast)
    _ = cast.question
    before = events().count()
    answer(cast, answer="loosened", **LOOSER)
    assert events().count() == before + 1
    assert events()[0].kind == "question.answered"


def test_whoever_asked_can_take_their_words_back_and_the_answer_stays(cast: Cast) -> None:
    answer(cast, answer="confirmed")
    erase_person(cast.resident, by=cast.resident)
    cast.question.refresh_from_db()
    assert (cast.question.text, cast.question.asker) == ("", None)
    assert cast.question.answer_text


def test_every_kind_of_test_reads_as_plain_sentences(cast: Cast) -> None:
    data: dict[str, dict[str, Any]] = {
        "area": {"must_lie_in": [cast.area.code]},
        "cost_per_person": {"at_most_pence": 12_050},
        "cost_share": {"cost_kind": "involvement", "at_least_percent": "12.5"},
        "dates": {"starts_not_before": "2027-04-01"},
        "delivered_by": {"may_be": ["civil_society", "community_group"]},
        "duration": {"at_least_days": 1},
        "excluded_cost": {"cost_kind": "food"},
        "judged": {},
        "people_count": {"at_least_people": 30},
        "total_cost": {"at_most_pence": 123_456_789},
        "benefits": {"may_be_for": [str(cast.community.pk)]},
        "must_include": {"cost_kind": "involvement", "at_least_pence": 50_000},
        "needs_count": {"at_least_needs": 1},
        "not_both": {"cost_kind": "food", "other_cost_kind": "venue"},
        "threshold": {"past_pence": 4_500_000, "at_least_needs": 3},
        "together_cost": {"at_most_pence": 9_000_000, "cost_kind": "staff"},
        "together_count": {"at_most_solutions": 1},
    }
    assert set(data) == set(KINDS)
    said = {name: sentences(actions.sound_test({"test": name, **blanks})) for name, blanks in data.items()}
    assert said == {
        "area": ["It happens in Averhythe."],
        "cost_per_person": ["It costs no more than £120.50 for each person."],
        "cost_share": ["At least 12.5% of the money is for “Involving people”."],
        "dates": ["It does not start before 1 April 2027."],
        "delivered_by": ["It is done by: Civil society organisation, Community group."],
        "duration": ["It lasts at least 1 day."],
        "excluded_cost": ["It does not pay for “Food”."],
        "judged": ["Its owner judges each version, and says why."],
        "people_count": ["It is for at least 30 people."],
        "total_cost": ["It costs no more than £1,234,567.89 in all."],
        "benefits": ["It is only for: Carers."],
        "must_include": ["It pays for “Involving people”, with at least £500."],
        "needs_count": ["It answers at least 1 need."],
        "not_both": ["It pays for “Food” or for “Rooms and buildings”, not for both."],
        "threshold": ["What costs more than £45,000 in all answers at least 3 needs."],
        "together_cost": ["All solutions together spend no more than £90,000 on “Staff”."],
        "together_count": ["Of the solutions it is for, no more than 1 solution can go ahead."],
    }


def test_a_test_that_cannot_be_read_any_more_is_left_to_a_person(cast: Cast) -> None:
    limit = publish(cast)
    limit.versions.update(test={"test": "moon_phase"})
    assert read_test(limit.versions.get()).name == "judged"
