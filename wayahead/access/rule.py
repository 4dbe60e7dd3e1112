"""What a rule is, and the sets of rows that rules are made of."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from wayahead.base.coproduction.models import Party, Seat
from wayahead.base.people.models import Membership, Person

Reader = Person | None
Claim = Callable[[Reader], Q]

NOBODY = Q(pk__in=[])
EVERYBODY = ~NOBODY


@dataclass(frozen=True)
class Rule:
    """On which rows of a model somebody may do something, and the refusal in plain words."""

    model: type[Model]
    may: Claim
    why: str | Promise


@dataclass(frozen=True)
class General:
    """Something that is done to no particular row: may this person do it at all?"""

    may: Callable[[Reader], bool]
    why: str | Promise


def selves(person: Reader) -> list[int]:
    """The keys that are this person's own words; none for a visitor."""
    return person.selves if person else []


def in_coproductions(person: Reader, **seat: Any) -> QuerySet[Seat, int]:
    """Co-productions where this person has a seat now (`role="facilitator"` narrows it)."""
    return Seat.objects.filter(person__in=selves(person), left_at=None, **seat).values_list(
        "coproduction_id", flat=True
    )


def facilitated(person: Reader) -> QuerySet[Seat, int]:
    """Co-productions that this person facilitates."""
    return in_coproductions(person, role=Seat.Role.FACILITATOR)


def organisations_of(person: Reader, **membership: Any) -> QuerySet[Membership, int]:
    """Organisations this person may act for (`role="lead"` narrows it, `organisation__kind=…` too)."""
    return Membership.objects.filter(person=person, left_at=None, **membership).values_list(
        "organisation_id", flat=True
    )


def at_the_table(person: Reader) -> QuerySet[Party, int]:
    """Co-productions where an organisation of this person is a party now."""
    return Party.objects.filter(organisation__in=organisations_of(person), left_at=None).values_list(
        "coproduction_id", flat=True
    )


_tables: ContextVar[dict[int, list[int]] | None] = ContextVar("tables", default=None)


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Within it a reader's tables are looked up once: for what reads many kinds of things in one go."""
    before = _tables.set({})
    try:
        yield
    finally:
        _tables.reset(before)


def tables(person: Reader) -> Collection[int]:
    """Co-productions where this person has a seat, or an organisation of theirs is a party, now."""
    if person is None:
        return []
    known = _tables.get()
    if known is not None and person.pk in known:
        return known[person.pk]
    found = list(in_coproductions(person).union(at_the_table(person)))
    if known is not None:
        known[person.pk] = found
    return found


def has_account(person: Reader) -> bool:
    """True for somebody signed in with an account."""
    return person is not None and not person.is_guest


def everybody(person: Reader) -> Q:
    """Everyone who may see the row, visitors too."""
    return EVERYBODY


def account_holders(person: Reader) -> Q:
    """Everyone who may see the row and has an account."""
    return EVERYBODY if has_account(person) else NOBODY


def facilitators(path: str = "coproduction") -> Claim:
    """Those who facilitate the co-production that the row belongs to."""
    return lambda person: Q(**{f"{path}__in": facilitated(person)})


def members_of(path: str = "organisation", **membership: Any) -> Claim:
    """Those who may act for the organisation that the row belongs to."""
    return lambda person: Q(**{f"{path}__in": organisations_of(person, **membership)})
