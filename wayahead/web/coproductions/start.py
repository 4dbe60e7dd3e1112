"""Start a co-production from an issue, or change what it says of itself."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.coproduction import actions
from wayahead.base.coproduction.actions import Involvement, Reach
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.places.models import Community
from wayahead.web.fields import AreaField, DayField
from wayahead.web.pages import Ask, attempt, page

# The ladder in plain words, grouped as doing with, for and to people. Source: Think Local Act Personal, 2021.
RUNGS = [
    (
        gettext_lazy("Doing with people"),
        [
            (7, gettext_lazy("Co-production: we decide together, from the issue to the result")),
            (6, gettext_lazy("Co-design: we shape it together, somebody else decides")),
        ],
    ),
    (
        gettext_lazy("Doing for people"),
        [
            (5, gettext_lazy("Engagement: people take part in some of it")),
            (4, gettext_lazy("Consultation: people are asked about what is planned")),
            (3, gettext_lazy("Informing: people are told")),
        ],
    ),
    (
        gettext_lazy("Doing to people"),
        [
            (2, gettext_lazy("Educating: people are taught what is good for them")),
            (1, gettext_lazy("Coercion: people have no say")),
        ],
    ),
]


class InvolvementForm(forms.Form):
    """How far people share the decisions, and why if not all the way."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("How far do people share the decisions?"),
        choices=RUNGS,
        coerce=int,
        initial=7,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("An honest label, not a score."),
    )
    level_reason = forms.CharField(
        label=gettext_lazy("If less than co-production: why?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody can read this."),
    )
    level_review_on = DayField(
        label=gettext_lazy("And when will you look at that again?"),
        required=False,
    )

    def rungs(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The ladder for the page: each group's name, and its rungs as the radio buttons they are."""
        level = self["level"]
        groups = level.field.widget.optgroups(level.html_name, [str(level.value())], {"id": level.auto_id})
        return [(name, rungs) for name, rungs, _index in groups]

    def involvement(self) -> Involvement:
        """As the action wants it."""
        given = self.cleaned_data
        return Involvement(given["level"], given["level_reason"], given["level_review_on"])


class IssueForm(forms.Form):
    """The issue, not the answer to it."""

    title = forms.CharField(
        label=gettext_lazy("A short name for it"),
        max_length=120,
        help_text=gettext_lazy("For example, Evenings in Lockside"),
    )
    issue = forms.CharField(
        label=gettext_lazy("What is the issue?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": "2000"}),
        help_text=gettext_lazy("What is going on, and for whom. Not what should be done: that comes later, together."),
    )


class StartForm(InvolvementForm, IssueForm):
    """What is asked of somebody who starts a co-production."""

    area = AreaField(label=gettext_lazy("Where"), required=False)
    communities = forms.ModelMultipleChoiceField(
        Community.objects.all(),
        label=gettext_lazy("Which communities"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    scale = forms.ChoiceField(
        label=gettext_lazy("How large"), choices=CoProduction.Scale.choices, initial="neighbourhood"
    )
    is_private = forms.BooleanField(
        label=gettext_lazy("Only its members can see it"),
        required=False,
        help_text=gettext_lazy("For a circle of 2 to 10 people. Nobody else can even tell that it is there."),
    )
    field_order = ["title", "issue", "area", "communities", "scale", "is_private", "level"]


class ChangeForm(InvolvementForm, IssueForm):
    """What a facilitator may change."""

    field_order = ["title", "issue", "level"]


def start(request: Ask) -> HttpResponse:
    """Start a co-production from an issue."""
    person = access.require(request.person, "coproduction.start")
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        reach = Reach(given["area"], list(given["communities"]), given["scale"], given["is_private"])
        made = attempt(
            form,
            actions.start,
            title=given["title"],
            issue=given["issue"],
            by=person,
            involvement=form.involvement(),
            reach=reach,
        )
        if made:
            messages.success(request, _("Started. Next: ask people one question."))
            return redirect("coproduction", made.slug)
    return page(request, "coproduction/start.html", form=form)


def change(request: Ask, slug: str) -> HttpResponse:
    """Change what a co-production says of itself."""
    found = access.fetch(request.person, "coproduction.change", slug=slug)
    names = ("title", "issue", "level", "level_reason", "level_review_on")
    form = ChangeForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        by, given = access.somebody(request.person), form.cleaned_data
        changed = attempt(
            form,
            actions.change,
            found,
            by=by,
            title=given["title"],
            issue=given["issue"],
            involvement=form.involvement(),
        )
        if changed:
            messages.success(request, _("Changed."))
            return redirect("coproduction", slug)
    return page(request, "coproduction/change.html", coproduction=found, form=form)


@require_POST
def close(request: Ask, slug: str) -> HttpResponse:
    """The work is done, or given up; everything stays to read."""
    found = access.fetch(request.person, "coproduction.change", slug=slug)
    actions.close(found, by=access.somebody(request.person))
    messages.success(request, _("Closed. Everything stays to read."))
    return redirect("coproduction", slug)


urlpatterns = [
    path("start/", start, name="coproduction_start"),
    path("c/<slug:slug>/change/", change, name="coproduction_change"),
    path("c/<slug:slug>/close/", close, name="coproduction_close"),
]
