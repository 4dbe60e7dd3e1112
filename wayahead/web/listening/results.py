"""What people share and what divides them: common ground first, and how sure we are of it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Conversation, OpinionMap, Statement, SurpriseCheck, Vote
from wayahead.loop.needs.models import Need
from wayahead.web.listening.picture import FEWEST_SHOWN, draw
from wayahead.web.listening.reading import Reading, how_sure
from wayahead.web.listening.voices import talk_page
from wayahead.web.listening.votes import participation_of
from wayahead.web.pages import Ask, paged

SHOWN, A_PAGE, WORDS_OF_A_GROUP = 6, 30, 3
NOTHING_NEW = 204


@dataclass(frozen=True)
class WithOthers:
    """With how many others somebody answered a statement alike."""

    others: int
    vote: Vote


def with_others(request: Ask, conversation: Conversation, reading: Reading) -> WithOthers | None:
    """You are with 62 others who said: the statement that the reader shares with most people."""
    taking_part = participation_of(request, conversation.pk)
    if taking_part is None:
        return None
    best: WithOthers | None = None
    for vote in actions.standing_votes(taking_part).exclude(choice=0).select_related("statement"):
        counts = reading.by_id.get(str(vote.statement.number))
        others = counts["agree" if vote.choice == 1 else "disagree"] - 1 if counts else 0
        if others >= FEWEST_SHOWN and (best is None or others > best.others):
            best = WithOthers(others, vote)
    return best


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
        picture=draw(drawn.pk, drawn.version),
        with_others=with_others(request, conversation, reading),
        became=became(request, list(reading.statements.values())),
        unusual=access.visible(request.person, SurpriseCheck).filter(conversation=conversation, people__gt=0).first(),
    )


def news(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Whether the results changed since the version that the reader has: nothing, or what is new of it."""
    conversation = access.fetch(request.person, "map.see", pk=pk, coproduction__slug=slug)
    drawn = map_of(request, conversation)
    if drawn is None or str(drawn.version) == request.GET.get("version"):
        return HttpResponse(status=NOTHING_NEW)
    reading = Reading(conversation, drawn.published)
    context: dict[str, Any] = {"drawn": drawn, "result": reading.result, "is_new": True}
    return talk_page(request, "news", conversation, with_others=with_others(request, conversation, reading), **context)


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
