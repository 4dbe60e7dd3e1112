"""Pages and API of limits."""

from typing import Any

import pytest

from tests.cast import Cast
from wayahead.base.people.models import Person
from wayahead.kernels.feasibility import KINDS
from wayahead.loop.constraints.models import Constraint, Question

JSON = "application/json"


def address(cast: Cast, rest: str = "") -> str:
    """A page of the co-production's limits."""
    return f"/c/{cast.coproduction.slug}/constraints/{rest}"


def words(cast: Cast, **changes: Any) -> dict[str, Any]:
    """A limit as the form sends it."""
    return {
        "owner": cast.council.pk,
        "kind": "financial",
        "statement": "No more than £40,000.",
        "reason": "It is what we have.",
        "firmness": "could_move",
        "honest_answer": "inconvenient",
        "honest_words": "Another service would get less.",
        "would_move_if": "The trust joins.",
        "at_most_pence": "£40,000",
        **changes,
    }


def test_an_empty_list_shows_a_sample_and_one_way_on(cast: Cast) -> None:
    page = cast.browser(None).get(address(cast)).content.decode()
    assert "No limits yet" in page
    assert "Sample" in page


def test_an_officer_fills_the_blanks_of_a_limit_and_everybody_reads_it(cast: Cast) -> None:
    _ = cast.council_party
    browser = cast.browser(cast.officer)
    assert "?test=total_cost" in browser.get(address(cast, "publish/")).content.decode()
    sent = browser.post(address(cast, "publish/?test=total_cost"), words(cast))
    limit = Constraint.objects.get()
    assert sent["Location"] == address(cast, f"{limit.pk}/")
    assert limit.current.test == {"test": "total_cost", "at_most_pence": 4_000_000}
    page = cast.browser(None).get(sent["Location"]).content.decode()
    assert "It costs no more than £40,000 in all." in page
    assert "The trust joins." in page


def test_a_limit_that_holds_at_other_times_from_now_on_takes_the_place_of_the_one_before(cast: Cast) -> None:
    browser, before = cast.browser(cast.officer), cast.limit
    change = browser.get(address(cast, f"{before.pk}/change/")).content.decode()
    there = f"publish/?in_place_of={before.pk}"
    assert there in change
    asked = browser.get(address(cast, there))
    form = asked.context["form"]
    assert form["statement"].value() == "We can spend no more than £60,000 on this."
    assert form["honest_answer"].value() == "fixed"
    assert "60,000" in asked.content.decode()
    filled = words(cast, statement=form["statement"].value(), at_most_pence="60,000", valid_to="2031-03-31")
    sent = browser.post(address(cast, there), filled)
    after = Constraint.objects.exclude(pk=before.pk).get()
    assert sent["Location"] == address(cast, f"{before.pk}/withdraw/") + f"?replaced_by={after.pk}"
    assert browser.get(sent["Location"]).context["form"]["replaced_by"].value() == str(after.pk)
    gone = browser.post(sent["Location"], {"reason": "The budget runs a year longer.", "replaced_by": after.pk})
    assert gone["Location"] == address(cast, f"{before.pk}/")
    assert "It stands in place of:" in browser.get(address(cast, f"{after.pk}/")).content.decode()
    assert browser.get(address(cast, there)).status_code == 404


@pytest.mark.parametrize(
    ("test", "changes", "field"),
    [
        ("total_cost", {"at_most_pence": ""}, "at_most_pence"),
        ("total_cost", {"at_most_pence": "lots"}, "at_most_pence"),
        ("total_cost", {"at_least_pence": "50,000"}, "at_most_pence"),
        ("total_cost", {"would_move_if": ""}, "would_move_if"),
        ("total_cost", {"valid_from": "2027-02-01", "valid_to": "2027-01-01"}, "valid_to"),
        ("dates", {"starts_not_before": "2027-02-01", "ends_not_after": "2027-01-01"}, "ends_not_after"),
        ("cost_share", {"cost_kind": "food", "at_least_percent": "101"}, "at_least_percent"),
        ("area", {}, "must_lie_in"),
    ],
)
def test_a_bad_blank_is_refused_at_its_own_field(cast: Cast, test: str, changes: dict[str, Any], field: str) -> None:
    _ = cast.council_party
    answer = cast.browser(cast.officer).post(address(cast, f"publish/?test={test}"), words(cast, **changes))
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Constraint.objects.exists()


