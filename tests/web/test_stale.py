"""A form sent from another time: said in our own words, with nothing stored."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from wayahead.loop.listening.models import Voice


@pytest.mark.parametrize(("cookies", "words"), [({}, "Allow cookies"), ({"guest": "x"}, "another window")])
def test_a_stale_form_says_how_to_send_it_after_all(cast: Cast, cookies: dict[str, str], words: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies.load(cookies)
    address = reverse("voice_say", args=[cast.coproduction.slug, cast.conversation.pk])
    voices = Voice.objects.count()
    answer = browser.post(address, {"text": "Dark streets.", "language": "en-gb", "quote": "unnamed"})
    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert "CSRF" not in answer.content.decode()
    assert Voice.objects.count() == voices
