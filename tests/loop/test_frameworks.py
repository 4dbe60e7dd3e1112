"""A need's framework: what should change, how anybody could see it, and what a report is asked by it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.cast import Cast
from wayahead import access
from wayahead.base.people.models import Person
from wayahead.base.refusal import NotPossible
from wayahead.kernels.evidence import Mean, Share, Single
from wayahead.loop.funding.models import Grant
from wayahead.loop.outcomes import actions, wellbeing
from wayahead.loop.outcomes.actions import Account, Count, OutcomeWords, PartCount, Terms
from wayahead.loop.outcomes.asking import MOST_OF_SMALL, SMALL_GRANT_PENCE, asked_of
from wayahead.loop.outcomes.models import Idea, Indicator, Measure, Reading, Report
from wayahead.loop.outcomes.parts import parts_of
from wayahead.loop.outcomes.wording import sentences

DAY = date(2026, 9, 3)
SHARE = Terms("Carers who slept", "people", baseline=Decimal(24), baseline_of=120, baseline_on=DAY)
MEAN = Terms("How tired", "0 to 10", "mean", "down")
SINGLE = Terms("Evenings open", "evenings", "single", baseline=Decimal(0), baseline_on=DAY)


def refused(field: str, cast: Cast, terms: Terms) -> str:
    """The refusal of an indicator, which has to stand at this field; nothing is kept."""
    with pytest.raises(NotPossible) as error:
        actions.add_indicator(cast.outcome, terms, by=cast.facilitator)
    assert error.value.field == field
    assert not Indicator.objects.exists()
    return str(error.value)


def test_an_outcome_says_what_is_done_what_changes_and_why_it_matters(cast: Cast) -> None:
    for name in ("title", "what_we_do", "why_it_matters"):
        words = replace(OutcomeWords("a", "b", "c"), **{name: "  "})
        with pytest.raises(NotPossible) as error:
            actions.name_outcome(cast.need, words, by=cast.facilitator)
        assert error.value.field == name
    assert cast.outcome.number == 1
    other = actions.name_outcome(cast.need, OutcomeWords("a", "b", "c"), by=cast.officer)
    assert other.number == 2


def test_what_should_change_is_written_on_a_published_need(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="Publish the need first"):
        actions.name_outcome(cast.checking_need, OutcomeWords("a", "b", "c"), by=cast.facilitator)
    with pytest.raises(NotPossible, match="Publish the need first"):
        actions.suggest_idea(cast.checking_need, by=cast.resident, text="Count sleep.")


def test_what_is_counted_becomes_what_the_kernel_takes(cast: Cast) -> None:
    share = actions.add_indicator(cast.outcome, SHARE, by=cast.facilitator)
    assert share.before == Share(24, 120)
    mean = actions.add_indicator(
        cast.outcome,
        replace(MEAN, baseline=Decimal(7), baseline_of=40, baseline_spread=Decimal(2), baseline_on=DAY),
        by=cast.facilitator,
    )
    assert mean.before == Mean(7, 2, 40)
    assert actions.add_indicator(cast.outcome, SINGLE, by=cast.facilitator).before == Single(0)
    assert actions.add_indicator(cast.outcome, MEAN, by=cast.facilitator).before is None


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (replace(SHARE, words=" "), "words"),
        (replace(SHARE, unit=""), "unit"),
        (replace(SHARE, kind="odd"), "kind"),
        (replace(SHARE, better="sideways"), "better"),
        (replace(SHARE, baseline=Decimal(121)), "baseline"),
        (replace(SHARE, baseline=Decimal("1.5")), "baseline"),
        (replace(SHARE, baseline=Decimal("NaN")), "baseline"),
        (replace(SHARE, baseline_of=None), "baseline_of"),
        (replace(SHARE, baseline_of=4, baseline=Decimal(1)), "baseline_of"),
        (replace(SHARE, baseline_on=None), "baseline_on"),
        (replace(SHARE, baseline_on=date(2999, 1, 1)), "baseline_on"),
        (replace(SHARE, baseline=None), "baseline"),
        (replace(SHARE, target=Decimal(101), target_on=DAY), "target"),
        (replace(SHARE, target=Decimal(50)), "target_on"),
        (replace(SHARE, target_on=DAY), "target"),
        (replace(MEAN, baseline=Decimal(7), baseline_of=40, baseline_on=DAY), "baseline_spread"),
        (replace(MEAN, by_what="by street"), "by_what"),
        (replace(SHARE, words="WEMWBS, short"), "reference"),
    ],
)
def test_an_indicator_that_cannot_be_is_refused_at_its_field(cast: Cast, terms: Terms, field: str) -> None:
    assert refused(field, cast, terms)


def test_a_scale_that_somebody_owns_is_named_with_where_it_is_kept(cast: Cast) -> None:
    terms = replace(MEAN, words="WEMWBS, all 14", reference="Warwick Medical School keeps it and gives licences.")
    assert actions.add_indicator(cast.outcome, terms, by=cast.facilitator).reference
    assert actions.add_indicator(cast.outcome, replace(MEAN, words="Toms at customs"), by=cast.facilitator)


def test_the_four_questions_on_wellbeing_come_word_for_word_and_once(cast: Cast) -> None:
    made = actions.add_wellbeing(cast.outcome, by=cast.facilitator)
    assert [one.words for one in made] == [
        "Overall, how satisfied are you with your life nowadays?",
        "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
        "Overall, how happy did you feel yesterday?",
        "On a scale where 0 is “not at all anxious” and 10 is “completely anxious”, "
        "overall, how anxious did you feel yesterday?",
    ]
    assert [one.better for one in made] == ["up", "up", "up", "down"]
    good, anxiety = wellbeing.QUESTIONS[0].bands, wellbeing.QUESTIONS[3].bands
    assert [(low, high) for low, high, _name in good] == [(0, 4), (5, 6), (7, 8), (9, 10)]
    assert [(low, high) for low, high, _name in anxiety] == [(0, 1), (2, 3), (4, 5), (6, 10)]
    with pytest.raises(NotPossible, match="here already"):
        actions.add_wellbeing(cast.outcome, by=cast.facilitator)


def test_of_a_wellbeing_question_only_the_figures_change(cast: Cast) -> None:
    happy = actions.add_wellbeing(cast.outcome, by=cast.facilitator)[2]
    terms = Terms(
        "Nonsense", "x", "single", baseline=Decimal(7), baseline_of=40, baseline_spread=Decimal(2), baseline_on=DAY
    )
    changed = actions.change_indicator(happy, terms, by=cast.facilitator)
    assert (changed.words, changed.kind) == (happy.words, "mean")
    with pytest.raises(NotPossible) as error:
        actions.change_indicator(happy, replace(terms, baseline=Decimal(11)), by=cast.facilitator)
    assert error.value.field == "baseline"


def test_what_was_dropped_is_asked_no_more_and_stays_to_read(cast: Cast) -> None:
    assert cast.indicator
    with pytest.raises(NotPossible) as error:
        actions.drop_indicator(cast.indicator, by=cast.facilitator, reason=" ")
    assert error.value.field == "reason"
    actions.drop_indicator(cast.indicator, by=cast.facilitator, reason="Nobody can count it.")
    assert asked_of(cast.agreed_version, cast.grant).indicators == []
    with pytest.raises(NotPossible, match="dropped"):
        actions.change_indicator(cast.indicator, SHARE, by=cast.facilitator)
    actions.drop_outcome(cast.outcome, by=cast.facilitator, reason="It is another need.")
    with pytest.raises(NotPossible, match="dropped"):
        actions.add_indicator(cast.outcome, SHARE, by=cast.facilitator)


def test_an_idea_is_read_by_everybody_once_it_has_its_answer(cast: Cast) -> None:
    idea = cast.idea

    def readers() -> list[Person | None]:
        people = (cast.resident, cast.facilitator, cast.neighbour, None)
        return [one for one in people if access.visible(one, Idea).filter(pk=idea.pk).exists()]

    assert readers() == [cast.resident, cast.facilitator]
    with pytest.raises(NotPossible) as error:
        actions.answer_idea(idea, by=cast.facilitator, is_taken=False, words="")
    assert error.value.field == "words"
    actions.answer_idea(idea, by=cast.facilitator, is_taken=False, words="Nobody should have to tell.")
    assert len(readers()) == 4
    with pytest.raises(NotPossible, match="already"):
        actions.answer_idea(idea, by=cast.facilitator, is_taken=True, words="Yes.")


def count(cast: Cast, **given: object) -> Count:
    """What was counted for the cast's indicator: 66 of 110 carers."""
    return replace(Count(cast.indicator.pk, figure=Decimal(66), of=110), **given)  # type: ignore[arg-type]


