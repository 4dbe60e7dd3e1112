"""Pages of solutions: start one, draft versions within limits, share and agree."""

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
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation
from wayahead.base.places.models import Area, Community
from wayahead.loop.constraints.models import ConstraintVersion
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions import actions, checks
from wayahead.loop.solutions.actions import Cost, Draft
from wayahead.loop.solutions.models import CostItem, Judgement, Solution, Version
from wayahead.loop.tensions.models import Tension
from wayahead.web.fields import DayField, MoneyField
from wayahead.web.pages import Ask, attempt, page

COST_LINES = 6


class StartForm(forms.Form):
    """A name, and the needs it answers."""

    title = forms.CharField(
        label=gettext_lazy("A short name for it"), max_length=120, help_text=gettext_lazy("For example, Lockside Lates")
    )
    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(),
        label=gettext_lazy("Which needs does it answer?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one published need that this answers.")},
    )

    def __init__(self, *args: Any, coproduction: CoProduction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = coproduction.needs.filter(state=Need.State.PUBLISHED)
        self.fields["needs"].queryset = needs  # type: ignore[attr-defined]


class DraftForm(forms.Form):
    """What a version says. What is left out counts as unknown, never as met."""

    summary = forms.CharField(
        label=gettext_lazy("What would happen?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": "3000"}),
    )
    what_changed = forms.CharField(
        label=gettext_lazy("What changed since the last version, and who asked for it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    who_benefits = forms.CharField(label=gettext_lazy("For whom"), max_length=200, required=False)
    communities = forms.ModelMultipleChoiceField(
        Community.objects.all(),
        label=gettext_lazy("For which communities"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Some money may only be spent for some."),
    )
    people_count = forms.IntegerField(label=gettext_lazy("For how many people"), min_value=1, required=False)
    area = forms.ModelChoiceField(Area.objects.all(), label=gettext_lazy("Where"), required=False)
    starts_on = DayField(label=gettext_lazy("From"), required=False)
    ends_on = DayField(label=gettext_lazy("Until"), required=False)
    delivered_by = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("Who would do it"), required=False
    )


class CostForm(forms.Form):
    """One line of the cost; an empty one is left out."""

    words = forms.CharField(label=gettext_lazy("What for"), max_length=120, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CostItem.Kind.choices, initial="other")
    pence = MoneyField(label=gettext_lazy("How much, in pounds"), required=False)

    def clean(self) -> dict[str, Any]:
        """A line has both words and an amount, or neither."""
        given = super().clean() or {}
        if bool(given.get("words")) != (given.get("pence") is not None) and not self.errors:
            self.add_error(
                "pence" if given.get("words") else "words", _("Write both what it is for and how much it costs.")
            )
        return given


CostLines = forms.formset_factory(CostForm, extra=COST_LINES, max_num=30)


class AgreeForm(forms.Form):
    """How people came to agree."""

    words = forms.CharField(
        label=gettext_lazy("How did you come to agree, and who was there?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    dissent = forms.CharField(
        label=gettext_lazy("Who does not agree, and why?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class JudgeForm(forms.Form):
    """What the limit's owner says where nothing can be computed."""

    state = forms.ChoiceField(
        label=gettext_lazy("Does this version keep to it?"), choices=Judgement.State.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(label=gettext_lazy("Why"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


def solutions(request: Ask, slug: str) -> HttpResponse:
    """Every solution of a co-production."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Solution).filter(coproduction=coproduction)
    return page(
        request,
        "solutions/all.html",
        coproduction=coproduction,
        here="solutions",
        rows=rows.prefetch_related("needs", "versions"),
        may_start=access.allows(request.person, "solution.start", coproduction),
    )


def start(request: Ask, slug: str) -> HttpResponse:
    """Start a solution to published needs."""
    coproduction = access.fetch(request.person, "solution.start", slug=slug)
    form = StartForm(request.POST or None, coproduction=coproduction)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = attempt(
            form,
            actions.start,
            coproduction,
            by=access.somebody(request.person),
            title=given["title"],
            needs=list(given["needs"]),
        )
        if made:
            messages.success(request, _("Started. Now write the first version."))
            return redirect("version_draft", slug, made.pk)
    return page(request, "solutions/start.html", coproduction=coproduction, here="solutions", form=form)


def solution(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One solution: its versions side by side, each against every limit."""
    found = access.fetch(request.person, "solution.see", pk=pk, coproduction__slug=slug)
    versions = access.visible(request.person, Version).filter(solution=found)
    columns = list(versions.select_related("area", "delivered_by").prefetch_related("costs", "judgements"))
    rows = checks.grid(found, columns)
    return page(
        request,
        "solutions/one.html",
        coproduction=found.coproduction,
        here="solutions",
        solution=found,
        needs=found.needs.all(),
        tensions=access.visible(request.person, Tension).filter(sides__needs__solutions=found).distinct(),
        versions=columns,
        rows=rows,
        verdicts=checks.verdicts(rows, columns),
        may_draft=access.allows(request.person, "version.draft", found),
        may_agree=set(
            access.among(request.person, "version.agree").filter(solution=found).values_list("pk", flat=True)
        ),
        may_judge=set(
            access.among(request.person, "version.judge").filter(solution=found).values_list("pk", flat=True)
        ),
        own_limits=set(
            access.among(request.person, "limit.judge")
            .filter(coproduction=found.coproduction_id)
            .values_list("pk", flat=True)
        ),
        may_bid=set(access.among(request.person, "bid.send").filter(solution=found).values_list("pk", flat=True)),
    )


def first_guess(found: Solution) -> dict[str, Any]:
    """What a new version starts from: the words and claims of the last one."""
    last = found.versions.order_by("-number").first()
    names = ("summary", "who_benefits", "people_count", "area", "starts_on", "ends_on", "delivered_by")
    if last is None:
        return {"area": found.coproduction.area}
    return {name: getattr(last, name) for name in names} | {"communities": last.communities.all()}


def first_costs(found: Solution) -> list[dict[str, Any]]:
    """The cost lines of the last version."""
    costs = CostItem.objects.filter(version=found.versions.order_by("-number").first())
    return [{"words": cost.words, "kind": cost.kind, "pence": cost.pence} for cost in costs]


def draft(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Write a version: words and claims."""
    found = access.fetch(request.person, "version.draft", pk=pk, coproduction__slug=slug)
    form = DraftForm(request.POST or None, initial=first_guess(found))
    lines = CostLines(request.POST or None, prefix="costs", initial=first_costs(found))
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        costs = [Cost(line["kind"], line["words"], line["pence"]) for line in lines.cleaned_data if line.get("words")]
        words = Draft(costs=costs, **form.cleaned_data)
        if attempt(form, actions.draft_version, found, words, by=access.somebody(request.person)):
            messages.success(request, _("Kept. See below what it meets and what it breaks."))
            return redirect("solution", slug, found.pk)
    return page(
        request,
        "solutions/draft.html",
        coproduction=found.coproduction,
        here="solutions",
        form=form,
        lines=lines,
        solution=found,
    )


@require_POST
def share(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Share a version, so that everybody can read it."""
    version = access.fetch(request.person, "version.share", pk=pk, solution__coproduction__slug=slug)
    actions.share(version, by=access.somebody(request.person))
    messages.success(request, _("Shared. Everybody can read it now."))
    return redirect("solution", slug, version.solution_id)


def agree(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Write down that people agreed on a version."""
    version = access.fetch(request.person, "version.agree", pk=pk, solution__coproduction__slug=slug)
    form = AgreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.agree, version, by=by, **form.cleaned_data):
            messages.success(request, _("Agreed. It can become a bid now."))
            return redirect("solution", slug, version.solution_id)
    coproduction = version.solution.coproduction
    return page(
        request, "solutions/agree.html", coproduction=coproduction, here="solutions", form=form, version=version
    )


def judge(request: Ask, slug: str, pk: int, limit: int) -> HttpResponse:
    """The limit's owner says whether a version keeps to it."""
    version = access.fetch(request.person, "version.judge", pk=pk, solution__coproduction__slug=slug)
    words = access.fetch(request.person, "limit.judge", pk=limit)
    wording: ConstraintVersion = checks.current(words)
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.judge, version, wording, by=by, **form.cleaned_data):
            messages.success(request, _("Kept. Everybody can read it."))
            return redirect("solution", slug, version.solution_id)
    return page(
        request,
        "solutions/judge.html",
        coproduction=version.solution.coproduction,
        here="solutions",
        form=form,
        version=version,
        limit=wording,
    )


urlpatterns = [
    path("c/<slug:slug>/solutions/", solutions, name="solutions"),
    path("c/<slug:slug>/solutions/start/", start, name="solution_start"),
    path("c/<slug:slug>/solutions/<int:pk>/", solution, name="solution"),
    path("c/<slug:slug>/solutions/<int:pk>/draft/", draft, name="version_draft"),
    path("c/<slug:slug>/versions/<int:pk>/share/", share, name="version_share"),
    path("c/<slug:slug>/versions/<int:pk>/agree/", agree, name="version_agree"),
    path("c/<slug:slug>/versions/<int:pk>/judge/<int:limit>/", judge, name="version_judge"),
]
