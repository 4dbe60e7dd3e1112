"""A form that can no longer be sent: signed in or out since in another tab, or cookies are off."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_is_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say how to send it after all. `reason` is Django's, for programmers, and is in the log already."""
    return render(request, "stale.html", {"has_cookies": bool(request.COOKIES)}, status=403)
