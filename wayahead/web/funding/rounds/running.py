"""What the funder of a round does: open it, invite, print ballots, give more time, count, make the grants."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.loop.funding import actions
from wayahead.loop.funding.actions import Panel, Question
from wayahead.loop.funding.models import Programme, Round
from wayahead.loop.solutions.models import Version
from wayahead.web.fields import DayField, MoneyField, WordsField
from wayahead.web.pages import Ask, attempt, page
from wayahead.web.templatetags.wayahead import pounds


class RoundForm(forms.Form):
    """What people decide about, with how much money, by which rule."""

    title = forms.CharField(label=gettext_lazy("What do people decide?"), max_length=140)
    about = WordsField(
        label=gettext_lazy("What should they know before they choose?"), max_length=2000, rows=4, required=False
    )
    pot_pence = MoneyField(label=gettext_lazy("How much do they share out, in pounds?"))
    closes_on = DayField(label=gettext_lazy("Until which day can people choose?"))
    who = forms.ChoiceField(
        label=gettext_lazy("Who may take part?"), choices=Round.Who.choices, widget=forms.RadioSelect
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("By which rule is it counted?"), choices=Round.Rule.choices, widget=forms.RadioSelect
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Who chooses, and how?"), choices=Round.How.choices, widget=forms.RadioSelect
    )
    criteria = WordsField(
        label=gettext_lazy("What does the panel look at?"),
        max_length=1600,
        rows=4,
        required=False,
        help_text=gettext_lazy("Only for a panel. One thing on each line; each gets from 0 to 5 points."),
    )
    seats = forms.IntegerField(
        label=gettext_lazy("How many seats has the panel?"),
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Only for a panel: from 5 to 40. You get a link for each."),
    )
    recognition_pence = MoneyField(
        label=gettext_lazy("What is each member paid, in pounds?"),
        required=False,
        help_text=gettext_lazy("Only for a panel. It stands among the costs of involving people."),
    )
    versions = forms.ModelMultipleChoiceField(
        Version.objects.none(),
        label=gettext_lazy("Which solutions stand in it?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Agreed, answering this programme’s needs, and within every fixed limit."),
    )

    def __init__(self, *args: Any, versions: Sequence[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["versions"]
        field.queryset = Version.objects.filter(pk__in=[one.pk for one in versions]).select_related("solution")
        field.label_from_instance = lambda one: f"{one.solution.title}, {pounds(one.total_pence)}"

    @property
    def question(self) -> Question:
        """What is asked, with its panel where there is one."""
        plain = dict(self.cleaned_data)
        lines, seats, pence = (plain.pop(name) for name in ("criteria", "seats", "recognition_pence"))
        if plain.pop("how") == Round.How.PANEL:
            criteria = [line for line in lines.splitlines() if line.strip()]
            plain["panel"] = Panel(criteria=criteria, seats=seats or 0, recognition_pence=pence or 0)
        return Question(**(plain | {"versions": list(plain["versions"])}))


class HowManyForm(forms.Form):
    """A number of something."""

    how_many = forms.IntegerField(
        label=gettext_lazy("How many?"),
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class MoreTimeForm(forms.Form):
    """A later day, and why."""

    closes_on = DayField(label=gettext_lazy("Until which day can people choose now?"))
    because = forms.CharField(label=gettext_lazy("Why? Everybody can read this."), max_length=500)


class AwardForm(forms.Form):
    """When the reports are due."""

    report_due_on = DayField(label=gettext_lazy("Reports due on"))


def open_round(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A funder lets people decide over a part of a programme's pot."""
    programme = access.fetch(request.person, "round.open", pk=pk)
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    can, cannot = sorted_out(request, programme, coproduction)
    start = {
        "who": Round.Who.EVERYBODY,
        "how": Round.How.BALLOTS,
        "rule": Round.Rule.EQUAL_SHARES,
        "versions": [one.pk for one in can],
    }
    form = RoundForm(request.POST or None, versions=can, initial=start)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        opened = attempt(form, actions.open_round, programme, coproduction, form.question, by=by)
        if opened:
            messages.success(request, _("Open. The lots for what is level are drawn, and everybody can read them."))
            return redirect("round", slug, opened.pk)
    return page(
        request,
        "funding/rounds/open.html",
        coproduction=coproduction,
        here="funding",
        programme=programme,
        form=form,
        can=can,
        cannot=cannot,
        remaining_pence=actions.remaining_pence(programme),
    )


def sorted_out(
    request: Ask, programme: Programme, coproduction: Any
) -> tuple[list[Version], list[tuple[Version, str]]]:
    """(agreed versions that can stand in a round of this programme, those that cannot, each with the reason)."""
    agreed = access.visible(request.person, Version).filter(
        solution__coproduction=coproduction, state=Version.State.AGREED
    )
    judged = [
        (one, actions.why_not(programme, one)) for one in agreed.select_related("solution").prefetch_related("costs")
    ]
    return [one for one, reason in judged if not reason], [(one, reason) for one, reason in judged if reason]


