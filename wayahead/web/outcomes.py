"""Pages of outcomes: reports, whether people believe them, and the answers that went back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.journey.answers import because_you_said
from wayahead.loop.funding.models import Bid, Grant
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.actions import Account, Counted
from wayahead.loop.outcomes.models import Answer, Report, Verdict
from wayahead.loop.outcomes.verdicts import verdict_of
from wayahead.loop.solutions.models import Version
from wayahead.web.fields import MoneyField
from wayahead.web.funding.bids import AnswerForm
from wayahead.web.pages import Ask, attempt, how_many, page

MEASURES = 4


class ReportForm(forms.Form):
    """What a grantee says, once, for every funder."""

    words = forms.CharField(
        label=gettext_lazy("What happened?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    did_not_work = forms.CharField(
        label=gettext_lazy("What did not work?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody learns most from this."),
    )
    people_reached = forms.IntegerField(
        label=gettext_lazy("How many people took part?"), min_value=0, max_value=2_000_000_000, required=False
    )
    spent_pence = MoneyField(label=gettext_lazy("How much was spent, in pounds?"))


class MeasureForm(forms.Form):
    """One thing counted before and after."""

    indicator = forms.CharField(label=gettext_lazy("What did you count?"), max_length=160, required=False)
    unit = forms.CharField(
        label=gettext_lazy("In what?"), max_length=40, required=False, help_text=gettext_lazy("People, hours, …")
    )
    before = forms.DecimalField(label=gettext_lazy("Before"), max_digits=14, decimal_places=2, required=False)
    after = forms.DecimalField(label=gettext_lazy("After"), max_digits=14, decimal_places=2, required=False)

    def clean(self) -> dict[str, Any]:
        """What was counted has a name, a unit and a figure, or none of them."""
        given = super().clean() or {}
        asked = {"indicator": given.get("indicator"), "unit": given.get("unit"), "after": given.get("after")}
        missing = [name for name, value in asked.items() if value in (None, "")]
        if given.get("before") is not None or len(missing) < len(asked):
            for name in missing:
                if name not in self.errors:
                    self.add_error(name, _("Write what you counted, in what, and how much it is now."))
        return given


Measures = forms.formset_factory(MeasureForm, extra=MEASURES, max_num=20)


class VerdictForm(forms.Form):
    """Whether a report is true, from somebody whose words led there."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Is that how it is?"), choices=Verdict.Answer.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=gettext_lazy("What is different, or what should they know?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody can read this, without your name."),
    )


def outcomes(request: Ask, slug: str) -> HttpResponse:
    """What came of it in one co-production: reports, reports that are due, and answers that went back."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    within = "bid__version__solution"
    reports = access.visible(request.person, Report).filter(version__solution__coproduction=coproduction)
    due = access.visible(request.person, Grant).filter(**{f"{within}__coproduction": coproduction}, reports=None)
    return page(
        request,
        "outcomes/all.html",
        coproduction=coproduction,
        here="outcomes",
        reports=reports.select_related("version__solution", "grant__bid__applicant").annotate(
            said=Count("verdicts"), said_yes=Count("verdicts", filter=Q(verdicts__answer=Verdict.Answer.YES))
        ),
        due=due.select_related(within, "bid__applicant").order_by("report_due_on"),
        today=timezone.localdate(),
        may_report=set(access.among(request.person, "report.make").filter(pk__in=due).values_list("pk", flat=True)),
        answered=decisions_answered(request, coproduction),
    )


def decisions_answered(request: Ask, coproduction: CoProduction) -> list[dict[str, Any]]:
    """Each decision and each report that was answered, and to how many voices."""
    bids = access.visible(request.person, Bid).filter(version__solution__coproduction=coproduction)
    bids = bids.select_related("version__solution").annotate(
        told=how_many(Answer.objects.all(), "bid"),
        told_of_report=how_many(Answer.objects.all(), "report__grant__bid"),
    )
    return [{"bid": bid, "told": bid.told, "told_of_report": bid.told_of_report} for bid in bids if bid.told]


def report(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One report, and whether those whose words led there say that it is true."""
    found = access.fetch(request.person, "report.see", pk=pk, version__solution__coproduction__slug=slug)
    own = found.verdicts.filter(person__in=request.person.selves).first() if request.person else None
    return page(
        request,
        "outcomes/report.html",
        coproduction=found.version.solution.coproduction,
        here="outcomes",
        report=found,
        solution=found.version.solution,
        bid=found.grant.bid if found.grant else None,
        measures=found.measures.all(),
        verdict=verdict_of(found),
        own=own,
        told=found.answers.count(),
        may_say=access.allows(request.person, "verdict.give", found),
        may_answer=access.allows(request.person, "report.tell", found),
    )


