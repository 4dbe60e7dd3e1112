"""Organisations: who they are, who acts for them, which tables they sit at."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.coproduction.models import Party
from wayahead.base.people import actions
from wayahead.base.people.models import Organisation
from wayahead.loop.constraints.answering import answering
from wayahead.loop.constraints.models import Question
from wayahead.loop.needs.models import Reliance
from wayahead.web.funding.trusting import commitments, seen_by
from wayahead.web.pages import Ask, attempt, page, paged


class OrganisationForm(forms.Form):
    """Who an organisation is."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind is it?"), choices=Organisation.Kind.choices, widget=forms.RadioSelect
    )
    org_id = forms.CharField(
        label=gettext_lazy("Registered number, if it has one"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For a charity GB-CHC- and its number, for a company GB-COH- and its number."),
    )
    about = forms.CharField(
        label=gettext_lazy("Who you are, in a few words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ChangeForm(forms.Form):
    """What a lead may change."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    about = forms.CharField(
        label=gettext_lazy("Who you are, in a few words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def organisations(request: Ask) -> HttpResponse:
    """Every organisation."""
    rows = access.visible(request.person, Organisation).order_by("name")
    kind = request.GET.get("kind", "")
    if kind in Organisation.Kind.values:
        rows = rows.filter(kind=kind)
    return page(
        request,
        "people/organisations.html",
        rows=paged(request, rows, 30),
        kinds=Organisation.Kind.choices,
        kind=kind,
        query=f"kind={kind}&" if kind else "",
    )


def organisation(request: Ask, slug: str) -> HttpResponse:
    """One organisation: who it is, what it promises where, what it relies on."""
    found = access.fetch(request.person, "organisation.see", slug=slug)
    parties = access.visible(request.person, Party).filter(organisation=found, left_at=None)
    relies = access.visible(request.person, Reliance).filter(organisation=found, ended_at=None)
    may_change = access.allows(request.person, "organisation.change", found)
    return page(
        request,
        "people/organisation.html",
        organisation=found,
        parties=parties.select_related("coproduction"),
        relies=relies.select_related("need__coproduction"),
        programmes=found.programmes.all(),
        **answers(request, found),
        commitments=commitments(given) if (given := seen_by(request.person, found)) else [],
        may_change=may_change,
        invitations=invitations(request, found) if may_change else [],
        belongs=access.allows(request.person, "organisation.act_for", found),
    )


def answers(request: Ask, found: Organisation) -> dict[str, Any]:
    """How it answers what it was asked about its limits, and the answers it owes, the longest owed first."""
    rows = access.visible(request.person, Question).filter(constraint__owner=found, same_as=None)
    questions = list(
        rows.select_related("constraint__owner", "constraint__coproduction")
        .prefetch_related("constraint__versions")
        .order_by("due_on")
    )
    return {
        "answering": next(iter(answering(questions)), None),
        "owed": [question for question in questions if question.is_open],
    }


def invitations(request: Ask, found: Organisation) -> list[dict[str, str]]:
    """A link for members and one for leads, good for 14 days."""
    kinds = ((_("To act for it"), found.invitation()), (_("To lead it"), found.invitation(leads=True)))
    return [
        {"label": label, "link": request.build_absolute_uri(reverse("organisation_join", args=[token]))}
        for label, token in kinds
    ]


def start(request: Ask) -> HttpResponse:
    """Start an organisation, and lead it."""
    person = access.require(request.person, "organisation.start")
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.start_organisation, by=person, **form.cleaned_data)
        if made:
            messages.success(request, _("There it is. Invite the others with its link."))
            return redirect("organisation", made.slug)
    return page(request, "people/start.html", form=form)


def change(request: Ask, slug: str) -> HttpResponse:
    """Change the organisation's name and words."""
    found = access.fetch(request.person, "organisation.change", slug=slug)
    form = ChangeForm(request.POST or None, initial={"name": found.name, "about": found.about})
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.change_organisation, found, by=by, **form.cleaned_data):
            messages.success(request, _("Changed."))
            return redirect("organisation", found.slug)
    return page(request, "people/change.html", form=form, organisation=found)


def join(request: Ask, invitation: str) -> HttpResponse:
    """Join an organisation by its invitation."""
    invited = Organisation.invited_by(invitation)
    if invited is None:
        return page(request, "people/old_invitation.html", status=404)
    key, role = invited
    found = access.fetch(request.person, "organisation.join", pk=key)
    if request.method == "POST":
        actions.join_organisation(found, by=access.somebody(request.person), role=role)
        messages.success(request, _("You belong to %s now.") % found.name)
        return redirect("organisation", found.slug)
    return page(request, "people/join.html", organisation=found)


@require_POST
def leave(request: Ask, slug: str) -> HttpResponse:
    """Stop acting for an organisation."""
    found = access.fetch(request.person, "organisation.act_for", slug=slug)
    actions.leave_organisation(found, by=access.somebody(request.person))
    messages.success(request, _("You left it."))
    return redirect("organisation", slug)


urlpatterns = [
    path("organisations/", organisations, name="organisations"),
    path("organisations/start/", start, name="organisation_start"),
    path("organisations/join/<str:invitation>/", join, name="organisation_join"),
    path("organisations/<slug:slug>/", organisation, name="organisation"),
    path("organisations/<slug:slug>/change/", change, name="organisation_change"),
    path("organisations/<slug:slug>/leave/", leave, name="organisation_leave"),
]
