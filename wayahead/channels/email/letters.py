"""What every letter that the record brings is made of: who can be written to, where they read on, in which language."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from wayahead.base.people.actions import link_of
from wayahead.base.people.models import Consent, Person
from wayahead.channels.email.sending import queue_mail


class Happened(Protocol):
    """An event of the record."""

    pk: Any
    kind: Any
    about: Any
    facts: Any


def key_of(event: Happened) -> int:
    """The key of what the event is about."""
    return int(event.about.rpartition(":")[2])


def root(speaker: Person) -> Person:
    """Who answers for a speaker's words: the account that claimed them, or the speaker."""
    return speaker.claimed_by or speaker


def willing(people: Iterable[Person]) -> list[Person]:
    """Those who can be written to and said yes to answers. A guest's yes counts for the account that claimed them."""
    found = [person for person in people if person.reply_address and person.erased_at is None]
    consents = Consent.objects.filter(purpose=Consent.Purpose.ANSWERS, withdrawn_at=None)
    gave = consents.filter(Q(person__in=found) | Q(person__claimed_by__in=found)).select_related("person__claimed_by")
    yes = {root(consent.person).pk for consent in gave}
    return [person for person in found if person.pk in yes]


def own_page(person: Person, to: str = "") -> str:
    """An address that opens as this person: a guest's goes by their link."""
    if person.is_guest:
        return f"{settings.BASE_URL}{reverse('join', args=[link_of(person).token])}" + (f"?to={to}" if to else "")
    return f"{settings.BASE_URL}{to or reverse('you')}"


def mail(event: Happened, person: Person, template: str, **context: Any) -> None:
    """One message in the person's language. The first line of its template is the subject."""
    with translation.override(person.language):
        words = render_to_string(f"email/{template}.txt", {"person": person, "you_url": own_page(person), **context})
    subject, _line, body = words.partition("\n")
    queue_mail(to=person.reply_address, subject=subject, body=body.strip() + "\n", person=person, event_id=event.pk)
