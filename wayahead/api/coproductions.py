"""Co-productions through the API."""

from datetime import date, datetime

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.base.coproduction import actions
from wayahead.base.coproduction.actions import Involvement, Reach
from wayahead.base.coproduction.models import CoProduction

router = Router(tags=["co-productions"])


class CoProductionOut(Schema):
    """A co-production as the API shows it."""

    id: int
    slug: str
    title: str
    issue: str
    level: int
    level_reason: str
    level_review_on: date | None
    scale: str
    is_private: bool
    started_at: datetime
    closed_at: datetime | None


class CoProductionIn(Schema):
    """What is asked of somebody who starts a co-production."""

    title: str = Field(min_length=1, max_length=120)
    issue: str = Field(min_length=1, max_length=2000)
    area: int | None = None
    scale: CoProduction.Scale = CoProduction.Scale.NEIGHBOURHOOD
    is_private: bool = False
    level: CoProduction.Level = CoProduction.Level.CO_PRODUCTION
    level_reason: str = Field("", max_length=1000)
    level_review_on: date | None = None


class CoProductionChange(Schema):
    """What a facilitator may change."""

    title: str = Field(min_length=1, max_length=120)
    issue: str = Field(min_length=1, max_length=2000)
    level: CoProduction.Level = CoProduction.Level.CO_PRODUCTION
    level_reason: str = Field("", max_length=1000)
    level_review_on: date | None = None


@router.get("/coproductions", response=list[CoProductionOut])
@paginate
def coproductions(request: Ask) -> QuerySet[CoProduction]:
    """Every co-production that the caller may see."""
    return access.visible(request.person, CoProduction)


@router.post("/coproductions", response={201: CoProductionOut})
def start(request: Ask, given: CoProductionIn) -> Status[CoProduction]:
    """Start a co-production from an issue."""
    person = access.require(request.person, "coproduction.start")
    area = access.fetch(person, "area.see", pk=given.area) if given.area else None
    started = actions.start(
        title=given.title,
        issue=given.issue,
        by=person,
        involvement=Involvement(given.level, given.level_reason, given.level_review_on),
        reach=Reach(area=area, scale=given.scale, is_private=given.is_private),
    )
    return Status(201, started)


@router.get("/coproductions/{slug}", response=CoProductionOut)
def coproduction(request: Ask, slug: str) -> CoProduction:
    """One co-production."""
    return access.fetch(request.person, "coproduction.see", slug=slug)  # type: ignore[no-any-return]


@router.put("/coproductions/{slug}", response=CoProductionOut)
def change(request: Ask, slug: str, given: CoProductionChange) -> CoProduction:
    """Change what a co-production says of itself."""
    found = access.fetch(request.person, "coproduction.change", slug=slug)
    involvement = Involvement(given.level, given.level_reason, given.level_review_on)
    by = access.somebody(request.person)
    return actions.change(found, by=by, title=given.title, issue=given.issue, involvement=involvement)


@router.post("/coproductions/{slug}/close", response=CoProductionOut)
def close(request: Ask, slug: str) -> CoProduction:
    """The work ends; everything stays to read."""
    found = access.fetch(request.person, "coproduction.change", slug=slug)
    return actions.close(found, by=access.somebody(request.person))
