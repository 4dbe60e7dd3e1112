"""Opportunities are answered, help meets steps, and what people do themselves needs no funder."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast
from wayahead import access
from wayahead.base.refusal import NotPossible
from wayahead.journey.answers import because_you_said
from wayahead.journey.chain import trace
from wayahead.loop.funding import actions as funding
from wayahead.loop.outcomes import actions as outcomes
from wayahead.loop.outcomes.actions import Account
from wayahead.loop.outcomes.models import Report
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.actions import Draft, Help, Opening, Task
from wayahead.loop.solutions.models import Call, Offer, Version

OPENING = Opening("building", "The boathouse", "It stands empty.", "The cabinet", timezone.localdate())


def ourselves(cast: Cast) -> Version:
    """Suppers that people cook themselves, agreed, in answer to the boathouse."""
    solution = actions.start(
        cast.coproduction, by=cast.organiser, title="Suppers", needs=[cast.need], responds_to=cast.call,
        is_community_led=True,
    )  # fmt: skip
    _ = cast.council_party
    draft = Draft(summary="We cook.", steps=[Task("Fetch the pots", help_wanted="A van", key="pots0001")])
    version = actions.share(actions.draft_version(solution, draft, by=cast.facilitator), by=cast.facilitator)
    return actions.agree(version, by=cast.facilitator, words="Everybody.")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "gift"}, "kind"),
        ({"title": " "}, "title"),
        ({"about": " "}, "about"),
        ({"decided_by": " "}, "decided_by"),
        ({"closes_on": timezone.localdate() - timedelta(days=1)}, "closes_on"),
    ],
)
def test_an_opportunity_that_cannot_be_is_refused_at_its_field(cast: Cast, changes: dict[str, str], field: str) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.open_call(cast.coproduction, replace(OPENING, **changes), by=cast.officer)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Call.objects.exists()


def test_only_an_opportunity_that_people_named_is_one_they_named(cast: Cast) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.open_call(cast.coproduction, replace(OPENING, named_as=cast.need), by=cast.officer)
    assert refused.value.field == "named_as"


def test_a_settled_or_past_opportunity_takes_no_more_answers(cast: Cast) -> None:
    actions.settle_call(cast.call, by=cast.officer, words="A café has it now.")
    assert list(cast.coproduction.calls.open()) == []
    with pytest.raises(NotPossible) as refused:
        actions.start(cast.coproduction, by=cast.organiser, title="Late", needs=[cast.need], responds_to=cast.call)
    assert refused.value.field == "responds_to"
    with pytest.raises(NotPossible, match="already"):
        actions.settle_call(cast.call, by=cast.officer, words="Again.")


def test_help_meets_a_step_and_whoever_offered_it_says_yes(cast: Cast) -> None:
    assert cast.match.state == "asked"
    with pytest.raises(NotPossible, match="asked for this step"):
        actions.ask_for_help(cast.offer, cast.step, by=cast.facilitator)
    actions.answer_match(cast.match, by=cast.resident, is_yes=True)
    _up, chain = trace(("solutions.offer", cast.offer.pk), sees=lambda model: access.visible(None, model))
    assert ("solutions.solution", cast.solution.pk) in chain.nodes
    assert access.allows(cast.resident, "step.do", cast.step)
    assert not access.allows(cast.neighbour, "step.do", cast.step)


def test_an_ended_offer_is_asked_for_no_more(cast: Cast) -> None:
    actions.end_offer(cast.offer, by=cast.resident)
    assert not Offer.objects.standing().exists()
    with pytest.raises(NotPossible, match="taken back"):
        actions.ask_for_help(cast.offer, cast.step, by=cast.facilitator)
    with pytest.raises(NotPossible, match="already"):
        actions.end_offer(cast.offer, by=cast.resident)


def test_help_offered_elsewhere_is_not_asked_for_here(cast: Cast) -> None:
    elsewhere = actions.offer(cast.circle, Help("time", "An hour"), by=cast.organiser)
    with pytest.raises(NotPossible, match="somewhere else"):
        actions.ask_for_help(elsewhere, cast.step, by=cast.facilitator)


def test_steps_are_done_once_agreed_and_once(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="once their version is agreed"):
        actions.do_step(cast.step, by=cast.facilitator)
    step = ourselves(cast).steps.get()
    assert actions.do_step(step, by=cast.organiser).is_done
    with pytest.raises(NotPossible, match="already"):
        actions.do_step(step, by=cast.organiser)


def test_what_people_do_themselves_goes_to_its_outcome_without_a_funder(cast: Cast) -> None:
    """From the voice to the report, and back: the people whose words led there say whether it is true."""
    version = ourselves(cast)
    account = Account(words="Three suppers.", spent_pence=0, people_reached=176)
    report = outcomes.report_what_we_did(version, account, by=cast.organiser)
    assert (report.grant, report.version) == (None, version)
    with pytest.raises(NotPossible, match="already"):
        outcomes.report_what_we_did(version, account, by=cast.organiser)
    up, _down = trace(("outcomes.report", report.pk), sees=lambda model: access.visible(None, model))
    assert {("listening.voice", cast.voice.pk), ("solutions.call", cast.call.pk)} <= set(up.nodes)
    assert access.allows(cast.resident, "verdict.give", report)
    assert [answer.voice for answer in because_you_said(report, by=cast.facilitator, words="We cook.")] == [cast.voice]


def test_what_was_paid_for_is_reported_by_who_got_the_grant(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="whoever got the grant"):
        outcomes.report_what_we_did(cast.agreed_version, Account("We did.", 0), by=cast.facilitator)
    assert not Report.objects.exists()


def test_what_is_not_agreed_is_not_reported(cast: Cast) -> None:
    version = ourselves(cast)
    Version.objects.filter(pk=version.pk).update(state="shared", agreed_at=None)
    with pytest.raises(NotPossible, match="Agree on it first"):
        outcomes.report_what_we_did(version, Account("We did.", 0), by=cast.facilitator)


def test_what_people_do_themselves_is_no_bid(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="themselves"):
        funding.bid(cast.programme, ourselves(cast), by=cast.organiser, applicant=cast.tenants, asked_pence=1)
