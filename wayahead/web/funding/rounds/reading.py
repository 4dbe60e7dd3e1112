"""Pages to read: the rounds of a co-production, one round, its result, and files to count again."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone

from wayahead import access
from wayahead.loop.funding import actions
from wayahead.loop.funding.counting import published, served
from wayahead.loop.funding.heard import may_be_told
from wayahead.loop.funding.interests import interest_in_round, makers
from wayahead.loop.funding.models import FEW, Round, RoundEntry, RoundResult, ScoreSheet
from wayahead.web.funding.rounds import picture, words
from wayahead.web.pages import Ask, page


def rounds(request: Ask, slug: str) -> HttpResponse:
    """Every round of a co-production, those that are open first."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    found = access.visible(request.person, Round).filter(coproduction=coproduction)
    rows = list(found.select_related("programme__funder", "result"))
    return page(
        request,
        "funding/rounds/all.html",
        coproduction=coproduction,
        here="funding",
        open_rounds=[row for row in rows if not row.is_counted],
        counted=[row for row in rows if row.is_counted],
    )


def own_ballot(request: Ask, round: Round) -> Any:
    """The reader's own ballot in a round, or None."""
    keys = request.person.selves if request.person else []
    return round.ballots.filter(person__in=keys).order_by("-given_at").first()


def round(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One round: what stands in it, who may choose, until when, and how it is decided."""
    found = access.fetch(request.person, "round.see", pk=pk, coproduction__slug=slug)
    own, cast = own_ballot(request, found), found.ballots.count()
    entries = found.entries.select_related("version__solution", "version__delivered_by")
    return page(
        request,
        "funding/rounds/one.html",
        coproduction=found.coproduction,
        here="funding",
        round=found,
        entries=entries,
        costs_pence=sum(entry.cost_pence for entry in entries),
        own=own,
        own_entries=own.entries.select_related("version__solution") if own else [],
        cast=cast if cast >= FEW else None,
        steps=words.how_it_is_decided(found),
        card_rows=words.card_rows(found),
        may_choose=access.allows(request.person, "round.choose", found),
        may_type=access.allows(request.person, "round.type_paper", found),
        may_run=access.allows(request.person, "round.run", found),
        score_rows=own_scores(request, found) if access.allows(request.person, "round.score", found) else None,
        criteria=found.criteria.all(),
        can_be_counted=not found.is_counted and found.closes_on <= timezone.localdate(),
    )


def own_scores(request: Ask, round: Round) -> list[tuple[RoundEntry, ScoreSheet | None]]:
    """What stands in the round, each with the sheet of the panel member who reads."""
    seat = actions.seat_of(round, access.somebody(request.person))
    sheets = {sheet.entry_id: sheet for sheet in seat.sheets.prefetch_related("points")}
    return [(entry, sheets.get(entry.pk)) for entry in round.entries.select_related("version__solution")]


def result_of(request: Ask, slug: str, pk: int) -> RoundResult:
    """The result of a round that may be seen; 404 while there is none."""
    found = access.fetch(request.person, "round.see", pk=pk, coproduction__slug=slug)
    if not found.is_counted:
        raise Http404
    return found.result  # type: ignore[no-any-return]


def results(request: Ask, slug: str, pk: int) -> HttpResponse:
    """What is funded and why, why not the others, and how equally people's shares were used."""
    found = access.fetch(request.person, "round.see", pk=pk, coproduction__slug=slug)
    if not found.is_counted:
        return redirect("round", slug, pk)
    result, document = found.result, found.result.document
    told = [entry | {"why": words.why(entry, document)} for entry in document.get("entries", [])]
    entries = {entry.number: entry for entry in found.entries.select_related("version")}
    funded = sorted((one for one in told if one["is_funded"]), key=lambda one: one["round"])
    titles = {str(one["number"]): one["title"] for one in told}
    return page(
        request,
        "funding/rounds/results.html",
        coproduction=found.coproduction,
        here="funding",
        round=found,
        result=result,
        document=document,
        funded=[
            one | {"bid": entries[one["number"]].bid_id, "address": address_of(slug, entries[one["number"]])}
            for one in funded
        ],
        lost=[one for one in told if not one["is_funded"]],
        left_pence=found.pot_pence - result.spent_pence,
        pieces=picture.pieces(document) if document else [],
        greedy_only=[one for one in told if one["is_funded_by_greedy"] and not one["is_funded"]],
        rule_only=[one for one in told if one["is_funded"] and not one["is_funded_by_greedy"]],
        ties=[[titles[name] for name in tie["ids"]] for tie in document.get("ties", [])],
        on_paper=result.on_paper if may_be_told(result.on_paper, result.people) else None,
        came_in=words.came_in(result),
        served=served(document),
        few=FEW,
        panel=panel_rows(document),
        belonging=words.belonging(document),
        heard=words.heard(document),
        what_ifs=words.what_ifs(document),
        steps=words.how_it_is_decided(found),
        card_rows=words.card_rows(found),
        **grants_to_make(request, found),
    )


def grants_to_make(request: Ask, round: Round) -> dict[str, Any]:
    """Whether the reader may make the grants that wait; or, of its funder, why not, and who can instead."""
    waits = round.is_counted and round.result.spent_pence and not round.awarded_at
    if not waits or not access.allows(request.person, "round.run", round):
        return {}
    by = access.somebody(request.person)
    why_not = interest_in_round(round, by)
    return {"may_award": not why_not, "leaves_to_others": why_not, "makers": makers(round).exclude(pk=by.pk)}


def address_of(slug: str, entry: RoundEntry) -> str:
    """Where the version that stands in a round is read, with its costs."""
    return reverse("version", args=[slug, entry.version.solution_id, entry.version.number])


def panel_rows(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What a panel made of each entry: title, means and points by criterion, reasons; empty without a panel."""
    panel = document.get("panel")
    if not panel:
        return []
    titles = {one["number"]: one["title"] for one in document["entries"]}
    return [
        one
        | {
            "title": titles[one["number"]],
            "points": list(zip(panel["criteria"], one["means"], strict=True)),
            "given": [row for row in zip(panel["criteria"], one.get("given", ()), strict=False) if row[1]],
        }
        for one in panel["entries"]
    ]


def ballots_file(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The ballots that were counted, for anybody to count again (Pabulib). Nobody's name is in it."""
    result = result_of(request, slug, pk)
    if not result.ballots_file:
        raise Http404
    answer = HttpResponse(result.ballots_file, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="round-{pk}.pb"'
    return answer


def result_file(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The result as data, with its rule card and the fingerprint of what was counted."""
    result = result_of(request, slug, pk)
    answer = HttpResponse(
        json.dumps(published(result), ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="round-{pk}.json"'
    return answer


urlpatterns = [
    path("c/<slug:slug>/rounds/", rounds, name="rounds"),
    path("c/<slug:slug>/rounds/<int:pk>/", round, name="round"),
    path("c/<slug:slug>/rounds/<int:pk>/results/", results, name="round_results"),
    path("c/<slug:slug>/rounds/<int:pk>/ballots.pb", ballots_file, name="round_ballots_file"),
    path("c/<slug:slug>/rounds/<int:pk>/result.json", result_file, name="round_result_file"),
]
