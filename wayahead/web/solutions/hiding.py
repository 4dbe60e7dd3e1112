"""Hide words that harm somebody, and say why."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.models import Objection, Offer, Suggestion
from wayahead.web.pages import Ask, attempt, page


class WhyForm(forms.Form):
    """A reason that everybody can read."""

    why = forms.CharField(
        label=gettext_lazy("Why? Everybody can read this."), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


def why_page(
    request: Ask, coproduction: CoProduction, form: WhyForm, *, title: str, quote: str, label: str
) -> HttpResponse:
    """A page that asks for a reason."""
    return page(
        request, "solutions/why.html", coproduction=coproduction, here="solutions", form=form, title=title, quote=quote,
        label=label,
    )  # fmt: skip


def suggestion(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Of a suggestion."""
    found = access.fetch(request.person, "suggestion.hide", pk=pk, version__solution__coproduction__slug=slug)
    return hide(request, found, found.version.solution.coproduction, found.text, redirect("suggestion", slug, pk))


def objection(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Of a reason against a version."""
    found = access.fetch(request.person, "objection.hide", pk=pk, version__solution__coproduction__slug=slug)
    return hide(request, found, found.version.solution.coproduction, found.reason, redirect("objection", slug, pk))


def offer(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Of an offer."""
    found = access.fetch(request.person, "offer.hide", pk=pk, coproduction__slug=slug)
    return hide(request, found, found.coproduction, found.words, redirect("offers", slug))


def hide(
    request: Ask, found: Suggestion | Objection | Offer, coproduction: CoProduction, quote: str, back: HttpResponse
) -> HttpResponse:
    """Ask why, hide the words, and go back."""
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.hide, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Hidden. It still counts, and your reason stands in its place."))
            return back
    title, label = _("Why are these words hidden?"), _("Hide the words")
    return why_page(request, coproduction, form, title=title, quote=quote, label=label)


urlpatterns = [
    path("c/<slug:slug>/suggestions/<int:pk>/hide/", suggestion, name="suggestion_hide"),
    path("c/<slug:slug>/reasons/<int:pk>/hide/", objection, name="objection_hide"),
    path("c/<slug:slug>/offers/<int:pk>/hide/", offer, name="offer_hide"),
]
