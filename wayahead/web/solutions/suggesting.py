"""Suggest a change to a version, without an account; take it in, decline it with a reason, say whether it is in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.people.models import Organisation, Person
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.actions import Thought
from wayahead.loop.solutions.models import Fulfilment, Suggestion, Version
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.pages import Ask, attempt, page, paged
from wayahead.web.solutions.hiding import WhyForm, why_page

SECTION = "section-"


class SuggestForm(forms.Form):
    """What should change, how much it matters, and which name may stand beside it."""

    about = forms.ChoiceField(label=gettext_lazy("What is it about?"))
    degree = forms.ChoiceField(
        label=gettext_lazy("How much does it matter to you?"),
        choices=Suggestion.Degree.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("What do you suggest?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write what you suggest.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Why?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    signed = forms.CharField(
        label=gettext_lazy("Which name may stand beside it?"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("A first name is enough. Without one it says “Somebody”."),
    )
    speaking_for = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Do you speak for an organisation?"),
        required=False,
        empty_label=gettext_lazy("No, for myself"),
    )

    def __init__(self, *args: Any, version: Version, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = [(f"{SECTION}{one.key}", one.heading) for one in version.sections.all()]
        parts = [pair for pair in Suggestion.Part.choices if pair[0] != Suggestion.Part.SECTION]
        self.fields["about"].choices = [parts[0], *sections, *parts[1:]]  # type: ignore[attr-defined]
        theirs = access.among(person, "organisation.act_for") if person else Organisation.objects.none()
        self.fields["speaking_for"].queryset = theirs  # type: ignore[attr-defined]
        if not theirs.exists():
            del self.fields["speaking_for"]

    def thought(self) -> Thought:
        """What the action takes."""
        given = dict(self.cleaned_data)
        about = given.pop("about")
        is_section = about.startswith(SECTION)
        return Thought(
            part=Suggestion.Part.SECTION if is_section else about,
            section_key=about.removeprefix(SECTION) if is_section else "",
            language=get_language() or "en-gb",
            **given,
        )


class FulfilledForm(forms.Form):
    """Whether a version does what was suggested."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Does this version do what you asked for?"),
        choices=Fulfilment.Answer.choices,
        widget=forms.RadioSelect,
    )


def suggest(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Suggest a change. A visitor becomes a guest, and comes back to what became of it by their link."""
    version = access.fetch(request.person, "suggestion.make", pk=pk, solution__coproduction__slug=slug)
    first = {"about": request.GET.get("about", Suggestion.Part.WHOLE)}
    form = SuggestForm(request.POST or None, initial=first, version=version, person=request.person)
    if request.method == "POST" and form.is_valid():
        refuse_a_flood(request)
        by = person_or_guest(request)
        made = attempt(form, actions.suggest, version, form.thought(), by=by)
        if made:
            messages.success(request, _("Suggested. It stays here for everybody, and so does what becomes of it."))
            return remember(request, redirect("suggestion", slug, made.pk))
    coproduction = version.solution.coproduction
    asking = page(
        request, "solutions/suggest.html", coproduction=coproduction, here="solutions", form=form, version=version
    )
    return remember(request, asking)


def suggestions(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Every suggestion to a solution, and what became of each, with the counts by role."""
    found = access.fetch(request.person, "solution.see", pk=pk, coproduction__slug=slug)
    rows = access.visible(request.person, Suggestion).filter(version__solution=found)
    state = request.GET.get("state", "")
    chosen = rows.filter(state=state) if state in Suggestion.State.values else rows
    return page(
        request,
        "solutions/suggestions.html",
        coproduction=found.coproduction,
        here="solutions",
        solution=found,
        rows=paged(
            request,
            chosen.unanswered_first()  # type: ignore[attr-defined]
            .select_related("version", "taken_in", "speaking_for")
            .prefetch_related("fulfilments__version"),
        ),
        tallies=Suggestion.objects.filter(pk__in=rows.values("pk")).tallied(),
        states=Suggestion.State.choices,
        state=state,
        query=f"state={state}&" if state else "",
    )


def suggestion(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One suggestion, what became of it, and whether whoever made it says that it is in."""
    found = access.fetch(request.person, "suggestion.see", pk=pk, version__solution__coproduction__slug=slug)
    newest = access.visible(request.person, Version).filter(solution=found.version.solution).last()
    section = found.version.sections.filter(key=found.section_key).first() if found.section_key else None
    return page(
        request,
        "solutions/suggestion.html",
        coproduction=found.version.solution.coproduction,
        here="solutions",
        suggestion=found,
        solution=found.version.solution,
        section=section,
        newest=newest,
        said=found.fulfilments.select_related("version"),
        form=FulfilledForm(),
        may_answer=access.allows(request.person, "suggestion.answer", found),
        is_own=access.allows(request.person, "suggestion.own", found),
        may_hide=access.allows(request.person, "suggestion.hide", found),
    )


def decline(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Not taken in, and why."""
    found = access.fetch(request.person, "suggestion.answer", pk=pk, version__solution__coproduction__slug=slug)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.decline, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Kept. The suggestion and your reason stay to be read."))
            return redirect("suggestion", slug, pk)
    title, label = _("Why is it not taken in?"), _("Do not take it in")
    coproduction = found.version.solution.coproduction
    return why_page(request, coproduction, form, title=title, quote=found.text, label=label)


@require_POST
def fulfilled(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Whoever made it says whether a version does what they asked for."""
    found = access.fetch(request.person, "suggestion.own", pk=pk, version__solution__coproduction__slug=slug)
    version = access.visible(request.person, Version).filter(solution=found.version.solution).last()
    actions.say_fulfilled(
        found, version or found.version, by=access.somebody(request.person), answer=request.POST.get("answer", "")
    )
    messages.success(request, _("Kept. It stands beside the version, in your word."))
    return redirect("suggestion", slug, pk)


@require_POST
def take_back(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Whoever made it takes it back."""
    found = access.fetch(request.person, "suggestion.own", pk=pk, version__solution__coproduction__slug=slug)
    actions.take_back(found, by=access.somebody(request.person))
    messages.success(request, _("Taken back. Nobody reads the words any more."))
    return redirect("suggestion", slug, pk)


urlpatterns = [
    path("c/<slug:slug>/versions/<int:pk>/suggest/", suggest, name="suggestion_make"),
    path("c/<slug:slug>/solutions/<int:pk>/suggestions/", suggestions, name="suggestions"),
    path("c/<slug:slug>/suggestions/<int:pk>/", suggestion, name="suggestion"),
    path("c/<slug:slug>/suggestions/<int:pk>/decline/", decline, name="suggestion_decline"),
    path("c/<slug:slug>/suggestions/<int:pk>/fulfilled/", fulfilled, name="suggestion_fulfilled"),
    path("c/<slug:slug>/suggestions/<int:pk>/take-back/", take_back, name="suggestion_take_back"),
]
