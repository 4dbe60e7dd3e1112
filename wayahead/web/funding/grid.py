"""The grid of needs and funders: who offers money for what, where some is missing, and where two offer the same."""

import csv
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.places.models import Area
from wayahead.loop.funding.grid import EVERYWHERE, Cell, Grid, Line, given_before, grid
from wayahead.loop.funding.models import PastGrant
from wayahead.loop.needs.models import Need
from wayahead.web.downloading import cell
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


def place_in(cell: Cell) -> str:
    """Which place a funder gives a need among those it rests on."""
    if cell.priority is None:
        return _("Among its needs.") if cell.rests_on_it else ""
    return _("Its first priority.") if cell.priority == 1 else _("Priority %d of its own.") % cell.priority


def grid_of(request: Ask, coproduction: CoProduction) -> tuple[Grid, Any]:
    """The grid as this person sees it, and the one area that it keeps to, if any."""
    sees = lambda model: access.visible(request.person, model)  # noqa: E731
    asked = request.GET.get("area", "")
    if not asked:
        return grid(coproduction, sees=sees, today=timezone.localdate()), EVERYWHERE
    where = None if asked == "none" else access.visible(request.person, Area).filter(pk=number(asked)).first()
    if where is None and asked != "none":
        raise Http404
    return grid(coproduction, sees=sees, today=timezone.localdate(), where=where), where


def number(words: str) -> int:
    """A key that somebody asks for; nought, which is nobody's, when it is none."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0


def funding_grid(request: Ask, slug: str) -> HttpResponse:
    """Needs down, funders across; of all areas, or of one."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    found, where = grid_of(request, coproduction)
    past = access.visible(request.person, PastGrant)
    return page(
        request,
        "funding/grid.html",
        coproduction=coproduction,
        here="funding",
        grid=found,
        where=where,
        is_everywhere=where is EVERYWHERE,
        lines=[(line, in_words(line), [(cell, place_in(cell)) for cell in line.cells]) for line in found.lines],
        before=given_before(past, coproduction.area) if coproduction.area else [],
    )


HEADINGS = (
    "need", "need_title", "funder", "among_its_needs", "priority", "left_in_pots_pence", "offered_to_bids_pence",
    "asked_pence", "granted_pence", "plans_cost_pence", "missing_pence",
)  # fmt: skip


def funding_grid_csv(request: Ask, slug: str) -> HttpResponse:
    """The grid as a table to take away: a row for each need and funder, whole pence."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    found, _where = grid_of(request, coproduction)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="needs-and-funders-{slug}.csv"'
    rows = csv.writer(answer)
    rows.writerow(HEADINGS)
    for line in found.lines:
        for one in line.cells:
            rows.writerow([
                line.name.number if isinstance(line.name, Need) else "", cell(str(line.name)), cell(one.funder.name),
                int(one.rests_on_it), one.priority or "", one.offered_pence, one.set_aside_pence, one.asked_pence,
                one.granted_pence, "" if line.wanted_pence is None else line.wanted_pence,
                "" if line.missing_pence is None else line.missing_pence,
            ])  # fmt: skip
    return answer


urlpatterns = [
    path("c/<slug:slug>/funding/grid/", funding_grid, name="funding_grid"),
    path("c/<slug:slug>/funding/grid.csv", funding_grid_csv, name="funding_grid_csv"),
]
