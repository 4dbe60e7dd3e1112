"""Facilitators hear of answers that are owed, once and in one letter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast
from wayahead.channels.email.reminding import remind_facilitators
from wayahead.channels.models import Message
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Words
from wayahead.loop.listening.models import Voice

TODAY = timezone.localdate()


def say(cast: Cast, due_in: int) -> Voice:
    """Something whose answer is due in so many days."""
    voice = actions.say(cast.conversation, Words("It is dark."), by=cast.resident)
    Voice.objects.filter(pk=voice.pk).update(answer_due_on=TODAY + timedelta(days=due_in))
    return voice


def test_one_letter_counts_what_is_late_and_what_is_due(cast: Cast) -> None:
    for days in (-1, -4, 2, 1, 9):
        say(cast, days)
    assert remind_facilitators(TODAY) == 1
    letter = Message.objects.get()
    assert letter.to == cast.facilitator.email
    assert letter.subject == "Answers that people wait for"
    assert "2 answers are late. 2 are due within two days." in letter.body
    assert f"/listening/{cast.conversation.pk}/desk/" in letter.body


@pytest.mark.parametrize("days", [-7, -2, 1, 3, 14])
def test_nobody_is_told_again_of_what_they_were_told_or_too_early(cast: Cast, days: int) -> None:
    say(cast, days)
    assert remind_facilitators(TODAY) == 0
    assert not Message.objects.exists()


def test_what_is_read_is_not_owed(cast: Cast) -> None:
    actions.set_aside(say(cast, -1), by=cast.facilitator, ground=4)
    assert remind_facilitators(TODAY) == 0
