"""Opportunities: a fund, a building, a decision with a day, and what people make of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.actions import Opening
from wayahead.loop.solutions.models import Call, Solution
from wayahead.web.fields import DayField
from wayahead.web.pages import Ask, attempt, page, paged


class OpenForm(forms.Form):
    """What has become possible, who decides, and by when people can answer."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of opportunity is it?"), choices=Call.Kind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=gettext_lazy("Its name"),
        max_length=140,
        help_text=gettext_lazy("For example, The boathouse stands empty"),
    )
    about = forms.CharField(
        label=gettext_lazy("What has become possible?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    decided_by = forms.CharField(label=gettext_lazy("Who decides, and when?"), max_length=200)
    closes_on = DayField(label=gettext_lazy("By which day can people answer?"))
    source = forms.URLField(
        label=gettext_lazy("Where to read more"), max_length=500, required=False, assume_scheme="https"
    )
    named_as = forms.ModelChoiceField(
        Need.objects.none(),
        label=gettext_lazy("Had people named it already?"),
        required=False,
        empty_label=gettext_lazy("No"),
    )
    opened_for = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Which organisation offers it?"),
        required=False,
        empty_label=gettext_lazy("None of mine"),
    )

    def __init__(self, *args: Any, coproduction: CoProduction, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = coproduction.needs.filter(state=Need.State.PUBLISHED, kind=Need.Kind.OPPORTUNITY)
        found: dict[str, Any] = {"named_as": named, "opened_for": access.among(person, "organisation.act_for")}
        for name, rows in found.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows.exists():
                del self.fields[name]


class SettleForm(forms.Form):
    """What came of it."""

    words = forms.CharField(
        label=gettext_lazy("What came of it?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


def calls(request: Ask, slug: str) -> HttpResponse:
    """Every opportunity of a co-production: those that wait for an answer first, then what came of the others."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = coproduction.calls.select_related("opened_for").annotate(answers=Count("solutions"))
    waiting = coproduction.calls.open().values("pk")
    return page(
        request,
        "solutions/calls.html",
        coproduction=coproduction,
        here="solutions",
        waiting=rows.filter(pk__in=waiting),
        past=paged(request, rows.exclude(pk__in=waiting).order_by("-closes_on")),
        may_open=access.allows(request.person, "call.open", coproduction),
    )


def call(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One opportunity, and the solutions that answer it."""
    found = access.fetch(request.person, "call.see", pk=pk, coproduction__slug=slug)
    answers = access.visible(request.person, Solution).filter(responds_to=found).prefetch_related("versions")
    return page(
        request,
        "solutions/call.html",
        coproduction=found.coproduction,
        here="solutions",
        call=found,
        answers=answers,
        may_start=access.allows(request.person, "solution.start", found.coproduction),
        may_settle=access.allows(request.person, "call.settle", found),
    )


def open_call(request: Ask, slug: str) -> HttpResponse:
    """Ask what should be made of an opportunity."""
    coproduction = access.fetch(request.person, "call.open", slug=slug)
    by = access.somebody(request.person)
    form = OpenForm(request.POST or None, coproduction=coproduction, person=by)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        opened_for = given.pop("opened_for", None)
        opened = attempt(form, actions.open_call, coproduction, Opening(**given), by=by, opened_for=opened_for)
        if opened:
            messages.success(request, _("Opened. It stands on the first page until its day has passed."))
            return redirect("call", slug, opened.pk)
    return page(request, "solutions/open_call.html", coproduction=coproduction, here="solutions", form=form)


def settle(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Write down what came of an opportunity."""
    found = access.fetch(request.person, "call.settle", pk=pk, coproduction__slug=slug)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.settle_call, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Written down. Everybody can read it."))
            return redirect("call", slug, pk)
    coproduction = found.coproduction
    return page(
        request, "solutions/settle_call.html", coproduction=coproduction, here="solutions", form=form, call=found
    )


urlpatterns = [
    path("c/<slug:slug>/opportunities/", calls, name="calls"),
    path("c/<slug:slug>/opportunities/open/", open_call, name="call_open"),
    path("c/<slug:slug>/opportunities/<int:pk>/", call, name="call"),
    path("c/<slug:slug>/opportunities/<int:pk>/settle/", settle, name="call_settle"),
]