FILLED: dict[str, dict[str, Any]] = {
    "area": {"must_lie_in": ["E09000999"]},
    "cost_per_person": {"at_most_pence": "120.50"},
    "cost_share": {"cost_kind": "food", "at_most_percent": "12.50"},
    "dates": {"starts_not_before": "2027-02-01"},
    "delivered_by": {"may_be": ["community_group"]},
    "duration": {"at_most_days": "90"},
    "excluded_cost": {"cost_kind": "food"},
    "judged": {},
    "people_count": {"at_least_people": "30"},
    "total_cost": {"at_least_pence": "1"},
    "benefits": {},
    "must_include": {"cost_kind": "food", "at_least_pence": "500"},
    "needs_count": {"at_least_needs": "2"},
    "not_both": {"cost_kind": "food", "other_cost_kind": "venue"},
    "threshold": {"past_pence": "45,000", "at_least_needs": "3"},
    "together_cost": {"at_most_pence": "90,000"},
    "together_count": {"at_most_solutions": "1"},
}


@pytest.mark.parametrize("test", sorted(KINDS))
def test_every_kind_of_test_can_be_published_and_changed_by_its_form(cast: Cast, test: str) -> None:
    _ = cast.council_party
    plain = {name: value for name, value in words(cast, statement="So it is.").items() if name != "at_most_pence"}
    filled = FILLED[test] | ({"may_be_for": [str(cast.community.pk)]} if test == "benefits" else {})
    browser = cast.browser(cast.officer)
    assert browser.get(address(cast, f"publish/?test={test}")).status_code == 200
    assert browser.post(address(cast, f"publish/?test={test}"), plain | filled).status_code == 302
    limit = Constraint.objects.get()
    assert limit.current.test["test"] == test
    shown = browser.get(address(cast, f"{limit.pk}/change/"))
    assert shown.status_code == 200
    for name in filled:
        assert shown.context["form"][name].initial == limit.current.test[name]
    changed = plain | filled | {"statement": "It reads anew."}
    assert browser.post(address(cast, f"{limit.pk}/change/"), changed).status_code == 302
    assert limit.current.test["test"] == test
    assert limit.versions.count() == 2


def test_nobody_publishes_for_an_organisation_of_others(cast: Cast) -> None:
    _ = (cast.council_party, cast.trust_party)
    answer = cast.browser(cast.grants_officer).post(address(cast, "publish/?test=total_cost"), words(cast))
    assert "owner" in answer.context["form"].errors
    given = words(cast, owner=cast.council.slug, test={"test": "judged"})
    url = f"/api/v1/coproductions/{cast.coproduction.slug}/limits"
    sent = cast.browser(None).post(url, given, JSON, headers=cast.api(cast.grants_officer))
    assert sent.status_code == 403
    assert not Constraint.objects.exists()


def test_a_visitor_asks_why_without_an_account_and_is_known_afterwards(cast: Cast) -> None:
    _ = cast.council_party
    visitor = cast.browser(None)
    page = address(cast, f"{cast.limit.pk}/")
    assert visitor.post(page + "ask/", {"text": "  "}).status_code == 200
    assert not Question.objects.exists()
    assert visitor.post(page + "ask/", {"text": "Why not more?"})["Location"] == page
    assert "wayahead_guest" in visitor.cookies
    read = visitor.get(page).content.decode()
    assert "You asked this" in read
    assert "14" in read
    assert "Somebody asked this" in cast.browser(None).get(page).content.decode()


