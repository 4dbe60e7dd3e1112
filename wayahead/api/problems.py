"""Whatever goes wrong below /api/, before our own handlers or without them, is told as a problem document too."""

import json
from collections.abc import Callable
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

WHY = {
    400: "The request could not be read.",
    404: "There is nothing at this address.",
    405: "This address does not answer that method.",
    413: "The request is too large.",
    500: "Something broke here. That is our fault, not yours.",
}


class ProblemMiddleware:
    """Gives a refusal of the API that is a page or a bare word the shape of all the others (RFC 9457)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; a problem document where it is a refusal."""
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        if "\x00" in request.path or "\x00" in unquote_plus(request.META.get("QUERY_STRING", "")):
            return told(400, "Leave out the null character.")  # no database keeps one
        answer = self.get_response(request)
        if answer.status_code < 400:
            return answer
        if answer.headers.get("Content-Type") == "application/problem+json":
            return answer
        problem = told(answer.status_code, WHY.get(answer.status_code, answer.reason_phrase))
        for name in ("Allow", "Retry-After"):
            if name in answer:
                problem[name] = answer[name]
        return problem


def told(status: int, title: str) -> HttpResponse:
    """A problem document."""
    said = {"type": "about:blank", "title": title, "status": status}
    return HttpResponse(json.dumps(said), "application/problem+json", status)
