"""Two taps, no account."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.web.listening.pages import SAID, to, words_of
from wayahead.base.people import arrivals
from wayahead.base.people.models import Person
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Words
from wayahead.loop.listening.models import Voice


def test_a_guest_sees_what_is_public_before_typing(cast: Cast) -> None:
    shown = words_of(Client().get(to("voice_say", cast, cast.conversation.pk)))
    before, after = shown.index("Before you write"), shown.index("What you want to say")
    assert before < after
    assert "Everyone, once Aneesa, who looks after this conversation, has read it." in shown
    assert "You don’t need an account." in shown


def test_two_taps_lead_to_a_receipt_and_a_day(cast: Cast) -> None:
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
        ({"text": "a\x07b"}, "text"),
        ({"text": "\u200b \u200b"}, "text"),
        ({"quote": "named"}, "first_name"),
        ({"quote": "shouted"}, "quote"),
        ({"language": "tlh"}, "language"),
        ({"answer_to": "nowhere"}, "answer_to"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_stored(
    cast: Cast, wrong: dict[str, str], field: str
) -> None:
    answer = Client().post(to("voice_say", cast, cast.conversation.pk), SAID | wrong)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "There is one thing to put right" in words_of(answer)
    assert not Voice.objects.exists()
    assert not Person.objects.filter(email=None).exists()


def test_a_closed_conversation_says_so(cast: Cast) -> None:
    actions.close_conversation(cast.conversation, by=cast.facilitator)
    answer = Client().post(to("voice_say", cast, cast.conversation.pk), SAID)
    assert "This conversation is closed." in words_of(answer)
    assert not Voice.objects.exists()


def test_one_network_brings_only_so_many_new_people_an_hour(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "NEW_PEOPLE_AN_HOUR", 1)
    known = Client()
    assert known.post(to("voice_say", cast, cast.conversation.pk), SAID).status_code == 302
    assert Client().post(to("voice_say", cast, cast.conversation.pk), SAID).status_code == 429
    assert known.post(to("voice_say", cast, cast.conversation.pk), SAID).status_code == 302


def test_a_helper_types_for_somebody_and_hands_over_their_link(cast: Cast) -> None:
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


def test_the_speaker_changes_and_takes_back(cast: Cast) -> None:
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
