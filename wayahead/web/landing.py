"""The first page, and the plain answer for a machine that asks whether we are up."""

from django.db import connection
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.places.models import Area
from wayahead.journey.so_far import SoFar, so_far
from wayahead.loop.funding.models import Bid
from wayahead.loop.listening.models import Voice
from wayahead.web.pages import Ask, page
from wayahead.web.practice.doors import DOORS
from wayahead.web.templatetags.wayahead import pounds


def landing(request: Ask) -> HttpResponse:
    """The first page: one sentence, one box, and what became of what people said."""
    story = told_most()
    figures = so_far(story) if story else None
    return page(
        request,
        "landing.html",
        story=story,
        so_far=figures,
        figures=strip(story, figures) if story and figures else [],
        back=way_back(figures) if figures else "",
        quote=a_quote(story) if story else None,
        failed=what_failed(story) if story else None,
        doors=DOORS,
    )


def strip(story: CoProduction, so_far: SoFar) -> list[dict[str, str]]:
    """The line in five figures, each with the page that it comes from."""
    granted = ngettext("by %d funder", "by %d funders together", so_far.funders) % so_far.funders
    rows = [
        (f"{so_far.people:,}", _("people said"), story.title, "listening"),
        (str(so_far.needs), _("needs"), _("agreed, in their words"), "needs"),
        (str(so_far.limits_moved), _("limits moved"), _("because people asked why"), "constraints"),
        (pounds(so_far.granted_pence), _("granted"), granted, "funding"),
        (_("What changed"), "", told(so_far), "outcomes"),
    ]
    return [
        {"figure": figure, "word": word, "meaning": meaning, "url": reverse(stage, args=[story.slug])}
        for figure, word, meaning, stage in rows
    ]


def told(so_far: SoFar) -> str:
    """What came of it in one sentence, and how many of those who spoke believe it."""
    if so_far.last_report is None:
        return str(_("Nothing is reported yet."))
    first = so_far.last_report.words.split(". ")[0].rstrip(".") + "."
    verdict = so_far.verdict
    if verdict is None or verdict.yes_share is None:
        return first
    counts = {"yes": round(100 * verdict.yes_share), "all": verdict.total}
    return first + " " + _("%(yes)d%% of %(all)d people say that is how it is.") % counts


def way_back(so_far: SoFar) -> str:
    """How many of those who spoke have had an answer."""
    return _("%(answered)d of the %(people)d people have had an answer.") % {
        "answered": so_far.people_answered,
        "people": so_far.people,
    }


def told_most() -> CoProduction | None:
    """Of what everybody may see, the co-production in which most was said."""
    public = access.visible(None, CoProduction).filter(closed_at=None)
    return public.annotate(said=Count("voices")).order_by("-said", "-pk").first()


def a_quote(coproduction: CoProduction) -> Voice | None:
    """Words that their speaker lets everybody read, and that have had an answer if any have."""
    quotable = access.visible(None, Voice).filter(coproduction=coproduction, is_lived=True).exclude(first_name="")
    answered = quotable.annotate(answered=Count("answers")).order_by("-answered", "-quote", "pk")
    return answered.first()


def what_failed(coproduction: CoProduction) -> Bid | None:
    """The last bid that was not funded: honesty convinces more than success."""
    bids = access.visible(None, Bid).filter(version__solution__coproduction=coproduction, state=Bid.State.REFUSED)
    return bids.select_related("version__solution", "programme__funder").order_by("-decided_at").first()


def near(request: Ask) -> HttpResponse:
    """Where do you live? The one area of that name, or all that come near it."""
    words = request.GET.get("q", "").strip()[:80]
    found = list(access.visible(request.person, Area).filter(name__iexact=words)[:2]) if words else []
    if len(found) == 1:
        return redirect("area", found[0].code, found[0].year)
    return redirect(f"{reverse('places')}?{urlencode({'q': words})}")


def healthz(request: Ask) -> HttpResponse:
    """200 when the database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("", landing, name="landing"),
    path("near/", near, name="near"),
    path("healthz", healthz, name="healthz"),
]
