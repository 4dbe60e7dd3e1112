"""How the API is put together: who asks, what a refusal looks like, which routers there are."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from wayahead.access import Refused
from wayahead.api import (
    activity,
    care,
    chain,
    constraints,
    coproductions,
    funding,
    listening,
    needs,
    outcomes,
    people,
    places,
    solutions,
    table,
    tensions,
    what_if,
)
from wayahead.api.asking import TakingPart
from wayahead.api.problems import WHY
from wayahead.base.people.arrivals import TooMany
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.actions import Busy, Hidden, NotKnown

api = NinjaAPI(
    title="Wayahead",
    version="1",
    description="One unbroken line from a voice to a pound to a result, and back to the voice.",
    auth=TakingPart(),
    docs_url="/docs",
    urls_namespace="api",
)


def problem(request: HttpRequest, status: int, title: str, **more: Any) -> HttpResponse:
    """An RFC 9457 problem document."""
    answer = api.create_response(
        request, {"type": "about:blank", "title": title, "status": status, **more}, status=status
    )
    answer["Content-Type"] = "application/problem+json"
    return answer


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    """There is no such thing, or the caller may not see it."""
    return problem(request, 404, "There is nothing here that you can see.")


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """The caller may see it but not do that."""
    return problem(request, 403, str(error))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    """The token is forged, revoked or of somebody who left."""
    return problem(request, 401, "This participation token is not valid. Get a new one.")


@api.exception_handler(NotPossible)
def not_possible(request: HttpRequest, error: NotPossible) -> HttpResponse:
    """The action's precondition does not hold."""
    return problem(request, 409, str(error), field=error.field)


@api.exception_handler(TooMany)
def too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    """This network brought too many new people in this hour."""
    answer = problem(request, 429, str(error))
    answer["Retry-After"] = str(error.retry_after)
    return answer


@api.exception_handler(Hidden)
def hidden(request: HttpRequest, error: Exception) -> HttpResponse:
    """There is no such conversation, or the voter may not see it."""
    return not_found(request, error)


@api.exception_handler(NotKnown)
def gone(request: HttpRequest, error: Exception) -> HttpResponse:
    """The link of the token was revoked, or its person has left."""
    return unknown(request, error)


@api.exception_handler(Busy)
@api.exception_handler(OperationalError)
def busy(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database does not answer, or not in time. Nothing that was acknowledged is lost."""
    answer = problem(request, 503, "This cannot be done at this moment. Please send it again.")
    answer["Retry-After"] = str(Busy.retry_after)
    return answer


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The words sent do not fit; each error names its field."""
    errors = [one for told in error.errors for one in fields_of(told)]
    return problem(request, 422, "Something in the request does not fit.", errors=errors)


@api.exception_handler(DataError)
def not_storable(request: HttpRequest, error: Exception) -> HttpResponse:
    """A value that no database keeps got past the schemas: a null character inside, or a number too large."""
    return problem(request, 422, "One of the values cannot be kept: it is too large, or holds a null character.")


def fields_of(told: dict[str, Any]) -> list[dict[str, str]]:
    """Each field that does not fit, and why: as the schemas tell it, or as the pages of a list do (field: reason)."""
    if "loc" in told:
        return [{"field": ".".join(map(str, told["loc"][1:])), "says": str(told["msg"])}]
    return [{"field": field, "says": str(says)} for field, says in told.items()]


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: Exception) -> HttpResponse:
    """More than we read of one request."""
    return problem(request, 413, WHY[413])


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The request could not be read."""
    return problem(request, error.status_code, str(error))


PARTS = (
    people,
    coproductions,
    table,
    care,
    listening,
    needs,
    constraints,
    tensions,
    solutions,
    what_if,
    funding,
    outcomes,
    chain,
    places,
    activity,
)
for part in PARTS:
    api.add_router("", part.router)
