"""Care: worries about people or words, and how we look after what people say."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction import actions
from wayahead.base.coproduction.models import Concern
from wayahead.base.people.actions import WORDING
from wayahead.base.people.models import Installation
from wayahead.web.limits import refuse_a_flood
from wayahead.web.pages import Ask, attempt, page, paged


class ConcernForm(forms.Form):
    """What worries somebody."""

    words = forms.CharField(
        label=gettext_lazy("What worries you?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Only the people who look after this place read it."),
    )
    is_urgent = forms.BooleanField(label=gettext_lazy("Somebody may be in danger"), required=False)


class HandleForm(forms.Form):
    """What was done about it."""

    outcome = forms.CharField(
        label=gettext_lazy("What was done?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


def concern(request: Ask) -> HttpResponse:
    """Report a concern about a person or about words on a page."""
    about, where = request.GET.get("about", ""), request.GET.get("page", "/")
    where = where if url_has_allowed_host_and_scheme(where, allowed_hosts=None) else "/"
    found = access.fetch(request.person, "coproduction.see", slug=about) if about else None
    form = ConcernForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_a_flood(request)
        actions.raise_concern(page=where, by=request.person, coproduction=found, **form.cleaned_data)
        messages.success(request, _("Thank you for telling us. Somebody reads it today or tomorrow."))
        return redirect(where)
    lead = str(found.safeguarding_lead) if found else ""
    return page(request, "care/concern.html", coproduction=found, form=form, lead=lead)


def concerns(request: Ask) -> HttpResponse:
    """The worries that this person looks after, urgent ones first."""
    person = access.require(request.person, "concern.list")
    rows = access.visible(person, Concern).select_related("coproduction")
    return page(request, "care/concerns.html", rows=paged(request, rows.order_by("-state", "-is_urgent", "-raised_at")))


def handle(request: Ask, pk: int) -> HttpResponse:
    """Say what was done about a concern."""
    found = access.fetch(request.person, "concern.handle", pk=pk)
    form = HandleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.handle_concern, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Kept."))
            return redirect("concerns")
    return page(request, "care/handle.html", form=form, concern=found)


def privacy(request: Ask) -> HttpResponse:
    """How we look after what people say."""
    return page(request, "care/privacy.html", wording=WORDING, installation=Installation.objects.first())


def accessibility(request: Ask) -> HttpResponse:
    """What works for whom, and whom to tell when something does not."""
    return page(request, "care/accessibility.html")


urlpatterns = [
    path("concern/", concern, name="concern"),
    path("concerns/", concerns, name="concerns"),
    path("concerns/<int:pk>/", handle, name="concern_handle"),
    path("privacy/", privacy, name="privacy"),
    path("accessibility/", accessibility, name="accessibility"),
]
