"""One bid as all its funders read it: the core, what each is asked, offers and asks, and what is still short."""

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
from wayahead.base.people.models import Person
from wayahead.formats.threesixty import dei
from wayahead.journey.bid_core import core_of
from wayahead.loop.funding import actions
from wayahead.loop.funding.core import count_words, limits_brought_to, rewritten
from wayahead.loop.funding.models import Bid, FollowUp, PartOffer
from wayahead.loop.funding.sums import standing_of
from wayahead.web.fields import DayField, MoneyField, WordsField
from wayahead.web.funding.interests import stances
from wayahead.web.pages import Ask, attempt, page


class OfferForm(forms.Form):
    """A part of what the bid wants, why, and when the report would be due."""

    amount_pence = MoneyField(label=gettext_lazy("How much do you offer, in pounds?"))
    reasons = WordsField(rows=4, label=gettext_lazy("Why? Everybody can read this."), max_length=2000)
    report_due_on = DayField(label=gettext_lazy("Report due on"))


class ReasonsForm(forms.Form):
    """Why an offer is taken back."""

    reasons = WordsField(rows=3, label=gettext_lazy("Why? Everybody can read this."), max_length=500)


class CutForm(forms.Form):
    """What is cut when a bid goes ahead with less."""

    what_is_cut = WordsField(
        rows=4,
        label=gettext_lazy("What is cut, and for whom?"),
        max_length=2000,
        help_text=gettext_lazy("Everybody can read this: the funders, and the people whose words led here."),
    )


class QuestionForm(forms.Form):
    """What a funder wants to know beyond the bid."""

    text = WordsField(
        rows=3,
        label=gettext_lazy("What do you need to know to decide?"),
        max_length=600,
        help_text=gettext_lazy("It is counted on your page. The answer goes to every funder of this bid."),
    )


class AnswerForm(forms.Form):
    """The answer, for all funders of the bid."""

    words = WordsField(rows=4, label=gettext_lazy("Your answer, for all funders of this bid"), max_length=2000)


def may_of(person: Person | None, bids: list[Bid]) -> dict[str, Any]:
    """Which of these bids, offers and questions this person may do something about."""
    keys = [bid.pk for bid in bids]
    decides = access.among(person, "bid.decide").filter(pk__in=keys)
    withdraws = access.among(person, "bid.withdraw").filter(pk__in=keys)
    takes_back = access.among(person, "part_offer.take_back").filter(bid__in=keys, state=PartOffer.State.STANDING)
    answers = access.among(person, "follow_up.answer").filter(bid__in=keys, answered_at=None)
    return {
        "decide": set(decides.values_list("pk", flat=True)),
        "withdraw": set(withdraws.values_list("pk", flat=True)),
        "take_back": set(takes_back.values_list("pk", flat=True)),
        "answer": set(answers.values_list("pk", flat=True)),
    }


