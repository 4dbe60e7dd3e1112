"""Solutions through the API: start one, draft versions, share, judge, agree, and read the grid of checks."""

from datetime import date, datetime

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.loop.constraints.models import CostKind
from wayahead.loop.solutions import actions, checks
from wayahead.loop.solutions.actions import Cost, Draft
from wayahead.loop.solutions.models import Judgement, Solution, Version

router = Router(tags=["solutions"])


class CostOut(Schema):
    """One line of the cost, in whole pence."""

    kind: str
    words: str
    pence: int


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
    agreed_at: datetime | None
    agreement_words: str
    dissent: str

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
    started_at: datetime

    @staticmethod
    def resolve_needs(solution: Solution) -> list[int]:
        """The needs it answers."""
        return [need.pk for need in solution.needs.all()]


class SolutionIn(Schema):
    """A solution to start."""

    title: str = Field(min_length=1, max_length=120)
    needs: list[int] = Field(min_length=1, max_length=200)


class CostIn(Schema):
    """One line of the cost."""

    kind: CostKind = CostKind.OTHER
    words: str = Field(min_length=1, max_length=120)
    pence: int = Field(ge=0, le=10**15)


class DraftIn(Schema):
    """A version to keep."""

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


class AgreeIn(Schema):
    """How people came to agree."""

    words: str = Field(min_length=1, max_length=1000)
    dissent: str = Field("", max_length=1000)


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

    version: int = Field(alias="version.pk")
    state: str
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

    version: int
    can_go_to_a_bid: bool
    words: str


class GridOut(Schema):
    """Limits × versions, computed now."""

    rows: list[RowOut]
    verdicts: list[VerdictOut]


def versions_of(request: Ask, solution: Solution) -> "QuerySet[Version]":
    """The versions that the caller may see, with what is shown of each."""
    rows = access.visible(request.person, Version).filter(solution=solution)
    return rows.select_related("delivered_by", "solution").prefetch_related("costs", "communities")


@router.get("/coproductions/{slug}/solutions", response=list[SolutionOut])
@paginate
def solutions(request: Ask, slug: str) -> QuerySet[Solution]:
    """Every solution of a co-production."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Solution).filter(coproduction=coproduction)
    return rows.select_related("coproduction").prefetch_related("needs")


@router.post("/coproductions/{slug}/solutions", response={201: SolutionOut})
def start(request: Ask, slug: str, given: SolutionIn) -> Status[Solution]:
    """Start a solution to published needs."""
    coproduction = access.fetch(request.person, "solution.start", slug=slug)
    person = access.somebody(request.person)
    needs = [access.fetch(person, "need.see", pk=pk) for pk in given.needs]
    return Status(201, actions.start(coproduction, by=person, title=given.title, needs=needs))


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
    words = given.model_dump(exclude={"area", "communities", "delivered_by", "costs"})
    claims = Draft(
        **words,
        area=access.fetch(person, "area.see", pk=given.area) if given.area else None,
        communities=[access.fetch(person, "community.see", pk=pk) for pk in given.communities],
        delivered_by=access.fetch(person, "organisation.see", slug=given.delivered_by) if given.delivered_by else None,
        costs=[Cost(cost.kind, cost.words, cost.pence) for cost in given.costs],
    )
    return Status(201, actions.draft_version(found, claims, by=person))


@router.get("/solutions/{pk}/grid", response=GridOut)
def grid(request: Ask, pk: int) -> dict[str, object]:
    """Every limit against every version that the caller may see, computed now."""
    found = access.fetch(request.person, "solution.see", pk=pk)
    columns = list(versions_of(request, found))
    rows = checks.grid(found, columns)
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


@router.post("/versions/{pk}/agree", response=VersionOut)
def agree(request: Ask, pk: int, given: AgreeIn) -> Version:
    """Write down that people agreed on a version."""
    found = access.fetch(request.person, "version.agree", pk=pk)
    return actions.agree(found, by=access.somebody(request.person), words=given.words, dissent=given.dissent)


@router.post("/versions/{pk}/judgements", response={201: JudgementOut})
def judge(request: Ask, pk: int, given: JudgeIn) -> Status[Judgement]:
    """The owner of a limit that nothing can compute says whether a version keeps to it."""
    found = access.fetch(request.person, "version.judge", pk=pk)
    wording = checks.current(access.fetch(request.person, "limit.judge", pk=given.limit))
    by = access.somebody(request.person)
    return Status(201, actions.judge(found, wording, by=by, state=given.state, why=given.why))
