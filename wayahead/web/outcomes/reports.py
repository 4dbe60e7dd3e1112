"""Pages of outcomes: reports, whether people believe them, and the answers that went back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation
from wayahead.journey.answers import because_you_said, untold
from wayahead.loop.funding.models import Bid, Grant
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.asking import Asked, asked_of
from wayahead.loop.outcomes.models import Answer, Measure, Reading, Report, Verdict
from wayahead.loop.outcomes.parts import parts_of
from wayahead.loop.outcomes.verdicts import verdict_of, verdicts_of
from wayahead.loop.outcomes.wording import figure_words, sentences
from wayahead.loop.solutions.models import Version
from wayahead.web.coproductions.costs import by_kind
from wayahead.web.funding.bids import AnswerForm
from wayahead.web.outcomes.forms import Measures, ReportForm
from wayahead.web.pages import Ask, attempt, how_many, page


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


class ReplyForm(forms.Form):
    """What whoever reported says to those who see it differently."""

    words = forms.CharField(
        label=gettext_lazy("What do you say to those who see it differently?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What you make of it, and what you do about it. Everybody can read it."),
    )


def outcomes(request: Ask, slug: str) -> HttpResponse:
    """What came of it in one co-production: reports, reports that are due, and answers that went back."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    within = "bid__version__solution"
    reports = access.visible(request.person, Report).filter(version__solution__coproduction=coproduction)
    due = access.visible(request.person, Grant).filter(**{f"{within}__coproduction": coproduction})
    due = due.exclude(bid__whole__bids__grant__reports__isnull=False)  # one report is for all funders of a bid
    rows: list[Any] = list(reports.select_related("version__solution", "grant__bid__applicant"))
    verdicts = verdicts_of(rows)
    for row in rows:
        row.verdict = verdicts[row.pk]
    return page(
        request,
        "outcomes/all.html",
        coproduction=coproduction,
        here="outcomes",
        reports=rows,
        due=once_a_bid(due.select_related(within, "bid__applicant").order_by("-report_due_on", "-pk")),
        today=timezone.localdate(),
        may_report=set(access.among(request.person, "report.make").filter(pk__in=due).values_list("pk", flat=True)),
        answered=decisions_answered(request, coproduction),
        owed=owed(request, coproduction),
    )


def once_a_bid(due: Iterable[Grant]) -> list[Grant]:
    """One report is for all grants of a bid, and due with the first: given the latest first, the earliest of each."""
    first = {grant.bid.whole_id: grant for grant in due}
    return sorted(first.values(), key=lambda grant: (grant.report_due_on, grant.pk))


def owed(request: Ask, coproduction: CoProduction) -> list[dict[str, Any]]:
    """Each decision and report of which nobody was told yet, with the way to tell them for who may."""
    silent = untold(coproduction)
    ways: dict[type[Bid | Report], tuple[str, str, str]] = {
        Bid: ("answer.give", "answer_give", "bid"),
        Report: ("report.tell", "report_answer", "report"),
    }
    rows = []
    for kind, (rule, way, name) in ways.items():
        theirs = access.among(request.person, rule).filter(version__solution__coproduction=coproduction, answers=None)
        may = set(theirs.values_list("pk", flat=True))
        for one in (one for one in silent if isinstance(one, kind)):
            address = [coproduction.slug, one.pk]
            rows.append(
                {
                    "title": one.version.solution.title,
                    "is_report": kind is Report,
                    "url": reverse(name, args=address),
                    "tell_url": reverse(way, args=address) if one.pk in may else "",
                }
            )
    return rows


def decisions_answered(request: Ask, coproduction: CoProduction) -> list[dict[str, Any]]:
    """Each decision and each report that was answered, and to how many voices."""
    bids = access.visible(request.person, Bid).filter(version__solution__coproduction=coproduction)
    bids = bids.select_related("version__solution").annotate(
        told=how_many(Answer.objects.all(), "bid"),
        told_of_report=how_many(Answer.objects.all(), "report__grant__bid"),
    )
    return [{"bid": bid, "told": bid.told, "told_of_report": bid.told_of_report} for bid in bids if bid.told]


