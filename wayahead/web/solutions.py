"""Pages of the stage: solutions."""

from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.web.pages import Ask, page


def solutions(request: Ask, slug: str) -> HttpResponse:
    """The stage's own page in one co-production."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    return page(request, "solutions/all.html", coproduction=coproduction, here="solutions")


urlpatterns = [
    path("c/<slug:slug>/solutions/", solutions, name="solutions"),
]
