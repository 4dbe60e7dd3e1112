"""Begin to talk, settle until a day, reopen, say how it went."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.people.models import Organisation
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.actions import Settlement
from wayahead.loop.tensions.models import Option, Resolution, Tension
from wayahead.web.fields import DayField
from wayahead.web.pages import Ask, attempt, page
from wayahead.web.tensions.forms import few_sentences


class SettleForm(forms.Form):
    """How it is settled, until when, and who still sees it differently."""

    how = forms.ChoiceField(
        label=gettext_lazy("How was it settled?"), choices=Resolution.How.choices, widget=forms.RadioSelect
    )
    decided_by = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("If an organisation at the table decided: which one?"),
        required=False,
        empty_label=gettext_lazy("None of them"),
    )
    decided_by_words = forms.CharField(
        label=gettext_lazy("If somebody else decided: who?"),
        help_text=gettext_lazy(
            "A meeting, a panel, a court, a role or a body elsewhere. Everybody reads this: name no private person."
        ),
        max_length=140,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    option = forms.ModelChoiceField(
        Option.objects.none(),
        label=gettext_lazy("Which option is it?"),
        required=False,
        empty_label=gettext_lazy("None of them"),
    )
    is_trial = forms.BooleanField(label=gettext_lazy("We try it first, until the day below"), required=False)
    words = few_sentences(gettext_lazy("In which words, and why?"), 1000, 4)
    dissent = few_sentences(gettext_lazy("Who still sees it differently, and why?"), 1000, 3, required=False)
    review_on = DayField(
        label=gettext_lazy("When do we look at it again?"),
        help_text=gettext_lazy("On that day it comes back to the table by itself."),
    )

    def __init__(self, *args: Any, tension: Tension, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = Organisation.objects.filter(
            parties__coproduction=tension.coproduction_id, parties__left_at=None
        ).distinct()
        self.fields["decided_by"].queryset = parties  # type: ignore[attr-defined]
        self.fields["option"].queryset = tension.options.all()  # type: ignore[attr-defined]


class ReopenForm(forms.Form):
    """Why it cannot wait."""

    because = few_sentences(gettext_lazy("Why can it not wait? Everybody can read this."), 500, 3)


class LookBackForm(forms.Form):
    """How it went."""

    words = few_sentences(gettext_lazy("How did it go, for both sides?"), 1000, 5)


@require_POST
def talk(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Ask both sides to the table."""
    found = access.fetch(request.person, "tension.talk", pk=pk, coproduction__slug=slug)
    actions.begin_talking(found, by=access.somebody(request.person))
    messages.success(request, _("Both sides are asked to the table. First each says what the other needs."))
    return redirect("tension", slug, pk)


def settle(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Write down how it was settled."""
    found = access.fetch(request.person, "tension.settle", pk=pk, coproduction__slug=slug)
    form = SettleForm(request.POST or None, tension=found)
    if request.method == "POST" and form.is_valid():
        given = Settlement(**form.cleaned_data)
        made = attempt(form, actions.settle, found, given, by=access.somebody(request.person))
        if made:
            day = date_format(made.review_on, "j F Y")
            messages.success(request, _("Settled. It comes back to the table on %s.") % day)
            return redirect("tension", slug, pk)
    return of_tension(request, "settle", found, form)


def of_tension(request: Ask, template: str, found: Tension, form: forms.Form) -> HttpResponse:
    """A page with one form about one tension."""
    return page(
        request,
        f"tensions/{template}.html",
        coproduction=found.coproduction,
        here="tensions",
        form=form,
        tension=found,
        is_understood=found.is_understood(),
    )


def reopen(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Bring it back before its day."""
    found = access.fetch(request.person, "tension.reopen", pk=pk, coproduction__slug=slug)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.reopen, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("It is on the table again."))
            return redirect("tension", slug, pk)
    return of_tension(request, "reopen", found, form)


def look_back(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Say how it went since it was settled."""
    resolution = access.fetch(request.person, "resolution.look_back", pk=pk, tension__coproduction__slug=slug)
    form = LookBackForm(request.POST or None, initial={"words": resolution.how_it_went})
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.say_how_it_went, resolution, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Kept. Now it can be settled anew."))
            return redirect("tension", slug, resolution.tension_id)
    return of_tension(request, "look_back", resolution.tension, form)


urlpatterns = [
    path("c/<slug:slug>/tensions/<int:pk>/talk/", talk, name="tension_talk"),
    path("c/<slug:slug>/tensions/<int:pk>/settle/", settle, name="tension_settle"),
    path("c/<slug:slug>/tensions/<int:pk>/reopen/", reopen, name="tension_reopen"),
    path("c/<slug:slug>/tensions/settled/<int:pk>/how-it-went/", look_back, name="resolution_look_back"),
]
