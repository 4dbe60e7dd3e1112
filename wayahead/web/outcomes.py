"""Pages of the stage: outcomes."""

from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.web.pages import Ask, page


def outcomes(request: Ask, slug: str) -> HttpResponse:
    """The stage's own page in one co-production."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    return page(request, "outcomes/all.html", coproduction=coproduction, here="outcomes")


urlpatterns = [
    path("c/<slug:slug>/outcomes/", outcomes, name="outcomes"),
]
