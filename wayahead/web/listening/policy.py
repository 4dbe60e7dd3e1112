"""What is put to the vote and what is not: the public policy, and the log of every decision."""

import csv
from itertools import chain, islice

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils import timezone

from wayahead import access
from wayahead.loop.listening.decisions import Decision, decisions
from wayahead.loop.listening.models import EXPLAINED, Conversation, Ground
from wayahead.web.downloading import Echo, cell
from wayahead.web.listening.voices import talk_page
from wayahead.web.pages import Ask, page
from wayahead.web.sentences import OF_KIND

A_PAGE = 50
COLUMNS = ("when", "what", "statement", "voices", "reason number", "reason of the policy", "in the facilitator’s words")


def policy(request: Ask) -> HttpResponse:
    """The reasons for which something is not put to the vote, the same everywhere and with a number each."""
    grounds = [(ground.value, ground.label, EXPLAINED[ground]) for ground in Ground if ground != Ground.OTHER]
    return page(request, "listening/policy.html", grounds=grounds, other=EXPLAINED[Ground.OTHER])


def log(request: Ask, slug: str, pk: int) -> HttpResponse:
    """What was decided about voices and statements here, newest first."""
    conversation = access.fetch(request.person, "conversation.see", pk=pk, coproduction__slug=slug)
    before = request.GET.get("before", "")
    known = int(before) if before.isdecimal() and len(before) < 18 else None
    found = list(islice(decisions(conversation, before=known), A_PAGE + 1))
    rows = [(decision, OF_KIND[decision.kind]) for decision in found[:A_PAGE]]
    older = found[A_PAGE - 1].number if len(found) > A_PAGE else None
    return talk_page(request, "log", conversation, rows=rows, older=older, is_later_page=known is not None)


def log_csv(request: Ask, slug: str, pk: int) -> StreamingHttpResponse:
    """The whole log for a spreadsheet."""
    conversation: Conversation = access.fetch(request.person, "conversation.see", pk=pk, coproduction__slug=slug)
    writer = csv.writer(Echo())
    rows = (writer.writerow(row) for row in chain([COLUMNS], map(row_of, decisions(conversation))))
    answer = StreamingHttpResponse(chain(["\ufeff"], rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="log-{conversation.pk}.csv"'
    return answer


def row_of(decision: Decision) -> list[object]:
    """One decision as cells."""
    return [
        timezone.localtime(decision.at).isoformat(timespec="minutes"),
        str(OF_KIND[decision.kind]),
        decision.statement.number if decision.statement else "",
        decision.voices or "",
        int(decision.ground) if decision.ground is not None else "",
        str(decision.ground.label) if decision.ground is not None else "",
        cell(decision.reason),
    ]


urlpatterns = [
    path("policy/", policy, name="policy"),
    path("c/<slug:slug>/listening/<int:pk>/log/", log, name="log"),
    path("c/<slug:slug>/listening/<int:pk>/log.csv", log_csv, name="log_csv"),
]
