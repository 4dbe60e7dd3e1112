"""What a facilitator does with one statement: set aside, take up again, other words, split."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.people.models import Person
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Ground, Statement
from wayahead.web.fields import WordsField
from wayahead.web.listening.desk import ReasonForm
from wayahead.web.listening.voices import talk_page
from wayahead.web.pages import Ask, attempt

FOR_STATEMENTS = [ground for ground in Ground if ground not in (Ground.SEVERAL, Ground.REWORDED, Ground.OTHER)]


class StatementReasonForm(ReasonForm):
    """The same for a statement, which another may say already."""

    same_as = forms.IntegerField(
        label=gettext_lazy("The number of the one that says the same, if that is the reason"),
        min_value=1,
        required=False,
        help_text=gettext_lazy("All voices of this one stand with that one then."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = [*FOR_STATEMENTS, Ground.OTHER]
        self.fields["ground"].choices = [(ground.value, ground.label) for ground in grounds]  # type: ignore[attr-defined]


class WordingForm(forms.Form):
    """Other words for one statement."""

    text = WordsField(
        label=gettext_lazy("One sentence that people can agree or disagree with"),
        rows=3,
        max_length=Statement.MOST_CHARACTERS,
    )


class SplitForm(forms.Form):
    """One idea in each line."""

    parts = WordsField(
        label=gettext_lazy("One idea on each line"),
        rows=5,
        max_length=actions.MOST_PARTS * Statement.MOST_CHARACTERS,
        help_text=gettext_lazy("Each becomes a statement of its own and keeps every voice of this one."),
    )


def aside(statement: Statement, given: dict[str, Any], by: Person) -> Statement:
    """Set one aside; the number of its twin becomes that statement."""
    twin = None
    if given["same_as"]:
        twin = statement.conversation.statements.filter(number=given["same_as"]).first()
        if twin is None:
            raise NotPossible(_("Write the number of a statement of this conversation."), field="same_as")
    return actions.set_statement_aside(statement, by=by, reason=given["reason"], ground=given["ground"], same_as=twin)


def set_statement_aside(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A statement is no longer put to the vote, for a public reason."""
    statement = access.fetch(request.person, "statement.set_aside", pk=pk, coproduction__slug=slug)
    twin = request.GET.get("same_as", "")
    first = {"ground": Ground.SAME.value, "same_as": twin} if twin.isdecimal() else None
    form = StatementReasonForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        if attempt(form, aside, statement, form.cleaned_data, access.somebody(request.person)):
            messages.success(request, _("Set aside, with your reason."))
            return redirect("statement", slug, pk)
    return talk_page(request, "set_statement_aside", statement.conversation, form=form, statement=statement)


@require_POST
def take_up_again(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A statement that was set aside is put to the vote again."""
    statement = access.fetch(request.person, "statement.take_up_again", pk=pk, coproduction__slug=slug)
    actions.take_up_again(statement, by=access.somebody(request.person))
    messages.success(request, _("It is open for votes again."))
    return redirect("statement", slug, pk)


def reword(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Other words: in place while nobody has voted, else as a new statement beside the old one."""
    statement = access.fetch(request.person, "statement.reword", pk=pk, coproduction__slug=slug)
    frozen = actions.is_frozen(statement)
    form = WordingForm(request.POST or None, initial={"text": statement.text})
    if request.method == "POST" and form.is_valid():
        action = actions.reword_statement if frozen else actions.correct_statement
        made = attempt(form, action, statement, by=access.somebody(request.person), **form.cleaned_data)
        if made:
            messages.success(request, _("Statement %d has these words now.") % made.number)
            return redirect("statement", slug, made.pk)
    return talk_page(request, "reword", statement.conversation, form=form, statement=statement, frozen=frozen)


def split(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One statement becomes several, one for each idea."""
    statement = access.fetch(request.person, "statement.split", pk=pk, coproduction__slug=slug)
    form = SplitForm(request.POST or None, initial={"parts": statement.text})
    if request.method == "POST" and form.is_valid():
        parts = form.cleaned_data["parts"].splitlines()
        if attempt(form, actions.split_statement, statement, by=access.somebody(request.person), parts=parts):
            messages.success(request, _("Split. Each part is open for votes."))
            return redirect("statement", slug, pk)
    return talk_page(request, "split", statement.conversation, form=form, statement=statement)


urlpatterns = [
    path("c/<slug:slug>/statements/<int:pk>/set-aside/", set_statement_aside, name="statement_set_aside"),
    path("c/<slug:slug>/statements/<int:pk>/take-up-again/", take_up_again, name="statement_take_up_again"),
    path("c/<slug:slug>/statements/<int:pk>/reword/", reword, name="statement_reword"),
    path("c/<slug:slug>/statements/<int:pk>/split/", split, name="statement_split"),
]
