"""What stewards and facilitators can do about places."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.places.models import Area, Community
from wayahead.base.places.reading import LARGE_TO_SMALL
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.formats.areas import AreaRow


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


@transaction.atomic
def load_areas(rows: Sequence[AreaRow], *, by: Person | None) -> int:
    """Areas from files, all or nothing; returns how many are new or changed.

    A parent is the newest known area of that code. What a file names only in passing is left out where it is known.
    """
    known = {(area.code, area.year): area for area in Area.objects.select_related("parent").order_by("year")}
    newest = {code: area for (code, _year), area in known.items()}
    changed: list[Area] = []
    for kind in LARGE_TO_SMALL:
        of_kind = sorted((row for row in rows if row.kind == kind), key=lambda row: (row.is_in_passing, row.year))
        touched: dict[tuple[str, int], Area] = {}
        for row in of_kind:
            if row.is_in_passing and row.code in newest:
                continue
            key = (row.code, row.year)
            area = known.setdefault(key, Area(code=row.code, year=row.year))
            if differs(area, row, parent_of(row, newest)):
                touched[key] = area
            if row.code not in newest or newest[row.code].year <= row.year:
                newest[row.code] = area
        write(list(touched.values()))
        changed += touched.values()
    if changed:
        note("area.loaded", changed[0], by=by, facts={"areas": len(changed)})
    return len(changed)


def parent_of(row: AreaRow, newest: dict[str, Area]) -> Area | None:
    """The area that this one lies in; refused where nobody knows it."""
    if row.parent and row.parent not in newest:
        raise NotPossible(
            _("%(name)s lies in %(parent)s, which is not known. Load that file too.")
            % {"name": row.name, "parent": row.parent}
        )
    return newest[row.parent] if row.parent else None


def differs(area: Area, row: AreaRow, parent: Area | None) -> bool:
    """Write the row on the area, keeping a boundary that the row does not have; says whether that changed anything."""
    given: dict[str, Any] = {"name": row.name, "kind": row.kind}
    given |= {"parent": parent} if parent else {}
    given |= {"boundary": row.boundary} if row.boundary else {}
    new = {name: value for name, value in given.items() if getattr(area, name) != value}
    for name, value in new.items():
        setattr(area, name, value)
    return bool(new)


def write(areas: list[Area]) -> None:
    """Many areas of one kind at once; new ones get their keys, so that smaller ones can lie in them."""
    new, old = [area for area in areas if area.pk is None], [area for area in areas if area.pk is not None]
    Area.objects.bulk_create(new, batch_size=1000)
    Area.objects.bulk_update(old, ["name", "kind", "parent", "boundary"], batch_size=500)