def test_the_owner_loosens_and_the_page_says_what_changed_because_people_asked(cast: Cast) -> None:
    _ = (cast.council_party, cast.question)
    browser = cast.browser(cast.officer)
    url = f"/c/{cast.coproduction.slug}/questions/{cast.question.pk}/answer/"
    assert browser.get(url).status_code == 200
    given = {
        "answer": "loosened",
        "words": "The trust joins.",
        "statement": "No more than £70,000.",
        "honest_answer": "inconvenient",
        "honest_words": "The trust could change its mind.",
        "firmness": "preference",
        "at_most_pence": "70,000",
    }
    assert browser.post(url, given).status_code == 302
    page = cast.browser(None).get(address(cast, f"{cast.limit.pk}/")).content.decode()
    assert "What changed because people asked" in page
    assert "It costs no more than £70,000 in all." in page
    assert "We can spend no more than £60,000 on this." in page
    everybody = cast.browser(None).get(address(cast, "?show=moved")).content.decode()
    assert "It moved." in everybody


def test_the_page_says_with_which_version_the_honest_answer_was_given(cast: Cast) -> None:
    limit, page = cast.limit, address(cast, f"{cast.limit.pk}/")
    browser = cast.browser(cast.officer)
    stands = browser.get(f"{page}change/").context["form"].initial
    given = stands | {"at_most_pence": "60,000", "statement": "No more than £60,000.", "reason": "Plainer."}
    assert browser.post(f"{page}change/", given).status_code == 302
    assert "Said with version 1" in browser.get(page).content.decode()
    loose = given | {"firmness": "preference"}
    assert "honest_words" in browser.post(f"{page}change/", loose).context["form"].errors
    loose |= {"honest_answer": "inconvenient", "honest_words": "We would ask again."}
    assert browser.post(f"{page}change/", loose).status_code == 302
    shown = browser.get(page).content.decode()
    assert "“We would ask again.”" in shown
    assert "Said with version" not in shown
    assert limit.versions.count() == 3


def test_a_limit_that_loosens_is_asked_anew_who_can_move_it_and_keeps_who_could(cast: Cast) -> None:
    limit, page = cast.limit, address(cast, f"{cast.limit.pk}/")
    Constraint.objects.filter(pk=limit.pk).update(who_can_move="Nobody here")
    limit.versions.update(who_can_move="Nobody here")
    browser = cast.browser(cast.officer)
    answering = f"/c/{cast.coproduction.slug}/questions/{cast.question.pk}/answer/"
    form = browser.get(answering).context["form"]
    assert form["who_can_move"].value() == "Nobody here"
    given = {"answer": "loosened", "words": "Yes.", "statement": "No more than £70,000.", "at_most_pence": "70,000",
             "honest_answer": "inconvenient", "honest_words": "Less for others.", "firmness": "could_move",
             "would_move_if": "the trust joins", "who_can_move": "The cabinet, in May"}  # fmt: skip
    assert browser.post(answering, given).status_code == 302
    shown = browser.get(page).content.decode()
    assert "The cabinet, in May" in shown
    assert "Nobody here" in shown
    versions = cast.browser(None).get(f"/api/v1/limits/{limit.pk}").json()["versions"]
    assert [one["who_can_move"] for one in versions] == ["Nobody here", "The cabinet, in May"]


def test_a_tighter_answer_and_another_kind_are_refused_at_their_fields_and_count_as_nothing(cast: Cast) -> None:
    _ = cast.question
    page = f"/c/{cast.coproduction.slug}/questions/{cast.question.pk}/answer/"
    given = {"answer": "loosened", "words": "Yes.", "statement": "No more than £20,000.", "at_most_pence": "20,000",
             "honest_answer": "fixed", "honest_words": "The budget.", "firmness": "fixed"}  # fmt: skip
    refused = cast.browser(cast.officer).post(page, given)
    assert "less room than before" in str(refused.context["form"].errors["at_most_pence"])
    api = f"/api/v1/questions/{cast.question.pk}/answer"
    for test, field in (({"test": "total_cost", "at_most_pence": 2_000_000}, "at_most_pence"),
                        ({"test": "people_count", "at_most_people": 9}, "test")):  # fmt: skip
        sent = {**given, "statement": "Soon.", "test": test}
        answer = cast.browser(None).post(api, sent, JSON, headers=cast.api(cast.officer))
        assert (answer.status_code, answer.json()["field"]) == (409, field)
    heard = cast.browser(None).get(f"/api/v1/coproductions/{cast.coproduction.slug}/hearing").json()
    assert heard["limits_moved"] == 0
    assert cast.limit.versions.count() == 1


