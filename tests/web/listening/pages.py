"""Addresses and words of the pages of listening."""

import re
from typing import Any

from django.urls import reverse

from tests.cast import Cast
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Statement

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
