"""Pages of a co-production: start one, read about it, who is at the table."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from wayahead import access
from wayahead.base.coproduction import actions
from wayahead.base.coproduction.actions import Involvement, Reach
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.places.models import Area
from wayahead.web.pages import Ask, attempt, page, paged


class StartForm(forms.Form):
    """What is asked of somebody who starts a co-production."""

    title = forms.CharField(
        label=_("A short name for it"), max_length=120, help_text=_("For example, Evenings in Lockside")
    )
    issue = forms.CharField(
        label=_("What is the issue?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": "2000"}),
        help_text=_("What is going on, and for whom. Not what should be done about it: that comes later, together."),
    )
    area = forms.ModelChoiceField(Area.objects.all(), label=_("Where"), required=False)
    scale = forms.ChoiceField(label=_("How large"), choices=CoProduction.Scale.choices, initial="neighbourhood")
    is_private = forms.BooleanField(
        label=_("Only its members can see it"), required=False, help_text=_("For a circle of 2 to 10 people.")
    )
    level = forms.TypedChoiceField(
        label=_("How far do people share the decisions?"), choices=CoProduction.Level.choices, coerce=int, initial=7
    )
    level_reason = forms.CharField(
        label=_("If less than co-production: why?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody can read this."),
    )
    level_review_on = forms.DateField(
        label=_("And when will you look at that again?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


def start(request: Ask) -> HttpResponse:
    """Start a co-production from an issue."""
    person = access.require(request.person, "coproduction.start")
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        coproduction = attempt(
            form,
            actions.start,
            title=given["title"],
            issue=given["issue"],
            by=person,
            involvement=Involvement(given["level"], given["level_reason"], given["level_review_on"]),
            reach=Reach(area=given["area"], scale=given["scale"], is_private=given["is_private"]),
        )
        if coproduction:
            return redirect("coproduction", coproduction.slug)
    return page(request, "coproduction/start.html", form=form)


def coproductions(request: Ask) -> HttpResponse:
    """Every co-production that this person may see."""
    found = access.visible(request.person, CoProduction).select_related("area")
    return page(request, "coproduction/list.html", rows=paged(request, found))


def coproduction(request: Ask, slug: str) -> HttpResponse:
    """One co-production: its issue, who is at the table, what they can decide, and where it stands."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    parties = coproduction.parties.filter(left_at=None).select_related("organisation")
    may_change = access.allows(request.person, "coproduction.change", coproduction)
    return page(request, "coproduction/one.html", coproduction=coproduction, parties=parties, may_change=may_change)


urlpatterns = [
    path("start/", start, name="coproduction_start"),
    path("c/", coproductions, name="coproductions"),
    path("c/<slug:slug>/", coproduction, name="coproduction"),
]
