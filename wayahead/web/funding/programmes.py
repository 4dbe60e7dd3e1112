"""Pages of programmes: what a funder offers, and for which needs."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.funding import actions
from wayahead.loop.funding.actions import Extra, Offer
from wayahead.loop.funding.models import Bid, ExtraQuestion, Priority, Programme, Round
from wayahead.loop.funding.sums import pot_of
from wayahead.loop.needs.models import Need
from wayahead.web.fields import DayField, MoneyField
from wayahead.web.pages import Ask, attempt, page, paged


class ProgrammeForm(forms.Form):
    """What a funder offers, and the published needs it rests on."""

    title = forms.CharField(label=gettext_lazy("What the programme is called"), max_length=140)
    about = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    pot_pence = MoneyField(label=gettext_lazy("How much there is in all, in pounds"))
    opens_on = DayField(label=gettext_lazy("Opens on"))
    closes_on = DayField(label=gettext_lazy("Closes on"))
    decides_within_days = forms.IntegerField(
        label=gettext_lazy("You decide on each bid within how many days?"), min_value=1, max_value=180, initial=28
    )
    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(),
        label=gettext_lazy("Which published needs does it rest on?"),
        widget=forms.CheckboxSelectMultiple,
    )
    limits = forms.ModelMultipleChoiceField(
        Constraint.objects.none(),
        label=gettext_lazy("Which of your limits bound every bid to it?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Each bid is checked against them before it is sent, in public."),
    )
    question_1 = forms.CharField(
        label=gettext_lazy("A question of your own"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A bid says already what, why, for whom, when and for how much. Two more at most."),
    )
    reason_1 = forms.CharField(label=gettext_lazy("What its answer decides"), max_length=300, required=False)
    question_2 = forms.CharField(label=gettext_lazy("Another question of your own"), max_length=300, required=False)
    reason_2 = forms.CharField(label=gettext_lazy("What that answer decides"), max_length=300, required=False)

    def __init__(self, *args: Any, person: Person | None, funder: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = access.visible(person, Need).filter(state=Need.State.PUBLISHED)
        self.fields["needs"].queryset = needs  # type: ignore[attr-defined]
        limits = access.visible(person, Constraint).filter(owner=funder, state=Constraint.State.STANDING)
        limits = limits.filter(coproduction__is_private=False)
        if limits.exists():
            self.fields["limits"].queryset = limits.prefetch_related("versions")  # type: ignore[attr-defined]
            self.fields["limits"].label_from_instance = lambda one: one.current.statement  # type: ignore[attr-defined]
        else:
            del self.fields["limits"]

    def clean(self) -> dict[str, Any]:
        """A question has its reason, and a reason its question."""
        given = super().clean() or {}
        for n in (1, 2):
            if given.get(f"question_{n}") and not given.get(f"reason_{n}"):
                self.add_error(f"reason_{n}", _("Say what the answer decides. Everybody can read it."))
            if given.get(f"reason_{n}") and not given.get(f"question_{n}"):
                self.add_error(f"question_{n}", _("Write the question that this is the reason for."))
        return given

    @property
    def offer(self) -> Offer:
        """What the funder offers."""
        given = dict(self.cleaned_data)
        pairs = [(given.pop(f"question_{n}"), given.pop(f"reason_{n}")) for n in (1, 2)]
        questions = [Extra(text, reason) for text, reason in pairs if text or reason]
        return Offer(**(given | {"needs": list(given["needs"]), "limits": list(given.get("limits", ()))}),
                     questions=questions)  # fmt: skip


def programmes(request: Ask) -> HttpResponse:
    """Every programme, those open first."""
    rows = access.visible(request.person, Programme).select_related("funder").order_by("-closes_on")
    funders = access.among(request.person, "programme.open")
    return page(request, "funding/programmes.html", rows=paged(request, rows), funders=funders)


def programme(request: Ask, pk: int) -> HttpResponse:
    """One programme: its pot, the needs it rests on, what became of each bid."""
    found = access.fetch(request.person, "programme.see", pk=pk)
    bids = access.visible(request.person, Bid).filter(programme=found)
    limits = access.visible(request.person, Constraint).filter(programmes=found)
    return page(
        request,
        "funding/programme.html",
        programme=found,
        needs=ranked(request.person, found),
        may_rank=access.allows(request.person, "programme.rank", found),
        bids=bids.select_related("applicant", "version__solution__coproduction", "grant").prefetch_related(
            "part_offers"
        ),
        rounds=access.visible(request.person, Round).filter(programme=found).select_related("coproduction", "result"),
        places=access.visible(request.person, CoProduction).filter(needs__programmes=found).distinct()
        if access.allows(request.person, "round.open", found)
        else [],
        limits=limits.select_related("coproduction").prefetch_related("versions"),
        questions=found.asks,
        ended=found.extra_questions.exclude(ended_at=None)
        .select_related("followed_by")
        .annotate(count=Count("answers")),
        may_change=access.among(request.person, "extra_question.change").filter(programme=found).exists(),
        pot=pot_of(found),
    )


def open_programme(request: Ask, slug: str) -> HttpResponse:
    """A funder opens a programme."""
    funder = access.fetch(request.person, "programme.open", slug=slug)
    form = ProgrammeForm(request.POST or None, person=request.person, funder=funder)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.open_programme, funder, form.offer, by=access.somebody(request.person))
        if made:
            messages.success(request, _("Open. Everybody who works on those needs can see it."))
            return redirect("programme", made.pk)
    return page(request, "funding/open.html", funder=funder, form=form)


def ranked(person: Person | None, programme: Programme) -> list[tuple[Need, int | None]]:
    """The needs that a programme rests on and this person may see, each with its place; those with one first."""
    places = dict(access.visible(person, Priority).filter(programme=programme).values_list("need", "rank"))
    needs = access.visible(person, Need).filter(programmes=programme).select_related("coproduction")
    return sorted(((need, places.get(need.pk)) for need in needs), key=lambda row: (row[1] is None, row[1] or 0))


class RankForm(forms.Form):
    """A place for each need, or none."""

    def __init__(self, *args: Any, rows: list[tuple[Need, int | None]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = [need for need, _rank in rows]
        last = max([len(rows), *(place for _need, place in rows if place)])  # some may stand among these, unseen
        places = [("", _("No place")), *((str(n), str(n)) for n in range(1, last + 1))]
        for need, rank in rows:
            name = f"rank_{need.pk}"
            self.fields[name] = forms.ChoiceField(
                label=need.title, choices=places, required=False, initial=str(rank or "")
            )

    def clean(self) -> dict[str, Any]:
        """Two needs never have the same place."""
        given, taken = super().clean() or {}, set[str]()
        for need in self.needs:
            place = given.get(f"rank_{need.pk}")
            if place and place in taken:
                self.add_error(f"rank_{need.pk}", _("Another need has this place. Give each its own."))
            taken.add(place or "")
        return given

    @property
    def order(self) -> list[Need]:
        """Those that have a place, by it."""
        placed = [need for need in self.needs if self.cleaned_data[f"rank_{need.pk}"]]
        return sorted(placed, key=lambda need: int(self.cleaned_data[f"rank_{need.pk}"]))

    @property
    def seen(self) -> list[Need]:
        """Those that stood on the page that was sent."""
        return [need for need in self.needs if f"rank_{need.pk}" in self.data]


def rank(request: Ask, pk: int) -> HttpResponse:
    """A funder says which needs its programme puts first."""
    found = access.fetch(request.person, "programme.rank", pk=pk)
    form = RankForm(request.POST or None, rows=ranked(request.person, found))
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.rank_needs, found, form.order, by=by, seen=form.seen):
            messages.success(request, _("Kept. Everybody sees what comes first."))
            return redirect("programme", pk)
    return page(request, "funding/rank.html", programme=found, form=form)


ANSWERED = gettext_lazy("Somebody has answered this. Say why you change it: everybody can read it.")


class QuestionForm(forms.Form):
    """What is asked instead, and why it changes."""

    text = forms.CharField(label=gettext_lazy("What do you ask instead?"), max_length=300)
    reason = forms.CharField(label=gettext_lazy("What its answer decides"), max_length=300)
    because = forms.CharField(
        label=gettext_lazy("Why do you change it? Everybody can read this."),
        max_length=300,
        error_messages={"required": ANSWERED},
    )


class EndForm(forms.Form):
    """Why it is not asked any more."""

    because = forms.CharField(
        label=gettext_lazy("Why do you not need it any more? Everybody can read this."),
        max_length=300,
        error_messages={"required": ANSWERED},
    )


def change_question(request: Ask, pk: int) -> HttpResponse:
    """A programme asks something else instead."""
    found = access.fetch(request.person, "extra_question.change", pk=pk)
    form = QuestionForm(request.POST or None, initial={"text": found.text, "reason": found.reason})
    form.fields["because"].required = found.answers.exists()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        extra, by = Extra(given["text"], given["reason"]), access.somebody(request.person)
        if attempt(form, actions.change_question, found, extra, by=by, because=given["because"]):
            messages.success(request, _("Changed, for every bid from now on."))
            return redirect("programme", found.programme_id)
    return question_page(request, found, form, "change")


def withdraw_question(request: Ask, pk: int) -> HttpResponse:
    """A programme does not ask this any more."""
    found = access.fetch(request.person, "extra_question.change", pk=pk)
    form = EndForm(request.POST or None)
    form.fields["because"].required = found.answers.exists()
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.withdraw_question, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Not asked any more."))
            return redirect("programme", found.programme_id)
    return question_page(request, found, form, "withdraw")


def question_page(request: Ask, question: ExtraQuestion, form: forms.Form, what: str) -> HttpResponse:
    """A page about one extra question; a reason is asked for once somebody has answered it."""
    count = question.answers.count()
    return page(request, "funding/extra_question.html", question=question, form=form, what=what, count=count)


urlpatterns = [
    path("programmes/", programmes, name="programmes"),
    path("programmes/<int:pk>/", programme, name="programme"),
    path("programmes/<int:pk>/priorities/", rank, name="programme_rank"),
    path("extra-questions/<int:pk>/change/", change_question, name="extra_question_change"),
    path("extra-questions/<int:pk>/withdraw/", withdraw_question, name="extra_question_withdraw"),
    path("organisations/<slug:slug>/programmes/open/", open_programme, name="programme_open"),
]
