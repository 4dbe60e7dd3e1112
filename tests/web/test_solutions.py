"""Pages and API of solutions: crafted, checked, judged, shared, agreed, and on to a bid."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from wayahead.loop.constraints import actions as limits
from wayahead.loop.funding.models import Bid
from wayahead.loop.solutions import actions as solutions
from wayahead.loop.solutions.actions import Cost, Draft
from wayahead.loop.solutions.models import Solution, Version

JSON = "application/json"
LINES = {
    f"{name}-{what}": number
    for name in ("costs", "sections", "in_kind", "steps")
    for what, number in (("TOTAL_FORMS", "3"), ("INITIAL_FORMS", "0"))
}


def draft(**changes: str) -> dict[str, str]:
    """A version as the form sends it."""
    costs = {"costs-0-words": "Two people", "costs-0-kind": "staff", "costs-0-pence": "61,000", "costs-1-kind": "other"}
    return {**LINES, **costs, "costs-2-kind": "other", "summary": "A warm room.", "what_changed": "Less.", **changes}


def test_a_solution_is_crafted_within_limits_agreed_and_sent_as_a_bid(cast: Cast) -> None:
    _ = (cast.council_party, cast.trust_party, cast.limit, cast.judged_limit, cast.need, cast.programme)
    slug, aneesa, femi, ruth = (
        cast.coproduction.slug,
        *map(cast.browser, (cast.facilitator, cast.officer, cast.grants_officer)),
    )
    started = aneesa.post(f"/c/{slug}/solutions/start/", {"title": "Lockside Lates", "needs": [cast.need.pk]})
    solution = Solution.objects.get()
    assert started["Location"] == f"/c/{slug}/solutions/{solution.pk}/draft/"
    assert aneesa.get(started["Location"]).status_code == 200
    page = f"/c/{slug}/solutions/{solution.pk}/"
    assert aneesa.post(started["Location"], draft())["Location"] == page
    grid = aneesa.get(page).content.decode()
    assert "£1,000 less in all" in grid
    assert "Not yet: it breaks a fixed limit" in grid
    aneesa.post(started["Location"], draft(**{"costs-0-pence": "60,000"}))
    version = Version.objects.get(number=2)
    assert "Two people" not in cast.browser(None).get(page).content.decode()
    assert aneesa.post(f"/c/{slug}/versions/{version.pk}/share/").status_code == 302
    assert "Two people" in cast.browser(None).get(page).content.decode()
    judged = femi.post(
        f"/c/{slug}/versions/{version.pk}/judge/{cast.judged_limit.pk}/", {"state": "met", "why": "Two adults."}
    )
    assert judged.status_code == 302
    assert aneesa.post(f"/c/{slug}/versions/{version.pk}/agree/", {"words": "At the table."}).status_code == 302
    shown = aneesa.get(page).content.decode()
    assert "Judged by Averhythe Council" in shown
    assert "<td>Yes</td>" in shown
    bid_url = f"/c/{slug}/versions/{version.pk}/bid/"
    assert ruth.get(bid_url).status_code == 200
    key = cast.programme.pk
    asks = {"wanted_pence": "60,000", f"ask_{key}": "on", f"pence_{key}": "60,000"}
    sent = femi.post(bid_url, {"applicant": cast.council.pk, **asks})
    assert sent["Location"] == f"/c/{slug}/whole-bids/{Bid.objects.get().whole_id}/"


def test_a_broken_fixed_limit_stops_the_bid_on_the_page_by_name(cast: Cast) -> None:
    _ = (cast.council_party, cast.limit, cast.programme)
    slug = cast.coproduction.slug
    dear = cast.draft
    Version.objects.filter(pk=dear.pk).update(state="agreed", agreed_at=dear.drafted_at)
    answer = cast.browser(cast.officer).post(
        f"/c/{slug}/versions/{dear.pk}/bid/",
        {
            "applicant": cast.council.pk,
            "wanted_pence": "60,000",
            f"ask_{cast.programme.pk}": "on",
            f"pence_{cast.programme.pk}": "60,000",
        },
    )
    assert answer.status_code == 200
    assert "We can spend no more than £60,000 on this." in answer.content.decode()
    assert not Bid.objects.exists()


def test_a_cost_without_an_amount_is_refused_at_its_line(cast: Cast) -> None:
    _ = cast.council_party
    url = f"/c/{cast.coproduction.slug}/solutions/{cast.solution.pk}/draft/"
    answer = cast.browser(cast.officer).post(url, draft(**{"costs-0-pence": ""}))
    assert answer.status_code == 200
    assert "pence" in answer.context["written"].costs.errors[0]
    assert not Version.objects.exists()


def test_the_list_of_solutions_says_how_far_each_is_and_what_it_makes_of_the_limits(cast: Cast) -> None:
    _ = (cast.limit, cast.judged_limit, cast.draft)
    url = f"/c/{cast.coproduction.slug}/solutions/"
    (shown,) = cast.browser(cast.facilitator).get(url).context["cards"]
    assert (shown.newest, shown.versions) == (cast.draft, 1)
    assert shown.fit == [("broken", "1 broken"), ("unknown", "1 unknown")]
    hidden = cast.browser(None).get(url)
    assert hidden.context["cards"][0].newest is None
    assert "No version is shared yet." in hidden.content.decode()
    cheap = Draft(summary="A room.", costs=[Cost("staff", "Two", 1)], what_changed="The cost.")
    solutions.share(solutions.draft_version(cast.solution, cheap, by=cast.facilitator), by=cast.facilitator)
    page = cast.browser(None).get(url).content.decode()
    assert "Version 2: Shared for discussion" in page
    assert "1 met" in page
    assert "1 broken" not in page


def test_the_list_of_solutions_asks_no_more_for_more_of_them(cast: Cast) -> None:
    _ = (cast.limit, cast.judged_limit, cast.draft)
    browser, url = cast.browser(cast.facilitator), f"/c/{cast.coproduction.slug}/solutions/"
    browser.get(url)
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    for title in ("One", "Two", "Three"):
        more = solutions.start(cast.coproduction, by=cast.facilitator, title=title, needs=[cast.need])
        made = Draft(summary="A room.", area=cast.area, communities=[cast.community], delivered_by=cast.council)
        solutions.draft_version(more, made, by=cast.facilitator)
    with CaptureQueriesContext(connection) as many:
        assert len(browser.get(url).context["cards"]) == 4
    assert len(many) <= len(few) + 2  # names of areas and communities, once somebody names any


def test_what_is_wrong_in_a_line_is_counted_and_led_to_above_the_form(cast: Cast) -> None:
    _ = cast.council_party
    url = f"/c/{cast.coproduction.slug}/solutions/{cast.solution.pk}/draft/"
    wrong = {"summary": "", "costs-1-words": "Soup", "costs-1-pence": "abc", "steps-0-by_whom": "Moira"}
    page = cast.browser(cast.officer).post(url, draft(**wrong)).content.decode()
    assert "There are 3 things to put right" in page
    amount = "What it costs, line 2, How much, in pounds: Write an amount in pounds, such as 120 or 1,234.50."
    assert f'<a href="#id_costs-1-pence">{amount}</a>' in page
    assert '<a href="#id_steps-0-what">Who does what, line 1, What is done: ' in page
    assert 'id="id_costs-1-pence"' in page
    fine = (
        cast.browser(cast.officer).post(url, draft(**{"costs-1-words": "Soup", "costs-1-pence": ""})).content.decode()
    )
    assert "There is one thing to put right" in fine


def test_a_cost_line_that_cannot_be_read_leaves_limits_on_costs_unknown_and_says_where_it_stands(cast: Cast) -> None:
    _ = (cast.council_party, cast.limit)
    url = f"/c/{cast.coproduction.slug}/solutions/{cast.solution.pk}/check/"
    given = draft(**{"costs-0-pence": "50,000", "costs-1-words": "Soup", "costs-1-pence": "abc"})
    browser = cast.browser(cast.officer)
    (row,) = browser.post(url, given).context["rows"]
    assert row.cells[-1].state == "unknown"
    line = "Line 2 of what it costs: Write an amount in pounds, such as 120 or 1,234.50."
    assert row.cells[-1].why.startswith(f"{line} Without it: It costs £50,000 in all.")
    page = browser.post(url, given, headers={"HX-Request": "true"}).content.decode()
    assert '<a href="#id_costs-1-pence">Put it right' in page
    assert "Yes, but 1 limit is unknown" in page
    (row,) = browser.post(url, given | {"costs-1-pence": "1"}).context["rows"]
    assert row.cells[-1].state == "met"


def test_a_fact_that_cannot_be_read_is_named_and_never_met(cast: Cast) -> None:
    limits.change(cast.limit, by=cast.officer, statement="Soon.", reason="So.",
                  test={"test": "dates", "ends_not_after": "2027-03-31"})  # fmt: skip
    url = f"/c/{cast.coproduction.slug}/solutions/{cast.solution.pk}/check/"
    given = draft(starts_on="2027-03-02", ends_on="2027-03-01")
    (row,) = cast.browser(cast.officer).post(url, given).context["rows"]
    (unread,) = row.cells[-1].unread
    assert (unread.words, unread.field) == ("Until: It cannot end before it starts.", "id_ends_on")


def test_sharing_twice_says_so_in_plain_words(cast: Cast) -> None:
    _ = (cast.council_party, cast.agreed_version)
    url = f"/c/{cast.coproduction.slug}/versions/{cast.agreed_version.pk}/share/"
    assert cast.browser(cast.facilitator).post(url).status_code == 409


def test_a_computed_limit_has_no_page_to_judge_it(cast: Cast) -> None:
    _ = (cast.council_party, cast.limit)
    url = f"/c/{cast.coproduction.slug}/versions/{cast.agreed_version.pk}/judge/{cast.limit.pk}/"
    answer = cast.browser(cast.officer).post(url, {"state": "met", "why": "We like it."})
    assert answer.status_code == 200
    assert "computed" in answer.content.decode()


def test_the_api_crafts_and_reads_the_grid(cast: Cast) -> None:
    _ = (cast.council_party, cast.limit, cast.judged_limit, cast.need)
    browser, aneesa, femi = cast.browser(None), cast.api(cast.facilitator), cast.api(cast.officer)
    root = f"/api/v1/coproductions/{cast.coproduction.slug}/solutions"
    made = browser.post(root, {"title": "Lates", "needs": [cast.need.pk]}, JSON, headers=aneesa)
    assert made.status_code == 201, made.content
    solution = f"/api/v1/solutions/{made.json()['id']}"
    claims: dict[str, Any] = {"summary": "A room.", "costs": [{"kind": "staff", "words": "Two", "pence": 6_100_000}]}
    bad = claims | {"costs": [{"words": "Two", "pence": -1}]}
    assert browser.post(f"{solution}/versions", bad, JSON, headers=aneesa).status_code == 422
    version = browser.post(f"{solution}/versions", claims, JSON, headers=aneesa)
    assert version.status_code == 201, version.content
    assert version.json()["total_pence"] == 6_100_000
    assert browser.get(f"{solution}/versions").json()["results"] == []
    one = f"/api/v1/versions/{version.json()['id']}"
    assert browser.post(f"{one}/share", headers=aneesa).json()["state"] == "shared"
    judged = {"limit": cast.judged_limit.pk, "state": "met", "why": "Two adults."}
    assert browser.post(f"{one}/judgements", judged, JSON, headers=aneesa).status_code == 403
    assert browser.post(f"{one}/judgements", judged, JSON, headers=femi).status_code == 201
    grid = browser.get(f"{solution}/grid").json()
    assert [row["cells"][0]["state"] for row in grid["rows"]] == ["with_change", "met"]
    assert grid["rows"][0]["cells"][0]["change"] == "£1,000 less in all"
    assert grid["verdicts"][0]["can_go_to_a_bid"] is False
    agreed = browser.post(f"{one}/agree", {"words": "At the table."}, JSON, headers=aneesa)
    assert agreed.json()["state"] == "agreed"
    assert browser.get(solution).json()["needs"] == [cast.need.pk]
    assert len(browser.get(root).json()["results"]) == 1


def test_what_people_do_themselves_costs_nothing_and_goes_to_no_bid(cast: Cast) -> None:
    _ = cast.limit
    mine: dict[str, Any] = {"by": cast.facilitator, "title": "Suppers", "needs": [cast.need], "is_community_led": True}
    ours = solutions.start(cast.coproduction, **mine)
    solutions.share(solutions.draft_version(ours, Draft(summary="Soup."), by=cast.facilitator), by=cast.facilitator)
    grid = cast.browser(None).get(f"/api/v1/solutions/{ours.pk}/grid").json()
    assert grid["rows"][0]["cells"][0]["state"] == "met"
    assert grid["verdicts"][0]["can_go_to_a_bid"] is False
    page = cast.browser(None).get(f"/c/{cast.coproduction.slug}/solutions/{ours.pk}/").content.decode()
    assert "It costs no money: people do it themselves." in page
    assert "It needs none: people do it themselves" in page


def test_a_square_opens_on_its_reason_the_question_asked_and_its_own_what_if(cast: Cast) -> None:
    _ = (cast.question, cast.draft)
    page = f"/c/{cast.coproduction.slug}/solutions/{cast.solution.pk}/"
    browser = cast.browser(cast.facilitator)
    shown = browser.get(page).content.decode()
    assert "“Why not more?”" in shown
    assert "The answer is owed by" in shown
    what_if = f"/c/{cast.coproduction.slug}/constraints/{cast.limit.pk}/what-if/"
    assert what_if in shown
    assert "How far it would have to move" in browser.get(what_if).content.decode()
    checked = browser.post(f"{page}check/", draft(), headers={"HX-Request": "true"}).content.decode()
    assert what_if in checked
    assert "<html" not in checked


def test_hearing_between_the_parties_says_whose_suggestions_were_taken_in(cast: Cast) -> None:
    assert "Nobody has asked anything yet" in hearing_of(cast)
    declined = cast.suggestion
    solutions.decline(declined, by=cast.facilitator, why="There is no second room.")
    page = hearing_of(cast)
    assert "Whose suggestions were taken in" in page
    assert "People taking part" in page
    heard = cast.browser(None).get(f"/api/v1/coproductions/{cast.coproduction.slug}/hearing").json()
    assert heard["suggestions"] == [{"role": "people", "made": 1, "taken": 0, "declined": 1, "unanswered": 0}]


def hearing_of(cast: Cast) -> str:
    """Hearing between the parties, as a visitor reads it."""
    return cast.browser(None).get(f"/c/{cast.coproduction.slug}/hearing/").content.decode()


def test_a_version_that_nobody_agreed_on_says_so_before_anything_is_filled_in(cast: Cast) -> None:
    _ = (cast.council_party, cast.programme)
    page = cast.browser(cast.officer).get(f"/c/{cast.coproduction.slug}/versions/{cast.draft.pk}/bid/").content.decode()
    assert "People have not agreed on this version yet" in page
    assert "Send the bid" not in page


def test_a_question_about_help_answered_with_nothing_stays_asked(cast: Cast) -> None:
    address = f"/c/{cast.coproduction.slug}/matches/{cast.match.pk}/answer/"
    browser = cast.browser(cast.resident)
    for nonsense in ({}, {"answer": "perhaps"}):
        assert "Nothing was kept." in browser.post(address, nonsense, follow=True).content.decode()
        cast.match.refresh_from_db()
        assert cast.match.state == "asked"
    browser.post(address, {"answer": "no"})
    cast.match.refresh_from_db()
    assert cast.match.state == "no"
