"""The grid of needs and funders through the API. Amounts are whole pence."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Router, Schema

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.loop.funding.grid import Before, given_before, grid
from wayahead.loop.funding.models import PastGrant

router = Router(tags=["funding"])


class FunderOut(Schema):
    """A funder."""

    id: int
    name: str


class CellOut(Schema):
    """One funder and one need."""

    funder: FunderOut
    rests_on_it: bool
    offered_pence: int
    set_aside_pence: int
    asked_pence: int
    granted_pence: int
    priority: int | None


class NameOut(Schema):
    """The need or the area that a line is about."""

    id: int
    name: str

    @staticmethod
    def resolve_id(row: Any) -> int:
        """Its key."""
        return int(row.pk)

    @staticmethod
    def resolve_name(row: Any) -> str:
        """Its name."""
        return str(row)


class LineOut(Schema):
    """One need, or one area: what its agreed plans cost, and what of that is granted, offered and missing."""

    name: NameOut | None
    wanted_pence: int | None
    granted_pence: int
    missing_pence: int | None
    offered_pence: int
    set_aside_pence: int
    asked_pence: int
    gap_pence: int
    standing: str
    cells: list[CellOut]


class GridOut(Schema):
    """Every need against every funder, and the same money by area."""

    funders: list[FunderOut]
    lines: list[LineOut]
    areas: list[LineOut]
    total: LineOut


class BeforeOut(Schema):
    """What one funder gave here before."""

    funder: str
    count: int
    pence: int
    last_on: date


@router.get("/coproductions/{slug}/funding-grid", response=GridOut)
def funding_grid(request: Ask, slug: str) -> Any:
    """Needs against funders: wanted, offered, asked, granted, missing."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    return grid(found, sees=lambda model: access.visible(request.person, model), today=timezone.localdate())


@router.get("/coproductions/{slug}/given-before", response=list[BeforeOut])
def given(request: Ask, slug: str) -> list[Before]:
    """What each funder gave in this area before."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    return given_before(access.visible(request.person, PastGrant), found.area) if found.area else []
