"""Bringing in grants that others gave and published: what was funded here before."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.formats.threesixty import Given
from wayahead.loop.funding.models import GrantsFile, PastGrant, PastGrantPlace

COPIED = [name for name in Given.__dataclass_fields__ if name != "places"]
BATCH = 1_000


@dataclass(frozen=True)
class CameIn:
    """What became of a file: whether it was new, how many grants were new in it, and how many had changed."""

    file: GrantsFile
    is_new: bool
    added: int = 0
    changed: int = 0


def import_past_grants(grants: Sequence[Given], *, by: Person | None, name: str, digest: str) -> CameIn:
    """All grants of a file, or none; the same file again changes nothing. A newer file's word on a grant counts."""
    if before := GrantsFile.objects.filter(digest=digest).first():
        return CameIn(before, is_new=False)
    try:
        with transaction.atomic():
            file = GrantsFile.objects.create(name=name[:200], digest=digest, imported_by=by)
            known = PastGrant.objects.prefetch_related("places").in_bulk(
                [one.identifier for one in grants], field_name="identifier"
            )
            fresh = [one for one in grants if one.identifier not in known]
            changed = [one for one in grants if one.identifier in known and differs(known[one.identifier], one)]
            keep(file, fresh, [(known[one.identifier], one) for one in changed])
            note(
                "past_grants.imported",
                file,
                by=by,
                facts={"grants": len(grants), "added": len(fresh), "changed": len(changed)},
            )
    except IntegrityError as error:
        raise NotPossible(_("Somebody else brings in the same grants at this moment. Try again.")) from error
    return CameIn(file, True, len(fresh), len(changed))


def keep(file: GrantsFile, fresh: Sequence[Given], changed: Sequence[tuple[PastGrant, Given]]) -> None:
    """Write new grants and what changed in known ones, with their places."""
    new = PastGrant.objects.bulk_create(
        [PastGrant(came_in=file, **{name: getattr(one, name) for name in COPIED}) for one in fresh], batch_size=BATCH
    )
    for row, one in changed:
        row.came_in = file
        for name in COPIED:
            setattr(row, name, getattr(one, name))
    PastGrant.objects.bulk_update([row for row, _one in changed], [*COPIED, "came_in"], batch_size=BATCH)
    PastGrantPlace.objects.filter(grant__in=[row for row, _one in changed]).delete()
    placed = [*zip(new, fresh, strict=True), *changed]
    PastGrantPlace.objects.bulk_create(
        [
            PastGrantPlace(grant=row, code=code, name=name, folded=name.casefold())
            for row, one in placed
            for code, name in one.places
        ],
        batch_size=BATCH,
    )


def differs(row: PastGrant, one: Given) -> bool:
    """Whether a file says anything else about a grant than what stands here."""
    if any(getattr(row, name) != getattr(one, name) for name in COPIED):
        return True
    return {(place.code, place.name) for place in row.places.all()} != set(one.places)
