"""What every page needs to know."""

from django.http import HttpRequest

from wayahead.base.people.models import Installation


def page(request: HttpRequest) -> dict[str, object]:
    """The person who asks, how they are called in the header, and whether all of this is made up."""
    person = getattr(request, "person", None)
    return {"person": person, "role_name": str(person) if person else "", "practice": Installation.is_practice_space()}
