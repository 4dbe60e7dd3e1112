"""What stands round the table, and worries, through the API."""

from tests.api.test_people import ask
from tests.cast import Cast
from wayahead.base.coproduction.models import Concern, Seat

PROMISE = {"can_decide": "The hall.", "cannot_decide": "The rent.", "answers_within_days": 7}


def test_an_organisation_sits_down_restates_and_stands_up(cast: Cast) -> None:
    here = f"/coproductions/{cast.coproduction.slug}/parties"
    given = PROMISE | {"organisation": cast.tenants.slug}
    assert ask(cast, cast.stranger, "post", here, given).status_code == 403
    made = ask(cast, cast.organiser, "post", here, given)
    assert made.status_code == 201, made.content
    assert made.json()["organisation"] == cast.tenants.slug
    assert ask(cast, cast.organiser, "post", here, given).json()["field"] == "organisation"
    party = f"/parties/{made.json()['id']}"
    assert ask(cast, cast.officer, "put", party, PROMISE).status_code == 403
    changed = ask(cast, cast.organiser, "put", party, PROMISE | {"answers_within_days": 3})
    assert changed.json()["answers_within_days"] == 3
    left = ask(cast, cast.facilitator, "post", f"{party}/leave", {"reason": "It moved away."})
    assert left.json()["left_because"] == "It moved away."
    assert len(ask(cast, None, "get", here).json()["results"]) == 1


def test_nobody_sits_down_for_an_organisation_of_others(cast: Cast) -> None:
    assert cast.tenants
    given = PROMISE | {"organisation": cast.council.slug}
    answer = ask(cast, cast.organiser, "post", f"/coproductions/{cast.coproduction.slug}/parties", given)
    assert answer.status_code == 403


def test_a_seat_is_offered_and_taken(cast: Cast) -> None:
    here = f"/coproductions/{cast.circle.slug}"
    assert ask(cast, cast.stranger, "post", f"{here}/invitations").status_code == 404
    invitation = ask(cast, cast.organiser, "post", f"{here}/invitations", {"role": "member"}).json()
    assert ask(cast, cast.resident, "post", "/seats", invitation).status_code == 403
    assert ask(cast, cast.stranger, "post", "/seats", {"invitation": "forged"}).status_code == 409
    assert ask(cast, cast.stranger, "post", "/seats", invitation).json()["role"] == "member"
    assert {one["name"] for one in ask(cast, cast.stranger, "get", f"{here}/seats").json()["results"]} == {
        "Dougie",
        "Stranger",
    }


def test_a_facilitator_who_opens_a_members_invitation_stays_one(cast: Cast) -> None:
    invitation = {"invitation": cast.circle.invitation("member")}
    assert ask(cast, cast.organiser, "post", "/seats", invitation).status_code == 201
    assert Seat.objects.get(coproduction=cast.circle, person=cast.organiser).role == Seat.Role.FACILITATOR


def test_a_meeting_is_noted_and_read(cast: Cast) -> None:
    here = f"/coproductions/{cast.coproduction.slug}/meetings"
    given = {
        "title": "Soup and talk",
        "held_on": "2026-09-03",
        "place": "Laundry room",
        "recognition_pence": 4000,
        "present": [{"role": "carers", "number": 4}],
        "said": ["Dark streets."],
        "agreed": ["Meet again."],
    }
    assert ask(cast, cast.stranger, "post", here, given).status_code == 403
    made = ask(cast, cast.facilitator, "post", here, given)
    assert made.status_code == 201, made.content
    read = ask(cast, None, "get", f"/meetings/{made.json()['id']}").json()
    assert [point["text"] for point in read["points"]] == ["Dark streets.", "Meet again."]
    assert read["presences"] == [{"role": "carers", "number": 4, "names": ""}]
    assert len(ask(cast, None, "get", here).json()["results"]) == 1
    unnamed = given | {"present": [{"role": "carers", "number": 1, "names": "Ines"}]}
    assert ask(cast, cast.facilitator, "post", here, unnamed).status_code == 409
    assert ask(cast, cast.facilitator, "post", here, given | {"link": "javascript:x"}).status_code == 422


def test_costs_are_planned_and_spent(cast: Cast) -> None:
    here = f"/coproductions/{cast.coproduction.slug}/costs"
    given = {"kind": "rooms", "words": "Rooms", "planned_pence": 5000, "paid_by": cast.council.slug}
    assert ask(cast, cast.stranger, "post", here, given).status_code == 403
    line = ask(cast, cast.facilitator, "post", here, given).json()
    assert line["paid_by"] == cast.council.slug
    spent = f"/costs/{line['id']}/spent"
    assert ask(cast, cast.facilitator, "post", spent, {"pence": 0}).status_code == 409
    assert ask(cast, cast.facilitator, "post", spent, {"pence": 1250}).json()["spent_pence"] == 1250
    assert [one["spent_pence"] for one in ask(cast, None, "get", here).json()["results"]] == [1250]


def test_a_worry_needs_no_token_and_only_those_who_look_after_it_read_it(cast: Cast) -> None:
    given = {"words": "Is she well?", "coproduction": cast.coproduction.slug, "is_urgent": True}
    assert ask(cast, None, "post", "/concerns", given).status_code == 204
    assert ask(cast, cast.resident, "get", "/concerns").status_code == 403
    assert ask(cast, cast.stranger, "get", "/concerns").json()["results"] == []
    (worry,) = ask(cast, cast.facilitator, "get", "/concerns").json()["results"]
    done = f"/concerns/{worry['id']}/outcome"
    assert ask(cast, cast.stranger, "post", done, {"outcome": "Rang her."}).status_code == 404
    assert ask(cast, cast.facilitator, "post", done, {"outcome": "Rang her."}).json()["state"] == "handled"
    assert ask(cast, cast.facilitator, "post", done, {"outcome": "Again."}).status_code == 409
    assert Concern.objects.get().outcome == "Rang her."


def test_a_coproduction_is_changed_and_closed(cast: Cast) -> None:
    here = f"/coproductions/{cast.coproduction.slug}"
    given = {"title": "Evenings", "issue": "After six.", "level": 5}
    assert ask(cast, cast.facilitator, "put", here, given).json()["field"] == "level_reason"
    assert ask(cast, cast.facilitator, "put", here, given | {"level": 7}).json()["title"] == "Evenings"
    assert ask(cast, cast.stranger, "post", f"{here}/close").status_code == 403
    assert ask(cast, cast.facilitator, "post", f"{here}/close").json()["closed_at"]
    assert ask(cast, cast.facilitator, "post", f"{here}/close").status_code == 409
