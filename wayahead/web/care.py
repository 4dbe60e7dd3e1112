"""Care: report a concern, what happens with it, privacy."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction import actions
from wayahead.web.pages import Ask, page


class ConcernForm(forms.Form):
    """What worries somebody."""

    words = forms.CharField(
        label=gettext_lazy("What worries you?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Only the people who look after this place read it. You need no account."),
    )
    is_urgent = forms.BooleanField(label=gettext_lazy("Somebody may be in danger"), required=False)


def concern(request: Ask) -> HttpResponse:
    """Report a concern about a person or about words on a page."""
    about, where = request.GET.get("about", ""), request.GET.get("page", "/")
    coproduction = access.fetch(request.person, "coproduction.see", slug=about) if about else None
    form = ConcernForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.raise_concern(page=where, by=request.person, coproduction=coproduction, **form.cleaned_data)
        messages.success(request, _("Thank you for telling us. Somebody reads it today or tomorrow."))
        return redirect(coproduction_address(coproduction))
    return page(request, "care/concern.html", form=form, coproduction=coproduction, where=where)


def coproduction_address(coproduction: object) -> str:
    """Where somebody goes back to."""
    return f"/c/{coproduction.slug}/" if coproduction else "/"  # type: ignore[attr-defined]


urlpatterns = [
    path("concern/", concern, name="concern"),
]
