"""What if a limit moved or went: pages that solve it again for whoever asks. Nothing is kept."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.base.refusal import NotPossible
from wayahead.kernels.feasibility import Limit
from wayahead.loop.constraints import wording
from wayahead.loop.constraints.actions import sound_test
from wayahead.loop.constraints.models import Constraint, Question
from wayahead.loop.constraints.moving import test_of
from wayahead.loop.solutions import whatif
from wayahead.loop.solutions.models import Version
from wayahead.web.constraints.blanks import blank_fields, test_from
from wayahead.web.pages import Ask, page

DROPPED = "dropped"


class WhatIfForm(forms.Form):
    """The blanks of a limit, to be filled in otherwise."""

    def __init__(self, data: Any, *, limit: Constraint, start: dict[str, Any]) -> None:
        super().__init__(data)
        self.test = test_of(limit.current).name
        self.fields.update(blank_fields(self.test, limit.coproduction, start))

    def limit(self) -> Limit | None:
        """The test as it was filled in; None, with the reason at its blank, where it cannot be."""
        try:
            return sound_test(test_from(self.test, self.cleaned_data))
        except NotPossible as refused:
            self.add_error(refused.field if refused.field in self.fields else None, str(refused))
            return None


def versions_of(person: Person | None, coproduction: CoProduction) -> list[Version]:
    """Every version that the reader may see."""
    rows = access.visible(person, Version).filter(solution__coproduction=coproduction).order_by("solution", "number")
    return list(rows.select_related("solution", "area", "delivered_by"))


def what_if(request: Ask, slug: str) -> HttpResponse:
    """Every limit that could move: how far it would have to, and for whom; and whether all solutions can stand."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    board = whatif.board(coproduction, versions_of(request.person, coproduction))
    movable = [limit for limit in board.limits if limit.firmness != Constraint.Firmness.FIXED]
    return page(
        request,
        "constraints/what_if_all.html",
        coproduction=coproduction,
        here="constraints",
        moves=whatif.sweep(board, movable),
        standing=whatif.together(board),
        board=board,
        fixed=[limit for limit in board.limits if limit.firmness == Constraint.Firmness.FIXED],
    )


def limit_what_if(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One limit: fill its blanks in otherwise, or drop it, and see what comes in and falls out."""
    found = access.fetch(request.person, "limit.see", pk=pk, coproduction__slug=slug)
    coproduction = found.coproduction
    proposal = proposal_of(request, found)
    is_filled = "try" in request.GET
    start = proposal.proposed if proposal else found.current.test
    form = WhatIfForm(request.GET if is_filled else None, limit=found, start=start)
    board = whatif.board(coproduction, versions_of(request.person, coproduction))
    is_standing = found.state == Constraint.State.STANDING
    is_asked, to = reading(request, form, proposal) if is_standing else (False, None)
    instead = {board.number_of(found): to} if is_asked else {}
    return page(
        request,
        "constraints/what_if.html",
        coproduction=coproduction,
        here="constraints",
        limit=found,
        is_standing=is_standing,
        form=form,
        sentences=wording.sentences(test_of(found.current)),
        has_blanks=bool(form.fields),
        board=board,
        is_asked=is_asked,
        would_read=wording.sentences(to) if to else [],
        move=whatif.what_if(board, found, to) if is_asked else None,
        before=whatif.together(board) if is_asked else None,
        after=whatif.together(board, instead) if is_asked else None,
        steps=whatif.sweep(board, [found]) if is_standing else [],
    )


def proposal_of(request: Ask, limit: Constraint) -> Question | None:
    """The proposal that the reader came from, where it has a figure."""
    key = request.GET.get("proposal", "")
    rows = access.visible(request.person, Question).filter(constraint=limit).exclude(proposed={})
    return rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None


def reading(request: Ask, form: WhatIfForm, proposal: Question | None) -> tuple[bool, Limit | None]:
    """(whether there is something to solve, the limit as it would read; None where it would go)."""
    if DROPPED in request.GET:
        return True, None
    if form.is_bound:
        to = form.limit() if form.is_valid() else None
        return to is not None, to
    if proposal:
        return True, sound_test(proposal.proposed)
    return False, None


urlpatterns = [
    path("c/<slug:slug>/what-if/", what_if, name="what_if"),
    path("c/<slug:slug>/constraints/<int:pk>/what-if/", limit_what_if, name="limit_what_if"),
]
