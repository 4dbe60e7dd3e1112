"""A round through the API alone, from its opening to its grants."""

from datetime import timedelta

from django.utils import timezone

from tests.api.test_money_and_outcomes import NEXT_YEAR, TODAY, made, send
from tests.cast import Cast
from wayahead.loop.funding.models import Round, RoundBallot


def test_a_round_walks_through_the_api(cast: Cast) -> None:
    asked = {
        "programme": cast.small_pots.pk,
        "title": "What first?",
        "pot_pence": 500_000,
        "closes_on": TODAY,
        "versions": [plan.pk for plan in cast.plans],
    }
    slug = cast.coproduction.slug
    opened = made(send(cast, cast.grants_officer, "post", f"coproductions/{slug}/rounds", asked))
    assert [entry["cost_pence"] for entry in opened["entries"]] == [200_000, 299_950, 400_000]
    there = f"rounds/{opened['id']}"
    for _n in range(5):
        kept = made(send(cast, None, "put", f"{there}/ballot", {"entries": [1, 2], "belongs": True}))
        assert kept["token"]
    assert made(send(cast, cast.resident, "put", f"{there}/ballot", {"entries": [3], "belongs": True}))["token"] is None
    made(send(cast, cast.resident, "put", f"{there}/ballot", {"entries": [1], "belongs": True}))
    made(send(cast, cast.grants_officer, "post", f"{there}/papers", {"how_many": 2}))
    paper = {"paper_number": 2, "entries": [1], "belongs": True}
    assert made(send(cast, cast.facilitator, "post", f"{there}/paper-ballots", paper))["paper_number"] == 2
    assert send(cast, cast.facilitator, "post", f"{there}/paper-ballots", paper).status_code == 409
    result = made(send(cast, cast.grants_officer, "post", f"{there}/count"))
    assert (result["people"], result["winners"]) == (7, ["1", "2"])
    assert made(send(cast, None, "get", f"{there}/result")) == result
    assert send(cast, None, "get", f"{there}/ballots.pb").content.decode().startswith("META\n")
    grants = made(send(cast, cast.grants_officer, "post", f"{there}/award", {"report_due_on": NEXT_YEAR}))
    assert [grant["amount_pence"] for grant in grants] == [200_000, 299_950]
    listed = made(send(cast, None, "get", f"coproductions/{slug}/rounds"))["results"]
    assert [(one["is_counted"], one["cast"]) for one in listed] == [(True, 7)]


def test_an_invitation_is_taken_up_through_the_api(cast: Cast) -> None:
    there = f"rounds/{cast.invitation.round.pk}"
    tokens = made(send(cast, cast.grants_officer, "post", f"{there}/invitations", {"how_many": 2}))["tokens"]
    assert send(cast, cast.resident, "put", f"{there}/ballot", {"entries": [1], "belongs": True}).status_code == 403
    made(send(cast, cast.resident, "post", f"round-invitations/{tokens[0]}"))
    made(send(cast, cast.resident, "put", f"{there}/ballot", {"entries": [1], "belongs": True}))
    assert send(cast, cast.neighbour, "post", f"round-invitations/{tokens[0]}").status_code == 409
    assert send(cast, None, "post", "round-invitations/forged").status_code == 404


def test_a_later_day_comes_with_its_reason(cast: Cast) -> None:
    later = (timezone.localdate() + timedelta(days=2)).isoformat()
    there = f"rounds/{cast.round.pk}/more-time"
    more = made(send(cast, cast.grants_officer, "post", there, {"closes_on": later, "because": "Snow."}))
    assert (more["closes_on"], more["later_because"]) == (later, "Snow.")


def test_a_strange_number_is_refused_at_its_field(cast: Cast) -> None:
    answer = send(cast, None, "put", f"rounds/{cast.round.pk}/ballot", {"entries": [9], "belongs": True})
    assert answer.status_code == 409
    assert answer.json()["field"] == "entries"
    assert not RoundBallot.objects.exists()
    assert not Round.objects.get().is_counted


def test_a_panel_walks_through_the_api(cast: Cast) -> None:
    asked = {
        "programme": cast.small_pots.pk,
        "title": "What first?",
        "pot_pence": 500_000,
        "closes_on": TODAY,
        "versions": [plan.pk for plan in cast.plans],
        "panel": {"criteria": ["Who gains"], "seats": 5, "recognition_pence": 2_500},
    }
    opened = made(send(cast, cast.grants_officer, "post", f"coproductions/{cast.coproduction.slug}/rounds", asked))
    there = f"rounds/{opened['id']}"
    assert (opened["how"], opened["criteria"]) == ("panel", ["Who gains"])
    tokens = made(send(cast, cast.grants_officer, "get", f"{there}/seats"))["tokens"]
    assert len(tokens) == 5
    made(send(cast, cast.resident, "post", f"round-invitations/{tokens[0]}"))
    score = {"points": {"1": 4}, "reasons": "Many gain."}
    assert made(send(cast, cast.resident, "put", f"{there}/scores/1", score))["points"] == {"1": 4}
    strange = send(cast, cast.resident, "put", f"{there}/scores/1", {"points": {"1": 9}, "reasons": "Too much."})
    assert (strange.status_code, strange.json()["field"]) == (409, "points")
    for number in (2, 3):
        aside = {"stands_aside": True, "reasons": "My sister runs it."}
        assert made(send(cast, cast.resident, "put", f"{there}/scores/{number}", aside))["stands_aside"]
    assert made(send(cast, cast.grants_officer, "post", f"{there}/pay-panel")) == {"members": 1}
