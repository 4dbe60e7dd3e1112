"""Merging and splitting needs, with the reason for everybody to read."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.loop.listening.models import Statement
from wayahead.loop.needs import actions
from wayahead.loop.needs.actions import Part
from wayahead.loop.needs.models import Need
from wayahead.web.pages import Ask, attempt, page


class MergeForm(forms.Form):
    """Which needs become one, and how it reads."""

    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(), label=gettext_lazy("Needs that become one"), widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label=gettext_lazy("The new need, in one sentence"), max_length=140)
    story = forms.CharField(
        label=gettext_lazy("What is behind it"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4})
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, help_text=gettext_lazy("Everybody can read it.")
    )


class SplitForm(forms.Form):
    """Two needs out of one; each statement goes along with one of them or with both."""

    first_title = forms.CharField(label=gettext_lazy("The first, in one sentence"), max_length=140)
    first_statements = forms.ModelMultipleChoiceField(
        Statement.objects.none(),
        label=gettext_lazy("What goes along with the first"),
        widget=forms.CheckboxSelectMultiple,
    )
    second_title = forms.CharField(label=gettext_lazy("The second, in one sentence"), max_length=140)
    second_statements = forms.ModelMultipleChoiceField(
        Statement.objects.none(),
        label=gettext_lazy("What goes along with the second"),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, help_text=gettext_lazy("Everybody can read it.")
    )

    def parts(self) -> list[Part]:
        """As the action wants them."""
        given = self.cleaned_data
        return [Part(given[f"{n}_title"], "", list(given[f"{n}_statements"])) for n in ("first", "second")]


def merge(request: Ask, slug: str) -> HttpResponse:
    """Several needs become one."""
    found = access.fetch(request.person, "need.merge", slug=slug)
    form = MergeForm(request.POST or None)
    published = found.needs.filter(state=Need.State.PUBLISHED)
    form.fields["needs"].queryset = published  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        needs = list(given.pop("needs"))
        later = attempt(form, actions.merge, needs, by=access.somebody(request.person), **given)
        if later:
            messages.success(request, _("Merged. Check the new need back, then publish it."))
            return redirect("need", slug, later.number)
    return page(request, "needs/merge.html", coproduction=found, here="needs", form=form)


def split(request: Ask, slug: str, number: int) -> HttpResponse:
    """One need becomes two."""
    need = access.fetch(request.person, "need.split", number=number, coproduction__slug=slug)
    form = SplitForm(request.POST or None)
    for name in ("first_statements", "second_statements"):
        form.fields[name].queryset = need.statements.all()  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        by, reason = access.somebody(request.person), form.cleaned_data["reason"]
        if attempt(form, actions.split, need, by=by, parts=form.parts(), reason=reason):
            messages.success(request, _("Split. Check the new needs back, then publish them."))
            return redirect("needs", slug)
    return page(request, "needs/split.html", coproduction=need.coproduction, here="needs", form=form, need=need)


urlpatterns = [
    path("c/<slug:slug>/needs/merge/", merge, name="need_merge"),
    path("c/<slug:slug>/needs/<int:number>/split/", split, name="need_split"),
]