def report(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One report, what can be said of its figures, and whether those whose words led there say that it is true."""
    found = access.fetch(request.person, "report.see", pk=pk, version__solution__coproduction__slug=slug)
    own = found.verdicts.filter(person__in=request.person.selves).first() if request.person else None
    coproduction = found.version.solution.coproduction
    readers = readers_of(found)
    reader = next((one for one in readers if one.slug == request.GET.get("reads")), None)
    return page(
        request,
        "outcomes/report.html",
        coproduction=coproduction,
        here="outcomes",
        report=found,
        solution=found.version.solution,
        bid=found.grant.bid if found.grant else None,
        figures=figures_of(found, reader),
        measures=found.measures.filter(counts=None),
        readers=readers,
        reader=reader,
        verdict=verdict_of(found),
        reply_days=reply_days(found),
        involvement=by_kind(coproduction),
        own=own,
        told=found.answers.count(),
        may_say=access.allows(request.person, "verdict.give", found),
        may_answer=access.allows(request.person, "report.tell", found),
        may_reply=access.allows(request.person, "report.reply", found),
    )


def readers_of(found: Report) -> list[Organisation]:
    """The funders that read some of this report's figures."""
    readings = Reading.objects.filter(indicator__measures__report=found)
    return list(Organisation.objects.filter(readings__in=readings).distinct().order_by("name"))


def figures_of(found: Report, reader: Organisation | None) -> list[dict[str, Any]]:
    """The figures of the framework, all or those that one funder reads, each with what can be said of it."""
    rows = found.measures.exclude(counts=None).select_related("counts__outcome__need").prefetch_related("parts")
    if reader is not None:
        rows = rows.filter(counts__readings__organisation=reader)
    return [figure(measure) for measure in rows]


def figure(measure: Measure) -> dict[str, Any]:
    """One figure: before and after in words, what can be said of it, and its parts without small cells."""
    indicator = measure.counts
    if indicator is None:
        return {"measure": measure}
    return {
        "measure": measure,
        "indicator": indicator,
        "before": figure_words(indicator, measure.before, indicator.baseline_of),
        "after": figure_words(indicator, measure.after, measure.of),
        "sentences": sentences(measure),
        "parts": parts_of(measure),
    }


def reply_days(found: Report) -> dict[str, int]:
    """The clock of a disputed report, as the ring takes it; empty for one that is not."""
    if found.disputed_at is None or found.reply_due_on is None:
        return {}
    begun = timezone.localtime(found.disputed_at).date()
    until = timezone.localtime(found.replied_at).date() if found.replied_at else timezone.localdate()
    late = max((until - found.reply_due_on).days, 0)
    return {"promised": (found.reply_due_on - begun).days, "elapsed": (until - begun).days, "late": late}


def make(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The grantee reports what came of a grant."""
    grant = access.fetch(request.person, "report.make", pk=pk, bid__version__solution__coproduction__slug=slug)
    asked = asked_of(grant.bid.version, grant)
    form, lines = ReportForm(request.POST or None, asked=asked), Measures(request.POST or None, prefix="measures")
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        by = access.somebody(request.person)
        made = attempt(form, actions.report, grant, form.account(lines), by=by)
        if made:
            messages.success(request, _("Kept. Every funder reads the same. Now tell those whose words led here."))
            return redirect("report_answer", slug, made.pk)
    return report_page(request, grant.bid.version, form, lines, asked, grant=grant)


def report_page(
    request: Ask, version: Version, form: ReportForm, lines: Any, asked: Asked, grant: Grant | None
) -> HttpResponse:
    """The page on which somebody tells what came of it."""
    coproduction = version.solution.coproduction
    return page(
        request, "outcomes/make.html", coproduction=coproduction, here="outcomes", version=version, grant=grant,
        form=form, lines=lines, asked=asked,
    )  # fmt: skip


def make_ourselves(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Those who did something themselves, without a funder, tell what came of it."""
    version = access.fetch(request.person, "report.make_ourselves", pk=pk, solution__coproduction__slug=slug)
    asked = asked_of(version, None)
    form = ReportForm(request.POST or None, initial={"spent_pence": 0}, asked=asked)
    lines = Measures(request.POST or None, prefix="measures")
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        account, by = form.account(lines), access.somebody(request.person)
        made = attempt(form, actions.report_what_we_did, version, account, by=by)
        if made:
            messages.success(request, _("Kept. Now tell those whose words led here."))
            return redirect("report", slug, made.pk)
    return report_page(request, version, form, lines, asked, grant=None)


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


def reply(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Whoever reported answers those who see it differently."""
    found = access.fetch(request.person, "report.reply", pk=pk, version__solution__coproduction__slug=slug)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.reply, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Answered. It stands beside the report for everybody to read."))
            return redirect("report", slug, pk)
    coproduction = found.version.solution.coproduction
    return page(
        request, "outcomes/reply.html", coproduction=coproduction, here="outcomes", form=form, report=found,
        verdict=verdict_of(found),
    )  # fmt: skip


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
    path("c/<slug:slug>/reports/<int:pk>/reply/", reply, name="report_reply"),
    path("c/<slug:slug>/reports/<int:pk>/answer/", answer, name="report_answer"),
    path("c/<slug:slug>/grants/<int:pk>/report/", make, name="report_make"),
    path("c/<slug:slug>/versions/<int:pk>/report/", make_ourselves, name="report_ourselves"),
]
