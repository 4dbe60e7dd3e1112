"""The outbox as a page, in the practice space only: every message that would have been sent."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from wayahead.base.people.models import Installation
from wayahead.channels.models import Message


def outbox(request: HttpRequest) -> HttpResponse:
    """Messages, newest first; on a real installation there is no such page."""
    if not Installation.is_practice_space():
        raise Http404
    rows = Paginator(Message.objects.all(), 20).get_page(request.GET.get("page"))
    return render(request, "practice/outbox.html", {"rows": rows})


urlpatterns = [path("practice/outbox/", outbox, name="outbox")]
