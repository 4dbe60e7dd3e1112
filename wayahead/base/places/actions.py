"""What stewards and facilitators can do about places."""

from typing import Any

from django.db import transaction

from wayahead.base.people.models import Person
from wayahead.base.places.models import Area, Community
from wayahead.base.record.actions import note


@transaction.atomic
def add_area(
    *,
    code: str,
    year: int,
    name: str,
    kind: str,
    by: Person | None,
    parent: Area | None = None,
    boundary: dict[str, Any] | None = None,
) -> Area:
    """An area of the official statistics; the same code and year twice changes its name, parent and boundary."""
    area, _made = Area.objects.update_or_create(
        code=code, year=year, defaults={"name": name, "kind": kind, "parent": parent, "boundary": boundary}
    )
    note("area.added", area, by=by)
    return area


@transaction.atomic
def add_community(*, name: str, kind: str, by: Person | None, about: str = "", area: Area | None = None) -> Community:
    """A community of place, identity, interest or experience; the same name again is the same community."""
    community, is_new = Community.objects.get_or_create(
        name=name.strip(), defaults={"kind": kind, "about": about, "area": area}
    )
    if is_new:
        note("community.added", community, by=by)
    return community
