"""What I said and what became of it."""

from django.http import HttpResponse
from django.urls import path

from wayahead.web.pages import Ask, page


def you(request: Ask) -> HttpResponse:
    """What I said and what became of it."""
    return page(request, "you/you.html")


urlpatterns = [
    path("you/", you, name="you"),
]
