"""Put a tension on the table, by hand or from what was found; set a finding aside; say better what is at stake."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.models import Finding, Side
from wayahead.web.pages import Ask, attempt, page
from wayahead.web.tensions.findings import Shown, shown
from wayahead.web.tensions.forms import PLAIN, RegisterForm, TensionForm, few_sentences


class ReasonForm(forms.Form):
    """Why."""

    reason = few_sentences(gettext_lazy("Why? Everybody can read this."), 500, 3)


def register(request: Ask, slug: str) -> HttpResponse:
    """Put a tension on the table."""
    coproduction = access.fetch(request.person, "tension.register", slug=slug)
    form = RegisterForm(request.POST or None, coproduction=coproduction, person=request.person)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        made = attempt(form, actions.register, coproduction, form.words([], []), by=by)
        if made:
            messages.success(request, _("It is on the table. Everybody can read it."))
            return redirect("tension", slug, made.pk)
    return page(request, "tensions/register.html", coproduction=coproduction, here="tensions", form=form)


def take_up(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Put what was found on the table, once somebody has said what each side needs."""
    finding = waiting(request, slug, pk)
    coproduction, found = finding.coproduction, shown([finding])[0]
    form = RegisterForm(
        request.POST or None, coproduction=coproduction, person=request.person, initial=initial_of(found)
    )
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        words = form.words(*(list(leg.statements) for leg in found.legs))
        made = attempt(form, actions.register, coproduction, words, by=by, finding=finding)
        if made:
            messages.success(request, _("It is on the table. Everybody can read it."))
            return redirect("tension", slug, made.pk)
    return page(request, "tensions/register.html", coproduction=coproduction, here="tensions", form=form, found=found)


def waiting(request: Ask, slug: str, pk: int) -> Finding:
    """A finding that this person may judge and that nobody has judged yet."""
    finding: Finding = access.fetch(request.person, "finding.judge", pk=pk, coproduction__slug=slug)
    if finding.state != Finding.State.WAITING:
        raise Http404
    return finding


def initial_of(found: Shown) -> dict[str, Any]:
    """What the form of a finding is filled in with."""
    initial: dict[str, Any] = {}
    for n, leg in zip(Side.Position.values, found.legs, strict=True):
        initial |= {
            f"name_{n}": leg.name,
            f"organisation_{n}": leg.organisations[0].pk if leg.organisations else None,
            f"group_{n}": f"{leg.conversation.pk}:{leg.group}" if leg.conversation and leg.group else "",
            f"needs_{n}": [row.pk for row in leg.needs],
            f"limits_{n}": [row.pk for row in leg.limits],
        }
    return initial


def set_aside(request: Ask, slug: str, pk: int) -> HttpResponse:
    """What was found is no tension, or not one for this table."""
    finding = waiting(request, slug, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.set_finding_aside, finding, by=by, **form.cleaned_data):
            messages.success(request, _("Set aside. It comes back only when it has changed."))
            return redirect("tensions", slug)
    return page(
        request,
        "tensions/set_aside.html",
        coproduction=finding.coproduction,
        here="tensions",
        form=form,
        found=shown([finding])[0],
    )


def change(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Say better what is at stake."""
    found = access.fetch(request.person, "tension.change", pk=pk, coproduction__slug=slug)
    initial = {name: getattr(found, name) for name in PLAIN}
    form = TensionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.change, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Kept."))
            return redirect("tension", slug, pk)
    return page(
        request, "tensions/change.html", coproduction=found.coproduction, here="tensions", form=form, tension=found
    )


urlpatterns = [
    path("c/<slug:slug>/tensions/register/", register, name="tension_register"),
    path("c/<slug:slug>/tensions/found/<int:pk>/take-up/", take_up, name="finding_take_up"),
    path("c/<slug:slug>/tensions/found/<int:pk>/set-aside/", set_aside, name="finding_set_aside"),
    path("c/<slug:slug>/tensions/<int:pk>/change/", change, name="tension_change"),
]
