"""The facilitator's desk: every voice ends in a statement, or in a reason that everybody can read."""

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
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Conversation, Statement, Voice
from wayahead.web.listening.voices import WRITTEN_IN, talk_page
from wayahead.web.pages import Ask, attempt, paged


class DrawForm(forms.Form):
    """One sentence that people can agree or disagree with, and the voices it comes from."""

    voices = forms.ModelMultipleChoiceField(
        Voice.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one voice that this comes from.")},
    )
    text = forms.CharField(
        label=gettext_lazy("One sentence that people can agree or disagree with"),
        max_length=Statement.MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": str(Statement.MOST_CHARACTERS), "dir": "auto"}),
        help_text=gettext_lazy("In their words, one idea only. Its wording is final once somebody has voted."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=WRITTEN_IN, initial="en-gb")

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        voices = conversation.voices.exclude(state=Voice.State.WITHDRAWN)
        self.fields["voices"].queryset = voices  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A reason that everybody can read."""

    reason = forms.CharField(
        label=gettext_lazy("Why not? Everybody can read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "For example: it names a neighbour; it says the same as statement 3; it is about another place."
        ),
    )


def desk(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Voices that nobody has read yet, and the form that draws a statement from some of them."""
    conversation = access.fetch(request.person, "voice.read", pk=pk, coproduction__slug=slug)
    form = DrawForm(request.POST or None, conversation=conversation)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        drawn = attempt(
            form,
            actions.draw_statement,
            conversation,
            by=access.somebody(request.person),
            text=given["text"],
            voices=list(given["voices"]),
            language=given["language"],
        )
        if drawn:
            messages.success(request, _("Statement %d is open for votes.") % drawn.number)
            return redirect("desk", slug, pk)
    waiting = conversation.voices.filter(state=Voice.State.WAITING).order_by("said_at")
    return talk_page(
        request,
        "desk",
        conversation,
        form=form,
        chosen=request.POST.getlist("voices"),
        rows=paged(request, waiting, 50),
        points=conversation.unheard_points(),
        statements=conversation.statements.order_by("-number")[:30],
    )


def set_aside(request: Ask, slug: str, receipt: str) -> HttpResponse:
    """A voice does not become a statement, for a public reason."""
    voice = access.fetch(request.person, "voice.set_aside", receipt=receipt, coproduction__slug=slug)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.set_aside, voice, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Set aside, with your reason."))
            return redirect("desk", slug, voice.conversation_id)
    return talk_page(request, "set_aside", voice.conversation, form=form, voice=voice)


def set_statement_aside(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A statement is no longer put to the vote, for a public reason."""
    statement: Statement = access.fetch(request.person, "statement.set_aside", pk=pk, coproduction__slug=slug)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.set_statement_aside, statement, by=by, **form.cleaned_data):
            messages.success(request, _("Set aside, with your reason."))
            return redirect("desk", slug, statement.conversation_id)
    return talk_page(request, "set_statement_aside", statement.conversation, form=form, statement=statement)


@require_POST
def hear_point(request: Ask, slug: str, pk: int, point: int) -> HttpResponse:
    """What was said at a meeting becomes a voice."""
    conversation = access.fetch(request.person, "voice.read", pk=pk, coproduction__slug=slug)
    said = access.fetch(request.person, "point.hear", pk=point)
    actions.hear_point(conversation, said, by=access.somebody(request.person))
    messages.success(request, _("It is a voice now, waiting on this desk."))
    return redirect("desk", slug, pk)


urlpatterns = [
    path("c/<slug:slug>/listening/<int:pk>/desk/", desk, name="desk"),
    path("c/<slug:slug>/listening/<int:pk>/points/<int:point>/", hear_point, name="point_hear"),
    path("c/<slug:slug>/voices/<str:receipt>/set-aside/", set_aside, name="voice_set_aside"),
    path("c/<slug:slug>/statements/<int:pk>/set-aside/", set_statement_aside, name="statement_set_aside"),
]
