"""Pages of the stage: funding."""

from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.web.pages import Ask, page


def funding(request: Ask, slug: str) -> HttpResponse:
    """The stage's own page in one co-production."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    return page(request, "funding/all.html", coproduction=coproduction, here="funding")


urlpatterns = [
    path("c/<slug:slug>/funding/", funding, name="funding"),
]
