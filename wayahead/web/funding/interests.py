"""Who decides a bid, who does not because it touches something of their own, and who can instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.people.models import Person
from wayahead.loop.funding import actions
from wayahead.loop.funding.interests import deciders, interest_of
from wayahead.loop.funding.models import Bid
from wayahead.web.fields import WordsField
from wayahead.web.pages import Ask, attempt, page


class InterestForm(forms.Form):
    """What ties somebody to a bid."""

    words = WordsField(
        rows=3,
        label=gettext_lazy("What ties you to it?"),
        max_length=500,
        help_text=gettext_lazy(
            "For example: my sister works for them. Everybody can read it, without your name. Name nobody else."
        ),
    )


@dataclass(frozen=True)
class Stance:
    """How somebody of its funder stands to a bid that waits: why they decide nothing of it, and who else can."""

    bid: Bid
    why_not: str
    others: Sequence[Person]

    @property
    def words(self) -> str:
        """Why not, and who instead: only those of the same funder read these names."""
        told = {"funder": self.bid.programme.funder, "names": ", ".join(str(one) for one in self.others)}
        if self.others:
            return f"{self.why_not} " + _("These of %(funder)s can: %(names)s.") % told
        return f"{self.why_not} " + _("Nobody else of %(funder)s can yet. Ask somebody to join it.") % told


def stances(person: Person | None, bids: Iterable[Bid]) -> list[Stance]:
    """This person's stance to each of these bids that waits for a funder of theirs; none for anybody else."""
    if person is None:
        return []
    theirs = set(person.memberships.filter(left_at=None).values_list("organisation", flat=True))
    waiting = [bid for bid in bids if bid.is_waiting and bid.programme.funder_id in theirs]
    return [Stance(bid, interest_of(bid, person), list(deciders(bid).exclude(pk=person.pk))) for bid in waiting]


def stand_aside(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Somebody who could decide a bid says what ties them to it, and leaves it to others."""
    found = access.fetch(request.person, "bid.decide", pk=pk, version__solution__coproduction__slug=slug)
    by = access.somebody(request.person)
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.declare_interest, found, by=by, **form.cleaned_data):
            messages.success(request, _("You stand aside. Others decide it."))
            return redirect("bid", slug, pk)
    return page(
        request,
        "funding/stand_aside.html",
        coproduction=found.version.solution.coproduction,
        here="funding",
        bid=found,
        others=deciders(found).exclude(pk=by.pk),
        form=form,
    )


urlpatterns = [path("c/<slug:slug>/bids/<int:pk>/stand-aside/", stand_aside, name="bid_stand_aside")]
