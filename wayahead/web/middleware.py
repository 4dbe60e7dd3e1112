"""Who is asking, by which door, and what a refusal looks like."""

from collections.abc import Callable
from contextlib import nullcontext

from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from wayahead.access import Refused, at_one_moment
from wayahead.base.people.arrivals import TooMany
from wayahead.base.people.models import ParticipationLink, Person
from wayahead.base.record.actions import via
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.actions import Busy
from wayahead.web.guests import GUEST_COOKIE
from wayahead.web.practice import acting_as


class PersonMiddleware:
    """Puts the person who asks on the request, and the way in on the record."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as this person, through the web or the API."""
        request.person = person_of(request)  # type: ignore[attr-defined]
        # A page that only reads asks for a reader's tables once; what changes things asks each time.
        reading = at_one_moment() if request.method in ("GET", "HEAD") else nullcontext()
        with via("api" if request.path.startswith("/api/") else "web"), reading:
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say no in plain words."""
        if request.path.startswith("/api/"):
            return None
        if isinstance(error, Refused):
            return render(request, "403.html", {"why": str(error)}, status=403)
        if isinstance(error, TooMany):
            answer = render(request, "429.html", {"why": str(error)}, status=429)
            answer["Retry-After"] = str(error.retry_after)
            return answer
        if isinstance(error, Busy | OperationalError):
            # Without the request: what every page shows about its reader stands in the database.
            answer = HttpResponse(render_to_string("503.html"), status=503)
            answer["Retry-After"] = str(Busy.retry_after)
            return answer
        if isinstance(error, NotPossible):
            return render(request, "409.html", {"why": str(error)}, status=409)
        if isinstance(error, DataError):  # looked for in an address, past every form
            why = _("One of the values cannot be kept: it is too large, or holds a character that nobody can see.")
            return render(request, "409.html", {"why": why}, status=400)
        return None


def person_of(request: HttpRequest) -> Person | None:
    """The person who asks: in the practice space the one played, else the account, else the guest of the link."""
    played = acting_as(request)
    if played is not None:
        return played
    if request.user.is_authenticated:
        return request.user if request.user.is_active else None
    token = request.COOKIES.get(GUEST_COOKIE)
    guest = ParticipationLink.person_of(token) if token else None
    return guest if guest is not None and guest.is_guest else None
