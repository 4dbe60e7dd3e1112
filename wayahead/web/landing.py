"""The first page, and the plain answer for a machine that asks whether we are up."""

from django.db import connection
from django.http import HttpResponse
from django.urls import path

from wayahead.web.pages import Ask, page


def landing(request: Ask) -> HttpResponse:
    """The first page: one sentence, one box, and what became of what people said."""
    return page(request, "landing.html")


def healthz(request: Ask) -> HttpResponse:
    """200 when the database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("", landing, name="landing"),
    path("healthz", healthz, name="healthz"),
]