def test_the_list_can_be_narrowed_to_what_somebody_questioned_or_nobody_did(cast: Cast) -> None:
    _ = (cast.council_party, cast.question, cast.judged_limit)
    page = cast.browser(None).get(address(cast, "?show=unasked")).content.decode()
    assert cast.judged_limit.current.statement in page
    assert cast.limit.current.statement not in page
    here = f"/api/v1/coproductions/{cast.coproduction.slug}/limits"
    for show, keys in (
        ("unasked", [cast.judged_limit.pk]),
        ("questioned", [cast.limit.pk]),
        ("standing", [cast.judged_limit.pk, cast.limit.pk]),
        ("fixed", []),
    ):
        found = cast.browser(None).get(here, {"show": show}).json()["results"]
        assert [one["id"] for one in found] == keys
    assert cast.browser(None).get(here, {"show": "nonsense"}).status_code == 422


def test_a_withdrawn_limit_leaves_the_list_and_can_still_be_read(cast: Cast) -> None:
    _ = (cast.council_party, cast.limit)
    browser = cast.browser(cast.officer)
    assert browser.post(address(cast, f"{cast.limit.pk}/withdraw/"), {"reason": "Gone."}).status_code == 302
    assert cast.limit.current.statement not in cast.browser(None).get(address(cast)).content.decode()
    assert cast.limit.current.statement in cast.browser(None).get(address(cast, "?show=withdrawn")).content.decode()
    page = cast.browser(None).get(address(cast, f"{cast.limit.pk}/")).content.decode()
    assert "Gone." in page
    assert "Ask why</h3>" not in page


def test_the_api_publishes_asks_and_answers(cast: Cast) -> None:
    _ = cast.council_party
    browser, femi, ines = cast.browser(None), cast.api(cast.officer), cast.api(cast.resident)
    url = f"/api/v1/coproductions/{cast.coproduction.slug}/limits"
    given = words(cast, owner=cast.council.slug, test={"test": "total_cost", "at_most_pence": 4_000_000})
    bad = given | {"test": {"test": "total_cost", "at_most_pence": -4}}
    refused = browser.post(url, bad, JSON, headers=femi)
    assert (refused.status_code, refused.json()["field"]) == (409, "at_most_pence")
    made = browser.post(url, given, JSON, headers=femi)
    assert made.status_code == 201, made.content
    limit = f"/api/v1/limits/{made.json()['id']}"
    people = list(Person.objects.values_list("pk", flat=True))
    assert browser.post(f"{limit}/questions", {"text": ""}, JSON).status_code == 409
    assert not Person.objects.exclude(pk__in=people).exists()
    asked = browser.post(f"{limit}/questions", {"text": "Why?"}, JSON, headers=ines)
    assert asked.status_code == 201, asked.content
    answered = browser.post(
        f"/api/v1/questions/{asked.json()['id']}/answer",
        {
            "answer": "loosened",
            "words": "Yes.",
            "statement": "No more than £50,000.",
            "test": {"test": "total_cost", "at_most_pence": 5_000_000},
            "honest_answer": "inconvenient",
            "honest_words": "Others would get less.",
        },
        JSON,
        headers=femi,
    )
    assert answered.json()["moved_to"]["number"] == 2, answered.content
    changed = {"statement": "£45,000.", "reason": "No.", "test": {"test": "total_cost", "at_most_pence": 4_500_000}}
    assert browser.post(f"{limit}/versions", changed, JSON, headers=femi).status_code == 201
    read = browser.get(limit).json()
    assert [version["number"] for version in read["versions"]] == [1, 2, 3]
    assert "asker" not in read["questions"][0]
    assert browser.get(url).json()["results"][0]["current"]["number"] == 3
    assert browser.post(f"{limit}/withdraw", {"reason": "Gone."}, JSON, headers=femi).json()["state"] == "withdrawn"
