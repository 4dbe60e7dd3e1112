"""Pages of deciding together, from the open round to its grants; nobody's choice is shown to anybody."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import HERE, Cast
from wayahead.base.people import actions as people
from wayahead.loop.funding import actions
from wayahead.loop.funding.models import Grant, Round, RoundBallot

TODAY = timezone.localdate()
NEXT_YEAR = (TODAY + timedelta(days=365)).isoformat()


def address(round: Round, page: str = "") -> str:
    """A page of a round."""
    return f"/c/{round.coproduction.slug}/rounds/{round.pk}/{page}"


def test_a_funder_opens_a_round_over_what_is_agreed(cast: Cast) -> None:
    plans, programme = cast.plans, cast.small_pots
    page = f"/c/{cast.coproduction.slug}/programmes/{programme.pk}/round/"
    browser = cast.browser(cast.grants_officer)
    assert page in browser.get(f"/programmes/{programme.pk}/").content.decode()
    shown = browser.get(page).content.decode()
    assert all(plan.solution.title in shown for plan in plans)
    given = {
        "title": "What first?",
        "pot_pence": "5,000",
        "closes_on": TODAY.isoformat(),
        "who": "everybody",
        "how": "ballots",
        "rule": "equal-shares",
        "versions": [plan.pk for plan in plans],
    }
    bad = browser.post(page, given | {"pot_pence": "50,000"})
    assert "pot_pence" in bad.context["form"].errors
    assert not Round.objects.exists()
    answer = browser.post(page, given)
    assert answer.status_code == 302, answer.context["form"].errors
    made = Round.objects.get()
    assert (made.pot_pence, made.entries.count()) == (500_000, 3)
    shown = cast.browser(None).get(answer["Location"]).content.decode()
    assert str(made.card["seed"]) in shown
    assert made.title in cast.browser(None).get(f"/c/{cast.coproduction.slug}/funding/").content.decode()


def test_what_cannot_stand_in_a_round_is_named_with_the_reason(cast: Cast) -> None:
    _ = cast.plans, cast.plan("A talk", 0)
    page = f"/c/{cast.coproduction.slug}/programmes/{cast.small_pots.pk}/round/"
    shown = cast.browser(cast.grants_officer).get(page).content.decode()
    assert "A talk</span>: it does not say what it costs" in shown


def test_a_visitor_chooses_without_an_account_and_can_change_it(cast: Cast) -> None:
    browser, page = cast.browser(None), address(cast.round, "choose/")
    shown = browser.get(page).content.decode()
    assert "You support 0 of 3" in shown
    assert not RoundBallot.objects.exists()
    answer = browser.post(page, {"entries": ["1", "3"], "belongs": "on"})
    assert answer.status_code == 302
    assert "You support 2 of 3" in browser.get(answer["Location"]).content.decode()
    shown = browser.get(page).content.decode()
    assert shown.count(" checked>") == 2
    browser.post(page, {"entries": ["2"], "belongs": "on"})
    assert [one.number for one in RoundBallot.objects.get().entries.all()] == [2]
    browser.post(page, {"belongs": "on"})
    assert [one.number for one in RoundBallot.objects.get().entries.all()] == []


def test_bad_input_on_a_ballot_is_put_at_its_field_and_nothing_is_kept(cast: Cast) -> None:
    answer = cast.browser(None).post(address(cast.round, "choose/"), {"entries": ["1", "x"]})
    assert "entries" in answer.context["form"].errors
    assert not RoundBallot.objects.exists()


def test_nobody_sees_what_others_chose_before_the_count(cast: Cast) -> None:
    for _n in range(4):
        actions.choose(cast.round, by=people.welcome_guest(), numbers=[1], where=HERE)
    assert "fewer than five so far" in cast.browser(None).get(address(cast.round)).content.decode()
    assert cast.browser(None).get(address(cast.round, "results/")).status_code == 302
    assert cast.browser(None).get(address(cast.round, "ballots.pb")).status_code == 404


def test_an_invitation_lets_a_guest_choose_once_it_is_taken_up(cast: Cast) -> None:
    browser = cast.browser(None)
    assert browser.get(f"/rounds/invited/{cast.invitation.token}x/").status_code == 404
    page = f"/rounds/invited/{cast.invitation.token}/"
    assert browser.get(page).status_code == 200
    answer = browser.post(page)
    assert answer["Location"] == address(cast.invitation.round, "choose/")
    assert browser.get(answer["Location"]).status_code == 200
    other = cast.browser(None).post(page)
    assert "taken up this invitation already" in other.content.decode()


def test_papers_are_printed_with_numbers_and_typed_by_a_helper(cast: Cast) -> None:
    funder, helper = cast.browser(cast.grants_officer), cast.browser(cast.facilitator)
    answer = funder.post(address(cast.round, "papers/"), {"how_many": "3"})
    shown = funder.get(answer["Location"]).content.decode()
    assert [shown.count(f"Paper {number}<") for number in range(1, 5)] == [1, 1, 1, 0]
    page = address(cast.round, "papers/type/")
    assert helper.post(page, {"paper_number": "2", "entries": ["1"], "belongs": "on"}).status_code == 302
    again = helper.post(page, {"paper_number": "2", "entries": ["1"], "belongs": "on"})
    assert "paper_number" in again.context["form"].errors
    assert RoundBallot.objects.get().paper_number == 2
    assert '<h2 id="typed">Papers that are typed</h2>\n<p>2</p>' in helper.get(page).content.decode()


@pytest.mark.parametrize(
    ("on_paper", "told"),
    [
        (0, ["14", "0"]),
        (4, ["not said", "not said"]),
        (6, ["8", "6"]),
        (11, ["not said", "not said"]),
        (14, ["0", "14"]),
    ],
)
def test_how_the_ballots_came_in_is_told_unless_it_tells_of_fewer_than_five(
    cast: Cast, on_paper: int, told: list[str]
) -> None:
    Round.objects.filter(pk=cast.counted_round.pk).update(paper_count=20)
    cast.counted_round.result.on_paper = on_paper
    cast.counted_round.result.save(update_fields=["on_paper"])
    shown = cast.browser(None).get(address(cast.counted_round, "results/")).content.decode()
    came = shown.partition('<h2 id="came">')[2].partition("</dl>")[0]
    figures = re.findall(r"<dd>(\d+|not said)", came)
    assert figures == [*told, "14"]
    assert "20 papers were printed" in came
    assert ("of the ballots came on paper" in shown) == (on_paper in (6, 14))


def test_the_results_say_what_is_funded_and_why_not_the_others(cast: Cast) -> None:
    shown = cast.browser(None).get(address(cast.counted_round, "results/")).content.decode()
    shown = re.sub(r"</?a\b[^>]*>", "", shown)
    for words in (
        "14 people took part. 2 of 3 solutions are funded, with £4,999.50 of £5,000.",
        "Funded as number 1: 12 people pay its £2,000 together, up to £166.67",
        "It costs £4,000, and fewer than 5 people support it: too little together.",
        '<th scope="row">Left</th><td class="numeric">£0.50<',
        "What “most supporters first” would have funded",
    ):
        assert words in shown, words


def test_the_downloads_are_what_was_counted(cast: Cast) -> None:
    visitor, result = cast.browser(None), cast.counted_round.result
    assert visitor.get(address(cast.counted_round, "ballots.pb")).content.decode() == result.ballots_file
    document = json.loads(visitor.get(address(cast.counted_round, "result.json")).content)
    assert (document["winners"], document["inputs"]) == (["1", "2"], result.inputs)
    assert [one["supporters"] for one in document["entries"]] == [12, 5, None]
    assert document["people_with_something_funded"] is None  # all but two


def test_too_few_ballots_are_not_shown_in_any_way(cast: Cast) -> None:
    actions.choose(cast.round, by=cast.resident, numbers=[1], where=HERE)
    answer = cast.browser(cast.grants_officer).post(address(cast.round, "count/"))
    visitor = cast.browser(None)
    assert "Fewer than 5 people took part" in visitor.get(answer["Location"]).content.decode()
    assert visitor.get(address(cast.round, "ballots.pb")).status_code == 404
    assert json.loads(visitor.get(address(cast.round, "result.json")).content)["people"] is None


def test_the_funder_counts_and_makes_the_grants(cast: Cast) -> None:
    browser = cast.browser(cast.grants_officer)
    page = address(cast.counted_round, "award/")
    assert "report_due_on" in browser.post(page, {"report_due_on": TODAY.isoformat()}).context["form"].errors
    answer = browser.post(page, {"report_due_on": NEXT_YEAR})
    assert Grant.objects.count() == 2
    assert "Its grant" in cast.browser(None).get(answer["Location"]).content.decode()
    assert browser.post(page, {"report_due_on": NEXT_YEAR}).status_code == 200
    assert Grant.objects.count() == 2


def test_more_time_is_told_with_its_reason(cast: Cast) -> None:
    page = address(cast.round, "more-time/")
    given = {"closes_on": (TODAY + timedelta(days=3)).isoformat(), "because": "It snowed."}
    cast.browser(cast.grants_officer).post(page, given)
    assert "It snowed." in cast.browser(None).get(address(cast.round)).content.decode()


@pytest.mark.parametrize("how_many", ["0", "x", "", "999999"])
def test_a_wrong_number_of_papers_makes_none(cast: Cast, how_many: str) -> None:
    answer = cast.browser(cast.grants_officer).post(address(cast.round, "papers/"), {"how_many": how_many})
    assert "how_many" in answer.context["form"].errors
    assert Round.objects.get().paper_count == 0


def test_a_panel_is_opened_scores_with_reasons_and_is_paid(cast: Cast) -> None:
    plans, programme = cast.plans, cast.small_pots
    funder = cast.browser(cast.grants_officer)
    given = {
        "title": "What first?",
        "pot_pence": "5,000",
        "closes_on": TODAY.isoformat(),
        "who": "everybody",
        "how": "panel",
        "rule": "equal-shares",
        "criteria": "Who gains\nCan it be done\n",
        "seats": "5",
        "recognition_pence": "25",
        "versions": [plan.pk for plan in plans],
    }
    page = f"/c/{cast.coproduction.slug}/programmes/{programme.pk}/round/"
    assert "seats" in funder.post(page, given | {"seats": "4"}).context["form"].errors
    assert funder.post(page, given).status_code == 302
    made = Round.objects.get()
    assert (made.how, made.who, made.invitations.count()) == ("panel", "invited", 5)
    member = cast.browser(None)
    assert member.get(address(made, "score/1/")).status_code == 403
    answer = member.post(f"/rounds/invited/{made.invitations.all()[0].token}/")
    assert "You are on the panel" in member.get(answer["Location"]).content.decode()
    bad = member.post(address(made, "score/1/"), {"points_1": "5", "reasons": "Good."})
    assert list(bad.context["form"].errors) == ["points_2"]
    for number in (1, 2):
        sent = member.post(address(made, f"score/{number}/"), {"points_1": "5", "points_2": "3", "reasons": "Good."})
        assert sent.status_code == 302
    member.post(address(made, "score/3/"), {"stands_aside": "on", "reasons": "My sister runs it."})
    shown = member.get(address(made)).content.decode()
    assert shown.count("8 points") == 2
    assert "You stand aside" in shown
    assert "Write down that 1 was paid" in funder.get(address(made, "invitations/")).content.decode()
    funder.post(address(made, "pay/"))
    assert "Nobody waits to be paid." in funder.get(address(made, "invitations/")).content.decode()


def test_everything_to_decide_on_stands_on_one_page(cast: Cast) -> None:
    shown = cast.browser(None).get(address(cast.panel_round, "pack/")).content.decode()
    for words in ("Who gains", "Benches", "£2,999.50", cast.need.title, "Can it be done"):
        assert words in shown, words
