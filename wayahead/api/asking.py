"""Who asks through the API."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from wayahead.base.people import actions as people
from wayahead.base.people.arrivals import refuse_a_flood
from wayahead.base.people.models import ParticipationLink, Person


class Ask(HttpRequest):
    """A request that knows who asks; `TakingPart` puts the person there."""

    person: Person | None


class TakingPart(HttpBearer):
    """`Authorization: Bearer TOKEN`: a participation token. Without one the caller is a visitor.

    Cookies do not count here, so that no other site can act in somebody's name.
    """

    def __call__(self, request: HttpRequest) -> Any:
        """Put the person of the token on the request; a bad token is refused, none at all is a visitor."""
        request.person = None  # type: ignore[attr-defined]
        if "Authorization" not in request.headers:
            return True
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The person of a token."""
        request.person = ParticipationLink.person_of(token)  # type: ignore[attr-defined]
        return request.person  # type: ignore[attr-defined]


class ByLink(TakingPart):
    """The same token, checked by its signature alone; whether its link still stands is for the action to ask.

    For the one thing that many do at the same moment: vote.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The keys that the token names."""
        request.token = token  # type: ignore[attr-defined]
        request.named = ParticipationLink.named_by(token)  # type: ignore[attr-defined]
        return request.named  # type: ignore[attr-defined]


class AskByLink(Ask):
    """A request that knows the keys of link and person; `ByLink` puts them there, when there is a token."""

    token: str
    named: tuple[int, int]


def look_up(request: AskByLink) -> Person:
    """The person of a token that was only read so far; raises `AuthenticationError` when its link stands no more."""
    person = ParticipationLink.person_of(request.token)
    if person is None:
        raise AuthenticationError
    return person


def refuse_a_crowd(request: Ask) -> None:
    """Refuse a visitor whose network has brought too many in this hour; people we know pass uncounted."""
    if request.person is None:
        refuse_a_flood(get_adapter().get_client_ip(request))


def person_or_guest(request: Ask) -> Person:
    """Who asks; without a token a guest is welcomed now, as long as their network has not brought too many."""
    if request.person is None:
        refuse_a_crowd(request)
        request.person = people.welcome_guest(language=get_language() or "en-gb")
    return request.person
