"""Pages of the stage: constraints."""

from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.web.pages import Ask, page


def constraints(request: Ask, slug: str) -> HttpResponse:
    """The stage's own page in one co-production."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    return page(request, "constraints/all.html", coproduction=coproduction, here="constraints")


urlpatterns = [
    path("c/<slug:slug>/constraints/", constraints, name="constraints"),
]
