"""Our grants for others to read, and what others gave before."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from ninja import Router, Schema
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.loop.funding.models import Grant, PastGrant
from wayahead.loop.funding.publishing import published

router = Router(tags=["funding"])


class PastGrantOut(Schema):
    """A grant that somebody gave and published elsewhere; hundredths of its currency."""

    identifier: str
    title: str
    description: str
    amount_pence: int
    currency: str
    awarded_on: date
    funder_name: str
    funder_number: str
    recipient_name: str
    recipient_number: str
    programme: str
    address: str
    places: list[str]

    @staticmethod
    def resolve_places(row: PastGrant) -> list[str]:
        """Where it was for."""
        return [str(place) for place in row.places.all()]


@router.get("/past-grants", response=list[PastGrantOut])
@paginate
def past_grants(request: Ask) -> QuerySet[PastGrant]:
    """What others gave before, the newest first."""
    return access.visible(request.person, PastGrant).prefetch_related("places")


@router.get("/grants", response=dict[str, Any])
def grants(request: Ask) -> dict[str, Any]:
    """Every public grant, as a package of the 360Giving standard 1.4."""
    return published(access.visible(None, Grant))


@router.get("/coproductions/{slug}/grants", response=dict[str, Any])
def grants_here(request: Ask, slug: str) -> dict[str, Any]:
    """The grants of one co-production, as such a package."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    return published(access.visible(None, Grant).filter(bid__version__solution__coproduction=found))
