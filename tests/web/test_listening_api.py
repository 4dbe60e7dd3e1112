"""Listening through the API: the same actions by another door."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from wayahead.base.people import arrivals
from wayahead.base.people.models import Person
from wayahead.loop.listening import actions, tasks
from wayahead.loop.listening.actions import Choice, Words
from wayahead.loop.listening.models import Participation, Voice, Vote

ROOT = "/api/v1"


class Caller:
    """A program that speaks for one person, or for nobody."""

    def __init__(self, headers: dict[str, str] | None = None) -> None:
        self.client, self.headers = Client(), headers or {}

    def get(self, path: str) -> Any:
        """The answer to a GET."""
        return self.client.get(ROOT + path, headers=self.headers)

    def send(self, path: str, given: Any = None, *, method: str = "post", **headers: str) -> Any:
        """The answer to something sent."""
        send = getattr(self.client, method)
        return send(ROOT + path, given if given is not None else {}, "application/json", headers=self.headers | headers)


def caller(cast: Cast, person: Person | None) -> Caller:
    """A program that speaks for this person."""
    return Caller(cast.api(person))


def newcomer(cast: Cast) -> Caller:
    """A program that got itself a participation token."""
    answer = Caller().send(f"/conversations/{cast.conversation.pk}/participants")
    assert answer.status_code == 201, answer.content
    return Caller({"Authorization": f"Bearer {answer.json()['token']}"})


def votes_of(cast: Cast) -> str:
    """Where votes on the conversation are sent."""
    return f"/conversations/{cast.conversation.pk}/votes"


def test_a_newcomer_gets_a_token_votes_and_gets_a_receipt_and_what_comes_next(cast: Cast) -> None:
    first = cast.statement
    other = actions.draw_statement(cast.conversation, by=cast.facilitator, text="Lamps.", voices=[cast.voice])
    somebody = newcomer(cast)
    answer = somebody.send(votes_of(cast), {"statement": first.pk, "vote": 1, "matters": True})
    assert answer.status_code == 201
    kept = Vote.objects.get(pk=answer.json()["receipt"])
    assert (kept.choice, kept.matters, kept.channel) == (1, True, "api")
    assert answer.json()["next"]["id"] == other.pk
    last = somebody.send(votes_of(cast), {"statement": other.pk, "vote": 0})
    assert last.json()["next"] is None
    assert [(one["statement"]["id"], one["vote"]) for one in somebody.get(votes_of(cast)).json()] == [
        (other.pk, 0),
        (first.pk, 1),
    ]
    assert somebody.send(votes_of(cast), {"statement": first.pk, "vote": None}).status_code == 201
    assert [one["vote"] for one in somebody.get(votes_of(cast)).json()] == [0]


def test_the_same_key_and_body_give_the_same_receipt_and_another_body_is_409(cast: Cast) -> None:
    somebody, given = newcomer(cast), {"statement": cast.statement.pk, "vote": 1}
    key = {"Idempotency-Key": "once"}
    first, again = (somebody.send(votes_of(cast), given, **key) for _time in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json()["receipt"] == again.json()["receipt"]
    other = somebody.send(votes_of(cast), {**given, "vote": -1}, **key)
    assert other.status_code == 409
    assert other["Content-Type"] == "application/problem+json"
    assert other.json()["field"] == "Idempotency-Key"
    assert newcomer(cast).send(votes_of(cast), {**given, "vote": -1}, **key).status_code == 201, "keys are one's own"
    assert Vote.objects.count() == 2


def test_a_vote_wants_a_token(cast: Cast) -> None:
    given = {"statement": cast.statement.pk, "vote": 1}
    assert Caller().send(votes_of(cast), given).status_code == 403
    assert Caller({"Authorization": "Bearer forged"}).send(votes_of(cast), given).status_code == 401
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"vote": 1},
        {"statement": 1},
        {"statement": "x", "vote": 1},
        {"statement": 1, "vote": 2},
        {"statement": 1, "vote": "agree"},
        {"statement": 1, "vote": True},
        {"statement": 1, "vote": "1"},
        {"statement": "1", "vote": 1},
        {"statement": True, "vote": 1},
        {"statement": 1, "vote": 1, "matters": "yes"},
        {"statement": 2**70, "vote": 1},
        {"statement": -1, "vote": 1},
        [],
    ],
)
def test_a_vote_that_does_not_fit_is_a_problem_and_nothing_is_stored(cast: Cast, given: Any) -> None:
    answer = newcomer(cast).send(votes_of(cast), given)
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"]
    assert not Vote.objects.exists()


def test_broken_json_is_a_problem_too(cast: Cast) -> None:
    somebody = newcomer(cast)
    answer = somebody.client.post(ROOT + votes_of(cast), "{", "application/json", headers=somebody.headers)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_page_of_a_list_that_there_is_not_is_a_problem_that_names_it(cast: Cast) -> None:
    answer = Caller().get("/coproductions?cursor=é")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["errors"] == [{"field": "cursor", "says": "Invalid Cursor"}]


@pytest.mark.parametrize("path", ["/coproductions/a%00b", "/conversations?coproduction=%00"])
def test_a_null_character_in_an_address_is_a_problem(cast: Cast, path: str) -> None:
    answer = Caller().get(path)
    assert (answer.status_code, answer.json()["title"]) == (400, "Leave out the null character.")


def test_more_than_we_read_is_a_problem_that_says_so(cast: Cast, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = newcomer(cast).send(votes_of(cast), {"statement": cast.statement.pk, "vote": 1, "more": "x" * 100})
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["title"] == "The request is too large."


def test_what_is_nowhere_or_not_done_there_is_a_problem_too(cast: Cast) -> None:
    for answer, status in ((Caller().get("/nowhere/"), 404), (Caller().send("/conversations", method="put"), 405)):
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_what_is_closed_set_aside_or_elsewhere_is_409(cast: Cast) -> None:
    somebody, given = newcomer(cast), {"statement": cast.statement.pk, "vote": 1}
    assert somebody.send(votes_of(cast), {"statement": 987654, "vote": 1}).status_code == 409
    actions.set_statement_aside(cast.statement, by=cast.facilitator, reason="Two ideas.")
    assert somebody.send(votes_of(cast), given).status_code == 409
    closed = caller(cast, cast.facilitator).send(f"/conversations/{cast.conversation.pk}/close")
    assert (closed.status_code, closed.json()["is_open"]) == (200, False)
    assert Caller().send(f"/conversations/{cast.conversation.pk}/participants").status_code == 409
    assert Person.objects.filter(email=None).count() == 2, "nobody is welcomed to a closed conversation"


def test_nobody_begins_to_take_part_by_a_vote_that_cannot_be_kept(cast: Cast) -> None:
    """Neither through the API nor by a page, where a visitor would become a guest for it."""
    program, statement = caller(cast, cast.organiser), cast.statement
    before = Participation.objects.count(), Person.objects.filter(email=None).count()
    elsewhere = {"statement": 987654, "vote": 1}
    assert program.send(votes_of(cast), elsewhere).status_code == 409
    actions.set_statement_aside(statement, by=cast.facilitator, reason="Two ideas.")
    page = reverse("vote_cast", args=[cast.coproduction.slug, statement.pk])
    assert Client().post(page, {"vote": "1"}).status_code == 302, "on to the next card"
    assert (Participation.objects.count(), Person.objects.filter(email=None).count()) == before


def test_one_network_brings_only_so_many_new_people_an_hour(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "NEW_PEOPLE_AN_HOUR", 2)
    known, _second = newcomer(cast), newcomer(cast)
    refused = Caller().send(f"/conversations/{cast.conversation.pk}/participants")
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert 0 < int(refused["Retry-After"]) <= 3601
    assert Caller().send(f"/conversations/{cast.conversation.pk}/voices", {"text": "Dark."}).status_code == 429
    answer = known.send(votes_of(cast), {"statement": cast.statement.pk, "vote": 1})
    assert answer.status_code == 201, "those we know go on"


def test_a_private_circle_is_404_to_strangers(cast: Cast) -> None:
    circle = f"/conversations/{cast.circle_conversation.pk}"
    for who in (None, cast.stranger):
        outside = caller(cast, who)
        for path in ("", "/next", "/votes", "/results", "/voices", "/statements", "/desk"):
            assert outside.get(circle + path).status_code == 404, path
        for path in ("/participants", "/close"):
            assert outside.send(circle + path).status_code == 404, path
    assert circle not in str(Caller().get("/conversations").content)
    assert caller(cast, cast.organiser).get(circle).status_code == 200


def test_a_voice_goes_all_the_way(cast: Cast) -> None:
    """Open, say, draw, change, set aside, withdraw, list."""
    facilitator = caller(cast, cast.facilitator)
    opened = facilitator.send(f"/coproductions/{cast.coproduction.slug}/conversations", {"question": "What helps?"})
    assert opened.status_code == 201, opened.content
    here = f"/conversations/{opened.json()['id']}"
    said = Caller().send(f"{here}/voices", {"text": "Lamps in the yard.", "quote": "unnamed"})
    assert said.status_code == 201, said.content
    assert (said.json()["channel"], said.json()["state"]) == ("api", "waiting")
    receipt = said.json()["receipt"]
    speaker = Caller({"Authorization": f"Bearer {said.json()['token']}"})
    assert Caller().get(f"/voices/{receipt}").status_code == 404, "not read yet"
    assert [one["receipt"] for one in facilitator.get(f"{here}/desk").json()["waiting"]] == [receipt]
    assert speaker.get(f"{here}/desk").status_code == 403
    drawn = facilitator.send(f"{here}/statements", {"text": "The yard needs lamps.", "voices": [receipt]})
    assert drawn.status_code == 201, drawn.content
    assert Caller().get(f"/voices/{receipt}").json()["statements"] == [drawn.json()["id"]]
    changed = speaker.send(f"/voices/{receipt}", {"quote": "named", "first_name": "Ines"}, method="patch")
    assert changed.json()["who"] == "Ines, through another service"
    assert facilitator.send(f"/voices/{receipt}/withdraw").status_code == 403
    assert speaker.send(f"/voices/{receipt}/withdraw").json()["text"] == ""
    assert speaker.send(f"/voices/{receipt}/withdraw").status_code == 409
    other = Caller().send(f"{here}/voices", {"text": "My neighbour Tom.", "quote": "unnamed"}).json()["receipt"]
    aside = facilitator.send(f"/voices/{other}/set-aside", {"reason": "It names a neighbour."})
    assert aside.json()["reason"] == "It names a neighbour."
    statement = f"/statements/{drawn.json()['id']}"
    assert facilitator.send(f"{statement}/set-aside", {"reason": "Two ideas."}).json()["state"] == "set_aside"
    assert Caller().get(statement).json()["reason"] == "Two ideas."
    assert len(Caller().get(f"{here}/statements").json()["results"]) == 1
    assert {one["receipt"] for one in Caller().get(f"{here}/voices").json()["results"]} == {other}
    channels = Caller().get(here).json()["channels"]
    assert channels == [{"channel": "api", "said": 2, "drawn": 0, "set_aside": 1, "withdrawn": 1, "waiting": 0}]


def test_a_helper_types_and_hands_over(cast: Cast) -> None:
    here, helper = f"/conversations/{cast.conversation.pk}/typed-voices", caller(cast, cast.helper)
    assert helper.send(here, {"text": "Dark.", "consented": False}).status_code == 409
    assert Caller().send(here, {"text": "Dark.", "consented": True}).status_code == 403
    typed = helper.send(here, {"text": "Dark.", "consented": True})
    assert typed.status_code == 201
    receipt = typed.json()["receipt"]
    again = helper.send(f"/voices/{receipt}/hand-over")
    assert again.json() == {"receipt": receipt, "token": typed.json()["token"]}
    theirs = Caller({"Authorization": f"Bearer {again.json()['token']}"})
    assert theirs.send(f"/voices/{receipt}/withdraw").status_code == 200
    assert Person.objects.filter(email=None).count() == 1, "one who refused leaves nobody behind"


@pytest.mark.parametrize(
    "given",
    [
        {"text": ""},
        {"text": "x" * 1001},
        {"text": "a\x00b"},
        {"text": "\ud800"},
        {"text": "a\x07b"},
        {"text": "a\x1b[31mb"},
        {"text": "a\x9fb"},
        {"text": "Dark.", "language": '"><b>'},
        {"text": "Dark.", "quote": "named", "first_name": "Ines\x07"},
        {"text": "Dark.", "quote": "shouted"},
        {"text": "Dark.", "answer_to": "nowhere"},
        {"text": "Dark.", "first_name": "x" * 61},
    ],
)
def test_words_that_do_not_fit_are_a_problem_and_nothing_is_stored(cast: Cast, given: dict[str, str]) -> None:
    answer = Caller().send(f"/conversations/{cast.conversation.pk}/voices", given)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert not Voice.objects.exists()
    assert not Person.objects.filter(email=None).exists(), "nobody is welcomed for words that do not fit"


def test_results_are_published_without_people(cast: Cast) -> None:
    here = f"/conversations/{cast.conversation.pk}/results"
    assert Caller().get(here).json() == {"version": 0, "made_at": None, "result": None}
    for count in range(1, 6):
        part = actions.take_part(cast.conversation, by=Person.objects.create())
        actions.vote(part, cast.statement, Choice(1))
        tasks.redraw(cast.conversation)
        found = Caller().get(here).json()["result"]
        assert (found is None) == (count < 5)
    assert "people" not in found
    assert found["statement_results"][0]["agree"] == 5


def test_somebody_learns_where_they_stand_and_nobody_else_does(cast: Cast) -> None:
    voice = cast.voice
    drawn = [
        actions.draw_statement(cast.conversation, by=cast.facilitator, text=f"Idea {n}.", voices=[voice])
        for n in range(8)
    ]
    guests = [newcomer(cast) for _n in range(14)]
    for number, guest in enumerate(guests):
        for n, statement in enumerate(drawn):
            guest.send(votes_of(cast), {"statement": statement.pk, "vote": 1 if (n < 4) == (number < 7) else -1})
    address = f"/conversations/{cast.conversation.pk}/place"
    assert guests[0].get(address).json() == {"x": None, "y": None, "group": None, "with_others": None}
    tasks.redraw(cast.conversation)
    first, last = guests[0].get(address).json(), guests[-1].get(address).json()
    assert {first["group"], last["group"]} == {0, 1}
    assert first["with_others"]["others"] == 6
    assert Caller().get(address).json()["x"] is None


def test_results_of_many_statements_cost_as_much_as_those_of_few(cast: Cast, django_assert_num_queries: Any) -> None:
    for number in range(12):
        words = Words(f"Voice {number}.", quote="unnamed")
        voice = actions.say(cast.conversation, words, by=cast.resident)
        actions.draw_statement(cast.conversation, by=cast.facilitator, text=f"Idea {number}.", voices=[voice])
    tasks.redraw(cast.conversation)
    with django_assert_num_queries(3):
        Caller().get(f"/conversations/{cast.conversation.pk}/results")
    with django_assert_num_queries(4):
        Caller().get(f"/conversations/{cast.conversation.pk}/voices")


def test_a_facilitator_seeds_joins_rewords_splits_and_reads_the_log(cast: Cast) -> None:
    aneesa, here = caller(cast, cast.facilitator), f"/conversations/{cast.conversation.pk}"
    seeds = aneesa.send(
        f"{here}/seeds", {"statements": [{"text": "Lamps and benches."}, {"text": "Lamps, and benches"}]}
    )
    assert [one["origin"] for one in seeds.json()] == ["seed", "seed"]
    first, second = (one["id"] for one in seeds.json())
    pair = aneesa.get(f"{here}/said-twice").json()[0]
    assert (pair["first"]["id"], pair["second"]["id"]) == (first, second)
    assert aneesa.send(f"/statements/{first}/voices", {"voices": [cast.voice.receipt]}).status_code == 200
    same = aneesa.send(f"/statements/{second}/set-aside", {"ground": 5, "same_as": first}).json()
    assert (same["state"], same["same_as"]) == ("set_aside", first)
    assert aneesa.send(f"/statements/{second}/take-up-again").json()["state"] == "accepted"
    assert aneesa.send(f"/statements/{second}/reword", {"text": "Benches."}).json()["id"] == second
    caller(cast, cast.neighbour).send(votes_of(cast), {"statement": second, "vote": 1})
    new = aneesa.send(f"/statements/{second}/reword", {"text": "Benches with backs."}).json()
    assert new["earlier"] == second
    parts = aneesa.send(f"/statements/{first}/split", {"parts": ["Lamps.", "Benches too."]})
    assert [part["earlier"] for part in parts.json()] == [first, first]
    log = Caller().get(f"{here}/log").json()
    assert [one["kind"] for one in log][:3] == ["statement.split", "statement.reworded", "statement.corrected"]
    assert log[-1]["kind"] == "statements.seeded"
    assert [one["number"] for one in Caller().get("/policy").json()] == list(range(10))


def test_many_voices_are_set_aside_at_once_or_none(cast: Cast) -> None:
    aneesa, here = caller(cast, cast.facilitator), f"/conversations/{cast.conversation.pk}"
    other = actions.say(cast.conversation, Words("Buy now."), by=cast.neighbour)
    given = {"voices": [cast.voice.receipt, other.receipt], "ground": 8}
    assert aneesa.send(f"{here}/set-aside", given | {"voices": ["nowhere"]}).status_code == 409
    assert aneesa.send(f"{here}/set-aside", given | {"ground": 77}).status_code == 422
    assert {one["state"] for one in aneesa.send(f"{here}/set-aside", given).json()} == {"set_aside"}
    assert [one["receipt"] for one in aneesa.get(f"{here}/voices?q=buy").json()["results"]] == [other.receipt]
