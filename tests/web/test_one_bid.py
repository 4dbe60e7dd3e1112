"""One bid on pages and through the API: ticked, sent once, read by all its funders, whole or honestly short."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.api.test_money_and_outcomes import made
from tests.api.test_money_and_outcomes import send as call
from tests.cast import Cast
from tests.loop.test_one_bid import SAFE, WHOLE, offer, open_one, to_two
from wayahead.base.people import actions as people
from wayahead.formats.threesixty import dei
from wayahead.loop.funding import actions
from wayahead.loop.funding.models import Bid, ExtraQuestion, Grant, PartOffer, Programme, WholeBid

NEXT_YEAR = (timezone.localdate() + timedelta(days=365)).isoformat()


def form(cast: Cast, *programmes: Programme, **changes: Any) -> dict[str, Any]:
    """What the tenants type to ask each of these programmes for the whole."""
    given: dict[str, Any] = {"applicant": cast.tenants.pk, "wanted_pence": "52,000"}
    for one in programmes:
        given |= {f"ask_{one.pk}": "on", f"pence_{one.pk}": "52,000"}
    return given | changes


def send(cast: Cast, given: dict[str, Any]) -> Any:
    """The page on which a bid is sent."""
    page = f"/c/{cast.coproduction.slug}/versions/{cast.agreed_version.pk}/bid/"
    return cast.browser(cast.organiser).post(page, given)


def read(cast: Cast, whole: WholeBid, person: Any = None) -> str:
    """The whole bid as somebody reads it."""
    answer = cast.browser(person).get(f"/c/{cast.coproduction.slug}/whole-bids/{whole.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_several_programmes_are_ticked_and_only_their_own_questions_are_asked(cast: Cast) -> None:
    asking = open_one(cast, questions=[SAFE])
    question = asking.extra_questions.get()
    page = f"/c/{cast.coproduction.slug}/versions/{cast.agreed_version.pk}/bid/"
    shown = cast.browser(cast.organiser).get(page).content.decode()
    assert SAFE.text in shown
    assert SAFE.reason in shown
    assert cast.voice.text.replace("'", "&#x27;") in shown
    answer = send(cast, form(cast, cast.programme, asking))
    assert set(answer.context["form"].errors) == {f"answer_{question.pk}"}
    assert not Bid.objects.exists()
    answer = send(cast, form(cast, cast.programme, asking, **{f"answer_{question.pk}": "Dougie."}))
    assert answer.status_code == 302, answer.context["form"].errors
    whole = WholeBid.objects.get()
    assert answer["Location"].endswith(f"/whole-bids/{whole.pk}/")
    told = read(cast, whole)
    for words in (">2 programmes</a>", "Dougie.", SAFE.reason, "Two evenings a week", "Carers need an evening off"):
        assert words in told


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"pence": "lots"}, "pence"), ({"pence": ""}, "pence"), ({"pence": "60,001"}, "pence"), ({"ask": ""}, "ask")],
)
def test_what_is_wrong_stands_at_its_own_field(cast: Cast, changes: dict[str, str], field: str) -> None:
    key = cast.programme.pk
    answer = send(cast, form(cast, cast.programme, **{f"{name}_{key}": value for name, value in changes.items()}))
    assert f"{field}_{key}" in answer.context["form"].errors
    assert not WholeBid.objects.exists()


def test_more_programmes_are_asked_to_join(cast: Cast) -> None:
    whole = cast.bid.whole
    second = open_one(cast)
    page = f"/c/{cast.coproduction.slug}/versions/{cast.agreed_version.pk}/bid/"
    shown = cast.browser(cast.organiser).get(page).content.decode()
    assert "Whoever you ask now joins it." in shown
    assert cast.programme.title not in shown.split("Whom do you ask?")[1]
    assert send(cast, form(cast, second)).status_code == 302
    assert whole.bids.count() == 2


def test_offers_are_seen_by_all_and_make_the_whole(cast: Cast) -> None:
    whole, trust, council = to_two(cast)
    slug = cast.coproduction.slug
    given = {"amount_pence": "30,000", "reasons": "It answers the need.", "report_due_on": NEXT_YEAR}
    page = f"/c/{slug}/bids/{trust.pk}/offer/"
    assert cast.browser(cast.grants_officer).get(page).status_code == 200
    assert cast.browser(cast.grants_officer).post(page, given).status_code == 302
    told = read(cast, whole, cast.officer)
    assert ">£30,000</a>." in told
    assert "£22,000" in told
    assert "Offer a part" in told
    too_much = cast.browser(cast.officer).post(f"/c/{slug}/bids/{council.pk}/offer/", given)
    assert "amount_pence" in too_much.context["form"].errors
    given["amount_pence"] = "22,000"
    cast.browser(cast.officer).post(f"/c/{slug}/bids/{council.pk}/offer/", given)
    assert "It is whole: all of it is granted" in read(cast, whole)
    assert Grant.objects.count() == 2
    assert "£30,000 offered towards" not in cast.browser(None).get(f"/c/{slug}/funding/grid/").content.decode()


def test_the_grid_shows_what_is_offered_towards_a_bid(cast: Cast) -> None:
    _whole, trust, _council = to_two(cast)
    offer(trust, cast, 3_000_000)
    shown = cast.browser(None).get(f"/c/{cast.coproduction.slug}/funding/grid/").content.decode()
    assert "£30,000 offered towards a bid." in shown
    assert "£30,000 left in Evenings together." in shown


def test_an_offer_is_taken_back_on_its_page(cast: Cast) -> None:
    whole, trust, _council = to_two(cast)
    made_one = offer(trust, cast, 3_000_000)
    page = f"/c/{cast.coproduction.slug}/part-offers/{made_one.pk}/take-back/"
    assert cast.browser(cast.organiser).post(page, {"reasons": "No."}).status_code == 403
    assert cast.browser(cast.grants_officer).post(page, {"reasons": "The flood."}).status_code == 302
    assert "The flood." in read(cast, whole)
    assert PartOffer.objects.get().state == PartOffer.State.TAKEN_BACK


def test_going_ahead_with_less_says_what_is_cut(cast: Cast) -> None:
    whole, trust, _council = to_two(cast)
    offer(trust, cast, 3_000_000)
    page = f"/c/{cast.coproduction.slug}/whole-bids/{whole.pk}/accept-short/"
    assert "Short: £22,000." in cast.browser(cast.organiser).get(page).content.decode()
    assert "what_is_cut" in cast.browser(cast.organiser).post(page, {"what_is_cut": ""}).context["form"].errors
    assert cast.browser(cast.organiser).post(page, {"what_is_cut": "The soup."}).status_code == 302
    told = read(cast, whole)
    assert "The soup." in told
    assert "It goes ahead with less." in told


def test_a_question_is_asked_and_answered_once_for_all(cast: Cast) -> None:
    whole, trust, council = to_two(cast)
    slug = cast.coproduction.slug
    asked = cast.browser(cast.grants_officer).post(f"/c/{slug}/bids/{trust.pk}/ask/", {"text": "Who has the key?"})
    assert asked.status_code == 302
    page = f"/c/{slug}/follow-ups/{whole.follow_ups.get().pk}/answer/"
    assert cast.browser(cast.organiser).post(page, {"words": "Dougie has."}).status_code == 302
    assert "Dougie has." in read(cast, council.whole, cast.officer)
    assert cast.browser(cast.organiser).post(page, {"words": "Moira."}).context["form"].non_field_errors()


def test_all_of_it_is_taken_back_at_once(cast: Cast) -> None:
    whole, _trust, _council = to_two(cast)
    page = f"/c/{cast.coproduction.slug}/whole-bids/{whole.pk}/withdraw/"
    assert cast.browser(cast.organiser).post(page).status_code == 302
    assert "The applicant took this bid back." in read(cast, whole)


def test_a_programme_opens_with_questions_that_are_counted_in_public(cast: Cast) -> None:
    today = timezone.localdate().isoformat()
    given = {
        "title": "Evenings together", "pot_pence": "£60,000", "opens_on": today, "closes_on": NEXT_YEAR,
        "decides_within_days": "28", "needs": [cast.need.pk], "question_1": SAFE.text,
    }  # fmt: skip
    page = f"/organisations/{cast.trust.slug}/programmes/open/"
    answer = cast.browser(cast.grants_officer).post(page, given)
    assert set(answer.context["form"].errors) == {"reason_1"}
    assert cast.browser(cast.grants_officer).post(page, given | {"reason_1": SAFE.reason}).status_code == 302
    programme = Programme.objects.get()
    shown = cast.browser(None).get(f"/programmes/{programme.pk}/").content.decode()
    assert "What it asks beyond the bid: 1 question" in shown
    assert "1 question of its own" in cast.browser(None).get(f"/organisations/{cast.trust.slug}/").content.decode()


def test_how_a_funder_gives_is_computed_from_what_happened(cast: Cast) -> None:
    address = f"/organisations/{cast.trust.slug}/"
    assert "How it gives" not in cast.browser(None).get(address).content.decode()
    assert cast.programme
    assert "Nothing to go by yet." in cast.browser(None).get(address).content.decode()
    actions.refuse(cast.bid, by=cast.grants_officer, reasons="Too late.", would_have_changed="A week earlier.")
    shown = cast.browser(None).get(address).content.decode()
    assert "0 of 1 decided bids were funded." in shown
    assert "Refused: 1. With the reasons: 1. With what would have changed it: 1." in shown
    assert f"{address}how-it-gives/#open" in shown
    rows = cast.browser(None).get(f"{address}how-it-gives/").content.decode()
    assert "A week earlier." in rows
    assert f"/c/{cast.coproduction.slug}/bids/{cast.bid.pk}/" in rows
    figures = made(call(cast, None, "get", f"organisations/{cast.trust.slug}/how-it-gives"))
    assert (figures["decided"], figures["granted"], figures["median_days"], figures["late"]) == (1, 0, 0, 0)
    assert call(cast, None, "get", f"organisations/{cast.council.slug}/how-it-gives").status_code == 404


def test_a_bid_that_waits_beyond_its_day_is_late(cast: Cast) -> None:
    Bid.objects.filter(pk=cast.bid.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    shown = cast.browser(None).get(f"/organisations/{cast.trust.slug}/").content.decode()
    assert "1 bid is or was late." in shown


def test_what_the_web_does_the_api_does_too(cast: Cast) -> None:
    question = {"text": SAFE.text, "reason": SAFE.reason}
    today = timezone.localdate().isoformat()
    opening = {"title": "Two", "pot_pence": 6_000_000, "opens_on": today, "closes_on": today, "needs": [cast.need.pk]}
    address = f"organisations/{cast.council.slug}/programmes"
    three = call(cast, cast.officer, "post", address, opening | {"questions": [question] * 3})
    assert three.status_code == 409 or three.status_code == 422
    second = made(call(cast, cast.officer, "post", address, opening | {"questions": [question]}))
    key = second["extra_questions"][0]["id"]
    asks: list[dict[str, Any]] = [
        {"programme": cast.programme.pk, "asked_pence": 3_000_000},
        {"programme": second["id"], "asked_pence": 2_200_000, "answers": [{"question": key, "text": "Dougie."}]},
    ]
    given = {"applicant": cast.tenants.pk, "programmes": asks, "led_by": ["DEI090000"], "meant_for": ["DEI020310"]}
    version = cast.agreed_version.pk
    assert made(call(cast, cast.organiser, "get", f"versions/{version}/core"))["words_count"] > 20
    whole = made(call(cast, cast.organiser, "post", f"versions/{version}/whole-bids", given))
    assert whole["standing"]["short_pence"] == WHOLE
    trust, council = (bid["id"] for bid in whole["bids"])
    asked = made(call(cast, cast.grants_officer, "post", f"bids/{trust}/ask", {"text": "Who has the key?"}))
    made(call(cast, cast.organiser, "post", f"follow-ups/{asked['id']}/answer", {"words": "Dougie."}))
    words = {"amount_pence": 3_000_000, "reasons": "Yes.", "report_due_on": NEXT_YEAR}
    offered = made(call(cast, cast.grants_officer, "post", f"bids/{trust}/offer", words))
    made(call(cast, cast.grants_officer, "post", f"part-offers/{offered['id']}/take-back", {"reasons": "Wait."}))
    made(call(cast, cast.grants_officer, "post", f"bids/{trust}/offer", words))
    short = made(call(cast, cast.organiser, "post", f"whole-bids/{whole['id']}/accept-short", {"what_is_cut": "Soup."}))
    assert (short["state"], short["standing"]["committed_pence"]) == ("short", 3_000_000)
    assert [bid["state"] for bid in short["bids"]] == ["granted", "covered"]
    said = made(call(cast, None, "get", f"whole-bids/{whole['id']}/core"))
    assert [one["words_count"] for one in said["rewritten"]] == [0, 1]
    listed = made(call(cast, None, "get", f"coproductions/{cast.coproduction.slug}/whole-bids"))
    assert [one["id"] for one in listed["results"]] == [whole["id"]]
    assert council in [bid["id"] for bid in short["bids"]]
    assert ExtraQuestion.objects.count() == 1
    assert call(cast, cast.organiser, "post", f"whole-bids/{whole['id']}/withdraw").status_code == 409


def test_the_page_says_beforehand_who_decides_instead_of_whom(cast: Cast) -> None:
    whole, trust, _council = to_two(cast)
    people.join_organisation(cast.trust, by=cast.stranger)
    mine = f"/c/{cast.coproduction.slug}/bids/{trust.pk}/"
    aside = f"{mine}stand-aside/"
    browser = cast.browser(cast.grants_officer)
    assert aside in read(cast, whole, cast.grants_officer)
    assert f"{mine}award/" in read(cast, whole, cast.grants_officer)
    assert str(cast.stranger) in browser.get(aside).content.decode()
    assert browser.post(aside, {"words": " "}).context["form"].errors["words"]
    assert browser.post(aside, {"words": "My sister works there."}).status_code == 302
    told = read(cast, whole, cast.grants_officer)
    assert f"These of Ropewalk Trust can: {cast.stranger}." in told
    assert f"{mine}award/" not in told
    assert aside not in told
    public = read(cast, whole)
    assert "Somebody of Ropewalk Trust stands aside" in public
    assert "My sister works there." in public
    assert str(cast.stranger) not in public
    assert "My sister works there." in cast.browser(None).get(mine).content.decode()
    assert browser.get(f"{mine}award/").status_code == 403
    assert f"{mine}award/" in read(cast, whole, cast.stranger)


def test_every_code_of_the_standard_can_be_ticked_and_what_was_ticked_stands_open(cast: Cast) -> None:
    page = f"/c/{cast.coproduction.slug}/versions/{cast.agreed_version.pk}/bid/"
    _ = cast.programme
    shown = cast.browser(cast.organiser).get(page).content.decode()
    for code in dei.NAMES:
        assert shown.count(f'value="{code}"') == 2
    assert "<details open" not in shown
    again = send(cast, form(cast, meant_for=["DEI020310"])).content.decode()  # no programme is ticked
    assert again.count("<details open") == 2  # the optional part, and the group in it
    assert send(cast, form(cast, cast.programme, led_by=["DEI050200"], meant_for=["DEI020310"])).status_code == 302
    assert "Disabled people: Learning disability" in read(cast, WholeBid.objects.get())


def test_what_should_change_stands_in_the_bid_and_programs_read_it(cast: Cast) -> None:
    whole, _trust, _council = to_two(cast)
    assert "Nobody has said yet what should change." in read(cast, whole)
    assert cast.indicator
    told = read(cast, whole)
    for words in ("Carers go out", "Carers who went out last week", "It was 24 of 120 people on 3 September 2026."):
        assert words in told
    (need,) = call(cast, None, "get", f"whole-bids/{whole.pk}/core").json()["core"]["needs"]
    assert [(aim["title"], len(aim["signs"])) for aim in need["aims"]] == [("Carers go out", 1)]


def test_a_program_stands_aside_and_reads_who_did(cast: Cast) -> None:
    whole, trust, _council = to_two(cast)
    asked = f"bids/{trust.pk}/deciding"
    assert call(cast, cast.grants_officer, "get", asked).json() == {
        "may_decide": True,
        "why_not": "",
        "others_count": 0,
    }
    assert call(cast, None, "get", asked).json() == {"may_decide": False, "why_not": "", "others_count": 1}
    answer = call(cast, cast.grants_officer, "post", f"bids/{trust.pk}/stand-aside", {"words": "My sister."})
    assert answer.status_code == 201, answer.content
    shown = call(cast, None, "get", f"whole-bids/{whole.pk}").json()["interests"]
    assert [(one["bid_id"], one["words"]) for one in shown] == [(trust.pk, "My sister.")]
    why = call(cast, cast.grants_officer, "get", asked).json()
    assert why["why_not"] == "You have an interest in this bid, as you said, and stand aside."
    assert (why["may_decide"], why["others_count"]) == (False, 0)
    again = call(cast, cast.grants_officer, "post", f"bids/{trust.pk}/refuse", {"reasons": "Not this time."})
    assert again.status_code == 403


def test_a_programme_asks_something_else_on_its_page_and_says_why_once_somebody_answered(cast: Cast) -> None:
    question = open_one(cast, questions=[SAFE]).extra_questions.get()
    programme, change = f"/programmes/{question.programme_id}/", f"/extra-questions/{question.pk}/change/"
    assert change in cast.browser(cast.officer).get(programme).content.decode()
    assert change not in cast.browser(None).get(programme).content.decode()
    send(cast, form(cast, question.programme, **{f"answer_{question.pk}": "Dougie."}))
    given = {"text": "Who lends the key?", "reason": "We insure it.", "because": ""}
    answer = cast.browser(cast.officer).post(change, given)
    assert list(answer.context["form"].errors) == ["because"]
    assert cast.browser(cast.officer).post(change, given | {"because": "It was unclear."}).status_code == 302
    told = cast.browser(None).get(programme).content.decode()
    for words in (
        "Who lends the key?",
        "What it no longer asks: 1 question",
        "1 bid had answered it.",
        "It was unclear.",
    ):
        assert words in told
    counted = cast.browser(None).get(f"/organisations/{cast.council.slug}/how-it-gives/").content.decode()
    assert "1 was changed after somebody had answered." in counted
    assert "1 it no longer asks" in counted


def test_a_program_changes_and_withdraws_a_question(cast: Cast) -> None:
    question = open_one(cast, questions=[SAFE]).extra_questions.get()
    given = {"text": "Who lends the key?", "reason": "We insure it."}
    changed = made(call(cast, cast.officer, "post", f"extra-questions/{question.pk}/change", given))
    (asked,), (ended,) = changed["extra_questions"], changed["ended_questions"]
    assert (asked["text"], ended["followed_by_id"], ended["answers_count"]) == (given["text"], asked["id"], 0)
    left = made(call(cast, cast.officer, "post", f"extra-questions/{asked['id']}/withdraw", {}))
    assert (left["extra_questions"], len(left["ended_questions"])) == ([], 2)
