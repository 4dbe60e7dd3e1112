"""What was agreed: all of it, and one need with everything it rests on."""

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.access.waiting import asked_of
from wayahead.loop.listening.models import OpinionMap, Voice
from wayahead.loop.needs.models import CheckBack, Need, Reliance, Succession
from wayahead.loop.tensions.models import Tension
from wayahead.web.pages import Ask, how_many, page

FEWEST_SHOWN = OpinionMap.FEWEST_SHOWN


def needs(request: Ask, slug: str) -> HttpResponse:
    """Every need, strength and opportunity that the reader may see here."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = (
        access.visible(request.person, Need)
        .filter(coproduction=found)
        .exclude(state=Need.State.SUCCEEDED)
        .annotate(
            voices=how_many(Voice.objects.all(), "statements__needs"),
            relying=how_many(Reliance.objects.filter(ended_at=None), "need"),
            asked=how_many(CheckBack.objects.all(), "need"),
        )
        .order_by("kind", "number")
    )
    drafts = [need for need in rows if need.state != Need.State.PUBLISHED]
    return page(
        request,
        "needs/all.html",
        coproduction=found,
        here="needs",
        published=[need for need in rows if need.state == Need.State.PUBLISHED],
        drafts=drafts,
        calls=found.calls.open()[:3],
        may_write=access.allows(request.person, "need.write", found),
        may_merge=access.allows(request.person, "need.merge", found),
    )


def need(request: Ask, slug: str, number: int) -> HttpResponse:
    """One need: in people's words, who was asked, how each group stands to it, who relies on it, what became of it."""
    found = access.fetch(request.person, "need.see", number=number, coproduction__slug=slug)
    person = request.person
    may = {name: access.allows(person, f"need.{name}", found) for name in ("change", "publish", "split", "rely")}
    may["craft"] = access.allows(person, "solution.start", found.coproduction)
    return page(
        request,
        "needs/one.html",
        coproduction=found.coproduction,
        here="needs",
        need=found,
        quotes=quotes_of(found),
        statements=found.statements.select_related("coproduction").annotate(drawn_from=Count("voices")),
        voices=Voice.objects.filter(statements__needs=found).distinct().count(),
        checked=found.check_backs.aggregate_answers(),
        comments=comments_on(found, for_writers=may["change"]),
        relying=found.reliances.filter(ended_at=None).select_related("organisation"),
        solutions=found.solutions.all(),
        asks=asked_of(person, version__solution__needs=found),
        offers=found.offers.standing().filter(hidden_because="").select_related("speaking_for")[:10],
        tensions=access.visible(person, Tension).filter(sides__needs=found).distinct(),
        outcomes=found.outcomes.filter(dropped_at=None),
        programmes=found.programmes.select_related("funder"),
        once_relied=found.reliances.exclude(ended_at=None).select_related("organisation"),
        may_stop=set(access.among(person, "reliance.stop").filter(need=found).values_list("pk", flat=True)),
        came_from=Succession.objects.filter(later=found).select_related("earlier"),
        became=Succession.objects.filter(earlier=found).select_related("later"),
        my_check=person is not None and found.check_backs.waiting().filter(person__in=person.selves).exists(),
        may=may,
    )


def quotes_of(found: Need) -> list[Voice]:
    """The words chosen for this need that everybody may still read."""
    return list(found.quotes.filter(Voice.quotable()).order_by("pk"))


def comments_on(found: Need, *, for_writers: bool) -> list[dict[str, Any]]:
    """What people said to it without their names: at once for its writers, who have to make it right with them.

    Everybody else reads it once so many have answered that nobody stands out.
    """
    said = found.check_backs.exclude(answer="")
    if said.count() < FEWEST_SHOWN and not for_writers:
        return []
    return [
        {"words": check.comment, "answer": check.get_answer_display()}
        for check in said.exclude(comment="").order_by("answer", "answered_at")
    ]


urlpatterns = [
    path("c/<slug:slug>/needs/", needs, name="needs"),
    path("c/<slug:slug>/needs/<int:number>/", need, name="need"),
]
