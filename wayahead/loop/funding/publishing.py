"""Our grants for others to read: as a package of the 360Giving standard, each with the way back to its needs."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from wayahead.base.people.models import Installation, Organisation
from wayahead.base.places.models import Area
from wayahead.formats.threesixty.writing import Award, Body, Link, Place, package_of
from wayahead.loop.funding.models import Grant

INTERNAL = "XI-WAYAHEAD-"  # a number of our own making is never passed off as registered
KINDS = {"region": "RGN/GOR", "borough": "LONB", "ward": "WD", "msoa": "MSOA", "lsoa": "LSOA"}


def published(grants: "QuerySet[Grant]") -> dict[str, Any]:
    """The package of these grants; the caller sees to it that everybody may see them."""
    rows = grants.select_related(
        "bid__applicant",
        "bid__whole",
        "bid__programme__funder",
        "bid__version__area",
        "bid__version__solution__coproduction__area",
    ).prefetch_related("bid__version__solution__needs", "bid__programme__priorities")
    installation = Installation.objects.first()
    publisher = installation.run_by if installation and installation.run_by else "Wayahead"
    return package_of([award_of(grant) for grant in rows.order_by("awarded_at", "pk")], publisher=publisher)


def award_of(grant: Grant) -> Award:
    """One grant, with nobody's name in it but those of organisations."""
    bid, version = grant.bid, grant.bid.version
    solution, programme = version.solution, bid.programme
    coproduction = solution.coproduction
    area = version.area or coproduction.area
    ranks = {one.need_id: one.rank for one in programme.priorities.all()}
    return Award(
        identifier=f"{settings.GRANTS_PREFIX}-{grant.pk}",
        title=solution.title,
        description=version.summary,
        awarded_pence=grant.amount_pence,
        asked_pence=bid.asked_pence,
        awarded_on=timezone.localtime(grant.awarded_at).date(),
        changed_at=timezone.localtime(grant.awarded_at),
        address=f"{settings.BASE_URL}/c/{coproduction.slug}/bids/{bid.pk}/",
        funder=body_of(programme.funder),
        recipient=body_of(bid.applicant),
        programme=Link(
            f"{settings.GRANTS_PREFIX}-programme-{programme.pk}",
            programme.title,
            f"{settings.BASE_URL}/programmes/{programme.pk}/",
        ),
        needs=[
            Link(
                f"need-{need.pk}",
                need.title,
                f"{settings.BASE_URL}/chain/needs.need/{need.pk}/",
                f"Priority {ranks[need.pk]} of {len(ranks)} of the programme" if need.pk in ranks else "",
            )
            for need in solution.needs.all()
        ],
        places=[place_of(area)] if area else [],
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        led_by=bid.whole.led_by,
        meant_for=bid.whole.meant_for,
    )


def body_of(organisation: Organisation) -> Body:
    """An organisation by its registered number, else by one within our own prefix."""
    number = organisation.org_id
    if number.startswith(INTERNAL):
        number = f"{settings.GRANTS_PREFIX}-org-{number.removeprefix(INTERNAL)}"
    return Body(number, organisation.name)


def place_of(area: Area) -> Place:
    """An area by its code; of what kind it is, where the standard's list says so."""
    return Place(area.code, area.name, KINDS.get(area.kind, ""))
