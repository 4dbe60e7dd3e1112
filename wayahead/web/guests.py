"""Guests: taking part without an account."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language

from wayahead.base.people import actions
from wayahead.base.people.models import Person
from wayahead.web.pages import Ask

GUEST_COOKIE = "wayahead_guest"
ONE_YEAR = 365 * 24 * 3600


def person_or_guest(request: Ask) -> Person:
    """Who asks; a visitor becomes a guest now. Answer with `remember`, so that they are known next time."""
    if request.person is None:
        request.person = actions.welcome_guest(language=get_language() or "en-gb")
        request.is_new_guest = True
    return request.person


def remember(request: Ask, response: HttpResponse) -> HttpResponse:
    """The same answer, with the cookie of a guest who just arrived."""
    if getattr(request, "is_new_guest", False) and request.person is not None:
        remember_guest(response, request.person)
    return response


def remember_guest(response: HttpResponse, guest: Person) -> HttpResponse:
    """The same answer, with the cookie by which this guest is known."""
    response.set_cookie(
        GUEST_COOKIE,
        actions.link_of(guest).token,
        max_age=ONE_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.IS_HTTPS,
    )
    return response
