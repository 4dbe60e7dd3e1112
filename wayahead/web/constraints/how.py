"""How limits work here, for officers and residents."""

from django.http import HttpResponse
from django.urls import path

from wayahead.web.pages import Ask, page


def how_limits_work(request: Ask) -> HttpResponse:
    """The same words for everybody; docs/how-limits-work.md says a little more."""
    return page(request, "constraints/how.html")


urlpatterns = [path("how-limits-work/", how_limits_work, name="how_limits_work")]
