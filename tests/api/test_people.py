"""People and organisations through the API: the same actions as on the pages."""

from typing import Any

from django.test import Client

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.base.people.models import Membership, ParticipationLink, Person
from wayahead.base.record.reading import events
from wayahead.loop.listening.models import Voice


def ask(cast: Cast, who: Person | None, method: str, path: str, given: object = None) -> Any:
    """One request of somebody."""
    call = getattr(Client(), method)
    if method == "get":
        return call(f"/api/v1{path}", headers=cast.api(who))
    return call(f"/api/v1{path}", given or {}, content_type="application/json", headers=cast.api(who))


def test_who_has_no_token_is_nobody(cast: Cast) -> None:
    assert ask(cast, None, "get", "/me").status_code == 403
    answer = Client().get("/api/v1/me", headers={"Authorization": "Bearer forged"})
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_somebody_reads_and_changes_who_they_are(cast: Cast) -> None:
    assert ask(cast, cast.resident, "get", "/me").json()["is_guest"]
    given = {"name": "Ines", "answer_to": "ines@example.org", "language": "pt"}
    assert ask(cast, cast.resident, "put", "/me", given).json()["name"] == "Ines"
    wrong = ask(cast, cast.resident, "put", "/me", given | {"answer_to": "no address"})
    assert (wrong.status_code, wrong.json()["field"]) == (409, "answer_to")
    assert ask(cast, cast.resident, "put", "/me", given | {"language": "not a language"}).status_code == 422


def test_consents_are_given_and_taken_back(cast: Cast) -> None:
    assert ask(cast, cast.resident, "put", "/me/consents/quotes").status_code == 200
    assert [one["purpose"] for one in ask(cast, cast.resident, "get", "/me/consents").json()] == ["quotes"]
    assert ask(cast, cast.resident, "delete", "/me/consents/quotes").status_code == 204
    assert ask(cast, cast.resident, "delete", "/me/consents/quotes").status_code == 409
    assert ask(cast, cast.resident, "put", "/me/consents/anything").status_code == 422


def test_everything_kept_is_handed_over(cast: Cast) -> None:
    assert cast.voice
    assert ask(cast, cast.resident, "get", "/me/data").json()["voices"][0]["text"] == cast.voice.text
    assert ask(cast, cast.neighbour, "get", "/me/data").json()["voices"] == []


def test_a_new_token_ends_the_old_one(cast: Cast) -> None:
    old = cast.api(cast.resident)
    fresh = ask(cast, cast.resident, "post", "/me/link").json()
    assert Client().get("/api/v1/me", headers=old).status_code == 401
    assert ParticipationLink.person_of(fresh["token"]) == cast.resident
    assert ask(cast, cast.resident, "post", "/me/link/send", {"answer_to": "i@example.org"}).status_code == 202
    assert (events()[0].kind, events()[0].via) == ("link.asked", "api")


def test_a_guests_words_are_claimed_with_their_token(cast: Cast) -> None:
    token = {"token": people.link_of(cast.resident).token}
    assert cast.voice.speaker == cast.resident
    assert ask(cast, cast.neighbour, "post", "/me/claim", token).status_code == 403
    assert ask(cast, cast.organiser, "post", "/me/claim", {"token": "forged"}).status_code == 409
    assert ask(cast, cast.organiser, "post", "/me/claim", token).status_code == 204
    assert ask(cast, cast.organiser, "get", "/me/data").json()["voices"][0]["id"] == cast.voice.pk


def test_who_leaves_their_account_gets_a_link_and_who_erases_is_gone(cast: Cast) -> None:
    assert ask(cast, cast.resident, "post", "/me/leave").status_code == 409
    token = ask(cast, cast.organiser, "post", "/me/leave").json()["token"]
    assert ParticipationLink.person_of(token) == cast.organiser
    assert ask(cast, cast.resident, "post", "/me/erase", {"sure": False}).status_code == 409
    headers, voice = cast.api(cast.resident), cast.voice
    assert ask(cast, cast.resident, "post", "/me/erase", {"sure": True}).status_code == 204
    assert Client().get("/api/v1/me", headers=headers).status_code == 401
    assert Voice.objects.get(pk=voice.pk).text == ""


def test_an_organisation_is_started_changed_joined_and_left(cast: Cast) -> None:
    given = {"name": "Warm Rooms", "kind": "community_group", "about": "Soup."}
    assert ask(cast, cast.resident, "post", "/organisations", given).status_code == 403
    assert ask(cast, cast.helper, "post", "/organisations", given).status_code == 201
    assert ask(cast, cast.helper, "post", "/organisations", given).json()["field"] == "name"
    here = "/organisations/warm-rooms"
    assert ask(cast, None, "get", here).json()["about"] == "Soup."
    assert ask(cast, cast.stranger, "put", here, {"name": "Ours"}).status_code == 403
    assert ask(cast, cast.helper, "put", here, {"name": "Warm Places"}).json()["name"] == "Warm Places"
    invitation = ask(cast, cast.helper, "post", f"{here}/invitations", {"leads": True}).json()
    assert ask(cast, cast.resident, "post", "/organisations/join", invitation).status_code == 403
    assert ask(cast, cast.stranger, "post", "/organisations/join", {"invitation": "forged"}).status_code == 409
    assert ask(cast, cast.stranger, "post", "/organisations/join", invitation).status_code == 200
    assert Membership.objects.get(person=cast.stranger).role == Membership.Role.LEAD
    assert ask(cast, cast.helper, "post", f"{here}/leave").status_code == 204
    assert ask(cast, cast.helper, "post", f"{here}/leave").status_code == 403


def test_organisations_are_listed_by_kind(cast: Cast) -> None:
    _ = (cast.tenants, cast.council, cast.trust)
    assert len(ask(cast, None, "get", "/organisations").json()["results"]) == 3
    funders = ask(cast, None, "get", "/organisations?kind=funder").json()["results"]
    assert [one["slug"] for one in funders] == ["ropewalk-trust"]
