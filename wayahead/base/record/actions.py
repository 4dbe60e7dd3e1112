"""Writing the record: every action ends in exactly one `note`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from django.db import OperationalError, connection, transaction
from django.db.models import Max

from wayahead.base.record.models import Event, Position

# The lock that writers of the record share (migration 0003), and how long a reader waits for them.
WRITING = 7201112
PATIENCE_MS = 1000

Fact = int | bool | None | list[int]
_way_in: ContextVar[str] = ContextVar("way_in", default="command")


class Row(Protocol):
    """Anything with a key: a person, an organisation, a co-production."""

    pk: int


@contextmanager
def via(way_in: str) -> Iterator[None]:
    """Everything noted inside carries this way in: `web`, `api`, a channel's name or `command`."""
    token = _way_in.set(way_in)
    try:
        yield
    finally:
        _way_in.reset(token)


def way_in() -> str:
    """The way in of the work under way."""
    return _way_in.get()


def name_of(thing: object) -> str:
    """`needs.need:7`: how the record names a thing."""
    meta = thing._meta  # type: ignore[attr-defined]  # not of its type: the signed-in person comes wrapped
    return f"{meta.label_lower}:{thing.pk}"  # type: ignore[attr-defined]


def is_figure(fact: object) -> bool:
    """True for what the record may hold: a number, yes or no, nothing, or a list of numbers."""
    if isinstance(fact, list):
        return all(isinstance(one, int) for one in fact)
    return isinstance(fact, int | bool | None)


def note(
    kind: str,
    about: object,
    *,
    by: Row | None,
    coproduction_id: int | None = None,
    for_organisation: Row | None = None,
    mandate_id: int | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> None:
    """Write down that `kind` happened to `about`, within the caller's transaction. Facts are ids and figures only."""
    facts = dict(facts or {})
    for name, fact in facts.items():
        if not is_figure(fact):
            raise TypeError(f"The record keeps ids and figures, never words: {kind} has {name}={fact!r}")
    Event.objects.create(
        kind=kind,
        about=name_of(about),
        coproduction_id=coproduction_id,
        by_id=by.pk if by else None,
        for_organisation_id=for_organisation.pk if for_organisation else None,
        mandate_id=mandate_id,
        via=_way_in.get(),
        facts=facts,
    )


def settled() -> int:
    """The newest number of the record below which nothing can appear any more; 0 while others write for too long."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = %s", [f"{PATIENCE_MS}ms"])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING])
            return Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
    except OperationalError:
        return 0


def read_on(reader: str, handle: Callable[[Event], None], *, most: int = 500) -> int:
    """Hand each event that `reader` has not seen to `handle`, in order; returns how many.

    Reads only what is settled, so that an event which commits late is not skipped. One reader at a time: the position's
    row is locked. If `handle` raises, the position stays and the event comes again.
    """
    newest = settled()
    with transaction.atomic():
        Position.objects.get_or_create(reader=reader)
        position = Position.objects.select_for_update().get(reader=reader)
        events = list(Event.objects.filter(pk__gt=position.last_event_id, pk__lte=newest).order_by("pk")[:most])
        for event in events:
            handle(event)
        if events:
            position.last_event_id = events[-1].pk
            position.save(update_fields=["last_event_id"])
        return len(events)
