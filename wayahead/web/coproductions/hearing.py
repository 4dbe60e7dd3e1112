"""Hearing between the parties of one co-production."""

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.journey import between_parties
from wayahead.web.pages import Ask, page

ROLES = {
    between_parties.PEOPLE: gettext_lazy("People who live here, and guests"),
    between_parties.PARTY: gettext_lazy("People of organisations at the table"),
    between_parties.FACILITATOR: gettext_lazy("Facilitators"),
}


def hearing(request: Ask, slug: str) -> HttpResponse:
    """Whose questions were answered, in time or late, by whom; whose suggestions were taken in; and what moved."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    heard = between_parties.hearing(found)
    return page(
        request,
        "coproduction/hearing.html",
        coproduction=found,
        hearing=heard,
        askers=[(ROLES[one.role], one) for one in heard.askers],
    )


urlpatterns = [path("c/<slug:slug>/hearing/", hearing, name="hearing")]
