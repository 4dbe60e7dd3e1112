"""What every page needs to know."""

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """The person who asks, and whether all of this is made up."""
    return {}
