"""What is open while somebody writes a solution: opportunities here, and money that is offered for its needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.loop.funding.models import Programme
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions.models import Call


@dataclass(frozen=True)
class Opening:
    """Something that can be answered until a day, and the needs that it is for; none where it is open to any."""

    kind: str
    title: str
    url: str
    offered_by: str
    closes_on: date
    needs: tuple[str, ...]


def open_for(person: Person | None, coproduction: CoProduction, needs: Iterable[Need]) -> list[Opening]:
    """What is open for any of these needs, what is for them by name first, and the next to close before the others."""
    by_key = {need.pk: need for need in needs}
    found = [*opportunities(person, coproduction, by_key), *money(person, by_key)]
    return sorted(found, key=lambda one: (not one.needs, one.closes_on))


def opportunities(person: Person | None, coproduction: CoProduction, needs: dict[int, Need]) -> Iterable[Opening]:
    """Open calls: those that people had named among these needs, and those that nobody had named."""
    rows = access.visible(person, Call).filter(pk__in=coproduction.calls.open()).select_related("opened_for")
    for call in rows:
        if call.named_as_id and call.named_as_id not in needs:
            continue
        named = (needs[call.named_as_id].title,) if call.named_as_id else ()
        url = reverse("call", args=[coproduction.slug, call.pk])
        offered_by = str(call.opened_for or call.decided_by)
        yield Opening(call.get_kind_display(), call.title, url, offered_by, call.closes_on, named)


def money(person: Person | None, needs: dict[int, Need]) -> Iterable[Opening]:
    """Programmes that are open today and rest on these needs."""
    today = timezone.localdate()
    open_today = access.visible(person, Programme).filter(opens_on__lte=today, closes_on__gte=today, needs__in=needs)
    for programme in open_today.distinct().select_related("funder").prefetch_related("needs"):
        named = tuple(need.title for need in programme.needs.all() if need.pk in needs)
        url = reverse("programme", args=[programme.pk])
        yield Opening(_("Money"), programme.title, url, str(programme.funder), programme.closes_on, named)
