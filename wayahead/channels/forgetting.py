"""What the outbox forgets when somebody leaves."""

from django.db.models import Q

from wayahead.base.people.models import Person
from wayahead.channels.models import Message


def forget_messages(person: Person, addresses: set[str]) -> None:
    """Every message to this person, or to an address of theirs, goes; sent or not."""
    is_to_them = Q(person=person)
    for address in addresses:
        is_to_them |= Q(to__iexact=address)
    Message.objects.filter(is_to_them).delete()