def tell(cast: Cast, *counts: Count) -> Report:
    """The tenants report on the grant."""
    return actions.report(cast.grant, Account("Open.", 5_000_000, counts=counts), by=cast.organiser)


def test_a_report_answers_every_indicator_with_a_figure_or_a_reason(cast: Cast) -> None:
    assert cast.indicator
    with pytest.raises(NotPossible, match="say why there is none") as error:
        tell(cast)
    assert error.value.field == f"indicator-{cast.indicator.pk}-figure"
    assert not Report.objects.exists()
    made = tell(cast, count(cast))
    measure = made.measures.get()
    assert (measure.before, measure.after, measure.of) == (Decimal(24), Decimal(66), 110)
    first, second = sentences(measure)
    assert first.startswith("Better: from 20% to 60%. We can be sure of 27 in every hundred")
    assert second.startswith("The target of 50% is reached.")


def test_a_reason_is_an_answer_too(cast: Cast) -> None:
    made = tell(cast, Count(cast.indicator.pk, why_not="The door was broken, so nobody was asked."))
    assert made.measures.get().after is None
    assert sentences(made.measures.get()) == []


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"figure": None}, "figure"),
        ({"figure": None, "why_not": "Forgot.", "of": 20}, "figure"),
        ({"why_not": "But there is one."}, "why_not"),
        ({"of": None}, "of"),
        ({"of": 4, "figure": Decimal(2)}, "of"),
        ({"figure": Decimal(111)}, "figure"),
        ({"parts": [PartCount("Lock Street", 2, 4)]}, "parts"),
        ({"parts": [PartCount("Lock Street", 9, 8)]}, "parts"),
        ({"parts": [PartCount("A", 5, 9), PartCount("a", 5, 9)]}, "parts"),
        ({"parts": [PartCount("A", 60, 100), PartCount("B", 10, 20)]}, "parts"),
        ({"parts": [PartCount(" ", 5, 9)]}, "parts"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_at_its_field_and_nothing_is_kept(
    cast: Cast, given: dict[str, object], part: str
) -> None:
    with pytest.raises(NotPossible) as error:
        tell(cast, count(cast, **given))
    assert error.value.field == f"indicator-{cast.indicator.pk}-{part}"
    assert not Report.objects.exists()
    assert not Measure.objects.exists()


def test_an_indicator_of_another_need_is_refused(cast: Cast) -> None:
    with pytest.raises(NotPossible) as error:
        tell(cast, count(cast), Count(9_999_999, figure=Decimal(1)))
    assert error.value.field == "counts"
    with pytest.raises(NotPossible):
        tell(cast, count(cast), count(cast))


def test_parts_give_nobody_away(cast: Cast) -> None:
    parts = [PartCount("Lock Street", 40, 60), PartCount("The boats", 2, 20), PartCount("Mill Row", 24, 30)]
    made = tell(cast, count(cast, parts=parts))
    told = {part.name: (part.hits, part.of) for part in parts_of(made.measures.get())}
    assert told["The boats"][0] is None
    assert None in {told["Lock Street"][0], told["Mill Row"][0]}, "or the sum would tell"


def test_what_was_reported_is_not_moved_afterwards(cast: Cast) -> None:
    tell(cast, count(cast))
    with pytest.raises(NotPossible, match="reported on this"):
        actions.change_indicator(cast.indicator, SHARE, by=cast.facilitator)


def test_a_small_grant_is_asked_little_and_first_what_its_funder_reads(cast: Cast) -> None:
    made = [
        actions.add_indicator(cast.outcome, replace(SINGLE, words=f"Figure {n}"), by=cast.facilitator) for n in range(5)
    ]
    actions.choose_what_to_read(cast.need, by=cast.officer, organisation=cast.council, indicators=[made[1], made[3]])
    actions.choose_what_to_read(cast.need, by=cast.grants_officer, organisation=cast.trust, indicators=[made[4]])
    large = asked_of(cast.agreed_version, cast.grant)
    assert (len(large.indicators), len(large.more), large.is_small) == (5, 0, False)
    Grant.objects.update(amount_pence=SMALL_GRANT_PENCE)
    small = asked_of(cast.agreed_version, Grant.objects.get())
    assert [one.pk for one in small.indicators] == [made[1].pk, made[3].pk, made[4].pk]
    assert len(small.indicators) == MOST_OF_SMALL
    assert small.is_small
    assert small.minutes < large.minutes
    assert small.minutes % 5 == 0
    ours = asked_of(cast.agreed_version, None)
    assert len(ours.indicators) == MOST_OF_SMALL


def test_what_a_funder_reads_replaces_what_it_read_before(cast: Cast) -> None:
    other = actions.add_indicator(cast.outcome, SINGLE, by=cast.facilitator)

    def choose(*indicators: Indicator) -> list[int]:
        actions.choose_what_to_read(
            cast.need, by=cast.grants_officer, organisation=cast.trust, indicators=list(indicators)
        )
        return list(Reading.objects.filter(organisation=cast.trust).values_list("indicator", flat=True))

    assert set(choose(cast.indicator, other)) == {cast.indicator.pk, other.pk}
    assert choose(other) == [other.pk]
    assert choose() == []
    actions.drop_indicator(other, by=cast.facilitator, reason="No.")
    with pytest.raises(NotPossible) as error:
        choose(other)
    assert error.value.field == "indicators"


def test_a_target_day_may_be_to_come(cast: Cast) -> None:
    ahead = timezone.localdate() + timedelta(days=400)
    assert actions.add_indicator(
        cast.outcome, replace(SHARE, target=Decimal(50), target_on=ahead), by=cast.facilitator
    ).target_value == pytest.approx(0.5)
