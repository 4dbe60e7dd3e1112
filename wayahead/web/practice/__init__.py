"""The practice space: be anybody, without log-in, on a database that is marked as made up."""

from django.http import Http404, HttpRequest

from wayahead.base.people.models import Installation, Person

SESSION_KEY = "practice_person"


def is_practice() -> bool:
    """Whether this database is a practice space."""
    return Installation.objects.filter(is_practice=True).exists()


def acting_as(request: HttpRequest) -> Person | None:
    """The person being played, if this is a practice space and somebody is."""
    played = request.session.get(SESSION_KEY)
    if played is None or not is_practice():
        return None
    return Person.objects.filter(pk=played, is_active=True).first()


def refuse_elsewhere() -> None:
    """Nothing of the practice space exists on any other database."""
    if not is_practice():
        raise Http404
