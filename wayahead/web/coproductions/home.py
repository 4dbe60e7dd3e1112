"""What people are working on, and one co-production: who is at the table and where it stands."""

from typing import Any

from django.db.models import Q, Sum
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead import access
from wayahead.access.waiting import asked_of
from wayahead.base.coproduction.models import CoProduction, Meeting, Party, Seat
from wayahead.journey.so_far import so_far
from wayahead.loop.funding.models import Grant
from wayahead.loop.needs.models import Need
from wayahead.web.pages import Ask, page, paged, stage_label
from wayahead.web.templatetags.wayahead import pounds
from wayahead.web.waiting import waits


def coproductions(request: Ask) -> HttpResponse:
    """Every co-production that the reader may see, by words or area."""
    found = access.visible(request.person, CoProduction).select_related("area")
    words = request.GET.get("q", "").strip()[:80]
    if words:
        found = found.filter(Q(title__icontains=words) | Q(issue__icontains=words) | Q(area__name__icontains=words))
    query = f"q={words}&" if words else ""
    return page(request, "coproduction/list.html", rows=paged(request, found), words=words, query=query)


def how_far(coproduction: CoProduction) -> list[dict[str, str]]:
    """Each stage in a few words, from what is there; what is nought goes unsaid."""
    far = so_far(coproduction)
    granted = [_("%s granted") % pounds(far.granted_pence)] if far.granted_pence else []
    said = {
        "listening": counted(far.voices, ngettext("%d voice", "%d voices", far.voices)),
        "needs": counted(far.needs, ngettext("%d agreed and published", "%d agreed and published", far.needs)),
        "constraints": counted(far.limits, ngettext("%d limit", "%d limits", far.limits))
        + counted(
            far.limits_moved,
            ngettext("%d moved because people asked", "%d moved because people asked", far.limits_moved),
        ),
        "tensions": counted(far.tensions, ngettext("%d tension", "%d tensions", far.tensions))
        + counted(far.tensions_settled, ngettext("%d settled", "%d settled", far.tensions_settled)),
        "solutions": counted(far.solutions, ngettext("%d crafted together", "%d crafted together", far.solutions)),
        "funding": counted(far.bids, ngettext("%d bid", "%d bids", far.bids)) + granted,
        "outcomes": counted(far.reports, ngettext("%d report", "%d reports", far.reports)),
    }
    return [
        {
            "label": stage_label(name),
            "words": ", ".join(words) or _("nothing yet"),
            "url": reverse(name, args=[coproduction.slug]),
        }
        for name, words in said.items()
    ]


def counted(number: int, words: str) -> list[str]:
    """The words with their number; nothing for nought."""
    return [words % number] if number else []


def costs_of(coproduction: CoProduction) -> dict[str, Any]:
    """What involving people was planned to cost, and has cost, in pence."""
    sums = coproduction.cost_lines.aggregate(planned=Sum("planned_pence"), spent=Sum("spent_pence"))
    return {name: int(value or 0) for name, value in sums.items()}


def line_of(coproduction: CoProduction) -> tuple[str, int] | None:
    """The furthest thing on the line, from which the whole of it can be walked back to a voice."""
    grant = Grant.objects.filter(bid__version__solution__coproduction=coproduction).order_by("-pk").first()
    if grant:
        return "funding.grant", grant.pk
    need = Need.objects.filter(coproduction=coproduction, state=Need.State.PUBLISHED).order_by("-pk").first()
    return ("needs.need", need.pk) if need else None


def coproduction(request: Ask, slug: str) -> HttpResponse:
    """One co-production: its issue, who is at the table, what they can decide, and where it stands."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    parties = access.visible(request.person, Party).filter(coproduction=found, left_at=None)
    seats = access.visible(request.person, Seat).filter(coproduction=found, left_at=None)
    return page(
        request,
        "coproduction/one.html",
        coproduction=found,
        stages_so_far=how_far(found),
        parties=parties.select_related("organisation"),
        facilitators=seats.filter(role=Seat.Role.FACILITATOR).select_related("person"),
        meetings=access.visible(request.person, Meeting).filter(coproduction=found)[:3],
        costs=costs_of(found),
        communities=found.communities.all(),
        calls=found.calls.open()[:3],
        open_conversation=found.conversations.filter(state="open").first(),
        line=line_of(found),
        asks=asked_of(request.person, version__solution__coproduction=found),
        **waits(request, found),
        may_change=access.allows(request.person, "coproduction.change", found),
        may_sit=access.allows(request.person, "party.join", found),
    )


urlpatterns = [
    path("c/", coproductions, name="coproductions"),
    path("c/<slug:slug>/", coproduction, name="coproduction"),
]
