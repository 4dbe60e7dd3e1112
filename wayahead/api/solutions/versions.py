"""Versions through the API: start a solution, draft, compare, share, judge, and read the grid of checks."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.base.people.models import Person
from wayahead.loop.constraints.models import CostKind
from wayahead.loop.solutions import actions, checks, comparing
from wayahead.loop.solutions.actions import Cost, Draft, Gift, Part, Task
from wayahead.loop.solutions.models import Judgement, Solution, Version

router = Router()


class CostOut(Schema):
    """One line of the cost, in whole pence."""

    kind: str
    words: str
    pence: int


class PartOut(Schema):
    """One section; its key stays the same from version to version."""

    key: str
    heading: str
    text: str


class GiftOut(Schema):
    """One thing that is given rather than paid for."""

    words: str
    given_by: str


class TaskOut(Schema):
    """One step; its key stays the same from version to version."""

    key: str
    what: str
    by_whom: str
    due_on: date | None
    help_wanted: str


class VersionOut(Schema):
    """One version: words and claims. What is null is unknown, and never counts as met."""

    id: int
    solution: int = Field(alias="solution_id")
    number: int
    state: str
    summary: str
    what_changed: str
    who_benefits: str
    communities: list[int]
    people_count: int | None
    area: int | None = Field(None, alias="area_id")
    starts_on: date | None
    ends_on: date | None
    delivered_by: str | None = None
    costs: list[CostOut]
    total_pence: int
    sections: list[PartOut]
    in_kind: list[GiftOut]
    steps: list[TaskOut]
    suggestions_taken: list[int] = Field(default_factory=list)
    agreed_at: datetime | None
    agreement_words: str = ""
    dissent: str = ""
    review_on: date | None = None

    @staticmethod
    def resolve_suggestions_taken(version: Version) -> list[int]:
        """The suggestions that it took in."""
        return [suggestion.pk for suggestion in version.took_in.all()]

    @staticmethod
    def resolve_agreement_words(version: Version) -> str:
        """How people came to agree."""
        return version.agreed_in.words if version.agreed_in else ""

    @staticmethod
    def resolve_dissent(version: Version) -> str:
        """Who does not agree, and why."""
        return version.agreed_in.dissent if version.agreed_in else ""

    @staticmethod
    def resolve_review_on(version: Version) -> date | None:
        """When people look at it again."""
        return version.agreed_in.review_on if version.agreed_in else None

    @staticmethod
    def resolve_communities(version: Version) -> list[int]:
        """The communities that it is for."""
        return [community.pk for community in version.communities.all()]

    @staticmethod
    def resolve_delivered_by(version: Version) -> str | None:
        """The organisation that would do it."""
        return version.delivered_by.slug if version.delivered_by else None


class SolutionOut(Schema):
    """A solution and the needs it answers."""

    id: int
    coproduction: str = Field(alias="coproduction.slug")
    title: str
    needs: list[int]
    strengths: list[int]
    responds_to: int | None = Field(None, alias="responds_to_id")
    is_community_led: bool
    started_at: datetime

    @staticmethod
    def resolve_strengths(solution: Solution) -> list[int]:
        """The strengths it builds on."""
        return [need.pk for need in solution.strengths.all()]

    @staticmethod
    def resolve_needs(solution: Solution) -> list[int]:
        """The needs it answers."""
        return [need.pk for need in solution.needs.all()]


class SolutionIn(Schema):
    """A solution to start."""

    title: str = Field(min_length=1, max_length=120)
    needs: list[int] = Field(min_length=1, max_length=200)
    strengths: list[int] = Field(default_factory=list, max_length=200)
    responds_to: int | None = None
    is_community_led: bool = False


class CostIn(Schema):
    """One line of the cost."""

    kind: CostKind = CostKind.OTHER
    words: str = Field(min_length=1, max_length=120)
    pence: int = Field(ge=0, le=10**15)


class PartIn(Schema):
    """One section; one that was there before keeps its key."""

    key: str = Field("", max_length=8)
    heading: str = Field(min_length=1, max_length=100)
    text: str = Field(min_length=1, max_length=4000)


class GiftIn(Schema):
    """One thing that is given rather than paid for."""

    words: str = Field(min_length=1, max_length=120)
    given_by: str = Field(min_length=1, max_length=120)


class TaskIn(Schema):
    """One step; one that was there before keeps its key."""

    key: str = Field("", max_length=8)
    what: str = Field(min_length=1, max_length=160)
    by_whom: str = Field("", max_length=120)
    due_on: date | None = None
    help_wanted: str = Field("", max_length=160)


class DraftIn(Schema):
    """A version to keep, or only to check; `taking` names the suggestions that it takes in."""

    summary: str = Field(min_length=1, max_length=3000)
    what_changed: str = Field("", max_length=1000)
    who_benefits: str = Field("", max_length=200)
    communities: list[int] = Field(default_factory=list, max_length=100)
    people_count: int | None = Field(None, ge=1, le=10**9)
    area: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    delivered_by: str | None = None
    costs: list[CostIn] = Field(default_factory=list, max_length=200)
    sections: list[PartIn] = Field(default_factory=list, max_length=60)
    in_kind: list[GiftIn] = Field(default_factory=list, max_length=60)
    steps: list[TaskIn] = Field(default_factory=list, max_length=80)
    taking: list[int] = Field(default_factory=list, max_length=200)


class JudgeIn(Schema):
    """What the limit's owner says."""

    limit: int
    state: Judgement.State
    why: str = Field(min_length=1, max_length=400)


class JudgementOut(Schema):
    """What was judged."""

    version: int = Field(alias="version_id")
    limit: int = Field(alias="limit.constraint_id")
    state: str
    why: str
    judged_at: datetime


class CellOut(Schema):
    """One version against one limit."""

    version: int | None = Field(None, alias="version.pk")
    state: str
    short: str
    why: str
    change: str


class RowOut(Schema):
    """One limit against each version."""

    limit: int = Field(alias="constraint.pk")
    statement: str = Field(alias="wording.statement")
    owner: str = Field(alias="constraint.owner.slug")
    firmness: str = Field(alias="constraint.firmness")
    is_judged: bool
    cells: list[CellOut]


class VerdictOut(Schema):
    """Whether a version can go to a bid."""

    version: int | None
    can_go_to_a_bid: bool
    words: str


class GridOut(Schema):
    """Limits × versions, computed now."""

    rows: list[RowOut]
    verdicts: list[VerdictOut]


class RunOut(Schema):
    """Some words that stayed (`same`), went (`gone`) or came (`new`)."""

    kind: str
    text: str


class ComparedPartOut(Schema):
    """One part of the words in both versions."""

    heading: str
    runs: list[RunOut]


class ClaimOut(Schema):
    """One claim before and after, in words."""

    label: str
    before: str
    after: str


class ComparedOut(Schema):
    """What changed from one version to another."""

    parts: list[ComparedPartOut]
    claims: list[ClaimOut]


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
            "can_go_to_a_bid": not any(checks.stops(row, n) for row in rows),
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
