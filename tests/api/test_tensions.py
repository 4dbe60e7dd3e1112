"""A tension from the first word to the day on which it is looked at again, through the API alone; and who finds it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.api.test_money_and_outcomes import made, send
from tests.cast import Cast
from wayahead.base.people.models import Person
from wayahead.base.record.models import Event
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.loop.needs.models import Need
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.models import Resolution, Tension

SOON = (timezone.localdate() + timedelta(days=60)).isoformat()
SIDES = (
    {"name": "Those who skate", "what_it_needs": "A place of their own."},
    {"name": "Those who sleep", "what_it_needs": "To sleep from ten."},
)


def registered(cast: Cast, **first: Any) -> Any:
    """Two sides at one table, put there by Aneesa; `first` is what the first side rests on."""
    words = {"title": "Ramps until late", "at_stake": "An evening or a night.", "sides": [SIDES[0] | first, SIDES[1]]}
    tension = made(send(cast, cast.facilitator, "post", f"coproductions/{cast.coproduction.slug}/tensions", words))
    made(send(cast, cast.facilitator, "post", f"tensions/{tension['id']}/talk"))
    return tension


def speaks(cast: Cast, person: Person, side: int) -> None:
    """Somebody asks to speak for a side, and Aneesa lets them in."""
    asked = made(send(cast, person, "post", f"sides/{side}/speakers", {"why": "It touches me."}))
    made(send(cast, cast.facilitator, "post", f"speakers/{asked['id']}/let-in"))


def mirrored(cast: Cast, speaker: Person, listener: Person, side: int) -> None:
    """One side says what the other needs, and the other says yes."""
    said = made(send(cast, speaker, "post", f"sides/{side}/understandings", {"words": "They have nowhere else."}))
    made(send(cast, listener, "post", f"understandings/{said['id']}/answer", {"answer": "yes"}))


def test_a_tension_walks_through_the_api_until_its_day(cast: Cast) -> None:
    tension = registered(cast)
    here, (skaters, sleepers) = f"tensions/{tension['id']}", [side["id"] for side in tension["sides"]]
    speaks(cast, cast.resident, skaters)
    speaks(cast, cast.neighbour, sleepers)
    option = made(send(cast, cast.resident, "post", f"{here}/options", {"title": "Indoors after nine"}))
    weighing = {"side": skaters, "state": "can_live", "why": "If it is warm."}
    early = send(cast, cast.resident, "post", f"options/{option['id']}/weighings", weighing)
    assert (early.status_code, early["Content-Type"]) == (409, "application/problem+json")
    assert early.json()["title"].startswith("First each side says what the other needs")
    mirrored(cast, cast.resident, cast.neighbour, sleepers)
    mirrored(cast, cast.neighbour, cast.resident, skaters)
    made(send(cast, cast.resident, "post", f"options/{option['id']}/weighings", weighing))
    assert (
        send(
            cast, cast.resident, "post", f"options/{option['id']}/weighings", weighing | {"side": sleepers}
        ).status_code
        == 403
    )
    trial = {
        "how": "compromise", "words": "Until spring.", "review_on": SOON, "option": option["id"], "is_trial": True,
        "dissent": "Two would have it end at eight.",
    }  # fmt: skip
    assert send(cast, cast.resident, "post", f"{here}/resolutions", trial).status_code == 403
    alone = send(cast, cast.facilitator, "post", f"{here}/resolutions", trial)
    assert (alone.status_code, alone.json()["field"]) == (409, "option")
    theirs = {"side": sleepers, "state": "with_change", "why": "If somebody answers."}
    made(send(cast, cast.neighbour, "post", f"options/{option['id']}/weighings", theirs))
    made(send(cast, cast.facilitator, "post", f"{here}/resolutions", trial))
    story = made(send(cast, None, "get", here))
    assert (story["state"], story["resolutions"][0]["is_trial"]) == ("settled", True)
    assert story["options"][0]["weighings"] == [weighing, theirs]
    assert all(side["understandings"][0]["answer"] == "yes" for side in story["sides"])


def test_a_settlement_that_cannot_be_names_its_field_and_keeps_nothing(cast: Cast) -> None:
    here = f"tensions/{registered(cast)['id']}/resolutions"
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"how": "agreed"}, "how"),  # nobody has understood anybody yet
        ({"review_on": yesterday}, "review_on"),
        ({"decided_by": cast.trust.slug}, "decided_by"),
        ({"is_trial": True}, "option"),
        ({"words": " "}, "words"),
    ]
    before = Event.objects.count()
    for changes, field in wrong:
        given = {"how": "parked", "words": "After the summer.", "review_on": SOON} | changes
        refused = send(cast, cast.facilitator, "post", here, given)
        assert (refused.status_code, refused.json()["field"]) == (409, field)
    assert Event.objects.count() == before
    assert not Resolution.objects.exists()


def test_a_decision_of_a_body_elsewhere_is_read_on_the_page_and_through_the_api(cast: Cast) -> None:
    here = f"tensions/{registered(cast)['id']}"
    decided = {"how": "decided", "words": "The noise order stands.", "review_on": SOON}
    nobody = send(cast, cast.facilitator, "post", f"{here}/resolutions", decided)
    assert (nobody.status_code, nobody.json()["field"]) == (409, "decided_by")
    who = {"decided_by_words": "The magistrates' court"}
    made(send(cast, cast.facilitator, "post", f"{here}/resolutions", decided | who))
    resolution = made(send(cast, None, "get", here))["resolutions"][0]
    assert (resolution["decided_by"], resolution["decided_by_words"]) == (None, "The magistrates' court")
    page = cast.browser(None).get(f"/c/{cast.coproduction.slug}/{here}/").content.decode()
    assert "Decided by: <bdi>The magistrates&#x27; court</bdi>. Written down on" in page


def test_what_people_say_is_read_first_and_what_is_not_shown_has_its_reason(cast: Cast) -> None:
    here = f"tensions/{registered(cast)['id']}"
    first, second = (
        made(send(cast, cast.neighbour, "post", f"{here}/remarks", {"text": text}))
        for text in ("The wind carries it up.", "I will write his name here.")
    )
    assert made(send(cast, None, "get", f"{here}/remarks"))["results"] == []
    assert send(cast, cast.neighbour, "post", f"remarks/{first['id']}/show").status_code == 403
    made(send(cast, cast.facilitator, "post", f"remarks/{first['id']}/show"))
    reason = {"reason": "It is about one person."}
    made(send(cast, cast.facilitator, "post", f"remarks/{second['id']}/set-aside", reason))
    story = made(send(cast, None, "get", here))
    assert [one["text"] for one in story["remarks"]] == ["The wind carries it up."]
    assert story["not_shown"] == ["It is about one person."]


def test_who_said_it_finds_the_tension_on_their_own_page_and_on_the_line(cast: Cast) -> None:
    """By a statement of theirs, or by the need that was made of it; and nobody else does."""
    assert cast.need.statements.exists()
    tension = registered(cast, needs=[cast.need.pk])
    mine = cast.browser(cast.resident).get("/you/").content.decode()
    assert "Because you said: it is on the table" in mine
    assert "Ramps until late" in mine
    listening.say(cast.conversation, Words("I walk the dog."), by=cast.neighbour)
    assert "Ramps until late" not in cast.browser(cast.neighbour).get("/you/").content.decode()
    chain = cast.browser(None).get(f"/chain/tensions.tension/{tension['id']}/").content.decode()
    assert Need.objects.get(pk=cast.need.pk).title in chain
    assert "I can&#x27;t go out after six." in chain


def test_a_tension_of_a_private_circle_is_on_nobody_elses_page(cast: Cast) -> None:
    hidden = cast.circle_side.tension
    assert send(cast, cast.resident, "get", f"tensions/{hidden.pk}").status_code == 404
    assert cast.browser(cast.resident).get(f"/chain/tensions.tension/{hidden.pk}/").status_code == 404
    assert hidden.state == Tension.State.TALKING


def test_what_comes_back_on_its_day_can_be_looked_back_on_through_the_api(cast: Cast) -> None:
    resolution = cast.resolution
    again = f"resolutions/{resolution.pk}/how-it-went"
    assert send(cast, cast.facilitator, "post", again, {"words": "Well."}).status_code == 409
    actions.come_back(resolution.tension)
    assert made(send(cast, cast.facilitator, "post", again, {"words": "Well."}))["how_it_went"] == "Well."
