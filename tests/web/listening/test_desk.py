"""Every voice ends in a statement, or in a reason that everybody can read."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.web.listening.pages import draw, to, words_of
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Choice, Words
from wayahead.loop.listening.models import Statement, SurpriseCheck, Voice


def test_a_facilitator_draws_a_statement_from_voices(cast: Cast) -> None:
    aneesa, desk = cast.browser(cast.facilitator), to("desk", cast, cast.conversation.pk)
    assert cast.voice.text in words_of(aneesa.get(desk))
    given = {"do": "draw", "voices": [cast.voice.pk], "text": "Carers need an evening off.", "language": "en-gb"}
    answer = aneesa.post(desk, given, follow=True)
    assert "Statement 1 is open for votes." in words_of(answer)
    assert "Everything is read." in words_of(answer)
    statement = Statement.objects.get()
    assert cast.voice.text in words_of(Client().get(to("statement", cast, statement.pk)))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"voices": []}, "voices"),
        ({"voices": ["x"]}, "voices"),
        ({"text": ""}, "text"),
        ({"text": "x" * 281}, "text"),
    ],
)
def test_a_statement_that_does_not_fit_is_not_drawn(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    given = {
        "do": "draw",
        "voices": [cast.voice.pk],
        "text": "Carers need an evening off.",
        "language": "en-gb",
    } | wrong
    answer = cast.browser(cast.facilitator).post(to("desk", cast, cast.conversation.pk), given)
    assert list(answer.context["form"].errors) == [field]
    assert "There is one thing to put right" in words_of(answer)
    assert not Statement.objects.exists()


def test_a_reason_is_public(cast: Cast) -> None:
    aneesa = cast.browser(cast.facilitator)
    address = to("voice_set_aside", cast, cast.voice.receipt)
    assert "ground" in aneesa.post(address, {"reason": " "}).context["form"].errors
    assert Voice.objects.get().state == "waiting"
    assert "reason" in aneesa.post(address, {"ground": "0"}).context["form"].errors
    aneesa.post(address, {"ground": "1", "reason": "It names a neighbour."})
    shown = words_of(Client().get(to("conversation", cast, cast.conversation.pk)))
    assert "1 voice whose words are not shown. Reason: It names a neighbour." in shown
    assert cast.voice.text not in shown, "it names somebody: to publish it would be the harm"


def test_a_statement_that_names_somebody_is_shown_nowhere(cast: Cast) -> None:
    aneesa, own = cast.browser(cast.facilitator), cast.statement.text
    aneesa.post(to("statement_set_aside", cast, cast.statement.pk), {"ground": "1", "reason": "It names a neighbour."})
    for page in (
        to("statement", cast, cast.statement.pk),
        *(to(name, cast, cast.conversation.pk) for name in ("statements", "conversation", "log", "log_csv", "results")),
        f"/api/v1/statements/{cast.statement.pk}",
        f"/chain/listening.statement/{cast.statement.pk}/",
    ):
        assert own not in Client().get(page).getvalue().decode(), page
    assert own in words_of(aneesa.get(to("statement", cast, cast.statement.pk)))
    for reader, withheld in ((cast.facilitator, own), (cast.resident, ""), (None, "")):
        answer = Client().get(f"/api/v1/statements/{cast.statement.pk}", headers=cast.api(reader))
        assert answer.json()["withheld"] == withheld


def test_a_voice_that_names_somebody_is_heard_and_not_shown(cast: Cast) -> None:
    aneesa, desk = cast.browser(cast.facilitator), to("desk", cast, cast.conversation.pk)
    given = {"do": "draw", "voices": [cast.voice.pk], "text": "Carers need an evening off.", "kept_back": "on"}
    aneesa.post(desk, given)
    statement, page = Statement.objects.get(), to("voice", cast, cast.voice.receipt)
    shown = to("statement", cast, statement.pk)
    assert cast.voice.text not in words_of(Client().get(shown))
    assert Client().get(page).status_code == 404
    assert "Your words are not shown to others" in words_of(cast.browser(cast.resident).get(page))
    assert "Show it again" in words_of(aneesa.get(shown))
    aneesa.post(to("voice_keep_back", cast, cast.voice.receipt), {"kept_back": "0"})
    assert cast.voice.text in words_of(Client().get(shown))


def test_a_voice_joins_the_statement_that_says_it_already(cast: Cast) -> None:
    statement = cast.statement
    again = actions.say(cast.conversation, Words("I think carers need an evening off!"), by=cast.neighbour)
    aneesa, desk = cast.browser(cast.facilitator), to("desk", cast, cast.conversation.pk)
    assert "Sounds like statement 1: “Carers need an evening off.”" in words_of(aneesa.get(desk))
    answer = aneesa.post(desk, {"joins": f"{again.pk}:1"}, follow=True)
    assert "They stand with statement 1 now." in words_of(answer)
    assert set(statement.voices.all()) == {cast.voice, again}


def test_the_search_stays_while_its_voices_are_decided(cast: Cast) -> None:
    voices = [actions.say(cast.conversation, Words(f"The stairs are dark, {n}."), by=cast.neighbour) for n in range(3)]
    actions.say(cast.conversation, Words("Buy my lamps!"), by=cast.neighbour)
    aneesa, desk = cast.browser(cast.facilitator), to("desk", cast, cast.conversation.pk)
    given = {"do": "draw", "voices": [voices[0].pk], "text": "The stairs need lamps."}
    answer = aneesa.post(f"{desk}?q=stairs&page=1&junk=1", given)
    assert answer["Location"] == f"{desk}?q=stairs&page=1"
    assert set(aneesa.get(answer["Location"]).context["rows"]) == set(voices[1:])


def test_a_statement_speaks_the_language_of_its_voices_unless_the_facilitator_says_another(cast: Cast) -> None:
    said = [actions.say(cast.conversation, Words(text, language=code), by=cast.neighbour) for text, code in
            (("نريد إنارة", "ar"), ("Dark.", "en-gb"), ("الدرج مظلم", "ar"))]  # fmt: skip
    aneesa, desk = cast.browser(cast.facilitator), to("desk", cast, cast.conversation.pk)
    for text, voices, language in (
        ("نريد إنارة في الفناء", [said[0]], ""),
        ("The yard needs lamps.", said, ""),
        ("The stairs need lamps.", [said[2]], "cy"),
    ):
        given = {"do": "draw", "text": text, "voices": [voice.pk for voice in voices], "language": language}
        aneesa.post(desk, given)
    assert list(Statement.objects.order_by("pk").values_list("language", flat=True)) == ["ar", "en-gb", "cy"]


def test_the_desk_says_when_votes_look_unusual(cast: Cast) -> None:
    aneesa, desk = cast.browser(cast.facilitator), to("desk", cast, cast.conversation.pk)
    SurpriseCheck.objects.create(conversation=cast.conversation)
    assert "unusual." not in words_of(aneesa.get(desk))
    SurpriseCheck.objects.update(people=250)
    assert "250 accounts look unusual." in words_of(aneesa.get(desk))


def test_a_statement_drawn_after_the_end_does_not_say_that_people_can_vote(cast: Cast) -> None:
    voice = cast.voice
    actions.close_conversation(cast.conversation, by=cast.facilitator)
    given = {"do": "draw", "voices": [voice.pk], "text": "Carers need an evening off."}
    answer = cast.browser(cast.facilitator).post(to("desk", cast, cast.conversation.pk), given, follow=True)
    assert "Statement 1 is there. Nobody votes on it: this conversation is closed." in words_of(answer)


@pytest.mark.parametrize("name", ["desk", "statements"])
def test_a_null_character_in_what_is_looked_for_is_said_in_plain_words(cast: Cast, name: str) -> None:
    browser = Client(raise_request_exception=False)
    browser.cookies = cast.browser(cast.facilitator).cookies
    answer = browser.get(to(name, cast, cast.conversation.pk), {"q": "a\x00b"})
    assert answer.status_code == 400
    assert "holds a character that nobody can see" in words_of(answer)


def test_all_on_a_page_are_decided_together_and_nothing_that_came_in_since(cast: Cast) -> None:
    ads = [actions.say(cast.conversation, Words(f"Buy my lamps, {n}."), by=cast.neighbour) for n in range(3)]
    aneesa, desk = cast.browser(cast.facilitator), to("desk", cast, cast.conversation.pk)
    page = aneesa.get(desk, {"q": "lamps"})
    assert "All 3 on this page, ticked or not" in words_of(page)
    shown = [int(key) for key in re.findall(r'name="shown" value="(\d+)"', page.content.decode())]
    assert shown == [voice.pk for voice in ads]
    later = actions.say(cast.conversation, Words("Lamps for the yard."), by=cast.neighbour)
    given = {"do": "aside", "all": "1", "shown": shown, "voices": shown[:1]}
    refused = aneesa.post(f"{desk}?q=lamps", given)
    assert refused.content.decode().count(" checked") == 3, "they stay ticked while the reason is missing"
    aneesa.post(f"{desk}?q=lamps", given | {"ground": 8})
    assert set(Voice.objects.filter(state="set_aside")) == set(ads)
    later.refresh_from_db()
    assert later.state == "waiting"


def test_many_are_set_aside_for_one_reason(cast: Cast) -> None:
    voices = [actions.say(cast.conversation, Words(f"Buy {n}."), by=cast.neighbour) for n in range(3)]
    aneesa, desk = cast.browser(cast.facilitator), to("desk", cast, cast.conversation.pk)
    given = {"do": "aside", "voices": [voice.pk for voice in voices]}
    assert "ground" in aneesa.post(desk, given).context["form"].errors
    assert "reason" in aneesa.post(desk, given | {"ground": 0}).context["form"].errors
    aneesa.post(desk, given | {"ground": 8})
    assert Voice.objects.filter(state="set_aside", ground=8).count() == 3


@pytest.mark.parametrize("wrong", [{"joins": "x:1"}, {"joins": "1:x"}, {"joins": "1:99"}, {"do": "sing"}, {}])
def test_nonsense_on_the_desk_changes_nothing(cast: Cast, wrong: dict[str, str]) -> None:
    _ = cast.voice
    answer = cast.browser(cast.facilitator).post(to("desk", cast, cast.conversation.pk), wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Voice.objects.get().state == "waiting"


def test_voices_are_found_by_their_words_and_the_late_ones_stand_first(cast: Cast) -> None:
    late = actions.say(cast.conversation, Words("The lift is broken."), by=cast.neighbour)
    Voice.objects.filter(pk=late.pk).update(answer_due_on=timezone.localdate() - timedelta(days=1))
    actions.say(cast.conversation, Words("The stairs are dark."), by=cast.neighbour)
    aneesa, desk = cast.browser(cast.facilitator), to("desk", cast, cast.conversation.pk)
    shown = aneesa.get(desk)
    assert shown.context["rows"][0] == late
    assert "1 answer is late." in words_of(shown)
    found = aneesa.get(desk, {"q": "stairs"})
    assert [voice.text for voice in found.context["rows"]] == ["The stairs are dark."]
    assert "No voice to read has these words." in words_of(aneesa.get(desk, {"q": "zebra"}))


def test_seeds_come_in_whole_or_not_at_all(cast: Cast) -> None:
    aneesa, seed = cast.browser(cast.facilitator), to("statement_seed", cast, cast.conversation.pk)
    wrong = aneesa.post(seed, {"lines": f"Lamps.\n{'x' * 300}\nLamps.", "language": "en-gb"})
    assert "Row 2, column statement: 20 characters too long." in words_of(wrong)
    assert "Row 3, column statement: it stands in row 1 already." in words_of(wrong)
    assert not Statement.objects.exists()
    table = SimpleUploadedFile("seeds.csv", "statement,language\nLamps.,en-gb\nআলো চাই।,bn\n".encode())
    answer = aneesa.post(seed, {"file": table, "language": "en-gb"}, follow=True)
    assert "2 statements are open for votes." in words_of(answer)
    assert "From the facilitator, to start with" in words_of(answer)
    assert list(Statement.objects.values_list("language", "origin")) == [("en-gb", "seed"), ("bn", "seed")]
    shown = words_of(Client().get(to("vote", cast, cast.conversation.pk)))
    assert "From the facilitator, to start with" in shown


def test_other_words_in_place_and_then_beside(cast: Cast) -> None:
    aneesa, statement = cast.browser(cast.facilitator), cast.statement
    address = to("statement_reword", cast, statement.pk)
    aneesa.post(address, {"text": "Carers need one evening off."})
    statement.refresh_from_db()
    assert statement.text == "Carers need one evening off."
    actions.vote(actions.take_part(cast.conversation, by=cast.neighbour), statement, Choice(1))
    assert "Somebody has voted on it" in words_of(aneesa.get(address))
    aneesa.post(address, {"text": "Carers need two evenings off."})
    new = Statement.objects.get(earlier=statement)
    assert "Comes from: Carers need one evening off." in words_of(Client().get(to("statement", cast, new.pk)))
    assert "Became: Carers need two evenings off." in words_of(Client().get(to("statement", cast, statement.pk)))


def test_two_that_say_the_same_become_one_with_all_voices(cast: Cast) -> None:
    kept, twin = draw(cast, 2)
    actions.correct_statement(twin, by=cast.facilitator, text="Idea, 0")
    aneesa = cast.browser(cast.facilitator)
    shown = aneesa.get(to("said_twice", cast, cast.conversation.pk))
    assert shown.context["pairs"] == [(kept, twin)]
    address = to("statement_set_aside", cast, twin.pk)
    assert aneesa.get(address, {"same_as": "1"}).context["form"]["same_as"].value() == "1"
    assert "same_as" in aneesa.post(address, {"ground": "5"}).context["form"].errors
    aneesa.post(address, {"ground": "5", "same_as": "1"})
    assert "The same is said by: Idea 0." in words_of(Client().get(to("statement", cast, twin.pk)))


def test_a_statement_is_split_and_taken_up_again(cast: Cast) -> None:
    aneesa, statement = cast.browser(cast.facilitator), cast.statement
    address = to("statement_split", cast, statement.pk)
    assert "parts" in aneesa.post(address, {"parts": "Only one."}).context["form"].errors
    aneesa.post(address, {"parts": "Carers need an evening.\r\n\r\nCarers need a day."})
    assert [one.text for one in statement.later.all()] == ["Carers need an evening.", "Carers need a day."]
    answer = aneesa.post(to("statement_take_up_again", cast, statement.pk), follow=True)
    assert "It is open for votes again." in words_of(answer)


def test_the_log_tells_every_decision_and_no_words_that_are_not_public(cast: Cast) -> None:
    secret = actions.say(cast.conversation, Words("Only count me."), by=cast.neighbour)
    actions.set_aside(secret, by=cast.facilitator, ground=2)
    actions.set_statement_aside(cast.statement, by=cast.facilitator, ground=7, reason="=Two readings.")
    shown = words_of(Client().get(to("log", cast, cast.conversation.pk)))
    assert shown.index("A statement was set aside") < shown.index("A statement was put to everybody.")
    assert "Reason 2 : It tells something private." in shown
    assert "Only count me." not in shown
    file = b"".join(Client().get(to("log_csv", cast, cast.conversation.pk)))
    table = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    assert [row["reason number"] for row in table] == ["7", "", "2"]
    assert table[0]["in the facilitator’s words"] == "'=Two readings."
    assert "Only count me." not in file.decode()


def test_the_policy_is_there_for_everybody_to_read(cast: Cast) -> None:
    shown = Client().get(reverse("policy"))
    assert 'id="reason-5"' in shown.content.decode()
    assert "Nothing is left out silently." in words_of(shown)


def test_statements_are_found_by_words_number_and_state(cast: Cast) -> None:
    draw(cast, 3)
    address = to("statements", cast, cast.conversation.pk)
    for query, many in (("idea 1", 1), ("2", 1), ("zebra", 0), ("9" * 30, 0)):
        assert len(Client().get(address, {"q": query}).context["rows"]) == many, query
    actions.set_statement_aside(Statement.objects.get(number=1), by=cast.facilitator, ground=7)
    assert len(Client().get(address, {"state": "set_aside"}).context["rows"]) == 1


def test_a_statement_set_aside_says_why_to_everybody(cast: Cast) -> None:
    cast.browser(cast.facilitator).post(
        to("statement_set_aside", cast, cast.statement.pk), {"ground": "7", "reason": "Two ideas in one."}
    )
    assert "Two ideas in one." in words_of(Client().get(to("statement", cast, cast.statement.pk)))


def test_a_withdrawn_voice_leaves_its_place_on_the_statement(cast: Cast) -> None:
    actions.withdraw(cast.statement.voices.get(), by=cast.resident)
    shown = words_of(Client().get(to("statement", cast, cast.statement.pk)))
    assert "Drawn from 1 voice" in shown
    assert "1 voice was withdrawn by its speaker." in shown


def test_only_facilitators_open_and_close(cast: Cast) -> None:
    opening = to("conversation_open", cast)
    given = {"question": "What helps?", "promised_days": "14"}
    assert cast.browser(cast.stranger).post(opening, given).status_code == 403
    answer = cast.browser(cast.facilitator).post(opening, given | {"promised_days": "91"})
    assert "promised_days" in answer.context["form"].errors
    assert cast.browser(cast.facilitator).post(opening, given).status_code == 302
    aneesa = cast.browser(cast.facilitator)
    assert "it cannot be opened again" in words_of(aneesa.get(to("conversation", cast, cast.conversation.pk)))
    aneesa.post(to("conversation_close", cast, cast.conversation.pk))
    cast.conversation.refresh_from_db()
    assert not cast.conversation.is_open