def run_page(request: Ask, round: Round, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """A page on which the funder does something with a round."""
    return page(
        request,
        f"funding/rounds/{template}.html",
        coproduction=round.coproduction,
        here="funding",
        round=round,
        form=form,
        **context,
    )


def more_time(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A later day for a round."""
    found = access.fetch(request.person, "round.run", pk=pk, coproduction__slug=slug)
    form = MoreTimeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.give_more_time, found, by=by, **form.cleaned_data):
            messages.success(request, _("People have more time, and can read why."))
            return redirect("round", slug, pk)
    return run_page(request, found, "more_time", form)


def papers(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Ballots to print, each with its own number; more of them when they run out."""
    found = access.fetch(request.person, "round.run", pk=pk, coproduction__slug=slug)
    form = HowManyForm(request.POST or None, initial={"how_many": 20})
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.print_papers, found, by=by, **form.cleaned_data):
            address = reverse("round_papers", args=[slug, pk])
            return redirect(f"{address}?from={found.paper_count - form.cleaned_data['how_many'] + 1}")
    first = request.GET.get("from", "1")
    first_number = int(first) if first.isascii() and first.isdecimal() and len(first) < 7 else 1
    numbers = range(max(1, first_number), min(found.paper_count, first_number + 199) + 1)
    entries = found.entries.select_related("version__solution")
    return run_page(request, found, "papers", form, numbers=numbers, entries=entries, parts=found.parts())


def invitations(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Links for those who are invited, each for one person."""
    found = access.fetch(request.person, "round.run", pk=pk, coproduction__slug=slug)
    form = HowManyForm(request.POST or None, initial={"how_many": 10})
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.invite, found, by=access.somebody(request.person), **form.cleaned_data)
        if made:
            words = ngettext("%d more invitation.", "%d more invitations.", len(made)) % len(made)
            messages.success(request, words)
            return redirect("round_invitations", slug, pk)
    waiting = [
        request.build_absolute_uri(reverse("round_invited", args=[one.token]))
        for one in found.invitations.filter(taken_at=None)
    ]
    taken = found.invitations.exclude(taken_at=None).count()
    seats = (
        found.invitations.annotate(done=Count("sheets")).filter(done=found.entries.count()) if found.is_panel else []
    )
    return run_page(
        request,
        found,
        "invitations",
        form,
        waiting=waiting,
        taken=taken,
        through=len(seats),
        to_pay=sum(seat.paid_at is None for seat in seats),
    )


@require_POST
def pay_panel(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Write down that the members who are through were paid."""
    found = access.fetch(request.person, "round.run", pk=pk, coproduction__slug=slug)
    paid = actions.pay_panel(found, by=access.somebody(request.person))
    words = ngettext("%d member is written down as paid.", "%d members are written down as paid.", paid) % paid
    messages.success(request, words)
    return redirect("round_invitations", slug, pk)


@require_POST
def count(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Close a round whose last day has come, and count it."""
    found = access.fetch(request.person, "round.run", pk=pk, coproduction__slug=slug)
    actions.count_round(found, by=access.somebody(request.person))
    return redirect("round_results", slug, pk)


def award(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Every winner of a round gets its grant."""
    found = access.fetch(request.person, "round.award", pk=pk, coproduction__slug=slug)
    form = AwardForm(request.POST or None, initial={"report_due_on": timezone.localdate() + timedelta(days=365)})
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        made = attempt(form, actions.award_round, found, by=by, **form.cleaned_data)
        if made is not None:
            words = ngettext(
                "Granted: %d solution has its money.", "Granted: %d solutions have their money.", len(made)
            )
            messages.success(request, words % len(made))
            return redirect("round_results", slug, pk)
    return run_page(request, found, "award", form)


urlpatterns = [
    path("c/<slug:slug>/programmes/<int:pk>/round/", open_round, name="round_open"),
    path("c/<slug:slug>/rounds/<int:pk>/more-time/", more_time, name="round_more_time"),
    path("c/<slug:slug>/rounds/<int:pk>/papers/", papers, name="round_papers"),
    path("c/<slug:slug>/rounds/<int:pk>/invitations/", invitations, name="round_invitations"),
    path("c/<slug:slug>/rounds/<int:pk>/pay/", pay_panel, name="round_pay_panel"),
    path("c/<slug:slug>/rounds/<int:pk>/count/", count, name="round_count"),
    path("c/<slug:slug>/rounds/<int:pk>/award/", award, name="round_award"),
]
