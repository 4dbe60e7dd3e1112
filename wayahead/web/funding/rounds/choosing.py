"""Pages on which people choose: the ballot, an invitation, a ballot typed from paper."""

from collections.abc import Sequence
from random import Random, SystemRandom
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.loop.funding import actions
from wayahead.loop.funding.actions import Where
from wayahead.loop.funding.models import Round, RoundEntry, RoundInvitation
from wayahead.web.funding.rounds.reading import own_ballot
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.pages import Ask, attempt, page


class WhereForm(forms.Form):
    """Whether somebody belongs to the area of a round for everybody there, and to which part of it."""

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not round.asks_where:
            return
        self.fields["belongs"] = forms.BooleanField(
            label=_("I live, work, study or am cared for in %s") % round.coproduction.area,
            required=False,
            help_text=_("This round is for everybody there. Your word is enough: nobody checks it."),
        )
        parts = round.parts()
        if parts:
            self.fields["part"] = forms.ModelChoiceField(
                parts,
                label=_("In which part?"),
                required=False,
                empty_label=_("I’d rather not say"),
                help_text=_("Then the result can say how each part fared, never of fewer than five people."),
            )

    @property
    def where(self) -> Where:
        """What was said of it."""
        return Where(bool(self.cleaned_data.get("belongs")), self.cleaned_data.get("part"))

    @property
    def where_fields(self) -> list[forms.BoundField]:
        """The fields for it; none in other rounds."""
        return [self[name] for name in ("belongs", "part") if name in self.fields]


class BallotForm(WhereForm):
    """What somebody would be glad of."""

    entries = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What would you be glad of?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose from what stands in this round.")},
    )

    def __init__(self, *args: Any, entries: Sequence[RoundEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].choices = [(entry.number, entry.version.solution.title) for entry in entries]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[int]:
        """The numbers that are ticked as the page is shown."""
        return {int(number) for number in self["entries"].value() or [] if str(number).isdecimal()}


class PaperForm(WhereForm):
    """One ballot from paper."""

    paper_number = forms.IntegerField(
        label=gettext_lazy("Which number stands on the paper?"),
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Each paper has its own, so that it counts once."),
    )
    entries = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What is ticked on it?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    corrects = forms.BooleanField(
        label=gettext_lazy("This paper was typed before, and this puts it right"), required=False
    )

    def __init__(self, *args: Any, entries: Sequence[RoundEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["paper_number", "entries", "belongs", "part", "corrects"])
        for field in self.where_fields:
            field.field.help_text = _("As it stands on the paper. Without the tick it does not count: ask them.")
        choices = [(entry.number, f"{entry.number}. {entry.version.solution.title}") for entry in entries]
        self.fields["entries"].choices = choices  # type: ignore[attr-defined]


def in_the_round(round: Round) -> list[RoundEntry]:
    """What stands in a round, by its numbers."""
    return list(round.entries.select_related("version__solution", "version__delivered_by"))


def in_an_order_of_their_own(request: Ask, round: Round) -> list[RoundEntry]:
    """The same, in an order that differs from person to person, so that nothing stands first for all."""
    entries = in_the_round(round)
    chance = Random(f"{round.pk} {request.person.pk}") if request.person else SystemRandom()  # noqa: S311 - an order, no secret
    chance.shuffle(entries)
    return entries


def choose(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The ballot. A visitor becomes a guest once they send it."""
    found = access.fetch(request.person, "round.choose", pk=pk, coproduction__slug=slug)
    if not found.takes_ballots:
        return redirect("round_results" if found.is_counted else "round", slug, pk)
    entries, own = in_an_order_of_their_own(request, found), own_ballot(request, found)
    ticked = list(own.entries.values_list("number", flat=True)) if own else []
    before = {"entries": ticked, "belongs": own.belongs, "part": own.area_id} if own else {}
    form = BallotForm(initial=before, entries=entries, round=found)
    if request.method == "POST":
        form = BallotForm(request.POST, entries=entries, round=found)
        if form.is_valid():
            refuse_a_flood(request)
            by = person_or_guest(request)
            numbers = form.cleaned_data["entries"]
            if attempt(form, actions.choose, found, by=by, numbers=numbers, where=form.where):
                messages.success(request, _("Kept. You can change it until the round is over."))
                return remember(request, redirect("round", slug, pk))
    return page(
        request,
        "funding/rounds/choose.html",
        coproduction=found.coproduction,
        here="funding",
        round=found,
        entries=entries,
        form=form,
        ticked=form.ticked,
        own=own,
    )


def type_paper(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A helper types one ballot from paper, then the next."""
    found = access.fetch(request.person, "round.type_paper", pk=pk, coproduction__slug=slug)
    entries = in_the_round(found)
    form = PaperForm(request.POST or None, entries=entries, round=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        typed = attempt(
            form,
            actions.type_paper,
            found,
            by=access.somebody(request.person),
            paper_number=given["paper_number"],
            numbers=given["entries"],
            corrects=given["corrects"],
            where=form.where,
        )
        if typed:
            messages.success(request, _("Paper %d is kept. Type the next.") % given["paper_number"])
            return redirect("round_type_paper", slug, pk)
    return page(
        request,
        "funding/rounds/type_paper.html",
        coproduction=found.coproduction,
        here="funding",
        round=found,
        form=form,
        typed=found.ballots.exclude(paper_number=None).order_by("paper_number").values_list("paper_number", flat=True),
    )


def invited(request: Ask, token: str) -> HttpResponse:
    """An invitation to a round, which its first reader may take up; they need no account."""
    invitation = RoundInvitation.named_by(token)
    if invitation is None:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        refuse_a_flood(request)
        if attempt(form, actions.accept, invitation, by=person_or_guest(request)):
            slug, page_of = invitation.round.coproduction.slug, "round" if invitation.round.is_panel else "round_choose"
            return remember(request, redirect(page_of, slug, invitation.round_id))
    return page(request, "funding/rounds/invited.html", round=invitation.round, form=form)


urlpatterns = [
    path("c/<slug:slug>/rounds/<int:pk>/choose/", choose, name="round_choose"),
    path("c/<slug:slug>/rounds/<int:pk>/papers/type/", type_paper, name="round_type_paper"),
    path("rounds/invited/<str:token>/", invited, name="round_invited"),
]
