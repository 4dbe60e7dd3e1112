"""The register, and one tension as a story."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.loop.tensions.models import Finding, Option, Remark, Resolution, Side, Speaker, Tension, Understanding
from wayahead.web.pages import Ask, page
from wayahead.web.tensions.desk import RemarkForm
from wayahead.web.tensions.findings import Leg, money_of, quotable, shown

QUOTES = 2  # of each statement or need that a side rests on, and four in all
MOST_QUOTES = 4


@dataclass(frozen=True)
class Seat:
    """One side as the page shows it, with what the reader may do for it."""

    side: Side
    other: Side
    quotes: list[Any]
    heard: Understanding | None  # the other's words that this side accepted
    waiting: Understanding | None  # the other's words that it has not answered
    not_quite: list[Understanding]
    is_mine: bool
    may_mirror: bool
    money: Leg | None  # where the tension was found in money: what is offered for what this side needs


@dataclass(frozen=True)
class Way:
    """One option, with what each side makes of it, in the order of the sides."""

    option: Option
    cells: list[Any]


def tensions(request: Ask, slug: str) -> HttpResponse:
    """Every tension of a co-production: talked about, open, settled; and what was found, for facilitators."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Tension).filter(coproduction=coproduction)
    standing = Prefetch("resolutions", Resolution.objects.standing().select_related("option"), to_attr="standing")
    rows = rows.prefetch_related("sides", standing)
    findings = access.visible(request.person, Finding).filter(coproduction=coproduction)
    by_state = {state: [row for row in rows if row.state == state] for state in Tension.State.values}
    return page(
        request,
        "tensions/all.html",
        coproduction=coproduction,
        here="tensions",
        has_any=bool(rows),
        talking=by_state[Tension.State.TALKING],
        open=by_state[Tension.State.OPEN],
        settled=by_state[Tension.State.SETTLED],
        found=shown(findings.filter(state=Finding.State.WAITING)),
        set_aside=shown(findings.filter(state=Finding.State.SET_ASIDE)),
        may_register=access.allows(request.person, "tension.register", coproduction),
    )


def tension(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One tension: what is at stake, both sides, what was tried, how it was settled, who still sees it differently."""
    found = access.fetch(request.person, "tension.see", pk=pk, coproduction__slug=slug)
    person = request.person
    seats = seats_of(request, found)
    resolutions = list(found.resolutions.select_related("option", "decided_by"))
    remarks = list(access.visible(person, Remark).filter(tension=found, state=Remark.State.SHOWN))
    mine = person.selves if person else []
    speakers = Speaker.objects.filter(side__tension=found)
    is_facilitator = access.allows(person, "tension.change", found)
    stands = next((one for one in resolutions if one.came_back_at is None), None)
    return page(
        request,
        "tensions/one.html",
        coproduction=found.coproduction,
        here="tensions",
        tension=found,
        seats=seats,
        is_understood=all(seat.heard for seat in seats),
        ways=ways_of(found, seats),
        stands=stands,
        earlier=[one for one in resolutions if one is not stands],
        unreported=next((one for one in resolutions if one.came_back_at and not one.how_it_went), None),
        remarks={kind: [one for one in remarks if one.kind == kind] for kind in Remark.Kind.values},
        not_shown=found.remarks.reasons(),
        my_remarks=list(Remark.objects.filter(tension=found, author__in=mine).exclude(state=Remark.State.WITHDRAWN)),
        my_asks=list(speakers.filter(person__in=mine).exclude(state=Speaker.State.LEFT).select_related("side")),
        is_facilitator=is_facilitator,
        may_offer=access.allows(person, "tension.offer", found),
        may_weigh=any(seat.is_mine for seat in seats),
        on_the_desk=found.remarks.waiting().count() + speakers.waiting().count() if is_facilitator else 0,
        form=RemarkForm(),
    )


def seats_of(request: Ask, found: Tension) -> list[Seat]:
    """Both sides, each with its words, in a fixed number of queries."""
    sides = list(
        found.sides.select_related("organisation", "conversation").prefetch_related(
            Prefetch("needs__quotes", quotable(QUOTES), to_attr="heard"),
            Prefetch("statements__voices", quotable(QUOTES), to_attr="heard"),
            "limits__versions",
            "limits__owner",
            "understandings",
        )
    )
    mine = set(access.among(request.person, "side.weigh").filter(tension=found).values_list("pk", flat=True))
    across = set(access.among(request.person, "side.mirror").filter(tension=found).values_list("pk", flat=True))
    money: list[Leg | None] = [None, None]
    if found.findings.filter(kind=Finding.Kind.FAR).exists():
        money = [money_of([need.pk for need in side.needs.all()], side.organisation) for side in sides]
    return [seat(side, sides[1 - n], side.pk in mine, side.pk in across, money[n]) for n, side in enumerate(sides)]


def seat(side: Side, other: Side, is_mine: bool, may_mirror: bool, money: Leg | None) -> Seat:
    """One side whose words are at hand."""
    voices = {
        voice.pk: voice
        for row in (*side.statements.all(), *side.needs.all())
        for voice in row.heard  # type: ignore[attr-defined]
    }
    said = list(side.understandings.all())
    heard = next((one for one in said if one.answer == Understanding.Answer.YES), None)
    return Seat(
        side,
        other,
        list(voices.values())[:MOST_QUOTES],
        heard,
        next((one for one in said if not one.answer), None),
        [one for one in reversed(said) if one.answer == Understanding.Answer.NOT_QUITE],
        is_mine,
        may_mirror and heard is None,
        money,
    )


def ways_of(found: Tension, seats: list[Seat]) -> list[Way]:
    """Every option, with what each side makes of it."""
    options = found.options.prefetch_related("weighings")
    by_side = [{weighing.side_id: weighing for weighing in option.weighings.all()} for option in options]
    return [
        Way(option, [(seat.side, cells.get(seat.side.pk)) for seat in seats])
        for option, cells in zip(options, by_side, strict=True)
    ]


urlpatterns = [
    path("c/<slug:slug>/tensions/", tensions, name="tensions"),
    path("c/<slug:slug>/tensions/<int:pk>/", tension, name="tension"),
]