def whole_bid(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One bid, once, for everybody: what it wants, who offers what, what it rests on."""
    found = access.fetch(request.person, "whole_bid.see", pk=pk, version__solution__coproduction__slug=slug)
    rows = found.bids.select_related("programme__funder", "grant").order_by("pk")
    bids = list(rows.prefetch_related("extra_answers__question", "part_offers", "interests__bid__programme__funder"))
    core = core_of(found.version, limits_brought_to(found))
    follow_ups = list(found.follow_ups.select_related("bid__programme__funder"))
    may_apply = access.allows(request.person, "whole_bid.accept_short", found)
    return page(
        request,
        "funding/whole_bid.html",
        coproduction=found.version.solution.coproduction,
        here="funding",
        whole=found,
        version=found.version,
        core=core,
        standing=standing_of(found),
        parts=[(one, one.bid) for one in rewritten(found, core)],
        bids=bids,
        follow_ups=follow_ups,
        follow_up_words=sum(count_words(one.answer_words) for one in follow_ups),
        led_by=[dei.full_name(code) for code in found.led_by],
        meant_for=[dei.full_name(code) for code in found.meant_for],
        is_waiting=any(bid.is_waiting for bid in bids),
        stances=stances(request.person, bids),
        may=may_of(request.person, bids),
        may_apply=may_apply,
        may_ask_more=may_apply and access.allows(request.person, "bid.send", found.version),
    )


@require_POST
def withdraw_all(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The applicant takes a bid back from every programme that has not decided."""
    found = access.fetch(request.person, "whole_bid.withdraw", pk=pk, version__solution__coproduction__slug=slug)
    actions.withdraw_all(found, by=access.somebody(request.person))
    messages.success(request, _("Taken back, from all of them."))
    return redirect("whole_bid", slug, pk)


def accept_short(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The applicant goes ahead with less, and says what is cut."""
    found = access.fetch(request.person, "whole_bid.accept_short", pk=pk, version__solution__coproduction__slug=slug)
    form = CutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.accept_short, found, by=by, **form.cleaned_data):
            messages.success(request, _("It goes ahead. What was offered is granted now."))
            return redirect("whole_bid", slug, pk)
    return page(
        request,
        "funding/accept_short.html",
        coproduction=found.version.solution.coproduction,
        here="funding",
        whole=found,
        standing=standing_of(found),
        form=form,
    )


def offer(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A funder offers a part of what a bid wants."""
    found = access.fetch(request.person, "bid.decide", pk=pk, version__solution__coproduction__slug=slug)
    standing, left = standing_of(found.whole), actions.remaining_pence(found.programme)
    most = min(standing.short_pence, left, found.asked_pence)
    start = {"amount_pence": most or None, "report_due_on": timezone.localdate() + timedelta(days=365)}
    form = OfferForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.offer_part, found, by=access.somebody(request.person), **form.cleaned_data)
        if made:
            is_whole = made.state == PartOffer.State.GRANTED
            words = (
                _("With yours it is whole: every offer is a grant now.") if is_whole else _("Offered. All can see it.")
            )
            messages.success(request, words)
            return redirect("whole_bid", slug, found.whole_id)
    return part_page(request, found, "funding/offer.html", form=form, standing=standing, remaining_pence=left)


def take_back(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A funder takes an offer back, with the reason."""
    lookup = {"pk": pk, "bid__version__solution__coproduction__slug": slug}
    found = access.fetch(request.person, "part_offer.take_back", **lookup)
    form = ReasonsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.take_back_offer, found, by=by, **form.cleaned_data):
            messages.success(request, _("Taken back, with your reason."))
            return redirect("whole_bid", slug, found.bid.whole_id)
    return part_page(request, found.bid, "funding/take_back.html", form=form, offer=found)


def ask(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A funder asks about a bid."""
    found = access.fetch(request.person, "bid.decide", pk=pk, version__solution__coproduction__slug=slug)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.ask_about, found, by=by, **form.cleaned_data):
            messages.success(request, _("Asked. The answer stands here for every funder of this bid."))
            return redirect("whole_bid", slug, found.whole_id)
    return part_page(request, found, "funding/ask.html", form=form)


def answer_follow_up(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The applicant answers a funder's question, once for all."""
    lookup = {"pk": pk, "whole__version__solution__coproduction__slug": slug}
    found: FollowUp = access.fetch(request.person, "follow_up.answer", **lookup)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.answer_follow_up, found, by=by, **form.cleaned_data):
            messages.success(request, _("Answered, for all funders of this bid."))
            return redirect("whole_bid", slug, found.whole_id)
    return part_page(request, found.bid, "funding/answer_follow_up.html", form=form, follow_up=found)


def part_page(request: Ask, bid: Bid, template: str, **context: Any) -> HttpResponse:
    """A page about what a bid asks of one programme."""
    coproduction = bid.version.solution.coproduction
    return page(request, template, coproduction=coproduction, here="funding", bid=bid, whole=bid.whole, **context)


urlpatterns = [
    path("c/<slug:slug>/whole-bids/<int:pk>/", whole_bid, name="whole_bid"),
    path("c/<slug:slug>/whole-bids/<int:pk>/withdraw/", withdraw_all, name="whole_bid_withdraw"),
    path("c/<slug:slug>/whole-bids/<int:pk>/accept-short/", accept_short, name="whole_bid_accept_short"),
    path("c/<slug:slug>/bids/<int:pk>/offer/", offer, name="bid_offer"),
    path("c/<slug:slug>/bids/<int:pk>/ask/", ask, name="bid_ask"),
    path("c/<slug:slug>/part-offers/<int:pk>/take-back/", take_back, name="part_offer_take_back"),
    path("c/<slug:slug>/follow-ups/<int:pk>/answer/", answer_follow_up, name="follow_up_answer"),
]
