"""Pages of programmes: what a funder offers, and for which needs."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.loop.funding import actions
from wayahead.loop.funding.actions import Offer
from wayahead.loop.funding.models import Bid, Programme, Round
from wayahead.loop.needs.models import Need
from wayahead.web.fields import DayField, MoneyField
from wayahead.web.pages import Ask, attempt, page, paged


class ProgrammeForm(forms.Form):
    """What a funder offers, and the published needs it rests on."""

    title = forms.CharField(label=gettext_lazy("What the programme is called"), max_length=140)
    about = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    pot_pence = MoneyField(label=gettext_lazy("How much there is in all, in pounds"))
    opens_on = DayField(label=gettext_lazy("Opens on"))
    closes_on = DayField(label=gettext_lazy("Closes on"))
    decides_within_days = forms.IntegerField(
        label=gettext_lazy("You decide on each bid within how many days?"), min_value=1, max_value=180, initial=28
    )
    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(),
        label=gettext_lazy("Which published needs does it rest on?"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = access.visible(person, Need).filter(state=Need.State.PUBLISHED)
        self.fields["needs"].queryset = needs  # type: ignore[attr-defined]


def programmes(request: Ask) -> HttpResponse:
    """Every programme, those open first."""
    rows = access.visible(request.person, Programme).select_related("funder").order_by("-closes_on")
    funders = access.among(request.person, "programme.open")
    return page(request, "funding/programmes.html", rows=paged(request, rows), funders=funders)


def programme(request: Ask, pk: int) -> HttpResponse:
    """One programme: its pot, the needs it rests on, what became of each bid."""
    found = access.fetch(request.person, "programme.see", pk=pk)
    bids = access.visible(request.person, Bid).filter(programme=found)
    return page(
        request,
        "funding/programme.html",
        programme=found,
        needs=access.visible(request.person, Need).filter(programmes=found).select_related("coproduction"),
        bids=bids.select_related("applicant", "version__solution__coproduction", "grant"),
        remaining_pence=actions.remaining_pence(found),
        rounds=access.visible(request.person, Round).filter(programme=found).select_related("coproduction", "result"),
        places=access.visible(request.person, CoProduction).filter(needs__programmes=found).distinct()
        if access.allows(request.person, "round.open", found)
        else [],
    )


def open_programme(request: Ask, slug: str) -> HttpResponse:
    """A funder opens a programme."""
    funder = access.fetch(request.person, "programme.open", slug=slug)
    form = ProgrammeForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        offer = Offer(**(form.cleaned_data | {"needs": list(form.cleaned_data["needs"])}))
        made = attempt(form, actions.open_programme, funder, offer, by=access.somebody(request.person))
        if made:
            messages.success(request, _("Open. Everybody who works on those needs can see it."))
            return redirect("programme", made.pk)
    return page(request, "funding/open.html", funder=funder, form=form)


urlpatterns = [
    path("programmes/", programmes, name="programmes"),
    path("programmes/<int:pk>/", programme, name="programme"),
    path("organisations/<slug:slug>/programmes/open/", open_programme, name="programme_open"),
]