def make(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The grantee reports what came of a grant."""
    grant = access.fetch(request.person, "report.make", pk=pk, bid__version__solution__coproduction__slug=slug)
    form, lines = ReportForm(request.POST or None), Measures(request.POST or None, prefix="measures")
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        made = attempt(form, actions.report, grant, account_of(form, lines), by=access.somebody(request.person))
        if made:
            messages.success(request, _("Kept. Every funder reads the same. Now tell those whose words led here."))
            return redirect("report_answer", slug, made.pk)
    return report_page(request, grant.bid.version, form, lines, grant=grant)


def account_of(form: ReportForm, lines: Any) -> Account:
    """What was written, as the actions take it."""
    counted = [Counted(**line) for line in lines.cleaned_data if line.get("indicator")]
    return Account(measures=counted, **form.cleaned_data)


def report_page(request: Ask, version: Version, form: ReportForm, lines: Any, grant: Grant | None) -> HttpResponse:
    """The page on which somebody tells what came of it."""
    coproduction = version.solution.coproduction
    return page(
        request, "outcomes/make.html", coproduction=coproduction, here="outcomes", version=version, grant=grant,
        form=form, lines=lines,
    )  # fmt: skip


def make_ourselves(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Those who did something themselves, without a funder, tell what came of it."""
    version = access.fetch(request.person, "report.make_ourselves", pk=pk, solution__coproduction__slug=slug)
    form = ReportForm(request.POST or None, initial={"spent_pence": 0})
    lines = Measures(request.POST or None, prefix="measures")
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        account, by = account_of(form, lines), access.somebody(request.person)
        made = attempt(form, actions.report_what_we_did, version, account, by=by)
        if made:
            messages.success(request, _("Kept. Now tell those whose words led here."))
            return redirect("report", slug, made.pk)
    return report_page(request, version, form, lines, grant=None)


def say(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Somebody whose words led here says whether the report is true."""
    found = access.fetch(request.person, "verdict.give", pk=pk, version__solution__coproduction__slug=slug)
    by = access.somebody(request.person)
    own = found.verdicts.filter(person__in=by.selves).first()
    form = VerdictForm(request.POST or None, initial={"answer": own.answer, "comment": own.comment} if own else None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.say_whether_true, found, by=by, **form.cleaned_data):
            messages.success(request, _("Kept. It stands beside the report, without your name."))
            return redirect("report", slug, pk)
    coproduction = found.version.solution.coproduction
    return page(request, "outcomes/say.html", coproduction=coproduction, here="outcomes", form=form, report=found)


def answer(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Because you said: tell everybody whose words led here what came of it."""
    found = access.fetch(request.person, "report.tell", pk=pk, version__solution__coproduction__slug=slug)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, words = access.somebody(request.person), form.cleaned_data["words"]
        given = attempt(form, because_you_said, found, by=by, words=words)
        if given:
            told = ngettext("Told: %d voice has this answer now.", "Told: %d voices have this answer now.", len(given))
            messages.success(request, told % len(given))
            return redirect("report", slug, pk)
    coproduction = found.version.solution.coproduction
    return page(request, "outcomes/answer.html", coproduction=coproduction, here="outcomes", form=form, report=found)


urlpatterns = [
    path("c/<slug:slug>/outcomes/", outcomes, name="outcomes"),
    path("c/<slug:slug>/reports/<int:pk>/", report, name="report"),
    path("c/<slug:slug>/reports/<int:pk>/true/", say, name="verdict_give"),
    path("c/<slug:slug>/reports/<int:pk>/answer/", answer, name="report_answer"),
    path("c/<slug:slug>/grants/<int:pk>/report/", make, name="report_make"),
    path("c/<slug:slug>/versions/<int:pk>/report/", make_ourselves, name="report_ourselves"),
]
