"""Pages of a co-production."""

from typing import Any

from tests.cast import Cast
from wayahead.base.coproduction.models import CostLine, Meeting, MeetingPoint, Party
from wayahead.loop.listening import actions as listening


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


def words_of(answer: Any) -> str:
    """What a page says; the test client's answer carries more than its type tells."""
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_home_says_who_decides_what_and_where_it_stands(cast: Cast) -> None:
    """And the first thing one can do is to speak."""
    _ = (cast.council_party, cast.voice)
    words = words_of(cast.browser(None).get(f"/c/{cast.coproduction.slug}/"))
    for said in ("After six there is nowhere to go.", "Opening hours of the library.", "The county&#x27;s budget.",
                 "Answers within 14 days", "Aneesa", "1 voice", "rung 7 of 7"):  # fmt: skip
        assert said in words, said
    assert words.index("/say/") < words.index("Where it stands")
    assert "Close it" not in words
    assert "Close it" in words_of(cast.browser(cast.facilitator).get(f"/c/{cast.coproduction.slug}/"))


def test_less_than_coproduction_says_why_on_its_home(cast: Cast) -> None:
    """With the day on which it is looked at again."""
    given = {"title": "Roads", "issue": "Cars.", "scale": "borough", "level": "4",
             "level_reason": "The plan is fixed.", "level_review_on": "2099-03-01"}  # fmt: skip
    assert cast.browser(cast.officer).post("/start/", given).status_code == 302
    words = words_of(cast.browser(None).get("/c/roads/"))
    assert "Consultation" in words
    assert "The plan is fixed." in words
    assert "1 March 2099" in words


def test_the_form_says_first_what_will_be_public_and_groups_the_ladder(cast: Cast) -> None:
    """Seven rungs in three groups, co-production chosen."""
    words = words_of(cast.browser(cast.organiser).get("/start/"))
    assert words.index("Your name, as the person who looks after it.") < words.index(
        '<form method="post" action="/start/"'
    )
    assert words.count('type="radio"') == 7
    assert words.index("Doing with people") < words.index("Doing for people") < words.index("Doing to people")
    assert 'value="7" id="id_level_0_0" checked' in words


def test_the_list_is_searched_by_words_and_place_and_is_never_empty(cast: Cast) -> None:
    """A sample and one button where there is nothing."""
    assert "Nobody has started yet" in words_of(cast.browser(None).get("/c/"))
    _ = (cast.coproduction, cast.circle)
    for query in ("lockside", "NOWHERE to", "averhythe"):
        assert cast.coproduction.title in words_of(cast.browser(None).get(f"/c/?q={query}")), query
    words = words_of(cast.browser(None).get("/c/?q=penguins"))
    assert "Nothing found" in words
    assert cast.circle.title not in words_of(cast.browser(None).get("/c/"))


def test_a_facilitator_changes_and_closes_it(cast: Cast) -> None:
    """The address stays, and so does everything else."""
    address = f"/c/{cast.coproduction.slug}/"
    given = {"title": "Evenings", "issue": "Dark.", "level": "7"}
    browser = cast.browser(cast.facilitator)
    assert "After six" in words_of(browser.get(address + "change/"))
    assert browser.post(address + "change/", given)["Location"] == address
    browser.post(address + "close/")
    assert "Everything stays to read." in words_of(cast.browser(None).get(address))
    assert cast.browser(cast.officer).post(address + "close/").status_code == 403


def test_an_organisation_sits_down_restates_and_leaves_with_its_reason(cast: Cast) -> None:
    """Each step by its own page, read by everybody."""
    address = f"/c/{cast.coproduction.slug}/table/"
    browser = cast.browser(cast.officer)
    promise = {"can_decide": "Hours.", "cannot_decide": "Law.", "answers_within_days": "14"}
    given = promise | {"organisation": cast.council.pk}
    assert browser.post(address + "sit-down/", given)["Location"] == address
    again = browser.post(address + "sit-down/", given)
    assert "organisation" in again.context["form"].errors
    party = Party.objects.get()
    assert browser.post(f"{address}{party.pk}/", promise | {"can_decide": "Days too."}).status_code == 302
    assert "Days too." in words_of(cast.browser(None).get(address))
    assert "reason" in browser.post(f"{address}{party.pk}/leave/", {"reason": ""}).context["form"].errors
    assert browser.post(f"{address}{party.pk}/leave/", {"reason": "The county runs it now."}).status_code == 302
    assert "The county runs it now." in words_of(cast.browser(None).get(address))


