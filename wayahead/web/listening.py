"""Pages of the stage: listening."""

from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.web.pages import Ask, page


def listening(request: Ask, slug: str) -> HttpResponse:
    """The stage's own page in one co-production."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    return page(request, "listening/all.html", coproduction=coproduction, here="listening")


urlpatterns = [
    path("c/<slug:slug>/listening/", listening, name="listening"),
]
