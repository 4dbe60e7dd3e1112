"""The grid of needs and funders: who offers money for what, where some is missing, and where two offer the same."""

from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead import access
from wayahead.loop.funding.grid import Line, given_before, grid
from wayahead.loop.funding.models import PastGrant
from wayahead.web.pages import Ask, page
from wayahead.web.templatetags.wayahead import pounds


def in_words(line: Line) -> str:
    """What the figures of a need mean: a gap, an overlap, or neither."""
    names = ", ".join(funder.name for funder in line.offering)
    return {
        "unknown": _("No plan is agreed yet, so nobody can say what it costs."),
        "paid": _("It is paid for."),
        "gap": _("A gap: nobody offers %s of what is missing.") % pounds(line.gap_pence)
        if line.offering or line.set_aside_pence
        else _("A gap: nobody offers money for this now."),
        "covered": _("What funders offer covers what is missing."),
        "overlap": _("An overlap: %s offer more than is missing. They can share it out.") % names,
        "offered": _("%s could pay what is missing.") % names,
    }[line.standing]


def funding_grid(request: Ask, slug: str) -> HttpResponse:
    """Needs down, funders across."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    found = grid(coproduction, sees=lambda model: access.visible(request.person, model), today=timezone.localdate())
    past = access.visible(request.person, PastGrant)
    return page(
        request,
        "funding/grid.html",
        coproduction=coproduction,
        here="funding",
        grid=found,
        lines=[(line, in_words(line)) for line in found.lines],
        before=given_before(past, coproduction.area) if coproduction.area else [],
    )


urlpatterns = [path("c/<slug:slug>/funding/grid/", funding_grid, name="funding_grid")]
