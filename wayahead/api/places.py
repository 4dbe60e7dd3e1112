"""Areas and communities through the API."""

from typing import Any

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.base.places import actions
from wayahead.base.places.models import Area, Community
from wayahead.base.places.reading import areas_named

router = Router(tags=["places"])


class AreaOut(Schema):
    """An area, by its code and year."""

    id: int
    code: str
    year: int
    name: str
    kind: str
    parent: int | None = Field(None, alias="parent_id")


class AreaWithBoundary(AreaOut):
    """The same with its boundary, a GeoJSON geometry in WGS 84."""

    boundary: dict[str, Any] | None


class CommunityOut(Schema):
    """People who share something."""

    id: int
    name: str
    kind: str
    about: str
    area: int | None = Field(None, alias="area_id")


class CommunityIn(Schema):
    """A community to add."""

    name: str = Field(min_length=1, max_length=120)
    kind: Community.Kind
    about: str = Field("", max_length=1000)
    area: int | None = None


@router.get("/areas", response=list[AreaOut])
@paginate
def areas(request: Ask, q: str = "", kind: Area.Kind | None = None) -> QuerySet[Area]:
    """Areas by name or code, large ones first."""
    found = areas_named(access.visible(request.person, Area), q)
    return found.filter(kind=kind) if kind else found


@router.get("/areas/{code}/{year}", response=AreaWithBoundary)
def area(request: Ask, code: str, year: int) -> Area:
    """One area."""
    return access.fetch(request.person, "area.see", code=code, year=year)  # type: ignore[no-any-return]


@router.get("/communities", response=list[CommunityOut])
@paginate
def communities(request: Ask) -> QuerySet[Community]:
    """Every community."""
    return access.visible(request.person, Community)


@router.post("/communities", response={201: CommunityOut})
def add_community(request: Ask, given: CommunityIn) -> Status[Community]:
    """Add a community; one of that name is the same one."""
    person = access.require(request.person, "community.add")
    area = access.fetch(person, "area.see", pk=given.area) if given.area else None
    made = actions.add_community(name=given.name, kind=given.kind, about=given.about, area=area, by=person)
    return Status(201, made)
