"""Writing a need from statements and quotes, and writing it better."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation
from wayahead.loop.listening.models import Statement, Voice
from wayahead.loop.needs import actions
from wayahead.loop.needs.actions import Draft
from wayahead.loop.needs.models import Need
from wayahead.web.pages import Ask, attempt, page


class NeedForm(forms.Form):
    """One sentence, what is behind it, and what it rests on."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=Need.Kind.choices, initial=Need.Kind.NEED, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=gettext_lazy("In one sentence"), max_length=140, help_text=gettext_lazy("In people’s own words.")
    )
    story = forms.CharField(
        label=gettext_lazy("What is behind it"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )
    statements = forms.ModelMultipleChoiceField(
        Statement.objects.none(),
        label=gettext_lazy("The statements it rests on"),
        widget=forms.CheckboxSelectMultiple,
    )
    quotes = forms.ModelMultipleChoiceField(
        Voice.objects.none(),
        label=gettext_lazy("Words to quote"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only of people who said yes, and who spoke to one of the statements above."),
    )

    def for_coproduction(self, coproduction: CoProduction) -> "NeedForm":
        """The same form, offering what was said and drawn here."""
        drawn = Statement.objects.filter(coproduction=coproduction, state=Statement.State.ACCEPTED)
        said = Voice.objects.filter(coproduction=coproduction, state=Voice.State.DRAWN)
        self.fields["statements"].queryset = drawn.order_by("number")  # type: ignore[attr-defined]
        quotable = said.exclude(quote=Voice.Quote.COUNTED).order_by("-is_lived", "pk")
        self.fields["quotes"].queryset = quotable  # type: ignore[attr-defined]
        return self

    def draft(self) -> Draft:
        """As the action wants it."""
        given = self.cleaned_data
        return Draft(given["title"], given["story"], list(given["statements"]), list(given["quotes"]), given["kind"])


class WriteForm(NeedForm):
    """A new need may be written for an organisation."""

    written_for = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Who writes it"), required=False
    )


def write(request: Ask, slug: str) -> HttpResponse:
    """Write a need from what was said."""
    found = access.fetch(request.person, "need.write", slug=slug)
    by = access.somebody(request.person)
    form = WriteForm(request.POST or None)
    form.for_coproduction(found)
    own = Organisation.objects.filter(memberships__person=by, memberships__left_at=None)
    form.fields["written_for"].queryset = own  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        written_for = form.cleaned_data["written_for"]
        need = attempt(form, actions.write, found, form.draft(), by=by, written_for=written_for)
        if need:
            messages.success(request, _("Kept as a draft. Check it back with those who said it."))
            return redirect("need", slug, need.number)
    return page(request, "needs/write.html", coproduction=found, here="needs", form=form)


def change(request: Ask, slug: str, number: int) -> HttpResponse:
    """Other words, before it is published."""
    need = access.fetch(request.person, "need.change", number=number, coproduction__slug=slug)
    start = {"kind": need.kind, "title": need.title, "story": need.story}
    start |= {"statements": need.statements.all(), "quotes": need.quotes.all()}
    form = NeedForm(request.POST or None, initial=start).for_coproduction(need.coproduction)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.rewrite, need, form.draft(), by=access.somebody(request.person)):
            messages.success(request, _("Kept."))
            return redirect("need", slug, number)
    return page(request, "needs/change.html", coproduction=need.coproduction, here="needs", form=form, need=need)


urlpatterns = [
    path("c/<slug:slug>/needs/write/", write, name="need_write"),
    path("c/<slug:slug>/needs/<int:number>/change/", change, name="need_change"),
]
