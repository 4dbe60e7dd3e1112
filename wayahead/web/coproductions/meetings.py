"""Meetings: who was there, what they needed, what was said and agreed, what they were paid."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction import actions
from wayahead.base.coproduction.actions import Gathering
from wayahead.base.coproduction.models import Meeting, MeetingPoint, Presence
from wayahead.loop.listening.models import Voice
from wayahead.web.fields import DayField, MoneyField
from wayahead.web.pages import Ask, attempt, page, paged


class MeetingForm(forms.Form):
    """A meeting and everything known of it."""

    title = forms.CharField(label=gettext_lazy("What it was"), max_length=120)
    held_on = DayField(label=gettext_lazy("When"))
    place = forms.CharField(label=gettext_lazy("Where"), max_length=200, required=False)
    link = forms.URLField(label=gettext_lazy("Or by which link"), max_length=500, required=False, assume_scheme="https")
    access_asked = forms.CharField(
        label=gettext_lazy("What people needed to be there"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("For example: a ramp, a signer, child care, a lift home."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    access_met = forms.CharField(
        label=gettext_lazy("What of it was there"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    said = forms.CharField(
        label=gettext_lazy("What was said, one thing on each line"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Without names. Each can become a voice."),
    )
    agreed = forms.CharField(
        label=gettext_lazy("What was agreed, one thing on each line"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    recognition_pence = MoneyField(label=gettext_lazy("What people were paid for coming, in pounds"), required=False)

    def points(self) -> list[tuple[str, str]]:
        """(kind, words) of every line."""
        kinds = (("said", MeetingPoint.Kind.SAID), ("agreed", MeetingPoint.Kind.AGREED))
        return [
            (kind, line.strip()[:1000])
            for name, kind in kinds
            for line in self.cleaned_data[name].splitlines()
            if line.strip()
        ]

    def gathering(self) -> Gathering:
        """As the action wants it."""
        names = ("title", "held_on", "place", "link", "access_asked", "access_met")
        known = {name: self.cleaned_data[name] for name in names}
        return Gathering(**known, recognition_pence=self.cleaned_data["recognition_pence"] or 0)


class PresenceForm(forms.Form):
    """Who was there, by role and number."""

    role = forms.CharField(label=gettext_lazy("Who"), max_length=80, required=False)
    number = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=9999, required=False)
    names = forms.CharField(label=gettext_lazy("Names, if they agreed"), max_length=300, required=False)
    names_agreed = forms.BooleanField(label=gettext_lazy("They agreed to be named"), required=False)

    def clean(self) -> dict[str, Any]:
        """A row has both who and how many, or neither."""
        given = super().clean() or {}
        if bool(given.get("role")) != (given.get("number") is not None) and not self.errors:
            self.add_error("number" if given.get("role") else "role", _("Write both who and how many."))
        if given.get("names") and not given.get("names_agreed"):
            self.add_error("names_agreed", _("Write names only of people who agreed to it."))
        return given


Present = forms.formset_factory(PresenceForm, extra=4, max_num=20)


def meetings(request: Ask, slug: str) -> HttpResponse:
    """Every meeting of a co-production."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Meeting).filter(coproduction=found)
    may_note = access.allows(request.person, "meeting.note", found)
    return page(request, "coproduction/meetings.html", coproduction=found, rows=paged(request, rows), may_note=may_note)


def meeting(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One meeting."""
    found = access.fetch(request.person, "meeting.see", pk=pk, coproduction__slug=slug)
    heard = access.visible(request.person, Voice).filter(meeting_point__meeting=found)
    voices = dict(heard.values_list("meeting_point_id", "pk"))
    said = found.points.filter(kind=MeetingPoint.Kind.SAID)
    return page(
        request,
        "coproduction/meeting.html",
        coproduction=found.coproduction,
        meeting=found,
        present=found.presences.all(),
        said=[(point, voices.get(point.pk)) for point in said],
        agreed=found.points.filter(kind=MeetingPoint.Kind.AGREED),
    )


def note_meeting(request: Ask, slug: str) -> HttpResponse:
    """Note a meeting."""
    found = access.fetch(request.person, "meeting.note", slug=slug)
    form = MeetingForm(request.POST or None)
    rows = Present(request.POST or None, prefix="present")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        present = [Presence(**row) for row in rows.cleaned_data if row.get("role")]
        by = access.somebody(request.person)
        noted = attempt(
            form, actions.note_meeting, found, form.gathering(), by=by, present=present, points=form.points()
        )
        if noted:
            messages.success(request, _("Noted. What was said can become voices on the desk."))
            return redirect("meeting", slug, noted.pk)
    return page(request, "coproduction/note_meeting.html", coproduction=found, form=form, rows=rows)


urlpatterns = [
    path("c/<slug:slug>/meetings/", meetings, name="meetings"),
    path("c/<slug:slug>/meetings/note/", note_meeting, name="meeting_note"),
    path("c/<slug:slug>/meetings/<int:pk>/", meeting, name="meeting"),
]
