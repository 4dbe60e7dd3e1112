"""The results to take away: data for programs and for spreadsheets, the picture, and its points for the canvas."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from wayahead import access
from wayahead.loop.listening.models import Conversation, OpinionMap
from wayahead.web.downloading import cell
from wayahead.web.listening.picture import LETTERS, Picture, draw
from wayahead.web.listening.reading import WAYS, GroupWords, Reading, how_sure
from wayahead.web.listening.results import map_of
from wayahead.web.pages import Ask

HEAD, LINE, ONE_LINE = 70, 30, 62  # of the picture by itself: room above it, room and letters of a line below


def rows(conversation: Conversation, published: dict[str, Any]) -> Iterator[list[object]]:
    """A row per statement, the most shared first, after the names of the columns."""
    letters = LETTERS[: len(published["groups"]["sizes"])] if published["groups"]["count"] > 1 else ""
    of_group = [f"{letter} {name}" for letter in letters for name in (*WAYS, "agree share", "low", "high")]
    yield ["number", "statement", "language", *WAYS, "seen", "common ground", "low", "high", "divisive", *of_group]
    reading = Reading(conversation, published)
    reading.fetch(published["common_ground"])
    for line in reading.lines(published["common_ground"]):
        counts, bars = line.counts, {bar.letter: bar for bar in line.bars}
        yield [
            line.statement.number,
            cell(line.statement.text),
            line.statement.language,
            *(counts[way] for way in WAYS),
            counts["seen"],
            *(round(figure, 4) for figure in (counts["common_ground"], *counts["interval"], counts["divisive"])),
            *(
                figure
                for n, letter in enumerate(letters)
                for figure in of_one_group(counts["by_group"][n], bars.get(letter))
            ),
        ]


def of_one_group(counts: dict[str, Any] | None, bar: Any) -> list[object]:
    """A group's counts with its share and interval; empty cells where fewer than five of it answered."""
    if counts is None or bar is None:
        return [""] * (len(WAYS) + 3)
    return [*(counts[way] for way in WAYS), *(round(figure, 4) for figure in (bar.share, bar.low, bar.high))]


def as_json(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The map as data: the document of `wayahead analyse --json`, without people; empty until enough answered."""
    conversation = access.fetch(request.person, "map.see", pk=pk, coproduction__slug=slug)
    drawn = map_of(request, conversation)
    return JsonResponse(drawn.published if drawn else {})


def as_csv(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Every statement with its counts, also per group, for a spreadsheet."""
    conversation, drawn = known(request, slug, pk)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="results-{conversation.pk}.csv"'
    answer.write("\ufeff")  # else spreadsheets take it for another encoding
    csv.writer(answer).writerows(rows(conversation, drawn.published))
    return answer


def as_svg(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The picture by itself, with its title, its groups in words and its date."""
    conversation, drawn = known(request, slug, pk)
    found = seen_by_all(drawn)
    return HttpResponse(standalone(conversation, drawn, found), content_type="image/svg+xml")


def standalone(conversation: Conversation, drawn: OpinionMap, found: Picture) -> str:
    """The picture as a file that carries its own colours, with a line for each group in its own words."""
    reading = Reading(conversation, drawn.published)
    reading.fetch(reading.marking)
    legend = HEAD + found.height + LINE
    groups = [
        {"letter": group.letter, "size": group.size, "y": n * LINE, "words": words_of(group)}
        for n, group in enumerate(reading.groups(1))
    ]
    foot = legend + LINE * len(groups)
    return render_to_string(
        "listening/map.svg",
        {
            "conversation": conversation,
            "result": drawn.published,
            "when": timezone.localtime(drawn.made_at),
            "how_sure": how_sure(drawn.published),
            "picture": found,
            "groups": groups,
            "legend": legend,
            "foot": foot,
            "height": foot + LINE,
        },
    )


def words_of(group: GroupWords) -> str:
    """The statement that tells most about a group, cut to one line."""
    if not group.lines:
        return ""
    way, line = group.lines[0]
    said = _("They agree:") if way == "agree" else _("They disagree:")
    return Truncator(f"{said} {line.statement.text}").chars(ONE_LINE)


def points(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Everybody's mark for the canvas: x, y and group, in an order that tells nothing."""
    _conversation, drawn = known(request, slug, pk)
    found = seen_by_all(drawn)
    return JsonResponse({"width": found.width, "height": found.height, "points": found.points})


def known(request: Ask, slug: str, pk: int) -> tuple[Conversation, OpinionMap]:
    """The conversation and its map; 404 until at least five people answered."""
    conversation = access.fetch(request.person, "map.see", pk=pk, coproduction__slug=slug)
    drawn = map_of(request, conversation)
    if drawn is None:
        raise Http404
    return conversation, drawn


def seen_by_all(drawn: OpinionMap) -> Picture:
    """The picture of a map; 404 where there is none."""
    found = draw(drawn.pk, drawn.version)
    if found is None:
        raise Http404
    return found


urlpatterns = [
    path("c/<slug:slug>/listening/<int:pk>/results.json", as_json, name="results_json"),
    path("c/<slug:slug>/listening/<int:pk>/results.csv", as_csv, name="results_csv"),
    path("c/<slug:slug>/listening/<int:pk>/results.svg", as_svg, name="results_svg"),
    path("c/<slug:slug>/listening/<int:pk>/results/points.json", points, name="results_points"),
]
