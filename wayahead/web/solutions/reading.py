"""Read what is crafted: every solution, one of them with its grid, a version, two versions side by side."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from wayahead import access
from wayahead.access.waiting import asked_of
from wayahead.base.coproduction.models import CoProduction
from wayahead.kernels.feasibility import State
from wayahead.loop.solutions import checks, comparing, whatif
from wayahead.loop.solutions.models import Agreement, Objection, Solution, Suggestion, Version
from wayahead.loop.tensions.models import Tension
from wayahead.web.pages import Ask, page, paged
from wayahead.web.waiting import waits

COLUMNS = 3  # versions on the grid, unless somebody asks for all
SUGGESTIONS = 8  # on the page of a version; the rest is a link away


def solutions(request: Ask, slug: str) -> HttpResponse:
    """Every solution of a co-production, the opportunities that wait for one, and what is due to be looked at again."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = (
        access.visible(request.person, Solution)
        .filter(coproduction=coproduction)
        .order_by("pk")
        .select_related("responds_to")
    )
    listed = paged(request, rows.prefetch_related("needs").annotate(suggested=SUGGESTED, open=OPEN))
    due = Agreement.objects.due_for_review().filter(version__solution__coproduction=coproduction)
    return page(
        request,
        "solutions/all.html",
        coproduction=coproduction,
        here="solutions",
        rows=listed,
        cards=cards(request, coproduction, list(listed)),
        calls=coproduction.calls.open()[:3],
        asks=asked_of(request.person, version__solution__coproduction=coproduction),
        **waits(request, coproduction),
        due=due.select_related("version__solution"),
        offered=coproduction.offers.standing().count(),
        may_start=access.allows(request.person, "solution.start", coproduction),
    )


@dataclass(frozen=True)
class Card:
    """A solution as the list shows it: the newest version that the reader may see, and what it makes of the limits."""

    solution: Solution
    newest: Version | None
    fit: Sequence[tuple[str, str]]
    versions: int


def cards(request: Ask, coproduction: CoProduction, found: Sequence[Solution]) -> list[Card]:
    """These solutions as a list shows them, in a fixed number of queries."""
    visible = access.visible(request.person, Version).filter(solution__in=found)
    numbers: dict[int, list[int]] = {}
    for solution, number in visible.values_list("solution", "number"):
        numbers.setdefault(solution, []).append(number)
    last = Q(pk__in=[])
    for solution, known in numbers.items():
        last |= Q(solution=solution, number=max(known))
    newest = list(visible.filter(last).select_related("solution", "area", "delivered_by"))
    board = whatif.board(coproduction, newest)
    fits = {
        version.solution_id: (version, fit(column.states.values()))
        for version, column in zip(board.versions, board.columns, strict=True)
    }
    nothing: tuple[Version | None, Sequence[tuple[str, str]]] = (None, [])
    counts = {solution: len(known) for solution, known in numbers.items()}
    return [Card(one, *fits.get(one.pk, nothing), versions=counts.get(one.pk, 0)) for one in found]


def fit(states: Iterable[State]) -> list[tuple[str, str]]:
    """How many limits are met, met with a change, broken or unknown, in words; what there is none of is left out."""
    counts = Counter(states)
    words = {
        State.MET: _("%d met"),
        State.WITH_CHANGE: _("%d with a change"),
        State.BROKEN: _("%d broken"),
        State.UNKNOWN: _("%d unknown"),
    }
    return [(state, said % counts[state]) for state, said in words.items() if counts[state]]


SUGGESTED = Count("versions__suggestions", filter=~Q(versions__suggestions__state="taken_back"), distinct=True)
OPEN = Count("versions__suggestions", filter=Q(versions__suggestions__state="open"), distinct=True)


def readable(request: Ask, found: Solution) -> "QuerySet[Version]":
    """The versions that the reader may see, the newest first, with what a page shows of each."""
    versions = access.visible(request.person, Version).filter(solution=found).order_by("-number")
    return versions.select_related("area", "delivered_by").prefetch_related(
        "costs", "judgements", "sections", "in_kind", "steps", "agreements", "took_in__speaking_for", "reports"
    )


