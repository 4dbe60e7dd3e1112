"""Versions through the API: start a solution, draft, compare, share, judge, and read the grid of checks."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.solutions.shapes import (
    ComparedOut,
    DraftIn,
    GridOut,
    JudgeIn,
    JudgementOut,
    SolutionIn,
    SolutionOut,
    VersionOut,
)
from wayahead.base.people.models import Person
from wayahead.loop.solutions import actions, checks, comparing
from wayahead.loop.solutions.actions import Cost, Draft, Gift, Part, Task
from wayahead.loop.solutions.models import Judgement, Solution, Version

router = Router()


def versions_of(request: Ask, solution: Solution) -> "QuerySet[Version]":
    """The versions that the caller may see, with what is shown of each."""
    rows = access.visible(request.person, Version).filter(solution=solution)
    return rows.select_related("delivered_by", "solution").prefetch_related(
        "costs", "communities", "agreements", "sections", "in_kind", "steps", "took_in"
    )


@router.get("/coproductions/{slug}/solutions", response=list[SolutionOut])
@paginate
def solutions(request: Ask, slug: str) -> QuerySet[Solution]:
    """Every solution of a co-production."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Solution).filter(coproduction=coproduction)
    return rows.select_related("coproduction").prefetch_related("needs", "strengths")


@router.post("/coproductions/{slug}/solutions", response={201: SolutionOut})
def start(request: Ask, slug: str, given: SolutionIn) -> Status[Solution]:
    """Start a solution to published needs."""
    coproduction = access.fetch(request.person, "solution.start", slug=slug)
    person = access.somebody(request.person)
    made = actions.start(
        coproduction,
        by=person,
        title=given.title,
        needs=[access.fetch(person, "need.see", pk=pk) for pk in given.needs],
        strengths=[access.fetch(person, "need.see", pk=pk) for pk in given.strengths],
        responds_to=access.fetch(person, "call.see", pk=given.responds_to) if given.responds_to else None,
        is_community_led=given.is_community_led,
    )
    return Status(201, made)


@router.get("/solutions/{pk}", response=SolutionOut)
def solution(request: Ask, pk: int) -> Solution:
    """One solution."""
    return access.fetch(request.person, "solution.see", pk=pk)  # type: ignore[no-any-return]


@router.get("/solutions/{pk}/versions", response=list[VersionOut])
@paginate
def versions(request: Ask, pk: int) -> QuerySet[Version]:
    """Its versions; drafts only for those at the table."""
    return versions_of(request, access.fetch(request.person, "solution.see", pk=pk))


@router.post("/solutions/{pk}/versions", response={201: VersionOut})
def draft(request: Ask, pk: int, given: DraftIn) -> Status[Version]:
    """Write a version."""
    found = access.fetch(request.person, "version.draft", pk=pk)
    person = access.somebody(request.person)
    taking = [access.fetch(person, "suggestion.answer", pk=pk) for pk in given.taking]
    return Status(201, actions.draft_version(found, drafted(person, given), by=person, taking=taking))


def drafted(person: Person, given: DraftIn) -> Draft:
    """What was sent, as the action takes it."""
    lines = {"area", "communities", "delivered_by", "costs", "sections", "in_kind", "steps", "taking"}
    return Draft(
        **given.model_dump(exclude=lines),
        area=access.fetch(person, "area.see", pk=given.area) if given.area else None,
        communities=[access.fetch(person, "community.see", pk=pk) for pk in given.communities],
        delivered_by=access.fetch(person, "organisation.see", slug=given.delivered_by) if given.delivered_by else None,
        costs=[Cost(cost.kind, cost.words, cost.pence) for cost in given.costs],
        sections=[Part(**part.model_dump()) for part in given.sections],
        in_kind=[Gift(**gift.model_dump()) for gift in given.in_kind],
        steps=[Task(**task.model_dump()) for task in given.steps],
    )


@router.post("/solutions/{pk}/check", response=GridOut)
def check(request: Ask, pk: int, given: DraftIn) -> dict[str, object]:
    """A version against every limit, before it is kept: nothing is stored. Its number is nought, its key null."""
    found = access.fetch(request.person, "version.draft", pk=pk)
    draft = drafted(access.somebody(request.person), given)
    actions.refuse_bad_draft(draft)
    column = checks.unwritten(found, draft.claims, draft.costs, draft.communities)
    return grid_of([column.version], checks.rows_for(found, [column]))


@router.get("/solutions/{pk}/compare", response=ComparedOut)
def compare(request: Ask, pk: int, earlier: int, later: int) -> dict[str, object]:
    """What changed from one version to another, by their numbers: words by section, claims by figure."""
    found = access.fetch(request.person, "solution.see", pk=pk)
    rows = access.visible(request.person, Version).filter(solution=found)
    one, other = get_object_or_404(rows, number=earlier), get_object_or_404(rows, number=later)
    return {"parts": comparing.compare_words(one, other), "claims": comparing.compare_claims(one, other)}


@router.get("/solutions/{pk}/grid", response=GridOut)
def grid(request: Ask, pk: int) -> dict[str, object]:
    """Every limit against every version that the caller may see, computed now."""
    found = access.fetch(request.person, "solution.see", pk=pk)
    columns = list(versions_of(request, found))
    return grid_of(columns, checks.grid(found, columns))


def grid_of(columns: Sequence[Version], rows: Sequence[checks.GridRow]) -> dict[str, object]:
    """The grid and its verdicts."""
    verdicts = [
        {
            "version": version.pk,
            "can_go_to_a_bid": not (version.solution.is_community_led or any(checks.stops(row, n) for row in rows)),
            "words": checks.verdict(rows, n),
        }
        for n, version in enumerate(columns)
    ]
    return {"rows": rows, "verdicts": verdicts}


@router.post("/versions/{pk}/share", response=VersionOut)
def share(request: Ask, pk: int) -> Version:
    """Let everybody read a version."""
    found = access.fetch(request.person, "version.share", pk=pk)
    return actions.share(found, by=access.somebody(request.person))


@router.post("/versions/{pk}/judgements", response={201: JudgementOut})
def judge(request: Ask, pk: int, given: JudgeIn) -> Status[Judgement]:
    """The owner of a limit that nothing can compute says whether a version keeps to it."""
    found = access.fetch(request.person, "version.judge", pk=pk)
    wording = checks.current(access.fetch(request.person, "limit.judge", pk=given.limit))
    by = access.somebody(request.person)
    return Status(201, actions.judge(found, wording, by=by, state=given.state, why=given.why))
