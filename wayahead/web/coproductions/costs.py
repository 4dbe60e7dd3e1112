"""What involving people costs: planned from the start, spent as it happens."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction import actions
from wayahead.base.coproduction.models import CoProduction, CostLine
from wayahead.base.people.models import Organisation
from wayahead.web.coproductions.home import costs_of
from wayahead.web.fields import MoneyField
from wayahead.web.pages import Ask, attempt, page


class PlanForm(forms.Form):
    """One line of the plan."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CostLine.Kind.choices)
    words = forms.CharField(label=gettext_lazy("What for"), max_length=200)
    planned_pence = MoneyField(label=gettext_lazy("How much, in pounds"))
    paid_by = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=gettext_lazy("Who pays it"),
        required=False,
        empty_label=gettext_lazy("Not known yet"),
    )


class SpendForm(forms.Form):
    """What was spent."""

    pence = MoneyField(label=gettext_lazy("How much was spent, in pounds"))


def by_kind(coproduction: CoProduction) -> list[dict[str, Any]]:
    """What involving people was planned to cost and has cost, in pence, for each kind; the last row is all of it."""
    sums = (
        coproduction.cost_lines.order_by()
        .values("kind")
        .annotate(planned=Sum("planned_pence"), spent=Sum("spent_pence"))
    )
    found = {row["kind"]: row for row in sums}
    rows: list[dict[str, Any]] = [
        {"label": label, "planned": int(found[kind]["planned"]), "spent": int(found[kind]["spent"])}
        for kind, label in CostLine.Kind.choices
        if kind in found
    ]
    whole = {name: sum(row[name] for row in rows) for name in ("planned", "spent")}
    return [*rows, {"label": _("In all")} | whole] if rows else []


def costs(request: Ask, slug: str) -> HttpResponse:
    """Planned and spent, line by line."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    may_plan = access.allows(request.person, "cost.plan", found)
    form = PlanForm(request.POST or None)
    if request.method == "POST":
        found = access.fetch(request.person, "cost.plan", slug=slug)
        by = access.somebody(request.person)
        if form.is_valid():
            if attempt(form, actions.plan_cost, found, by=by, **form.cleaned_data):
                messages.success(request, _("Planned."))
                return redirect("costs", slug)
    lines = access.visible(request.person, CostLine).filter(coproduction=found).select_related("paid_by")
    return page(
        request,
        "coproduction/costs.html",
        coproduction=found,
        lines=lines,
        sums=costs_of(found),
        may_plan=may_plan,
        form=form,
    )


def spend(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Money was spent on one line."""
    line = access.fetch(request.person, "cost.spend", pk=pk, coproduction__slug=slug)
    form = SpendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.spend, line, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Kept."))
            return redirect("costs", slug)
    return page(request, "coproduction/spend.html", coproduction=line.coproduction, form=form, line=line)


urlpatterns = [
    path("c/<slug:slug>/costs/", costs, name="costs"),
    path("c/<slug:slug>/costs/<int:pk>/", spend, name="cost_spend"),
]
