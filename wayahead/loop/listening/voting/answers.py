"""What somebody says now, under whichever of their selves they said it."""

from uuid import UUID

from django.db.models import Q, QuerySet

from wayahead.base.people.models import Person
from wayahead.loop.listening.models import Participation, Vote


def pseudonyms(participation: Participation) -> "QuerySet[Participation, UUID]":
    """Every pseudonym under which this person votes here: their own, and those of guests they claimed."""
    own = Participation.objects.filter(pk=participation.pk)
    if participation.person is not None:
        own = Participation.objects.filter(parts_of(root_of(participation.person)))
        own = own.filter(conversation=participation.conversation_id)
    return own.values_list("pseudonym", flat=True)


def root_of(person: Person) -> int:
    """The key of the account that claimed this guest; else their own."""
    return person.claimed_by_id or person.pk


def parts_of(person_id: int) -> Q:
    """The participations of somebody and of the guests they claimed."""
    return Q(person=person_id) | Q(person__claimed_by=person_id)


def standing_votes(participation: Participation) -> "QuerySet[Vote]":
    """What this person says now: the last vote per statement, retractions left out."""
    # Their own rows on both sides and as a list: else a plan may compare every vote that there is with every answer.
    cast = Vote.objects.filter(conversation_id=participation.conversation_id, voter__in=list(pseudonyms(participation)))
    last = cast.order_by("statement_id", "-pk").distinct("statement_id")
    return cast.filter(pk__in=last.values("pk"), choice__isnull=False)


def begun(conversation_id: int, person_id: int) -> Participation | None:
    """The participation that somebody, or a guest they claimed, began first; None when there is none."""
    mine = Participation.objects.filter(parts_of(person_id), conversation=conversation_id)
    return mine.select_related("person").order_by("pk").first()
