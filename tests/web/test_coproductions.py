"""Pages of a co-production."""

from tests.cast import Cast


def test_a_stranger_cannot_see_a_private_circle(cast: Cast) -> None:
    """Invisible, not forbidden."""
    assert cast.browser(cast.stranger).get(f"/c/{cast.circle.slug}/").status_code == 404
    assert cast.browser(cast.organiser).get(f"/c/{cast.circle.slug}/").status_code == 200


def test_somebody_with_an_account_starts_a_coproduction_from_an_issue(cast: Cast) -> None:
    """The form leads to the new page."""
    given = {"title": "Warm rooms", "issue": "Cold flats.", "scale": "neighbourhood", "level": "7"}
    answer = cast.browser(cast.organiser).post("/start/", given)
    assert answer.status_code == 302
    assert answer["Location"] == "/c/warm-rooms/"


def test_less_than_coproduction_wants_a_reason_at_its_own_field(cast: Cast) -> None:
    """Nothing is stored, and the words stand where they belong."""
    given = {"title": "Warm rooms", "issue": "Cold flats.", "scale": "neighbourhood", "level": "4"}
    answer = cast.browser(cast.organiser).post("/start/", given)
    assert answer.status_code == 200
    assert "level_reason" in answer.context["form"].errors


def test_the_api_starts_and_lists(cast: Cast) -> None:
    """The same action by another door."""
    browser = cast.browser(None)
    given = {"title": "Warm rooms", "issue": "Cold flats."}
    assert browser.post("/api/v1/coproductions", given, "application/json").status_code == 403
    made = browser.post("/api/v1/coproductions", given, "application/json", headers=cast.api(cast.organiser))
    assert made.status_code == 201, made.content
    assert browser.get("/api/v1/coproductions").json()["results"][0]["slug"] == "warm-rooms"
    assert browser.get("/api/v1/coproductions/two-mentors").status_code == 404
