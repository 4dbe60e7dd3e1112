"""Pages of listening: say, type, draw, vote, read what people share."""

import csv
import io
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.base.people import arrivals
from wayahead.base.people.models import Person
from wayahead.loop.listening import actions, tasks
from wayahead.loop.listening.actions import Choice, Words
from wayahead.loop.listening.models import OpinionMap, Statement, Voice, Vote
from wayahead.web.listening.reading import how_sure

SAID = {"text": "Somebody to sit with my mum.", "language": "en-gb", "quote": "unnamed"}


def to(name: str, cast: Cast, *more: object) -> str:
    """An address inside the co-production."""
    return reverse(name, args=[cast.coproduction.slug, *more])


def words_of(answer: Any) -> str:
    """What a page says, as people read it."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text.replace("&#x27;", "'"))


def draw(cast: Cast, many: int) -> list[Statement]:
    """Statements drawn from what Ines said."""
    return [
        actions.draw_statement(cast.conversation, by=cast.facilitator, text=f"Idea {n}.", voices=[cast.voice])
        for n in range(many)
    ]


class TestSaying:
    """Two taps, no account."""

    def test_a_guest_sees_what_is_public_before_typing(self, cast: Cast) -> None:
        shown = words_of(Client().get(to("voice_say", cast, cast.conversation.pk)))
        before, after = shown.index("Before you write"), shown.index("What you want to say")
        assert before < after
        assert "Everyone, once Aneesa, who looks after this conversation, has read it." in shown
        assert "You don’t need an account." in shown

    def test_two_taps_lead_to_a_receipt_and_a_day(self, cast: Cast) -> None:
        browser = Client()
        assert (
            to("voice_say", cast, cast.conversation.pk)
            in browser.get(to("conversation", cast, cast.conversation.pk)).content.decode()
        )
        answer = browser.post(to("voice_say", cast, cast.conversation.pk), SAID, follow=True)
        voice = Voice.objects.get()
        assert answer.redirect_chain == [(to("voice", cast, voice.receipt), 302)]
        assert voice.receipt in words_of(answer)
        assert f"You hear back by {voice.answer_due_on:%A} {voice.answer_due_on.day}" in words_of(answer)
        assert voice.channel == "web"
        assert voice.speaker is not None
        assert voice.speaker.is_guest
        browser.post(to("voice_say", cast, cast.conversation.pk), SAID)
        assert Voice.objects.latest("pk").speaker == voice.speaker, "the same guest"
        assert Client().get(to("voice", cast, voice.receipt)).status_code == 404, "nobody has read it yet"

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"text": ""}, "text"),
            ({"text": "x" * 1001}, "text"),
            ({"text": "a\x00b"}, "text"),
            ({"quote": "named"}, "first_name"),
            ({"quote": "shouted"}, "quote"),
            ({"language": "tlh"}, "language"),
            ({"answer_to": "nowhere"}, "answer_to"),
        ],
    )
    def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_stored(
        self, cast: Cast, wrong: dict[str, str], field: str
    ) -> None:
        answer = Client().post(to("voice_say", cast, cast.conversation.pk), SAID | wrong)
        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == [field]
        assert "There is one thing to put right" in words_of(answer)
        assert not Voice.objects.exists()
        assert not Person.objects.filter(email=None).exists()

    def test_a_closed_conversation_says_so(self, cast: Cast) -> None:
        actions.close_conversation(cast.conversation, by=cast.facilitator)
        answer = Client().post(to("voice_say", cast, cast.conversation.pk), SAID)
        assert "This conversation is closed." in words_of(answer)
        assert not Voice.objects.exists()

    def test_one_network_brings_only_so_many_new_people_an_hour(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(arrivals, "NEW_PEOPLE_AN_HOUR", 1)
        known = Client()
        assert known.post(to("voice_say", cast, cast.conversation.pk), SAID).status_code == 302
        assert Client().post(to("voice_say", cast, cast.conversation.pk), SAID).status_code == 429
        assert known.post(to("voice_say", cast, cast.conversation.pk), SAID).status_code == 302

    def test_a_helper_types_for_somebody_and_hands_over_their_link(self, cast: Cast) -> None:
        helper, typing = cast.browser(cast.helper), to("voice_type", cast, cast.conversation.pk)
        assert "consented" in helper.post(typing, SAID).context["form"].errors
        assert not Voice.objects.exists()
        answer = helper.post(typing, SAID | {"consented": "on"}, follow=True)
        voice = Voice.objects.get()
        link = re.search(r"/join/[^<\s]+", answer.content.decode())
        assert voice.receipt in words_of(answer)
        assert link is not None
        speaker = Client()
        speaker.get(link[0])
        assert "Take it back" in words_of(speaker.get(to("voice", cast, voice.receipt)))
        assert "typed by a helper" in words_of(speaker.get(to("voice", cast, voice.receipt)))
        assert helper.post(to("voice_withdraw", cast, voice.receipt)).status_code == 403, "it is theirs"

    def test_the_speaker_changes_and_takes_back(self, cast: Cast) -> None:
        ines, receipt = cast.browser(cast.resident), cast.voice.receipt
        wrong = ines.post(to("voice_quote", cast, receipt), {"quote": "named"})
        assert "first_name" in wrong.context["form"].errors
        ines.post(to("voice_quote", cast, receipt), {"quote": "named", "first_name": "Ines"})
        assert Voice.objects.get().who == "Ines, on the web"
        assert "Your words go for good" in words_of(ines.get(to("voice_withdraw", cast, receipt)))
        assert Voice.objects.get().text
        ines.post(to("voice_withdraw", cast, receipt))
        assert Voice.objects.get().text == ""
        assert ines.get(to("voice", cast, receipt)).status_code == 200
        assert ines.post(to("voice_withdraw", cast, receipt)).status_code == 409


class TestTheDesk:
    """Every voice ends in a statement, or in a reason that everybody can read."""

    def test_a_facilitator_draws_a_statement_from_voices(self, cast: Cast) -> None:
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
    def test_a_statement_that_does_not_fit_is_not_drawn(self, cast: Cast, wrong: dict[str, Any], field: str) -> None:
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

    def test_a_reason_is_public(self, cast: Cast) -> None:
        aneesa = cast.browser(cast.facilitator)
        address = to("voice_set_aside", cast, cast.voice.receipt)
        assert "ground" in aneesa.post(address, {"reason": " "}).context["form"].errors
        assert Voice.objects.get().state == "waiting"
        assert "reason" in aneesa.post(address, {"ground": "0"}).context["form"].errors
        aneesa.post(address, {"ground": "1", "reason": "It names a neighbour."})
        assert "It names a neighbour." in words_of(Client().get(to("conversation", cast, cast.conversation.pk)))

    def test_a_voice_joins_the_statement_that_says_it_already(self, cast: Cast) -> None:
        statement = cast.statement
        again = actions.say(cast.conversation, Words("I think carers need an evening off!"), by=cast.neighbour)
        aneesa, desk = cast.browser(cast.facilitator), to("desk", cast, cast.conversation.pk)
        assert "Sounds like statement 1: “Carers need an evening off.”" in words_of(aneesa.get(desk))
        answer = aneesa.post(desk, {"joins": f"{again.pk}:1"}, follow=True)
        assert "They stand with statement 1 now." in words_of(answer)
        assert set(statement.voices.all()) == {cast.voice, again}

    def test_many_are_set_aside_for_one_reason(self, cast: Cast) -> None:
        voices = [actions.say(cast.conversation, Words(f"Buy {n}."), by=cast.neighbour) for n in range(3)]
        aneesa, desk = cast.browser(cast.facilitator), to("desk", cast, cast.conversation.pk)
        given = {"do": "aside", "voices": [voice.pk for voice in voices]}
        assert "ground" in aneesa.post(desk, given).context["form"].errors
        assert "reason" in aneesa.post(desk, given | {"ground": 0}).context["form"].errors
        aneesa.post(desk, given | {"ground": 8})
        assert Voice.objects.filter(state="set_aside", ground=8).count() == 3

    @pytest.mark.parametrize("wrong", [{"joins": "x:1"}, {"joins": "1:x"}, {"joins": "1:99"}, {"do": "sing"}, {}])
    def test_nonsense_on_the_desk_changes_nothing(self, cast: Cast, wrong: dict[str, str]) -> None:
        _ = cast.voice
        answer = cast.browser(cast.facilitator).post(to("desk", cast, cast.conversation.pk), wrong)
        assert answer.status_code == 200
        assert answer.context["form"].errors
        assert Voice.objects.get().state == "waiting"

    def test_voices_are_found_by_their_words_and_the_late_ones_stand_first(self, cast: Cast) -> None:
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

    def test_seeds_come_in_whole_or_not_at_all(self, cast: Cast) -> None:
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

    def test_other_words_in_place_and_then_beside(self, cast: Cast) -> None:
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

    def test_two_that_say_the_same_become_one_with_all_voices(self, cast: Cast) -> None:
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

    def test_a_statement_is_split_and_taken_up_again(self, cast: Cast) -> None:
        aneesa, statement = cast.browser(cast.facilitator), cast.statement
        address = to("statement_split", cast, statement.pk)
        assert "parts" in aneesa.post(address, {"parts": "Only one."}).context["form"].errors
        aneesa.post(address, {"parts": "Carers need an evening.\r\n\r\nCarers need a day."})
        assert [one.text for one in statement.later.all()] == ["Carers need an evening.", "Carers need a day."]
        answer = aneesa.post(to("statement_take_up_again", cast, statement.pk), follow=True)
        assert "It is open for votes again." in words_of(answer)

    def test_the_log_tells_every_decision_and_no_words_that_are_not_public(self, cast: Cast) -> None:
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

    def test_the_policy_is_there_for_everybody_to_read(self, cast: Cast) -> None:
        shown = Client().get(reverse("policy"))
        assert 'id="reason-5"' in shown.content.decode()
        assert "Nothing is left out silently." in words_of(shown)

    def test_statements_are_found_by_words_number_and_state(self, cast: Cast) -> None:
        draw(cast, 3)
        address = to("statements", cast, cast.conversation.pk)
        for query, many in (("idea 1", 1), ("2", 1), ("zebra", 0), ("9" * 30, 0)):
            assert len(Client().get(address, {"q": query}).context["rows"]) == many, query
        actions.set_statement_aside(Statement.objects.get(number=1), by=cast.facilitator, ground=7)
        assert len(Client().get(address, {"state": "set_aside"}).context["rows"]) == 1

    def test_a_statement_set_aside_says_why_to_everybody(self, cast: Cast) -> None:
        cast.browser(cast.facilitator).post(
            to("statement_set_aside", cast, cast.statement.pk), {"ground": "7", "reason": "Two ideas in one."}
        )
        assert "Two ideas in one." in words_of(Client().get(to("statement", cast, cast.statement.pk)))

    def test_a_withdrawn_voice_leaves_its_place_on_the_statement(self, cast: Cast) -> None:
        actions.withdraw(cast.statement.voices.get(), by=cast.resident)
        shown = words_of(Client().get(to("statement", cast, cast.statement.pk)))
        assert "Drawn from 1 voice" in shown
        assert "1 voice was withdrawn by its speaker." in shown

    def test_only_facilitators_open_and_close(self, cast: Cast) -> None:
        opening = to("conversation_open", cast)
        given = {"question": "What helps?", "promised_days": "14"}
        assert cast.browser(cast.stranger).post(opening, given).status_code == 403
        answer = cast.browser(cast.facilitator).post(opening, given | {"promised_days": "91"})
        assert "promised_days" in answer.context["form"].errors
        assert cast.browser(cast.facilitator).post(opening, given).status_code == 302
        cast.browser(cast.facilitator).post(to("conversation_close", cast, cast.conversation.pk))
        cast.conversation.refresh_from_db()
        assert not cast.conversation.is_open


class TestVoting:
    """One statement at a time."""

    def test_without_javascript_one_after_the_other(self, cast: Cast) -> None:
        drawn, browser = draw(cast, 3), Client()
        address, asked = to("vote", cast, cast.conversation.pk), []
        answer = browser.get(address)
        while (statement := answer.context["statement"]) is not None:
            asked.append(statement.pk)
            answer = browser.post(to("vote_cast", cast, statement.pk), {"vote": "1", "matters": "1"}, follow=True)
            assert answer.redirect_chain[-1] == (address, 302)
        assert sorted(asked) == [one.pk for one in drawn]
        assert "That was all. Thank you." in words_of(answer)
        assert Vote.objects.filter(choice=1, matters=True, channel="web").count() == 3

    def test_with_htmx_the_next_card_is_the_answer_itself(self, cast: Cast) -> None:
        first, _second = draw(cast, 2)
        answer = Client().post(to("vote_cast", cast, first.pk), {"vote": "-1"}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert answer.content.decode().lstrip().startswith('<div id="vote"')
        assert "You have answered 1 ." in words_of(answer)

    def test_undo_asks_the_same_again(self, cast: Cast) -> None:
        statement, browser = draw(cast, 5)[2], Client()
        browser.post(to("vote_cast", cast, statement.pk), {"vote": "1"})
        for headers in ({}, {"HX-Request": "true"}):
            answer = browser.post(to("vote_cast", cast, statement.pk), {"vote": "undo"}, follow=True, headers=headers)
            assert answer.context["statement"] == statement
            assert "Taken back. You can answer it again." in words_of(answer)
            assert "My answers" not in words_of(answer)

    def test_no_link_leads_somebody_to_a_statement_of_its_sender(self, cast: Cast) -> None:
        statement = draw(cast, 3)[1]
        for again in (statement.pk, 0, "x", "9" * 30):
            answer = Client().get(to("vote", cast, cast.conversation.pk), {"again": again})
            assert answer.context["is_taken_back"] is False

    def test_the_card_says_how_the_words_came(self, cast: Cast) -> None:
        draw(cast, 1)
        assert "Somebody said this" in words_of(Client().get(to("vote", cast, cast.conversation.pk)))
        Voice.objects.update(channel="paper")
        assert "Somebody wrote this on paper" in words_of(Client().get(to("vote", cast, cast.conversation.pk)))

    def test_an_answer_is_changed_among_ones_own(self, cast: Cast) -> None:
        (statement,), browser = draw(cast, 1), Client()
        browser.post(to("vote_cast", cast, statement.pk), {"vote": "1", "matters": "1"})
        mine = browser.get(to("my_votes", cast, cast.conversation.pk))
        assert "Agree: Idea 0. Matters a lot to me" in words_of(mine)
        given = {"vote": "-1", "back": "my_votes"}
        answer = browser.post(to("vote_cast", cast, statement.pk), given, follow=True)
        assert "Disagree: Idea 0." in words_of(answer)
        assert answer.context["rows"][0].matters is False

    def test_many_answers_of_ones_own_turn_their_pages(self, cast: Cast) -> None:
        browser = Client()
        for statement in draw(cast, 32):
            browser.post(to("vote_cast", cast, statement.pk), {"vote": "1"})
        assert len(browser.get(to("my_votes", cast, cast.conversation.pk)).context["rows"]) == 30
        second = browser.get(to("my_votes", cast, cast.conversation.pk), {"page": 2})
        assert [vote.statement.text for vote in second.context["rows"]] == ["Idea 1.", "Idea 0."]

    @pytest.mark.parametrize("vote", ["", "2", "agree", "\x00"])
    def test_no_button_is_no_vote(self, cast: Cast, vote: str) -> None:
        answer = Client().post(to("vote_cast", cast, draw(cast, 1)[0].pk), {"vote": vote})
        assert answer.status_code == 409
        assert not Vote.objects.exists()

    def test_before_there_is_a_statement_the_page_says_what_to_do(self, cast: Cast) -> None:
        assert "Nothing to vote on yet" in words_of(Client().get(to("vote", cast, cast.conversation.pk)))


class TestResults:
    """Common ground first."""

    def camps(self, cast: Cast, each: int = 6, shared: str = "Idea 7.") -> None:
        """Two camps that share the last statement."""
        drawn = draw(cast, 8)
        actions.correct_statement(drawn[7], by=cast.facilitator, text=shared)
        for person in range(2 * each):
            part = actions.take_part(cast.conversation, by=people.welcome_guest())
            for n, statement in enumerate(drawn[:7]):
                actions.vote(part, statement, Choice(1 if (n < 4) == (person < each) else -1))
            actions.vote(part, drawn[7], Choice(1))
        tasks.redraw(cast.conversation)

    def test_common_ground_and_what_divides_as_picture_and_as_table(self, cast: Cast) -> None:
        self.camps(cast)
        answer = Client().get(to("results", cast, cast.conversation.pk))
        shown, page = words_of(answer), answer.content.decode()
        assert shown.index("Common ground") < shown.index("What divides")
        assert answer.context["common_ground"][0].statement.text == "Idea 7."
        assert "12 agree, 0 disagree and 0 pass, of 12 who answered." in shown
        assert '<svg class="opinion-map"' in page
        assert "<caption>Groups and how many people are in them</caption>" in page
        assert re.search(r'<th scope="row">A</th><td class="numeric">6</td>', page)
        assert "12 people answered" in shown
        assert "96 answers, as of" in shown

    def test_with_whom_one_is(self, cast: Cast) -> None:
        self.camps(cast)
        browser, shared = Client(), Statement.objects.get(number=8)
        browser.post(to("vote_cast", cast, shared.pk), {"vote": "1"})
        tasks.redraw(cast.conversation)
        assert "You are with 12 others" in words_of(browser.get(to("results", cast, cast.conversation.pk)))

    def test_fewer_than_five_people_are_not_shown(self, cast: Cast) -> None:
        self.camps(cast, each=2)
        shown = words_of(Client().get(to("results", cast, cast.conversation.pk)))
        assert "Results show from 5 people on" in shown
        assert "who answered" not in shown
        assert Client().get(to("results_json", cast, cast.conversation.pk)).json() == {}

    def test_every_statement_stands_on_a_page_of_its_own(self, cast: Cast) -> None:
        self.camps(cast)
        shown = words_of(Client().get(to("results_all", cast, cast.conversation.pk)))
        assert [shown.index(f"Idea {n}.") for n in range(8)]
        assert shown.index("Idea 7.") < shown.index("Idea 0."), "the most shared first"

    def test_results_that_changed_say_so_and_those_that_did_not_say_nothing(self, cast: Cast) -> None:
        self.camps(cast)
        address = to("results_news", cast, cast.conversation.pk)
        version = OpinionMap.objects.get().version
        assert Client().get(address, {"version": version}).status_code == 204
        browser = Client()
        browser.post(to("vote_cast", cast, Statement.objects.get(number=8).pk), {"vote": "1"})
        tasks.redraw(cast.conversation)
        answer = browser.get(address, {"version": version})
        assert answer.content.decode().lstrip().startswith('<div id="news"')
        assert "New answers came in." in words_of(answer)
        assert "You are with 12 others" in words_of(answer)

    def test_the_table_has_a_row_per_statement_and_columns_per_group(self, cast: Cast) -> None:
        self.camps(cast, shared="=HYPERLINK(1)")
        answer = Client().get(to("results_csv", cast, cast.conversation.pk))
        table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(table) == 8
        assert table[0]["statement"] == "'=HYPERLINK(1)", "no spreadsheet computes what somebody said"
        assert (table[0]["agree"], table[0]["seen"], table[0]["A agree"], table[0]["B agree"]) == ("12", "12", "6", "6")
        assert 0.5 < float(table[0]["A low"]) < 1

    def test_the_picture_stands_by_itself_and_its_points_name_nobody(self, cast: Cast) -> None:
        self.camps(cast)
        answer = Client().get(to("results_svg", cast, cast.conversation.pk))
        drawing = ElementTree.fromstring(answer.content)
        assert answer["Content-Type"] == "image/svg+xml"
        assert not list(drawing.iter("{http://www.w3.org/2000/svg}style")), "the policy of our pages forbids it"
        assert cast.conversation.question in answer.content.decode()
        points = Client().get(to("results_points", cast, cast.conversation.pk)).json()["points"]
        assert len(points) == 12
        assert points == sorted(points)
        assert {group for _x, _y, group in points} == {0, 1}

    def test_nothing_can_be_taken_away_before_five_people_answered(self, cast: Cast) -> None:
        self.camps(cast, each=2)
        for name in ("results_csv", "results_svg", "results_points"):
            assert Client().get(to(name, cast, cast.conversation.pk)).status_code == 404, name

    @pytest.mark.parametrize(
        ("count", "stable", "stability", "words"),
        [
            (2, True, 0.93, "losing one vote in ten would not change this"),
            (2, False, 0.4, "The groups are not stable: read the common ground, not the groups."),
            (2, False, None, "Nobody has tried yet"),
            (1, False, None, "People do not fall into clear groups here."),
            (0, False, None, "People do not fall into clear groups here."),
        ],
    )
    def test_how_sure_we_are_is_said_in_a_sentence(
        self, count: int, stable: bool, stability: float | None, words: str
    ) -> None:
        assert words in how_sure({"groups": {"count": count, "stable": stable, "stability": stability}})

    def test_a_group_that_may_be_there_and_is_not_shown_is_mentioned(self) -> None:
        found = {"groups": {"count": 2, "stable": True, "stability": 0.93, "perhaps": 3}}
        assert "There may be one more" in how_sure(found)
        assert "losing one vote in ten" in how_sure({"groups": found["groups"] | {"perhaps": 2}})

    def test_without_groups_everybody_has_one_bar(self, cast: Cast) -> None:
        drawn = draw(cast, 2)
        for _person in range(8):
            part = actions.take_part(cast.conversation, by=people.welcome_guest())
            for statement in drawn:
                actions.vote(part, statement, Choice(1))
        tasks.redraw(cast.conversation)
        shown = words_of(Client().get(to("results", cast, cast.conversation.pk)))
        assert "Everybody agrees" in shown
        assert "Group A" not in shown

    def test_the_data_has_nobody_in_it(self, cast: Cast) -> None:
        self.camps(cast)
        data = Client().get(to("results_json", cast, cast.conversation.pk)).json()
        assert data["participants"] == 12
        assert "people" not in data

    def test_more_statements_and_people_cost_no_more_queries(
        self, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        self.camps(cast)
        with django_assert_max_num_queries(10):
            Client().get(to("results", cast, cast.conversation.pk))
        with django_assert_max_num_queries(10):
            Client().get(to("results_all", cast, cast.conversation.pk))
        with django_assert_max_num_queries(10):
            Client().get(to("statements", cast, cast.conversation.pk))


def test_a_private_circles_conversation_is_404(cast: Cast) -> None:
    voice = actions.say(cast.circle_conversation, Words("Walks."), by=cast.organiser)
    statement = actions.draw_statement(cast.circle_conversation, by=cast.organiser, text="Walks.", voices=[voice])
    slug, pk = cast.circle.slug, cast.circle_conversation.pk
    for browser in (Client(), cast.browser(cast.stranger)):
        for name in ("conversation", "voice_say", "vote", "results", "results_json", "statements", "desk", "my_votes"):
            assert browser.get(reverse(name, args=[slug, pk])).status_code == 404, name
        assert browser.post(reverse("voice_say", args=[slug, pk]), SAID).status_code == 404
        assert browser.post(reverse("vote_cast", args=[slug, statement.pk]), {"vote": "1"}).status_code == 404
    assert cast.browser(cast.organiser).get(reverse("conversation", args=[slug, pk])).status_code == 200


def test_a_conversation_is_found_only_in_its_own_coproduction(cast: Cast) -> None:
    other = reverse("conversation", args=[cast.circle.slug, cast.conversation.pk])
    assert cast.browser(cast.organiser).get(other).status_code == 404