def solution(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One solution: its newest version in full, the grid, who shaped it, and how far people agree."""
    found = access.fetch(request.person, "solution.see", pk=pk, coproduction__slug=slug)
    versions = list(readable(request, found))
    return version_page(request, found, versions, versions[0] if versions else None)


def version(request: Ask, slug: str, pk: int, number: int) -> HttpResponse:
    """One version of it in full, among the others."""
    found = access.fetch(request.person, "solution.see", pk=pk, coproduction__slug=slug)
    versions = list(readable(request, found))
    shown = next((one for one in versions if one.number == number), None)
    if shown is None:
        raise Http404
    return version_page(request, found, versions, shown)


def version_page(request: Ask, found: Solution, versions: list[Version], shown: Version | None) -> HttpResponse:
    """The page of a solution, open at one of its versions."""
    columns = versions if request.GET.get("versions") == "all" else around(versions, shown)
    columns = sorted(columns, key=lambda one: one.number)
    rows = checks.grid(found, columns)
    suggestions = access.visible(request.person, Suggestion).filter(version__solution=found)
    standing = suggestions.exclude(state="taken_back").select_related("speaking_for", "taken_in")
    standing = standing.prefetch_related("fulfilments__version").unanswered_first()  # type: ignore[attr-defined]
    against = access.visible(request.person, Objection).filter(version__solution=found).standing_first()  # type: ignore[attr-defined]
    rounds = list(shown.agreements.all()) if shown else []
    tally = suggestions.aggregate(made=MADE, taken=TAKEN, declined=DECLINED, unanswered=WAITING)
    return page(
        request,
        "solutions/one.html",
        coproduction=found.coproduction,
        here="solutions",
        solution=found,
        needs=found.needs.all(),
        strengths=found.strengths.all(),
        tensions=access.visible(request.person, Tension).filter(sides__needs__solutions=found).distinct(),
        call=found.responds_to,
        versions=versions,
        shown=shown,
        newest=versions[0] if versions else None,
        agreed=next((one for one in versions if one.state == Version.State.AGREED), None),
        earlier=next((one for one in versions if shown and one.number < shown.number), None),
        columns=columns,
        rows=rows,
        verdicts=checks.verdicts(rows, columns),
        shaped=standing[:SUGGESTIONS],
        more=max(0, tally["made"] - SUGGESTIONS),
        tally=tally,
        rounds=rounds,
        is_asked=any(one.is_sought for one in rounds),
        not_agreed=next((one for one in rounds[-1:] if one.outcome == Agreement.Outcome.NOT_AGREED), None),
        against=[one for one in against if one.state == Objection.State.STANDING],
        settled=[one for one in against if one.state != Objection.State.STANDING],
        may=permissions(request, found),
    )


MADE = Count("pk", filter=~Q(state="taken_back"))
TAKEN = Count("pk", filter=Q(state="taken"))
DECLINED = Count("pk", filter=Q(state="declined"))
WAITING = Count("pk", filter=Q(state="open"))


def around(versions: list[Version], shown: Version | None) -> list[Version]:
    """The newest few, and the one that is shown."""
    newest = versions[:COLUMNS]
    return newest if shown is None or shown in newest else [*newest[: COLUMNS - 1], shown]


def permissions(request: Ask, found: Solution) -> dict[str, Any]:
    """What the reader may do here."""

    def on_which(action: str) -> set[int]:
        return set(access.among(request.person, action).filter(solution=found).values_list("pk", flat=True))

    limits = access.among(request.person, "limit.judge").filter(coproduction=found.coproduction_id)
    return {
        "draft": access.allows(request.person, "version.draft", found),
        "agree": on_which("version.agree"),
        "judge": on_which("version.judge"),
        "own_limits": set(limits.values_list("pk", flat=True)),
        "bid": on_which("bid.send"),
    }


def compare(request: Ask, slug: str, pk: int) -> HttpResponse:
    """What changed between two versions; the last two, unless the address says which."""
    found = access.fetch(request.person, "solution.see", pk=pk, coproduction__slug=slug)
    versions = {one.number: one for one in readable(request, found)}
    if len(versions) < 2:
        raise Http404
    newest, before = sorted(versions, reverse=True)[:2]
    later = versions.get(number_of(request.GET.get("to"))) or versions[newest]
    earlier = versions.get(number_of(request.GET.get("from"))) or versions[before]
    return page(
        request,
        "solutions/compare.html",
        coproduction=found.coproduction,
        here="solutions",
        solution=found,
        earlier=earlier,
        later=later,
        versions=sorted(versions.values(), key=lambda one: one.number),
        parts=comparing.compare_words(earlier, later),
        claims=comparing.compare_claims(earlier, later),
    )


def number_of(given: str | None) -> int:
    """The number of a version in an address; nought, which no version has, for anything else."""
    return int(given) if given and given.isdecimal() and len(given) < 6 else 0


urlpatterns = [
    path("c/<slug:slug>/solutions/", solutions, name="solutions"),
    path("c/<slug:slug>/solutions/<int:pk>/", solution, name="solution"),
    path("c/<slug:slug>/solutions/<int:pk>/versions/<int:number>/", version, name="version"),
    path("c/<slug:slug>/solutions/<int:pk>/compare/", compare, name="version_compare"),
]
