"""Relying on a published need."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.people.models import Organisation
from wayahead.loop.needs import actions
from wayahead.web.pages import Ask, attempt, page


class RelyForm(forms.Form):
    """Which organisation bases what on a need."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Your organisation"), empty_label=gettext_lazy("Choose one")
    )
    what_for = forms.CharField(
        label=gettext_lazy("What you base on it"),
        max_length=200,
        help_text=gettext_lazy("For example: opening hours from January."),
    )


class StopForm(forms.Form):
    """Why an organisation no longer relies on a need."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=200, help_text=gettext_lazy("Everybody can read it.")
    )


def rely(request: Ask, slug: str, number: int) -> HttpResponse:
    """An organisation says in public that it bases something on this need."""
    need = access.fetch(request.person, "need.rely", number=number, coproduction__slug=slug)
    by = access.somebody(request.person)
    own = Organisation.objects.filter(memberships__person=by, memberships__left_at=None)
    form = RelyForm(request.POST or None, initial={"organisation": own.first()})
    form.fields["organisation"].queryset = own  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.rely, need, by=by, **form.cleaned_data):
            messages.success(request, _("Everybody can see that you rely on it."))
            return redirect("need", slug, number)
    return page(request, "needs/rely.html", coproduction=need.coproduction, here="needs", form=form, need=need)


def stop(request: Ask, slug: str, pk: int) -> HttpResponse:
    """An organisation no longer relies on a need, and says why."""
    reliance = access.fetch(request.person, "reliance.stop", pk=pk, need__coproduction__slug=slug)
    need, form = reliance.need, StopForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.stop_relying, reliance, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Kept, with your reason."))
            return redirect("need", slug, need.number)
    coproduction = need.coproduction
    return page(request, "needs/stop.html", coproduction=coproduction, here="needs", form=form, reliance=reliance)


urlpatterns = [
    path("c/<slug:slug>/needs/<int:number>/rely/", rely, name="need_rely"),
    path("c/<slug:slug>/reliances/<int:pk>/stop/", stop, name="reliance_stop"),
]
