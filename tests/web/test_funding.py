"""Pages of money, from a programme to a decision that reaches those who spoke."""

from datetime import timedelta

from django.utils import timezone

from tests.cast import Cast
from wayahead.loop.funding.models import Bid, Grant, Programme
from wayahead.loop.outcomes.models import Answer

NEXT_YEAR = (timezone.localdate() + timedelta(days=365)).isoformat()


def test_a_funder_opens_a_programme_on_a_published_need(cast: Cast) -> None:
    page = f"/organisations/{cast.trust.slug}/programmes/open/"
    assert cast.need.title in cast.browser(cast.grants_officer).get(page).content.decode() if cast.need else False
    today = timezone.localdate().isoformat()
    given = {
        "title": "Evenings together",
        "pot_pence": "£60,000",
        "opens_on": today,
        "closes_on": NEXT_YEAR,
        "decides_within_days": "28",
        "needs": [cast.need.pk],
    }
    answer = cast.browser(cast.grants_officer).post(page, given)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Programme.objects.get().pot_pence == 6_000_000
    assert cast.browser(None).get(answer["Location"]).status_code == 200
    assert "Evenings together" in cast.browser(None).get("/programmes/").content.decode()


def test_an_agreed_version_becomes_a_bid_and_nothing_is_retyped(cast: Cast) -> None:
    slug, version = cast.coproduction.slug, cast.agreed_version
    page = f"/c/{slug}/versions/{version.pk}/bid/"
    assert cast.programme.title in cast.browser(cast.organiser).get(page).content.decode()
    key = cast.programme.pk
    given = {"applicant": cast.tenants.pk, "wanted_pence": "52,000", f"ask_{key}": "on", f"pence_{key}": "52,000"}
    answer = cast.browser(cast.organiser).post(page, given)
    assert answer.status_code == 302, answer.context["form"].errors
    sent = Bid.objects.get()
    assert (sent.asked_pence, sent.version) == (5_200_000, version)
    shown = cast.browser(None).get(answer["Location"]).content.decode()
    assert "The library stays open until ten." in shown
    assert "Two evenings a week" in shown
    assert cast.solution.title in cast.browser(None).get(f"/c/{slug}/funding/").content.decode()


def test_nobody_bids_in_the_name_of_an_organisation_they_do_not_belong_to(cast: Cast) -> None:
    page = f"/c/{cast.coproduction.slug}/versions/{cast.agreed_version.pk}/bid/"
    key = cast.programme.pk
    given = {"applicant": cast.council.pk, "wanted_pence": "100", f"ask_{key}": "on", f"pence_{key}": "100"}
    answer = cast.browser(cast.organiser).post(page, given)
    assert "applicant" in answer.context["form"].errors
    assert not Bid.objects.exists()


def test_a_grant_leads_to_telling_those_who_spoke(cast: Cast) -> None:
    slug, bid = cast.coproduction.slug, cast.bid
    given = {"amount_pence": "52,000", "reasons": "It answers the need.", "report_due_on": NEXT_YEAR}
    answer = cast.browser(cast.grants_officer).post(f"/c/{slug}/bids/{bid.pk}/award/", given)
    assert answer.status_code == 302
    assert Grant.objects.get().amount_pence == 5_200_000
    shown = cast.browser(cast.organiser).get(f"/c/{slug}/bids/{bid.pk}/").content.decode()
    assert "£52,000 granted" in shown
    assert "It answers the need." in shown
    told = {"words": "You get two evenings a week from January."}
    assert cast.browser(cast.organiser).post(f"/c/{slug}/bids/{bid.pk}/answer/", told).status_code == 302
    own_page = cast.browser(cast.resident).get("/you/").content.decode()
    assert "You get two evenings a week from January." in own_page
    assert f"/chain/listening.voice/{cast.voice.pk}/" in own_page
    assert Answer.objects.count() == 1


def test_a_refusal_shows_its_reasons_and_what_would_have_changed_it(cast: Cast) -> None:
    slug, bid = cast.coproduction.slug, cast.bid
    page = f"/c/{slug}/bids/{bid.pk}/refuse/"
    empty = cast.browser(cast.grants_officer).post(page, {"reasons": ""})
    assert "reasons" in empty.context["form"].errors
    given = {"reasons": "It was £6,800 short.", "would_have_changed": "Eleven more supporters."}
    assert cast.browser(cast.grants_officer).post(page, given).status_code == 302
    shown = cast.browser(None).get(f"/c/{slug}/bids/{bid.pk}/").content.decode()
    assert "It was £6,800 short." in shown
    assert "Eleven more supporters." in shown


def test_the_applicant_takes_a_bid_back(cast: Cast) -> None:
    page = f"/c/{cast.coproduction.slug}/bids/{cast.bid.pk}/"
    assert "Take the bid back" in cast.browser(cast.organiser).get(page).content.decode()
    assert cast.browser(cast.grants_officer).post(f"{page}withdraw/").status_code == 403
    assert cast.browser(cast.organiser).post(f"{page}withdraw/").status_code == 302
    assert "took this bid back" in cast.browser(None).get(page).content.decode()
    assert cast.browser(cast.organiser).post(f"{page}withdraw/").status_code == 409


def test_before_any_money_the_page_shows_what_it_could_be(cast: Cast) -> None:
    assert "No bids yet" in cast.browser(None).get(f"/c/{cast.coproduction.slug}/funding/").content.decode()
    assert "No programmes yet" in cast.browser(None).get("/programmes/").content.decode()
