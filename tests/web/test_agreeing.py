"""What people see where agreement is sought: reasons against, what is asked and until when, and what waits."""

from typing import Any

import pytest

from tests.cast import Cast
from wayahead.base.refusal import NotPossible
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.actions import Draft
from wayahead.loop.solutions.models import Objection, Version


def read(cast: Cast, rest: str, person: object = None) -> str:
    """A page of the co-production; as a visitor reads it, unless somebody is named."""
    return cast.browser(person).get(f"/c/{cast.coproduction.slug}/{rest}").content.decode()  # type: ignore[arg-type]


def waiting_by_api(cast: Cast) -> Any:
    """What waits for the facilitator, through the API."""
    return cast.browser(None).get("/api/v1/me/waiting", headers=cast.api(cast.facilitator)).json()


def later_version(cast: Cast) -> Version:
    """A second version of what is shared, shared too."""
    made = actions.draft_version(
        cast.shared_version.solution, Draft("It shuts at nine.", what_changed="Hours."), by=cast.facilitator
    )
    return actions.share(made, by=cast.facilitator)


def test_a_reason_stands_on_the_page_for_everybody_also_when_nobody_was_asked(cast: Cast) -> None:
    reason: Objection = cast.objection
    page = read(cast, f"solutions/{reason.version.solution_id}/")
    assert "1 reason against it stands" in page
    assert "I cannot sleep." in page
    assert f"/reasons/{reason.pk}/" in page


def test_a_reason_against_version_1_is_seen_beside_version_2_and_holds_it_up_until_it_is_answered(cast: Cast) -> None:
    reason, newer = cast.objection, later_version(cast)
    for address in (f"solutions/{newer.solution_id}/", f"solutions/{newer.solution_id}/versions/2/"):
        page = read(cast, address)
        assert "I cannot sleep." in page
        assert "Said of version 1 on" in page
    with pytest.raises(NotPossible, match="1 reason against it stands"):
        actions.agree(newer, by=cast.facilitator, words="At the table.")
    actions.answer_objection(reason, by=cast.facilitator, words="Version 2 shuts at nine.")
    assert actions.agree(newer, by=cast.facilitator, words="At the table.").state == Version.State.AGREED
    page = read(cast, f"solutions/{newer.solution_id}/")
    assert "1 that was answered or taken back" in page
    assert "reason against it stands" not in page


def test_a_reason_against_a_later_version_holds_no_earlier_one_up(cast: Cast) -> None:
    actions.object_to(later_version(cast), by=cast.neighbour, reason="Nine is too early.")
    assert actions.agree(cast.shared_version, by=cast.facilitator, words="At the table.").agreed_in


def test_who_writes_it_down_as_agreed_reads_what_stands_and_the_refusal_leads_there(cast: Cast) -> None:
    reason: Objection = cast.objection
    address = f"/c/{cast.coproduction.slug}/versions/{reason.version_id}/agree/"
    browser = cast.browser(cast.facilitator)
    assert "I cannot sleep." in browser.get(address).content.decode()
    refused = browser.post(address, {"words": "At the table."}).content.decode()
    assert '<li><a href="#against">1 reason against it stands.' in refused
    assert 'id="against"' in refused
    assert Version.objects.get(pk=reason.version_id).state == Version.State.SHARED


def test_a_reason_waits_for_facilitators_and_whoever_drafted_it_until_it_is_answered(cast: Cast) -> None:
    reason: Objection = cast.objection
    Version.objects.filter(pk=reason.version_id).update(drafted_by=cast.organiser)
    for person in (cast.facilitator, cast.organiser):
        for address in ("/you/", f"/c/{cast.coproduction.slug}/"):
            page = cast.browser(person).get(address).content.decode()
            assert "Reasons against it that nobody has answered" in page
            assert "I cannot sleep." in page
    assert "nobody has answered" not in cast.browser(cast.resident).get("/you/").content.decode()
    actions.answer_objection(reason, by=cast.facilitator, words="Felt under the chairs.")
    assert "nobody has answered" not in cast.browser(cast.facilitator).get("/you/").content.decode()


def test_the_api_tells_every_reason_of_a_solution_and_what_waits(cast: Cast) -> None:
    reason, newer = cast.objection, later_version(cast)
    found = cast.browser(None).get(f"/api/v1/solutions/{newer.solution_id}/objections").json()["results"]
    assert [(one["version"], one["reason"]) for one in found] == [(reason.version_id, "I cannot sleep.")]
    waiting = waiting_by_api(cast)
    assert [one["id"] for one in waiting["reasons"]] == [reason.pk]
    headers = cast.api(cast.facilitator)
    refused = cast.browser(None).post(
        f"/api/v1/versions/{newer.pk}/agree", {"words": "At the table."}, "application/json", headers=headers
    )
    assert (refused.status_code, refused.json()["field"]) == (409, "against")
