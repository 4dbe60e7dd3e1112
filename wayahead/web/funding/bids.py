"""Pages of bids and of their decisions, with reasons."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.journey.answers import because_you_said
from wayahead.loop.funding import actions
from wayahead.loop.funding.models import Bid
from wayahead.loop.funding.sums import standing_of
from wayahead.web.coproductions.costs import by_kind
from wayahead.web.fields import DayField, MoneyField
from wayahead.web.funding.interests import stances
from wayahead.web.funding.together import may_of
from wayahead.web.pages import Ask, attempt, page


class AwardForm(forms.Form):
    """How much, why, and when the report is due."""

    amount_pence = MoneyField(label=gettext_lazy("How much do you grant, in pounds?"))
    reasons = forms.CharField(
        label=gettext_lazy("Why? Everybody can read this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    report_due_on = DayField(label=gettext_lazy("Report due on"))


class RefuseForm(forms.Form):
    """Why not, and what would have changed it."""

    reasons = forms.CharField(
        label=gettext_lazy("Why not this time? Everybody can read this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    would_have_changed = forms.CharField(
        label=gettext_lazy("What would have changed it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """What everybody whose words led here is told."""

    words = forms.CharField(
        label=gettext_lazy("Because you said … what happened?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Say what was done, what was not, and why. Everybody upstream gets it once."),
    )


def bid(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One bid: what is asked, for which needs, and what was decided with which reasons."""
    found = access.fetch(request.person, "bid.see", pk=pk, version__solution__coproduction__slug=slug)
    return page(
        request,
        "funding/bid.html",
        coproduction=found.version.solution.coproduction,
        here="funding",
        bid=found,
        needs=found.version.solution.needs.all(),
        costs=found.version.costs.all(),
        involvement=by_kind(found.version.solution.coproduction),
        promised=(found.due_on - timezone.localtime(found.sent_at).date()).days,
        elapsed=(timezone.localdate() - timezone.localtime(found.sent_at).date()).days,
        extra_answers=found.extra_answers.select_related("question"),
        offers=found.part_offers.all(),
        others=found.whole.bids.exclude(pk=found.pk).select_related("programme__funder"),
        standing=standing_of(found.whole),
        may=may_of(request.person, [found]),
        interests=found.interests.select_related("bid__programme__funder"),
        stances=stances(request.person, [found]),
        may_decide=access.allows(request.person, "bid.decide", found),
        may_withdraw=access.allows(request.person, "bid.withdraw", found),
        may_answer=access.allows(request.person, "answer.give", found),
        may_report=hasattr(found, "grant") and access.allows(request.person, "report.make", found.grant),
    )


def award(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The funder grants a bid."""
    found = access.fetch(request.person, "bid.decide", pk=pk, version__solution__coproduction__slug=slug)
    most = min(found.asked_pence, standing_of(found.whole).short_pence)
    start = {"amount_pence": most or None, "report_due_on": timezone.localdate() + timedelta(days=365)}
    form = AwardForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.award, found, by=by, **form.cleaned_data):
            if access.allows(request.person, "answer.give", found):
                messages.success(request, _("Granted. Now tell those whose words led here."))
                return redirect("answer_give", slug, found.pk)
            messages.success(request, _("Granted, with your reasons. Everybody can read them."))
            return redirect("bid", slug, found.pk)
    return decide_page(request, found, form, "award")


def refuse(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The funder does not fund a bid this time."""
    found = access.fetch(request.person, "bid.decide", pk=pk, version__solution__coproduction__slug=slug)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.refuse, found, by=by, **form.cleaned_data):
            messages.success(request, _("Kept, with your reasons. Everybody can read them."))
            return redirect("bid", slug, found.pk)
    return decide_page(request, found, form, "refuse")


def decide_page(request: Ask, found: Bid, form: forms.Form, which: str) -> HttpResponse:
    """The page of either decision."""
    return page(
        request,
        f"funding/{which}.html",
        coproduction=found.version.solution.coproduction,
        here="funding",
        bid=found,
        form=form,
        standing=standing_of(found.whole),
        remaining_pence=actions.remaining_pence(found.programme),
    )


@require_POST
def withdraw(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The applicant takes a bid back."""
    found = access.fetch(request.person, "bid.withdraw", pk=pk, version__solution__coproduction__slug=slug)
    actions.withdraw(found, by=access.somebody(request.person))
    messages.success(request, _("Taken back."))
    return redirect("bid", slug, pk)


def answer(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Because you said: tell everybody whose words led to this bid what was decided."""
    found = access.fetch(request.person, "answer.give", pk=pk, version__solution__coproduction__slug=slug)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        given = attempt(form, because_you_said, found, by=by, words=form.cleaned_data["words"])
        if given is not None:
            messages.success(request, _("Told: %d voices have this answer now.") % len(given))
            return redirect("bid", slug, pk)
    coproduction = found.version.solution.coproduction
    return page(request, "funding/answer.html", coproduction=coproduction, here="funding", form=form, bid=found)


urlpatterns = [
    path("c/<slug:slug>/bids/<int:pk>/", bid, name="bid"),
    path("c/<slug:slug>/bids/<int:pk>/award/", award, name="bid_award"),
    path("c/<slug:slug>/bids/<int:pk>/refuse/", refuse, name="bid_refuse"),
    path("c/<slug:slug>/bids/<int:pk>/withdraw/", withdraw, name="bid_withdraw"),
    path("c/<slug:slug>/bids/<int:pk>/answer/", answer, name="answer_give"),
]
