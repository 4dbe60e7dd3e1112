"""What people share and what divides them: common ground first, and how sure we are of it."""

from typing import Any

from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.loop.listening.models import Conversation, OpinionMap, Statement, SurpriseCheck
from wayahead.loop.listening.own import place_of, with_others
from wayahead.loop.listening.voting.answers import pseudonyms
from wayahead.loop.needs.models import Need
from wayahead.web.listening.picture import FEWEST_SHOWN, draw, you_on
from wayahead.web.listening.reading import LETTERS, Reading, how_sure
from wayahead.web.listening.voices import talk_page
from wayahead.web.listening.votes import participation_of
from wayahead.web.pages import Ask, paged

SHOWN, A_PAGE, WORDS_OF_A_GROUP = 6, 30, 3
NOTHING_NEW = 204


def map_of(request: Ask, conversation: Conversation) -> OpinionMap | None:
    """The stored map of a conversation, if it may be shown; without everybody's place, which only the picture needs."""
    drawn = access.visible(request.person, OpinionMap).filter(conversation=conversation).defer("people").first()
    return drawn if drawn and drawn.is_shown else None


def became(request: Ask, statements: list[Statement]) -> dict[int, list[Need]]:
    """For each statement the published needs that rest on it."""
    found: dict[int, list[Need]] = {}
    published = access.visible(request.person, Need).filter(state=Need.State.PUBLISHED, statements__in=statements)
    for need in published.distinct().order_by("number").prefetch_related("statements"):
        for statement in need.statements.all():
            found.setdefault(statement.pk, []).append(need)
    return found


def results(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The opinion map of a conversation: common ground, what divides, the groups, how sure we are."""
    conversation = access.fetch(request.person, "map.see", pk=pk, coproduction__slug=slug)
    drawn = map_of(request, conversation)
    if drawn is None:
        return talk_page(request, "no_results", conversation, fewest=FEWEST_SHOWN)
    reading = Reading(conversation, drawn.published)
    result = reading.result
    shared = reading.shared
    first = shared[:SHOWN] or result["common_ground"][:SHOWN]
    split, slate = result["divisive"][:SHOWN], result["slate"]
    reading.fetch(first, split, slate, reading.marking)
    taking_part, picture = participation_of(request, conversation.pk), draw(drawn.pk, drawn.version)
    place = place_of(pseudonyms(taking_part), drawn) if taking_part else None
    return talk_page(
        request,
        "results",
        conversation,
        drawn=drawn,
        result=result,
        shared_count=len(shared),
        common_ground=reading.lines(first),
        divisive=reading.lines(split),
        slate=reading.lines(slate),
        represented=round(100 * result["represented"]),
        groups=reading.groups(WORDS_OF_A_GROUP),
        how_sure=how_sure(result),
        picture=picture,
        place=place,
        own_letter=LETTERS[place.group] if place and place.group is not None else "",
        you=you_on(picture, place) if picture and place else None,
        with_others=with_others(taking_part, reading.result) if taking_part else None,
        became=became(request, list(reading.statements.values())),
        unusual=access.visible(request.person, SurpriseCheck).filter(conversation=conversation, people__gt=0).first(),
    )


def news(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Whether the results changed since the version that the reader has: nothing, or what is new of it."""
    conversation = access.fetch(request.person, "map.see", pk=pk, coproduction__slug=slug)
    drawn = map_of(request, conversation)
    if drawn is None or str(drawn.version) == request.GET.get("version"):
        return HttpResponse(status=NOTHING_NEW)
    taking_part, published = participation_of(request, conversation.pk), drawn.published
    context: dict[str, Any] = {"drawn": drawn, "result": published, "is_new": True}
    with_whom = with_others(taking_part, published) if taking_part else None
    return talk_page(request, "news", conversation, with_others=with_whom, **context)


def every_statement(request: Ask, slug: str, pk: int) -> HttpResponse:
    """What people said to each statement, the most shared first."""
    conversation = access.fetch(request.person, "map.see", pk=pk, coproduction__slug=slug)
    drawn = map_of(request, conversation)
    if drawn is None:
        return talk_page(request, "no_results", conversation, fewest=FEWEST_SHOWN)
    reading = Reading(conversation, drawn.published)
    ids = paged(request, reading.result["common_ground"], A_PAGE)
    reading.fetch(list(ids))
    lines = reading.lines(list(ids))
    needs = became(request, list(reading.statements.values()))
    return talk_page(request, "every_result", conversation, rows=ids, lines=lines, became=needs)


urlpatterns = [
    path("c/<slug:slug>/listening/<int:pk>/results/", results, name="results"),
    path("c/<slug:slug>/listening/<int:pk>/results/news/", news, name="results_news"),
    path("c/<slug:slug>/listening/<int:pk>/results/all/", every_statement, name="results_all"),
]
