"""Pages of the stage: needs."""

from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.web.pages import Ask, page


def needs(request: Ask, slug: str) -> HttpResponse:
    """The stage's own page in one co-production."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    return page(request, "needs/all.html", coproduction=coproduction, here="needs")


urlpatterns = [
    path("c/<slug:slug>/needs/", needs, name="needs"),
]
