"""Options: put one on the table, weigh it for one's side."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.models import Side, Weighing
from wayahead.web.pages import Ask, attempt, page
from wayahead.web.tensions.forms import few_sentences


class OptionForm(forms.Form):
    """One way to live with it."""

    title = forms.CharField(label=gettext_lazy("The option in one sentence"), max_length=140)
    words = few_sentences(gettext_lazy("How would it work?"), 1000, 4, required=False)


class WeighForm(forms.Form):
    """What one side makes of it."""

    side = forms.ModelChoiceField(
        Side.objects.none(), label=gettext_lazy("For which side?"), widget=forms.RadioSelect, empty_label=None
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Can you live with it?"), choices=Weighing.State.choices, widget=forms.RadioSelect
    )
    why = few_sentences(gettext_lazy("Why? Everybody can read this."), 500, 3)

    def __init__(self, *args: Any, sides: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].queryset = sides  # type: ignore[attr-defined]
        self.fields["side"].initial = sides.first()


def offer(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Put an option on the table."""
    found = access.fetch(request.person, "tension.offer", pk=pk, coproduction__slug=slug)
    form = OptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.offer, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("It is on the table. Now both sides weigh it."))
            return redirect("tension", slug, pk)
    return page(
        request, "tensions/offer.html", coproduction=found.coproduction, here="tensions", form=form, tension=found
    )


def weigh(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Weigh an option for a side."""
    option = access.fetch(request.person, "option.weigh", pk=pk, tension__coproduction__slug=slug)
    sides = access.among(request.person, "side.weigh").filter(tension=option.tension)
    form = WeighForm(request.POST or None, sides=sides)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.weigh, option, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Kept. You can change it while it is talked about."))
            return redirect("tension", slug, option.tension_id)
    return page(
        request,
        "tensions/weigh.html",
        coproduction=option.tension.coproduction,
        here="tensions",
        form=form,
        option=option,
        tension=option.tension,
    )


urlpatterns = [
    path("c/<slug:slug>/tensions/<int:pk>/offer/", offer, name="option_offer"),
    path("c/<slug:slug>/tensions/options/<int:pk>/weigh/", weigh, name="option_weigh"),
]
