"""Ask why of a limit, without an account; its owner answers against the clock."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wayahead import access
from wayahead.loop.constraints import actions
from wayahead.loop.constraints.models import Constraint, Question
from wayahead.loop.solutions.checks import test_of
from wayahead.web.constraints.blanks import blank_fields, test_from
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.pages import Ask, attempt, page


class AskForm(forms.Form):
    """One question."""

    text = forms.CharField(
        label=gettext_lazy("Why does this limit stand? Or, what would loosen it?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-count": "1000"}),
        help_text=gettext_lazy("Everybody can read your question. Your name is not shown, and you need no account."),
        error_messages={"required": gettext_lazy("Write your question first.")},
    )


class AnswerForm(forms.Form):
    """What happens to the limit, why, and how it reads if it moves."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What happens to the limit?"), choices=Question.Answer.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Your answer, with the reasons. Everybody can read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    statement = forms.CharField(
        label=gettext_lazy("If it moves: how does it read now?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, limit: Constraint) -> None:
        super().__init__(data, initial={"statement": limit.current.statement})
        self.test = test_of(limit.current).name
        blanks = blank_fields(self.test, limit.coproduction, limit.current.test)
        for blank in blanks.values():
            blank.required = False  # only a limit that moves fills them, and then the action says what is missing
        self.fields.update(blanks)

    def given(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        names = ("answer", "words", "statement")
        return {name: self.cleaned_data[name] for name in names} | {"test": test_from(self.test, self.cleaned_data)}


def ask(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Ask why of a limit. A visitor becomes a guest, and comes back to the answer by their link."""
    found = access.fetch(request.person, "limit.ask", pk=pk, coproduction__slug=slug)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_a_flood(request)
        by, language = person_or_guest(request), get_language() or "en-gb"
        asked = attempt(form, actions.ask_why, found, by=by, text=form.cleaned_data["text"], language=language)
        if asked:
            day = date_format(asked.due_on, "j F")
            messages.success(request, _("Asked. The answer is owed by %s, and stands here for everybody.") % day)
            return remember(request, redirect("limit", slug, pk))
    asking = page(
        request, "constraints/ask.html", coproduction=found.coproduction, here="constraints", form=form, limit=found
    )
    return remember(request, asking)


def answer(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The owner answers: it stands, it moves, or it goes."""
    found = access.fetch(request.person, "question.answer", pk=pk, constraint__coproduction__slug=slug)
    form = AnswerForm(request.POST or None, limit=found.constraint)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.answer, found, by=access.somebody(request.person), **form.given()):
            messages.success(request, _("Answered. Everybody can read it."))
            return redirect("limit", slug, found.constraint_id)
    return page(
        request,
        "constraints/answer.html",
        coproduction=found.constraint.coproduction,
        here="constraints",
        form=form,
        question=found,
        limit=found.constraint,
    )


urlpatterns = [
    path("c/<slug:slug>/constraints/<int:pk>/ask/", ask, name="limit_ask"),
    path("c/<slug:slug>/questions/<int:pk>/answer/", answer, name="question_answer"),
]
