"""Start a solution, write its versions while the grid looks on, share them, and judge what nobody can compute."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.loop.constraints.models import ConstraintVersion
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions import actions, checks
from wayahead.loop.solutions.models import Call, Judgement, Solution, Version
from wayahead.web.pages import Ask, attempt, page
from wayahead.web.solutions.forms import Written
from wayahead.web.solutions.openings import open_for


class StartForm(forms.Form):
    """A name, the needs it answers, the strengths it builds on, and the opportunity it answers."""

    title = forms.CharField(
        label=gettext_lazy("A short name for it"), max_length=120, help_text=gettext_lazy("For example, Lockside Lates")
    )
    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(),
        label=gettext_lazy("Which needs does it answer?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one published need that this answers.")},
    )
    strengths = forms.ModelMultipleChoiceField(
        Need.objects.none(),
        label=gettext_lazy("Which strengths does it build on?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    responds_to = forms.ModelChoiceField(
        Call.objects.none(),
        label=gettext_lazy("Does it answer an opportunity?"),
        required=False,
        empty_label=gettext_lazy("None of these"),
    )
    is_community_led = forms.BooleanField(label=gettext_lazy("We do it ourselves, and need no funder"), required=False)

    def __init__(self, *args: Any, coproduction: CoProduction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = coproduction.needs.filter(state=Need.State.PUBLISHED)
        found: dict[str, Any] = {
            "needs": published.exclude(kind=Need.Kind.STRENGTH),
            "strengths": published.filter(kind=Need.Kind.STRENGTH),
            "responds_to": coproduction.calls.open(),
        }
        for name, rows in found.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if name != "needs" and not rows.exists():
                del self.fields[name]


class JudgeForm(forms.Form):
    """What the limit's owner says where nothing can be computed."""

    state = forms.ChoiceField(
        label=gettext_lazy("Does this version keep to it?"), choices=Judgement.State.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(label=gettext_lazy("Why"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


def start(request: Ask, slug: str) -> HttpResponse:
    """Start a solution to published needs."""
    coproduction = access.fetch(request.person, "solution.start", slug=slug)
    first = {"responds_to": request.GET.get("call", ""), "needs": request.GET.getlist("need")}
    form = StartForm(request.POST or None, initial=first, coproduction=coproduction)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        made = attempt(form, actions.start, coproduction, by=by, **form.cleaned_data)
        if made:
            messages.success(request, _("Started. Now write the first version."))
            return redirect("version_draft", slug, made.pk)
    openings = open_for(request.person, coproduction, chosen(form))
    return page(
        request, "solutions/start.html", coproduction=coproduction, here="solutions", form=form, openings=openings
    )


def chosen(form: StartForm) -> "QuerySet[Need]":
    """The needs that a solution is being started for; all that it could be for while none is ticked."""
    could_be: QuerySet[Need] = form.fields["needs"].queryset  # type: ignore[attr-defined]
    ticked = [int(key) for key in form["needs"].value() or [] if str(key).isdecimal() and len(str(key)) < 10]
    return could_be.filter(pk__in=ticked) if ticked else could_be


def draft(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Write a version: words and claims."""
    found = access.fetch(request.person, "version.draft", pk=pk, coproduction__slug=slug)
    written = Written(found, request.POST or None, request.GET.get("taking", ""))
    if request.method == "POST" and written.is_valid():
        by, taking = access.somebody(request.person), written.taking
        if attempt(written.form, actions.draft_version, found, written.draft, by=by, taking=taking):
            messages.success(request, _("Kept. See below what it meets and what it breaks."))
            return redirect("solution", slug, found.pk)
    looked_at = checked(found, written) if request.method == "POST" else {}
    return draft_page(request, found, written, **looked_at)


def draft_page(request: Ask, found: Solution, written: Written, **context: Any) -> HttpResponse:
    """The page on which a version is written."""
    return page(
        request,
        "solutions/draft.html",
        coproduction=found.coproduction,
        here="solutions",
        form=written.form,
        written=written,
        solution=found,
        openings=open_for(request.person, found.coproduction, found.needs.all()),
        **context,
    )


def checked(found: Solution, written: Written) -> dict[str, Any]:
    """The grid of the last version, and of what is being written now; nothing is kept."""
    earlier = list(found.versions.exclude(state=Version.State.DRAFT).order_by("-number")[:1])
    now = checks.unwritten(found, written.claims, written.cost_lines, written.communities, written.unread)
    rows = checks.rows_for(found, [*checks.subjects(earlier), now])
    columns = [*earlier, now.version]
    return {
        "rows": rows,
        "columns": columns,
        "verdicts": checks.verdicts(rows, columns),
        "unread": [one for words in written.unread.values() for one in words],
    }


@require_POST
def check(request: Ask, slug: str, pk: int) -> HttpResponse:
    """What is being written, against every limit: the grid alone for htmx, or the whole page. Nothing is kept."""
    found = access.fetch(request.person, "version.draft", pk=pk, coproduction__slug=slug)
    written = Written(found, request.POST)
    context = checked(found, written)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "solutions/grid.html", {"coproduction": found.coproduction, "is_live": True, **context})
    return draft_page(request, found, written, **context)


@require_POST
def share(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Share a version, so that everybody can read it."""
    version = access.fetch(request.person, "version.share", pk=pk, solution__coproduction__slug=slug)
    actions.share(version, by=access.somebody(request.person))
    messages.success(request, _("Shared. Everybody can read it now."))
    return redirect("solution", slug, version.solution_id)


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
    path("c/<slug:slug>/solutions/start/", start, name="solution_start"),
    path("c/<slug:slug>/solutions/<int:pk>/draft/", draft, name="version_draft"),
    path("c/<slug:slug>/solutions/<int:pk>/check/", check, name="version_check"),
    path("c/<slug:slug>/versions/<int:pk>/share/", share, name="version_share"),
    path("c/<slug:slug>/versions/<int:pk>/judge/<int:limit>/", judge, name="version_judge"),
]
