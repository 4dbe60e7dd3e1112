"""What people see where agreement is sought: reasons against, what is asked and until when, and what waits."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.models import Voice
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.actions import Draft
from wayahead.loop.solutions.models import Agreement, Ballot, Objection, Version


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
    assert "Nobody can say that all consent" in refused
    assert Version.objects.get(pk=reason.version_id).state == Version.State.SHARED


def test_by_a_vote_a_reason_that_stands_is_named_beside_the_outcome(cast: Cast) -> None:
    _ = (cast.objection, cast.agreement)
    address = f"/c/{cast.coproduction.slug}/versions/{cast.shared_version.pk}/agree/"
    page = cast.browser(cast.facilitator).get(address).content.decode()
    assert "1 stands. Name it under who does not agree" in page
    assert "Nobody can say that all consent" not in page


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


def passed(cast: Cast, **changes: object) -> Agreement:
    """The vote, of which the day passed yesterday."""
    Agreement.objects.filter(pk=cast.agreement.pk).update(closes_on=yesterday(), **changes)
    return Agreement.objects.get()


def yesterday() -> date:
    """The day before today."""
    return timezone.localdate() - timedelta(days=1)


def test_a_vote_whose_day_has_passed_says_so_and_waits_to_be_written_down(cast: Cast) -> None:
    over = passed(cast)
    page = read(cast, f"agreements/{over.pk}/")
    assert "The vote has ended" in page
    assert "People were asked until" in page
    assert "People are asked until" not in page
    assert "I disagree" not in page
    assert "It has ended." in read(cast, f"solutions/{over.version.solution_id}/")
    for address in ("/you/", f"/c/{cast.coproduction.slug}/", f"/c/{cast.coproduction.slug}/solutions/"):
        shown = cast.browser(cast.facilitator).get(address).content.decode()
        assert "nobody has written down what came of it" in shown, address
        assert "nobody has written down" not in cast.browser(cast.neighbour).get(address).content.decode()
    found = waiting_by_api(cast)
    assert [(one["id"], one["is_over"]) for one in found["over"]] == [(over.pk, True)]


def test_an_agreement_whose_day_to_look_again_has_come_waits_for_facilitators(cast: Cast) -> None:
    agreed = cast.agreed_version.agreed_in
    Agreement.objects.filter(pk=agreed.pk).update(review_on=yesterday())
    shown = cast.browser(cast.facilitator).get("/you/").content.decode()
    assert "It is time to look at this again" in shown
    assert f"/agreements/{agreed.pk}/" in shown
    found = waiting_by_api(cast)
    assert [one["id"] for one in found["reviews"]] == [agreed.pk]


def test_what_is_asked_is_listed_where_people_look(cast: Cast) -> None:
    asked, need = cast.agreement, cast.shared_version.solution.needs.get()
    link = f"/c/{cast.coproduction.slug}/agreements/{asked.pk}/"
    for rest in ("", "solutions/", f"needs/{need.number}/"):
        page = read(cast, rest)
        assert "Can this be agreed?" in page, rest
        assert link in page, rest
    said = Voice.objects.filter(statements__needs=need).first()
    assert said
    assert said.speaker
    assert link in cast.browser(said.speaker).get("/you/").content.decode()
    assert link not in cast.browser(cast.stranger).get("/you/").content.decode()
    listed = cast.browser(None).get(f"/api/v1/coproductions/{cast.coproduction.slug}/agreements", {"sought": "true"})
    assert [one["id"] for one in listed.json()["results"]] == [asked.pk]
    assert cast.shared_version.solution.title in read(cast, "activity/")


def test_the_page_of_a_vote_says_the_rule_and_how_many_are_guests(cast: Cast) -> None:
    for _n in range(5):
        actions.say_if_agreed(cast.agreement, by=people.welcome_guest(), agrees=True)
    page = read(cast, f"agreements/{cast.agreement.pk}/")
    assert "no more than 300 new people can come from one network" in page
    assert "5 of them are guests who left no address." in page
    assert "only with the answers of guests" in page
    vote = cast.browser(None).get(f"/api/v1/agreements/{cast.agreement.pk}").json()["vote"]
    assert (vote["total"], vote["guests"]) == (5, 5)
    actions.agree(cast.shared_version, by=cast.facilitator, words="At the table.")
    for rest in (f"agreements/{cast.agreement.pk}/", f"solutions/{cast.shared_version.solution_id}/"):
        assert "This rests on guests who left no address" in read(cast, rest), rest


def test_who_ends_it_early_is_asked_why_and_everybody_reads_it(cast: Cast) -> None:
    version, day = cast.shared_version, timezone.localdate() + timedelta(days=12)
    asked = actions.seek_agreement(version, by=cast.facilitator, way="consent", closes_on=day)
    address = f"/c/{cast.coproduction.slug}/versions/{version.pk}/agree/"
    browser = cast.browser(cast.facilitator)
    assert "Why does it end before its day?" in browser.get(address).content.decode()
    refused = browser.post(address, {"words": "In the hall."}).content.decode()
    assert '<a href="#id_cut_short">People were told' in refused
    browser.post(address, {"words": "In the hall.", "cut_short": "The fund shuts on Monday."})
    page = read(cast, f"agreements/{asked.pk}/")
    assert f"People were told that they are asked until {day:%-d %B}" in page
    assert "The fund shuts on Monday." in page
    told = cast.browser(None).get(f"/api/v1/agreements/{asked.pk}").json()
    assert told["cut_short"] == "The fund shuts on Monday."


def test_a_vote_without_an_answer_counts_nothing(cast: Cast) -> None:
    address, browser = f"/c/{cast.coproduction.slug}/agreements/{cast.agreement.pk}/vote/", cast.browser(cast.neighbour)
    for nonsense in ({}, {"agrees": "perhaps"}):
        assert "Nothing was counted." in browser.post(address, nonsense, follow=True).content.decode()
    assert not Ballot.objects.exists()
    browser.post(address, {"agrees": "no"})
    assert not Ballot.objects.get().agrees


def test_whoever_writes_down_a_vote_that_runs_reads_from_when_and_is_not_asked_why_it_ends(cast: Cast) -> None:
    Agreement.objects.filter(pk=cast.agreement.pk).update(closes_on=timezone.localdate() + timedelta(days=3))
    address = f"/c/{cast.coproduction.slug}/versions/{cast.agreement.version_id}/agree/"
    page = cast.browser(cast.facilitator).get(address).content.decode()
    assert "People vote until" in page
    assert "Why does it end before its day?" not in page
    refused = cast.browser(cast.facilitator).post(address, {"words": "By vote."}).content.decode()
    assert "People can still vote." in refused


def test_what_ends_on_its_day_is_not_asked_why(cast: Cast) -> None:
    page = cast.browser(cast.facilitator).get(f"/c/{cast.coproduction.slug}/versions/{cast.shared_version.pk}/agree/")
    assert "Why does it end before its day?" not in page.content.decode()


def test_whoever_writes_down_what_a_panel_decided_is_asked_for_that(cast: Cast) -> None:
    version, today = cast.shared_version, timezone.localdate()
    actions.seek_agreement(version, by=cast.facilitator, way="panel", closes_on=today, panel="Nine residents.")
    browser = cast.browser(cast.facilitator)
    address = f"/c/{cast.coproduction.slug}/versions/{version.pk}/agree/"
    page = browser.get(address).content.decode()
    assert "What did the panel decide, why, and who sat on it?" in page
    assert "How did you come to agree" not in page
    assert browser.post(address, {"words": "Seven of nine."}).status_code == 200
    day = today + timedelta(days=40)
    assert browser.post(address, {"words": "Seven of nine.", "review_on": day.isoformat()}).status_code == 302
    assert "What the panel decided, and why" in read(cast, f"solutions/{version.solution_id}/")


def test_what_was_not_agreed_says_so_and_what_can_be_done_next(cast: Cast) -> None:
    asked, version = cast.agreement, cast.shared_version
    solution = f"solutions/{version.solution_id}/"
    assert "I cannot live with it as it is" in read(cast, solution)
    actions.not_agree(version, by=cast.facilitator, words="The hours divide us.")
    page = read(cast, solution)
    assert "Version 1 was not agreed on" in page
    assert "The hours divide us." in page
    assert "I cannot live with it as it is" not in page
    ended = read(cast, f"agreements/{asked.pk}/")
    assert "What can be done next" in ended
    assert "Suggest what would have to change" in ended
    assert "I cannot live with it as it is" not in ended
    assert "Ask again about this version" in read(cast, f"agreements/{asked.pk}/", cast.facilitator)
    actions.seek_agreement(version, by=cast.facilitator, way="consent", closes_on=timezone.localdate())
    assert "I cannot live with it as it is" in read(cast, solution)
    assert "was not agreed on" not in read(cast, solution)
