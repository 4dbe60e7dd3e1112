"""What looks unusual in the votes, and the results with and without it: for everybody to read."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.dateparse import parse_datetime

from wayahead import access
from wayahead.loop.listening.models import Conversation, SurpriseCheck
from wayahead.web.listening.reading import FEWEST_SHOWN, Line, Reading, how_sure
from wayahead.web.listening.results import map_of
from wayahead.web.listening.voices import talk_page
from wayahead.web.pages import Ask

COMPARED = 8


@dataclass(frozen=True)
class Side:
    """The results of one side: with everybody, or without those who were found."""

    participants: int
    groups: int
    how_sure: str
    lines: list[Line]


def check_of(request: Ask, conversation: Conversation) -> SurpriseCheck | None:
    """The last look at the votes of a conversation, if somebody looked."""
    return access.visible(request.person, SurpriseCheck).filter(conversation=conversation).first()


def side(conversation: Conversation, published: dict[str, Any]) -> Side:
    """What a reader compares."""
    reading = Reading(conversation, published)
    first = (reading.shared or published["common_ground"])[:COMPARED]
    reading.fetch(first)
    groups = published["groups"]["count"]
    return Side(published["participants"], groups, how_sure(published), reading.lines(first))


def unusual(request: Ask, slug: str, pk: int) -> HttpResponse:
    """What was found, how far chance would explain it, and common ground with and without it."""
    conversation = access.fetch(request.person, "map.see", pk=pk, coproduction__slug=slug)
    drawn = map_of(request, conversation)
    if drawn is None:
        return talk_page(request, "no_results", conversation, fewest=FEWEST_SHOWN)
    check = check_of(request, conversation)
    without = check.published_without if check else {}
    found = [
        {**one, "from": parse_datetime(one["begins"]), "to": parse_datetime(one["ends"])} if "begins" in one else one
        for one in (check.found if check else [])
    ]
    sides = [side(conversation, drawn.published), side(conversation, without)] if without else []
    each = [{line.statement.pk for line in one.lines} for one in sides]
    both = set.intersection(*each) if each else set()
    return talk_page(request, "unusual", conversation, check=check, found=found, sides=sides, both=both)


urlpatterns = [path("c/<slug:slug>/listening/<int:pk>/results/unusual/", unusual, name="unusual")]
