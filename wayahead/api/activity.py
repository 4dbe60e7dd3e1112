"""What happened, through the API."""

from datetime import datetime

from ninja import Query, Router, Schema

from wayahead import access
from wayahead.access.activity import Happening, happened
from wayahead.api.asking import Ask

router = Router(tags=["activity"])


class HappeningOut(Schema):
    """One thing that happened. `about` is the name of a thing, such as `needs.need:7`; nobody is named."""

    id: int
    at: datetime
    kind: str
    about: str
    coproduction: str | None
    for_organisation: str | None

    @staticmethod
    def of(happening: Happening) -> "HappeningOut":
        """As the API shows it: without who did it, and without the figures of the record."""
        event, coproduction, organisation = happening.event, happening.coproduction, happening.organisation
        return HappeningOut(
            id=event.pk,
            at=event.at,
            kind=event.kind,
            about=event.about,
            coproduction=coproduction.slug if coproduction else None,
            for_organisation=organisation.slug if organisation else None,
        )


class Wanted(Schema):
    """Which of it."""

    coproduction: str | None = None
    kind: list[str] | None = None
    before: int | None = None
    limit: int = 30


@router.get("/activity", response=list[HappeningOut])
def activity(request: Ask, wanted: Query[Wanted]) -> list[HappeningOut]:
    """What the caller may read, newest first; `before` the last id for the next page."""
    slug = wanted.coproduction
    found = happened(
        request.person,
        coproduction=access.fetch(request.person, "coproduction.see", slug=slug) if slug else None,
        kinds=wanted.kind,
        before=wanted.before,
        most=min(max(wanted.limit, 1), 100),
    )
    return [HappeningOut.of(happening) for happening in found]
