"""What of the record somebody may read: what happened where they can see, to things that they can see."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from wayahead.access.doors import SEES, visible
from wayahead.access.rule import Reader
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation
from wayahead.base.record import reading

# What concerns one person only; nobody reads it, whoever they are.
PERSONAL = (
    "account.",
    "concern.",
    "consent.",
    "link.",
    "organisation.joined",
    "organisation.left",
    "participation.",
    "person.",
    "speaker.",
    "voice.quote_changed",
)
# What happens to no co-production, and may be read by all.
OF_THE_INSTALLATION = ("area.", "community.", "organisation.", "past_grants.", "programme.")
# What is called by the name of something else, which is fetched with it.
CALLED_BY = {"solutions.agreement": "version__solution", "solutions.objection": "version__solution"}
BATCH = 100


@dataclass(frozen=True)
class Happening:
    """One thing that happened, and what it happened to. Never who did it: only for which organisation."""

    event: Any
    thing: Model
    organisation: Organisation | None
    coproduction: CoProduction | None


def is_personal(kind: str) -> bool:
    """Whether events of this kind are nobody else's business."""
    return kind.startswith(PERSONAL)


def starting(words: Iterable[str]) -> Q:
    """Kinds that start with one of these words; none for no words."""
    found = Q(pk__in=[])
    for word in words:
        found |= Q(kind__startswith=word)
    return found


def happened(
    person: Reader,
    *,
    coproduction: CoProduction | None = None,
    kinds: Collection[str] | None = None,
    before: int | None = None,
    most: int = 30,
) -> list[Happening]:
    """What this person may read, newest first: of one co-production, of some kinds, before an event's number."""
    seen = Q(coproduction_id__in=visible(person, CoProduction).values("pk"))
    seen |= Q(coproduction_id=None) & starting(OF_THE_INSTALLATION)
    events = reading.events().filter(seen).exclude(starting(PERSONAL))
    if coproduction is not None:
        events = events.filter(coproduction_id=coproduction.pk)
    if kinds is not None:
        events = events.filter(kind__in=kinds)
    found: list[Happening] = []
    while len(found) < most:
        batch = list((events.filter(pk__lt=before) if before else events)[:BATCH])
        found += with_things(person, batch)
        if len(batch) < BATCH:
            break
        before = batch[-1].pk
    return found[:most]


def with_things(person: Reader, events: list[Any]) -> list[Happening]:
    """Events with what they are about, one query for each kind of thing; hidden things leave no trace."""
    things = visible_things(person, {event.about for event in events})
    organisations = Organisation.objects.in_bulk(
        {event.for_organisation_id for event in events if event.for_organisation_id}
    )
    coproductions = visible(person, CoProduction).in_bulk(
        {event.coproduction_id for event in events if event.coproduction_id}
    )
    return [
        Happening(
            event,
            things[event.about],
            organisations.get(event.for_organisation_id or 0),
            coproductions.get(event.coproduction_id or 0),
        )
        for event in events
        if event.about in things
    ]


def with_names(label: str, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The same rows, with what gives them their name where that is another row."""
    return rows.select_related(CALLED_BY[label]) if label in CALLED_BY else rows


def visible_things(person: Reader, names: Collection[str]) -> dict[str, Model]:
    """Name in the record → thing, for those that this person may see."""
    keys: dict[str, set[int]] = {}
    for name in names:
        label, _colon, key = name.partition(":")
        keys.setdefault(label, set()).add(int(key))
    return {
        f"{label}:{key}": thing
        for label, wanted in keys.items()
        if (model := apps.get_model(label)) in SEES
        for key, thing in with_names(label, visible(person, model)).in_bulk(wanted).items()
    }


def public_record() -> Iterator[Any]:
    """Every event that anybody may read, oldest first."""
    seen = Q(coproduction_id__in=visible(None, CoProduction).values("pk"))
    seen |= Q(coproduction_id=None) & starting(OF_THE_INSTALLATION)
    events = reading.events().reverse().filter(seen).exclude(starting(PERSONAL))
    after = 0
    while batch := list(events.filter(pk__gt=after)[:BATCH]):
        yield from (happening.event for happening in with_things(None, batch))
        after = batch[-1].pk
