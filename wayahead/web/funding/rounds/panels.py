"""Pages of a panel: scoring with reasons, standing aside, and everything to decide on one page to print."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.loop.funding import actions
from wayahead.loop.funding.models import MOST_POINTS, Criterion, ScoreSheet
from wayahead.loop.needs.models import Need
from wayahead.web.fields import WordsField
from wayahead.web.funding.rounds.reading import own_scores
from wayahead.web.pages import Ask, attempt, page


class ScoreForm(forms.Form):
    """Points for each criterion and the reasons; or an interest, with which one stands aside."""

    stands_aside = forms.BooleanField(
        label=gettext_lazy("I have an interest in this, so I stand aside"),
        required=False,
        help_text=gettext_lazy("You, your family or your group would gain by it. Then you give no points."),
    )
    reasons = WordsField(
        label=gettext_lazy("Your reasons"),
        max_length=1000,
        rows=4,
        help_text=gettext_lazy(
            "Everybody can read them, without your name. If you stand aside, say why: only that somebody did is told."
        ),
        error_messages={"required": gettext_lazy("Write your reasons. Everybody can read them, without your name.")},
    )

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"points_{criterion.number}"] = forms.TypedChoiceField(
                label=criterion.words,
                coerce=int,
                empty_value=None,
                required=False,
                choices=[(points, str(points)) for points in range(MOST_POINTS + 1)],
                widget=forms.RadioSelect,
            )
        self.order_fields(["stands_aside", *(f"points_{criterion.number}" for criterion in criteria), "reasons"])

    def clean(self) -> dict[str, Any]:
        """Every criterion has its points, unless somebody stands aside."""
        given = super().clean() or {}
        if not given.get("stands_aside"):
            for criterion in self.criteria:
                name = f"points_{criterion.number}"
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Give from 0 to %d points.") % MOST_POINTS)
        return given

    @property
    def points(self) -> dict[int, int]:
        """The points, by the numbers of the criteria."""
        return {one.number: self.cleaned_data[f"points_{one.number}"] for one in self.criteria}


def as_it_was(sheet: ScoreSheet | None) -> dict[str, Any]:
    """What a panel member wrote before."""
    if sheet is None:
        return {}
    points = {f"points_{one.criterion.number}": one.points for one in sheet.points.select_related("criterion")}
    return {"stands_aside": sheet.stands_aside, "reasons": sheet.reasons, **points}


def score(request: Ask, slug: str, pk: int, number: int) -> HttpResponse:
    """A panel member scores one entry, or stands aside."""
    found = access.fetch(request.person, "round.score", pk=pk, coproduction__slug=slug)
    if not found.takes_ballots:
        return redirect("round_results" if found.is_counted else "round", slug, pk)
    entry = get_object_or_404(found.entries.select_related("round", "version__solution"), number=number)
    sheet = {one.pk: own for one, own in own_scores(request, found)}[entry.pk]
    form = ScoreForm(request.POST or None, criteria=list(found.criteria.all()), initial=as_it_was(sheet))
    if request.method == "POST" and form.is_valid():
        by, reasons = access.somebody(request.person), form.cleaned_data["reasons"]
        if form.cleaned_data["stands_aside"]:
            kept = attempt(form, actions.stand_aside, entry, by=by, why=reasons)
        else:
            kept = attempt(form, actions.score, entry, by=by, points=form.points, reasons=reasons)
        if kept:
            messages.success(request, _("Kept. You can change it until the round is over."))
            return redirect("round", slug, pk)
    return page(
        request,
        "funding/rounds/score.html",
        coproduction=found.coproduction,
        here="funding",
        round=found,
        entry=entry,
        costs=entry.version.costs.all(),
        form=form,
    )


def pack(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Everything that whoever decides needs to know, on one page to print."""
    found = access.fetch(request.person, "round.see", pk=pk, coproduction__slug=slug)
    needs = Prefetch("version__solution__needs", access.visible(request.person, Need))
    entries = found.entries.select_related("version__solution", "version__delivered_by")
    return page(
        request,
        "funding/rounds/pack.html",
        coproduction=found.coproduction,
        here="funding",
        round=found,
        criteria=found.criteria.all(),
        entries=entries.prefetch_related("version__costs", needs),
    )


urlpatterns = [
    path("c/<slug:slug>/rounds/<int:pk>/score/<int:number>/", score, name="round_score"),
    path("c/<slug:slug>/rounds/<int:pk>/pack/", pack, name="round_pack"),
]
