"""Writing a need from statements and quotes, and writing it better."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, QueryDict
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

OFFERED = 40  # statements, and voices, at once


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
    find = forms.CharField(
        label=gettext_lazy("Look among statements and voices"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=gettext_lazy("What you ticked and wrote stays. With statements ticked, their voices come first."),
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
        """The same form, offering what was said and drawn here; of very much, what is ticked and what is looked for."""
        drawn = Statement.objects.filter(coproduction=coproduction, state=Statement.State.ACCEPTED)
        quotable = Voice.objects.filter(Voice.quotable(), coproduction=coproduction, state=Voice.State.DRAWN)
        words, chosen = self.given("find"), self.ticked("statements")
        if chosen and not words:
            of_chosen = Count("pk", filter=Q(statements__in=chosen))
            quotable = quotable.annotate(near=of_chosen).order_by("-near", "-is_lived", "pk")
        else:
            quotable = quotable.order_by("-is_lived", "pk")
        self.offer("statements", drawn.order_by("number"), words, chosen)
        self.offer("quotes", quotable, words, self.ticked("quotes"))
        return self

    def given(self, name: str) -> str:
        """What stands in a field now, as words."""
        return str(self[name].value() or "").strip()

    def ticked(self, name: str) -> list[int]:
        """The keys that are ticked now."""
        keys = [getattr(one, "pk", one) for one in self[name].value() or []]
        return [int(key) for key in keys if str(key).isdecimal() and len(str(key)) < 18]

    def offer(self, name: str, rows: "QuerySet[Any]", words: str, ticked: list[int]) -> None:
        """Offer what is ticked, then the first rows with these words; every row may be sent."""
        field: Any = self.fields[name]
        field.queryset = rows
        found = rows.filter(text__icontains=words) if words else rows
        shown = list(rows.filter(pk__in=ticked)) + list(found.exclude(pk__in=ticked)[:OFFERED])
        field.widget.choices = [(row.pk, field.label_from_instance(row)) for row in shown]
        many = found.exclude(pk__in=ticked).count()
        if many > OFFERED:
            said = _("%(shown)d of %(many)d are shown. Look for words to see others.")
            self[name].help_text = f"{field.help_text} {said % {'shown': OFFERED, 'many': many}}".strip()

    def draft(self) -> Draft:
        """As the action wants it."""
        given = self.cleaned_data
        return Draft(given["title"], given["story"], list(given["statements"]), list(given["quotes"]), given["kind"])


class WriteForm(NeedForm):
    """A new need may be written for an organisation."""

    written_for = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Who writes it"),
        required=False,
        empty_label=gettext_lazy("I do, for no organisation"),
    )


def keeping(request: Ask) -> QueryDict | None:
    """What was sent to be kept; nothing when somebody only looks for words."""
    return request.POST if request.method == "POST" and "look" not in request.POST else None


def looked_for(request: Ask) -> dict[str, Any]:
    """What was written and ticked so far, when somebody only looks for words: it stays in the form."""
    if "look" not in request.POST:
        return {}
    lists = ("statements", "quotes")
    return {name: request.POST.getlist(name) if name in lists else request.POST[name] for name in request.POST}


def write(request: Ask, slug: str) -> HttpResponse:
    """Write a need from what was said."""
    found = access.fetch(request.person, "need.write", slug=slug)
    by = access.somebody(request.person)
    form = WriteForm(keeping(request), initial=looked_for(request))
    form.for_coproduction(found)
    own = Organisation.objects.filter(memberships__person=by, memberships__left_at=None)
    form.fields["written_for"].queryset = own  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
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
    form = NeedForm(keeping(request), initial=start | looked_for(request)).for_coproduction(need.coproduction)
    if form.is_bound and form.is_valid():
        if attempt(form, actions.rewrite, need, form.draft(), by=access.somebody(request.person)):
            messages.success(request, _("Kept."))
            return redirect("need", slug, number)
    return page(request, "needs/change.html", coproduction=need.coproduction, here="needs", form=form, need=need)


urlpatterns = [
    path("c/<slug:slug>/needs/write/", write, name="need_write"),
    path("c/<slug:slug>/needs/<int:number>/change/", change, name="need_change"),
]
