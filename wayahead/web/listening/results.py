"""What people share and what divides them: common ground first."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import HttpResponse, JsonResponse
from django.urls import path

from wayahead import access
from wayahead.kernels.opinion import jeffreys
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Conversation, OpinionMap, Statement
from wayahead.web.listening.picture import FEWEST_SHOWN, LETTERS, draw
from wayahead.web.listening.voices import talk_page
from wayahead.web.listening.votes import participation_of
from wayahead.web.pages import Ask, paged

SHOWN, A_PAGE = 8, 30


@dataclass(frozen=True)
class Bar:
    """How one group answers one statement, with how sure we are."""

    letter: str
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Line:
    """One statement of a list, its counts and a bar per group of at least five people who answered it."""

    statement: Statement
    counts: dict[str, Any]
    bars: tuple[Bar, ...]


class Reading:
    """A stored map, read for a page: only the statements that the page shows are fetched."""

    def __init__(self, conversation: Conversation, drawn: OpinionMap) -> None:
        self.result = drawn.published
        self.by_id = {one["id"]: one for one in self.result["statement_results"]}
        self.conversation = conversation
        self.statements: dict[int, Statement] = {}

    def fetch(self, *lists: list[str]) -> None:
        """Get the words of every statement in these lists, in one query."""
        numbers = {int(one) for ids in lists for one in ids}
        rows = self.conversation.statements.filter(number__in=numbers).select_related("coproduction")
        self.statements = {row.number: row for row in rows}

    def lines(self, ids: list[str]) -> list[Line]:
        """These statements as the page shows them."""
        return [self.line(one) for one in ids if int(one) in self.statements]

    def line(self, one: str) -> Line:
        """One statement as the page shows it."""
        counts = self.by_id[one]
        return Line(self.statements[int(one)], counts, bars_of(counts["by_group"]))


def bars_of(by_group: list[dict[str, int] | None]) -> tuple[Bar, ...]:
    """A bar per group in which at least five people answered; none when there is only one group."""
    if len(by_group) < 2:
        return ()
    return tuple(
        Bar(LETTERS[n], counts["agree"] / seen, *interval(counts["agree"], seen))
        for n, counts in enumerate(by_group)
        if counts and (seen := sum(counts.values()))
    )


def interval(hits: int, seen: int) -> tuple[float, float]:
    """The interval of a share, as the kernel computes it."""
    low, high = jeffreys(np.array([hits]), np.array([seen]))
    return float(low[0]), float(high[0])


def groups_of(reading: Reading) -> list[dict[str, Any]]:
    """The groups that are large enough to be described, each by its own statements."""
    sizes, listed = reading.result["groups"]["sizes"], reading.result["representative"]
    return [
        {
            "letter": LETTERS[n],
            "size": size,
            "lines": [
                {"line": reading.line(one["id"]), "way": one["way"]}
                for one in listed[n]["statements"]
                if int(one["id"]) in reading.statements
            ],
        }
        for n, size in enumerate(sizes)
        if size >= FEWEST_SHOWN and len(sizes) > 1
    ]


def with_others(request: Ask, conversation: Conversation, reading: Reading) -> dict[str, Any] | None:
    """You are with 62 others who said: the statement that the reader shares with most people."""
    taking_part = participation_of(request, conversation.pk)
    if taking_part is None:
        return None
    mine = actions.standing_votes(taking_part).exclude(choice=0).select_related("statement")
    best: tuple[int, Any] | None = None
    for vote in mine:
        counts = reading.by_id.get(str(vote.statement.number))
        others = counts["agree" if vote.choice == 1 else "disagree"] - 1 if counts else 0
        if others >= FEWEST_SHOWN and (best is None or others > best[0]):
            best = (others, vote)
    return {"others": best[0], "vote": best[1]} if best else None


def map_of(request: Ask, conversation: Conversation) -> OpinionMap | None:
    """The stored map of a conversation, without everybody's place on it, which only the picture needs."""
    return access.visible(request.person, OpinionMap).filter(conversation=conversation).defer("people").first()


def results(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The opinion map of a conversation: common ground, what divides, the groups, how sure we are."""
    conversation = access.fetch(request.person, "map.see", pk=pk, coproduction__slug=slug)
    drawn = map_of(request, conversation)
    if drawn is None or not drawn.is_shown:
        return talk_page(request, "no_results", conversation, fewest=FEWEST_SHOWN)
    reading = Reading(conversation, drawn)
    result = reading.result
    shared, split, slate = result["common_ground"][:SHOWN], result["divisive"][:SHOWN], result["slate"]
    marking = [one["id"] for group in result["representative"] for one in group["statements"]]
    reading.fetch(shared, split, slate, marking)
    return talk_page(
        request,
        "results",
        conversation,
        drawn=drawn,
        result=result,
        common_ground=reading.lines(shared),
        divisive=reading.lines(split),
        slate=reading.lines(slate),
        represented=round(100 * result["represented"]),
        groups=groups_of(reading),
        picture=draw(drawn.pk, drawn.version),
        with_others=with_others(request, conversation, reading),
        has_more=len(result["common_ground"]) > SHOWN,
    )


def every_statement(request: Ask, slug: str, pk: int) -> HttpResponse:
    """What people said to each statement, the most shared first."""
    conversation = access.fetch(request.person, "map.see", pk=pk, coproduction__slug=slug)
    drawn = map_of(request, conversation)
    if drawn is None or not drawn.is_shown:
        return talk_page(request, "no_results", conversation, fewest=FEWEST_SHOWN)
    reading = Reading(conversation, drawn)
    ids = paged(request, reading.result["common_ground"], A_PAGE)
    reading.fetch(list(ids))
    return talk_page(request, "every_result", conversation, rows=ids, lines=reading.lines(list(ids)))


def download(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The map as data: the document of `wayahead analyse --json`, without people."""
    conversation = access.fetch(request.person, "map.see", pk=pk, coproduction__slug=slug)
    drawn = map_of(request, conversation)
    return JsonResponse(drawn.published if drawn else {})


urlpatterns = [
    path("c/<slug:slug>/listening/<int:pk>/results/", results, name="results"),
    path("c/<slug:slug>/listening/<int:pk>/results/all/", every_statement, name="results_all"),
    path("c/<slug:slug>/listening/<int:pk>/results.json", download, name="results_json"),
]
