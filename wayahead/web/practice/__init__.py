"""The practice space: be anybody, without log-in, on a database that is marked as made up."""

from django.http import Http404, HttpRequest

from wayahead.base.people.models import Installation, Person

SESSION_KEY = "practice_person"


def acting_as(request: HttpRequest) -> Person | None:
    """The person being played, if this is a practice space and somebody is."""
    played = request.session.get(SESSION_KEY)
    if played is None or not Installation.is_practice_space():
        return None
    return Person.objects.filter(pk=played, is_active=True).first()


def refuse_elsewhere() -> None:
    """Nothing of the practice space exists on any other database."""
    if not Installation.is_practice_space():
        raise Http404