def test_nobody_sits_down_for_somebody_elses_organisation(cast: Cast) -> None:
    """The trust's officer cannot promise for the council."""
    _ = (cast.council, cast.trust)
    given = {"organisation": cast.council.pk, "can_decide": "A", "cannot_decide": "B", "answers_within_days": "9"}
    answer = cast.browser(cast.grants_officer).post(f"/c/{cast.coproduction.slug}/table/sit-down/", given)
    assert "organisation" in answer.context["form"].errors
    assert not Party.objects.exists()


def test_a_seat_is_taken_by_its_invitation_only(cast: Cast) -> None:
    """A forged one is told that it is old."""
    table = cast.browser(cast.organiser).get(f"/c/{cast.circle.slug}/table/")
    link = table.context["invitations"][1]["link"].removeprefix("http://testserver")
    assert cast.browser(None).get(link).status_code == 403
    browser = cast.browser(cast.helper)
    assert cast.circle.title in words_of(browser.get(link))
    assert browser.post(link)["Location"] == f"/c/{cast.circle.slug}/"
    assert browser.get(f"/c/{cast.circle.slug}/").status_code == 200
    assert browser.get("/seat/forged/").status_code == 404
    assert cast.browser(cast.stranger).get(f"/c/{cast.circle.slug}/").status_code == 404


def presence(**rows: str) -> dict[str, str]:
    """The form of who was there."""
    return {"present-TOTAL_FORMS": "1", "present-INITIAL_FORMS": "0"} | {f"present-0-{k}": v for k, v in rows.items()}


MEETING = {"title": "Soup and talk", "held_on": "2025-10-02", "place": "Laundry room", "said": "It is dark.\n\nCold.",
           "agreed": "Lamps.", "recognition_pence": "£120"}  # fmt: skip


def test_a_meeting_is_noted_with_who_was_there_and_what_was_said(cast: Cast) -> None:
    """By role and number; each line is one thing."""
    address = f"/c/{cast.coproduction.slug}/meetings/"
    browser = cast.browser(cast.facilitator)
    assert "Note a meeting" in words_of(browser.get(address + "note/"))
    answer = browser.post(address + "note/", MEETING | presence(role="Residents", number="14"))
    words = words_of(cast.browser(None).get(answer["Location"]))
    for said in ("It is dark.", "Cold.", "Lamps.", "14", "Residents", "£120"):
        assert said in words, said
    assert "Soup and talk" in words_of(cast.browser(None).get(address))


def test_a_name_at_a_meeting_wants_that_persons_word(cast: Cast) -> None:
    """Else nothing is noted and the words stand at the field."""
    _ = cast.coproduction
    given = MEETING | presence(role="Residents", number="1", names="Ines")
    answer = cast.browser(cast.facilitator).post(f"/c/{cast.coproduction.slug}/meetings/note/", given)
    assert "Write names only of people who agreed to it." in words_of(answer)
    assert not Meeting.objects.exists()


def test_what_was_said_at_a_meeting_links_to_the_voice_it_became(cast: Cast) -> None:
    """For those who may see that voice."""
    address = f"/c/{cast.coproduction.slug}/meetings/"
    browser = cast.browser(cast.facilitator)
    at = browser.post(address + "note/", MEETING | presence())["Location"]
    point = MeetingPoint.objects.get(text="It is dark.")
    listening.hear_point(cast.conversation, point, by=cast.facilitator)
    assert "It became a voice" in words_of(browser.get(at))
    assert "It became a voice" not in words_of(cast.browser(None).get(at))


def test_costs_are_planned_and_spent_line_by_line(cast: Cast) -> None:
    """By a facilitator; read by everybody."""
    address = f"/c/{cast.coproduction.slug}/costs/"
    browser = cast.browser(cast.facilitator)
    given = {"kind": "recognition", "words": "Paying residents", "planned_pence": "1,200"}
    assert browser.post(address, given)["Location"] == address
    line = CostLine.objects.get()
    assert "Paying residents" in words_of(browser.get(f"{address}{line.pk}/"))
    assert "pence" in browser.post(f"{address}{line.pk}/", {"pence": "much"}).context["form"].errors
    assert browser.post(f"{address}{line.pk}/", {"pence": "1300.50"}).status_code == 302
    words = words_of(cast.browser(None).get(address))
    assert "£1,300.50" in words
    assert "more than planned" in words
    assert cast.browser(cast.officer).post(address, given).status_code == 403
