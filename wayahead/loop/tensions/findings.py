"""Keeping what was found: once, and again only as news."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from wayahead.base.coproduction.models import CoProduction
from wayahead.kernels.tensions import Found, Leg, is_news
from wayahead.loop.listening.models import OpinionMap
from wayahead.loop.tensions.models import Finding


@transaction.atomic
def keep(coproduction: CoProduction, found: Sequence[Found]) -> list[Finding]:
    """Keep what was found, and give what is new. What was set aside stays so until it is news; what is gone, goes."""
    CoProduction.objects.select_for_update(no_key=True).get(pk=coproduction.pk)
    known = {one.key: one for one in Finding.objects.filter(coproduction=coproduction)}
    new = [kept for one in found if (kept := kept_or_new(coproduction, known.get(one.key), one))]
    Finding.objects.filter(coproduction=coproduction, state=Finding.State.WAITING).exclude(
        key__in=[one.key for one in found]
    ).update(state=Finding.State.GONE)
    return new


def kept_or_new(coproduction: CoProduction, kept: Finding | None, one: Found) -> Finding | None:
    """The finding where it is news; None where it waits, was taken up, or was set aside and is the same."""
    values = {"strength": one.strength, "stamp": list(one.stamp), "sides": [as_data(leg) for leg in one.legs]}
    if kept is None:
        return Finding.objects.create(coproduction=coproduction, kind=one.kind, key=one.key, **values)
    if kept.state == Finding.State.WAITING:
        Finding.objects.filter(pk=kept.pk).update(**values)
        return None
    is_back = kept.state == Finding.State.GONE
    is_different = kept.state == Finding.State.SET_ASIDE and is_news(kept.strength, tuple(kept.stamp), one)
    if not (is_back or is_different):
        return None
    Finding.objects.filter(pk=kept.pk).update(state=Finding.State.WAITING, found_at=timezone.now(), **values)
    kept.refresh_from_db()
    return kept


def as_data(leg: Leg) -> dict[str, object]:
    """One side of a finding as it is stored; a group by its letter."""
    return asdict(leg) | {"group": "" if leg.group is None else OpinionMap.LETTERS[leg.group]}
