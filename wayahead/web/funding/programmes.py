"""Pages of programmes: what a funder offers, and for which needs."""

from typing import Any

from django import forms
from django.contrib import messages
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
from wayahead.loop.funding.models import Bid, Programme, Round
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
        needs=access.visible(request.person, Need).filter(programmes=found).select_related("coproduction"),
        bids=bids.select_related("applicant", "version__solution__coproduction", "grant"),
        rounds=access.visible(request.person, Round).filter(programme=found).select_related("coproduction", "result"),
        places=access.visible(request.person, CoProduction).filter(needs__programmes=found).distinct()
        if access.allows(request.person, "round.open", found)
        else [],
        limits=limits.select_related("coproduction").prefetch_related("versions"),
        questions=found.extra_questions.all(),
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


urlpatterns = [
    path("programmes/", programmes, name="programmes"),
    path("programmes/<int:pk>/", programme, name="programme"),
    path("organisations/<slug:slug>/programmes/open/", open_programme, name="programme_open"),
]
