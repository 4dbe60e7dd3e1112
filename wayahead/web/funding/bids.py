"""Pages of bids and of their decisions, with reasons."""

from datetime import timedelta
from typing import Any

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
from wayahead.base.people.models import Organisation, Person
from wayahead.journey.answers import because_you_said
from wayahead.loop.funding import actions
from wayahead.loop.funding.models import Bid, Programme
from wayahead.loop.solutions import checks
from wayahead.loop.solutions.models import Version
from wayahead.web.coproductions.costs import by_kind
from wayahead.web.fields import DayField, MoneyField
from wayahead.web.pages import Ask, attempt, page


class BidForm(forms.Form):
    """The little that a bid adds to an agreed solution."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=gettext_lazy("Which programme do you ask?"))
    applicant = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Who asks?"))
    asked_pence = MoneyField(label=gettext_lazy("How much do you ask for, in pounds?"))
    words = forms.CharField(
        label=gettext_lazy("Anything to add?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "The need, the voices, the plan and the costs go along by themselves. Nothing to retype."
        ),
    )

    def __init__(self, *args: Any, person: Person | None, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        programmes = access.visible(person, Programme).filter(
            opens_on__lte=today, closes_on__gte=today, needs__in=version.solution.needs.all()
        )
        mine = access.among(person, "organisation.act_for")
        self.fields["programme"].queryset = programmes.distinct()  # type: ignore[attr-defined]
        self.fields["applicant"].queryset = mine  # type: ignore[attr-defined]


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


def send(request: Ask, slug: str, pk: int) -> HttpResponse:
    """An organisation makes a bid of an agreed version."""
    version = access.fetch(request.person, "bid.send", pk=pk, solution__coproduction__slug=slug)
    start = {"asked_pence": version.total_pence}
    form = BidForm(request.POST or None, person=request.person, version=version, initial=start)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        sent = attempt(form, actions.bid, given.pop("programme"), version, by=access.somebody(request.person), **given)
        if sent:
            messages.success(request, _("Sent. You hear back by %(day)s.") % {"day": sent.due_on.strftime("%-d %B")})
            return redirect("bid", slug, sent.pk)
    return page(
        request,
        "funding/send.html",
        coproduction=version.solution.coproduction,
        here="funding",
        form=form,
        version=version,
        broken=checks.broken_fixed_limits(version),
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
        may_decide=access.allows(request.person, "bid.decide", found),
        may_withdraw=access.allows(request.person, "bid.withdraw", found),
        may_answer=access.allows(request.person, "answer.give", found),
        may_report=hasattr(found, "grant") and access.allows(request.person, "report.make", found.grant),
    )


def award(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The funder grants a bid."""
    found = access.fetch(request.person, "bid.decide", pk=pk, version__solution__coproduction__slug=slug)
    start = {"amount_pence": found.asked_pence, "report_due_on": timezone.localdate() + timedelta(days=365)}
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
    path("c/<slug:slug>/versions/<int:pk>/bid/", send, name="bid_send"),
    path("c/<slug:slug>/bids/<int:pk>/", bid, name="bid"),
    path("c/<slug:slug>/bids/<int:pk>/award/", award, name="bid_award"),
    path("c/<slug:slug>/bids/<int:pk>/refuse/", refuse, name="bid_refuse"),
    path("c/<slug:slug>/bids/<int:pk>/withdraw/", withdraw, name="bid_withdraw"),
    path("c/<slug:slug>/bids/<int:pk>/answer/", answer, name="answer_give"),
]
