"""The table: which organisations sit there, what they promise; and the seats of people."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction import actions
from wayahead.base.coproduction.models import CoProduction, Party, Seat
from wayahead.base.people.models import Organisation, Person
from wayahead.web.pages import Ask, attempt, page


class PromiseForm(forms.Form):
    """What an organisation says in public about its own power."""

    can_decide = forms.CharField(
        label=gettext_lazy("What you can decide here"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cannot_decide = forms.CharField(
        label=gettext_lazy("What you cannot decide"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Saying so now is kinder than saying so at the end."),
    )
    answers_within_days = forms.IntegerField(
        label=gettext_lazy("Within how many days do you answer a question?"), min_value=1, max_value=90, initial=14
    )


class SitDownForm(PromiseForm):
    """The same, and for which organisation."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Which organisation?"), empty_label=gettext_lazy("Choose one")
    )
    field_order = ["organisation"]

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = access.among(person, "organisation.act_for")  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Why a party leaves the table."""

    reason = forms.CharField(
        label=gettext_lazy("Why? Everybody can read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def table(request: Ask, slug: str) -> HttpResponse:
    """Who sits at the table, what each can and cannot decide, and by when it answers."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    parties = access.visible(request.person, Party).filter(coproduction=found)
    may_offer = access.allows(request.person, "seat.offer", found)
    return page(
        request,
        "coproduction/table.html",
        coproduction=found,
        parties=parties.filter(left_at=None).select_related("organisation"),
        gone=parties.exclude(left_at=None).select_related("organisation"),
        seats=access.visible(request.person, Seat).filter(coproduction=found, left_at=None).select_related("person"),
        mine=set(access.among(request.person, "party.change").filter(coproduction=found).values_list("pk", flat=True)),
        may_sit=access.allows(request.person, "party.join", found),
        may_offer=may_offer,
        invitations=invitations(request, found) if may_offer else [],
    )


def invitations(request: Ask, found: CoProduction) -> list[dict[str, str]]:
    """A link per kind of seat, good for 14 days."""
    roles = Seat.Role.choices if found.is_private else [(Seat.Role.FACILITATOR, Seat.Role.FACILITATOR.label)]
    return [
        {
            "label": str(label),
            "link": request.build_absolute_uri(reverse("seat_take", args=[found.invitation(str(role))])),
        }
        for role, label in roles
    ]


def sit_down(request: Ask, slug: str) -> HttpResponse:
    """An organisation sits down at the table."""
    found = access.fetch(request.person, "party.join", slug=slug)
    by = access.somebody(request.person)
    form = SitDownForm(request.POST or None, person=by)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.sit_down, found, by=by, **form.cleaned_data):
            messages.success(request, _("You sit at the table now. Everybody can read what you promised."))
            return redirect("table", slug)
    return page(request, "coproduction/sit_down.html", coproduction=found, form=form)


def restate(request: Ask, slug: str, pk: int) -> HttpResponse:
    """An organisation changes what it says about its own power."""
    party = access.fetch(request.person, "party.change", pk=pk, coproduction__slug=slug)
    names = ("can_decide", "cannot_decide", "answers_within_days")
    form = PromiseForm(request.POST or None, initial={name: getattr(party, name) for name in names})
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.restate, party, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Changed."))
            return redirect("table", slug)
    return page(request, "coproduction/restate.html", coproduction=party.coproduction, form=form, party=party)


def stand_up(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A party leaves the table, for a reason that everybody can read."""
    party = access.fetch(request.person, "party.leave", pk=pk, coproduction__slug=slug)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.stand_up, party, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("It left the table. Its promises until now stay to read."))
            return redirect("table", slug)
    return page(request, "coproduction/stand_up.html", coproduction=party.coproduction, form=form, party=party)


def take_seat(request: Ask, invitation: str) -> HttpResponse:
    """Take a seat by its invitation."""
    person = access.require(request.person, "seat.take")
    invited = CoProduction.invited_by(invitation)
    if invited is None:
        return page(request, "people/old_invitation.html", status=404)
    found, role = invited
    if request.method == "POST":
        actions.take_seat(found, by=person, person=person, role=role)
        messages.success(request, _("You have a seat now."))
        return redirect("coproduction", found.slug)
    return page(request, "coproduction/take_seat.html", found=found, role=Seat.Role(role).label)


def leave_seat(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Leave one's own seat, once asked whether one is sure."""
    seat = access.fetch(request.person, "seat.leave", pk=pk, coproduction__slug=slug, left_at=None)
    if request.method == "POST":
        actions.leave_seat(seat, by=access.somebody(request.person))
        messages.success(request, _("You left your seat. What you said stays yours."))
        return redirect("you")
    return page(request, "coproduction/leave_seat.html", coproduction=seat.coproduction, seat=seat)


urlpatterns = [
    path("c/<slug:slug>/table/", table, name="table"),
    path("c/<slug:slug>/table/sit-down/", sit_down, name="sit_down"),
    path("c/<slug:slug>/table/<int:pk>/", restate, name="party_restate"),
    path("c/<slug:slug>/table/<int:pk>/leave/", stand_up, name="party_leave"),
    path("c/<slug:slug>/seats/<int:pk>/leave/", leave_seat, name="seat_leave"),
    path("seat/<str:invitation>/", take_seat, name="seat_take"),
]
