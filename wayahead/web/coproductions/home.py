"""What people are working on, and one co-production: who is at the table and where it stands."""

from typing import Any

from django.db.models import Q, Sum
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead import access
from wayahead.base.coproduction.models import CoProduction, Meeting, Party, Seat
from wayahead.loop.constraints.models import Constraint, Question
from wayahead.loop.funding.models import Bid, Grant
from wayahead.loop.listening.models import Voice
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes.models import Report
from wayahead.loop.solutions.models import Solution
from wayahead.web.pages import Ask, page, paged, stage_label


def coproductions(request: Ask) -> HttpResponse:
    """Every co-production that the reader may see, by words or area."""
    found = access.visible(request.person, CoProduction).select_related("area")
    words = request.GET.get("q", "").strip()[:80]
    if words:
        found = found.filter(Q(title__icontains=words) | Q(issue__icontains=words) | Q(area__name__icontains=words))
    query = f"q={words}&" if words else ""
    return page(request, "coproduction/list.html", rows=paged(request, found), words=words, query=query)


def how_far(coproduction: CoProduction) -> list[dict[str, str]]:
    """Each stage in one sentence, from what is there."""
    voices = Voice.objects.filter(coproduction=coproduction).count()
    needs = Need.objects.filter(coproduction=coproduction, state=Need.State.PUBLISHED).count()
    limits = Constraint.objects.filter(coproduction=coproduction, state=Constraint.State.STANDING).count()
    moved = Question.objects.filter(constraint__coproduction=coproduction, answer__in=["loosened", "withdrawn"]).count()
    solutions = Solution.objects.filter(coproduction=coproduction).count()
    bids = Bid.objects.filter(version__solution__coproduction=coproduction).count()
    of_grants = Grant.objects.filter(bid__version__solution__coproduction=coproduction)
    granted = int(of_grants.aggregate(sum=Sum("amount_pence"))["sum"] or 0)
    reports = Report.objects.filter(grant__bid__version__solution__coproduction=coproduction).count()
    said = {
        "listening": ngettext("%d voice", "%d voices", voices) % voices,
        "needs": ngettext("%d agreed and published", "%d agreed and published", needs) % needs,
        "constraints": (ngettext("%d limit", "%d limits", limits) % limits)
        + (", " + ngettext("%d moved because people asked", "%d moved because people asked", moved) % moved if moved else ""),
        "solutions": ngettext("%d being crafted", "%d being crafted", solutions) % solutions,
        "funding": (ngettext("%d bid", "%d bids", bids) % bids) + (f", £{granted // 100:,} " + _("granted") if granted else ""),
        "outcomes": ngettext("%d report", "%d reports", reports) % reports,
    }  # fmt: skip
    return [
        {"label": stage_label(name), "words": words, "url": reverse(name, args=[coproduction.slug])}
        for name, words in said.items()
    ]


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
        open_conversation=found.conversations.filter(state="open").first(),
        line=line_of(found),
        may_change=access.allows(request.person, "coproduction.change", found),
        may_sit=access.allows(request.person, "party.join", found),
    )


urlpatterns = [
    path("c/", coproductions, name="coproductions"),
    path("c/<slug:slug>/", coproduction, name="coproduction"),
]
