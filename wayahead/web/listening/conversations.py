"""The conversations of a co-production, and one of them."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Conversation, Participation, Statement, Voice
from wayahead.web.fields import DayField
from wayahead.web.pages import Ask, attempt, how_many, page, paged

VOICES_A_PAGE = 20
SHOWN_STATES = [Statement.State.ACCEPTED, Statement.State.SET_ASIDE]


class OpenForm(forms.Form):
    """One question, and when people hear back."""

    question = forms.CharField(
        label=gettext_lazy("Your one question"),
        max_length=200,
        help_text=gettext_lazy("For example, What would make evenings better, for you or someone you look after?"),
    )
    about = forms.CharField(
        label=gettext_lazy("What people should know before they answer"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    promised_days = forms.IntegerField(
        label=gettext_lazy("Within how many days does everybody hear back?"), min_value=1, max_value=90, initial=14
    )
    closes_on = DayField(label=gettext_lazy("Closes on"), required=False)


def listening(request: Ask, slug: str) -> HttpResponse:
    """Every conversation of a co-production."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Conversation).filter(coproduction=coproduction)
    rows = rows.annotate(
        people=how_many(Participation.objects.all(), "conversation"),
        voice_count=how_many(Voice.objects.all(), "conversation"),
    )
    return page(
        request,
        "listening/all.html",
        coproduction=coproduction,
        here="listening",
        rows=rows,
        may_open=access.allows(request.person, "conversation.open", coproduction),
    )


def open_conversation(request: Ask, slug: str) -> HttpResponse:
    """Open a conversation with one question."""
    coproduction = access.fetch(request.person, "conversation.open", slug=slug)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        opened = attempt(form, actions.open_conversation, coproduction, by=by, **form.cleaned_data)
        if opened:
            messages.success(request, _("Open. Anybody can speak now, without an account."))
            return redirect("conversation", slug, opened.pk)
    return page(request, "listening/open.html", coproduction=coproduction, here="listening", form=form)


def not_taken_up(request: Ask, conversation: Conversation) -> "QuerySet[Voice]":
    """Voices set aside, whose words the reader may read, newest first."""
    return access.visible(request.person, Voice).filter(conversation=conversation, state=Voice.State.SET_ASIDE)


def reasons_alone(conversation: Conversation, shown: "QuerySet[Voice]") -> "QuerySet[Voice, Any]":
    """The reasons of voices set aside whose words are not shown, and of how many each."""
    unshown = conversation.voices.filter(state=Voice.State.SET_ASIDE).exclude(pk__in=shown.values("pk"))
    return unshown.order_by().values("reason").annotate(many=Count("pk")).order_by("-many", "reason")[:20]


def conversation(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One conversation: speak, vote, see what comes of it, and that every voice has an end."""
    found = access.fetch(request.person, "conversation.see", pk=pk, coproduction__slug=slug)
    channels, set_aside = found.by_channel(), not_taken_up(request, found)
    statements = found.statements
    return page(
        request,
        "listening/conversation.html",
        coproduction=found.coproduction,
        here="listening",
        conversation=found,
        people=found.participations.count(),
        channels=channels,
        said=sum(row["said"] for row in channels),
        settled=sum(row["said"] - row["waiting"] for row in channels),
        open_statements=statements.filter(state=Statement.State.ACCEPTED).count(),
        quotes=found.voices.filter(Voice.quotable(), state=Voice.State.DRAWN)[:4],
        set_aside=set_aside[:20],
        unshown=reasons_alone(found, set_aside),
        statements_aside=statements.filter(state=Statement.State.SET_ASIDE)[:20],
        facilitates=access.allows(request.person, "voice.read", found),
        is_signed_in=access.allows(request.person, "voice.type", found),
    )  # fmt: skip


def statements(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Every statement of a conversation, as far as it has the words that are looked for."""
    found = access.fetch(request.person, "conversation.see", pk=pk, coproduction__slug=slug)
    query, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    rows = access.visible(request.person, Statement).filter(conversation=found)
    if query:
        rows = rows.filter(Q(number=int(query)) if query.isdecimal() and len(query) < 9 else Q(text__icontains=query))
    if state in Statement.State.values:
        rows = rows.filter(state=state)
    counted = rows.select_related("earlier", "same_as").annotate(voice_count=Count("voices")).order_by("number")
    return page(
        request,
        "listening/statements.html",
        coproduction=found.coproduction,
        here="listening",
        conversation=found,
        rows=paged(request, counted, 30),
        query=query,
        state=state,
        kept=urlencode({"q": query, "state": state}) + "&",
        states=[("", _("All")), *[(one.value, one.label) for one in SHOWN_STATES]],
        facilitates=access.allows(request.person, "voice.read", found),
    )


def statement(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One statement, the voices it was drawn from, and what it was before and became."""
    found = access.fetch(request.person, "statement.see", pk=pk, coproduction__slug=slug)
    readable = access.visible(request.person, Voice).filter(statements=found)
    return page(
        request,
        "listening/statement.html",
        coproduction=found.coproduction,
        here="listening",
        statement=found,
        conversation=found.conversation,
        voices=paged(request, readable.exclude(state=Voice.State.WITHDRAWN), VOICES_A_PAGE),
        voice_count=found.voices.count(),
        withdrawn=found.voices.filter(state=Voice.State.WITHDRAWN).count(),
        later=found.later.all(),
        facilitates=access.allows(request.person, "statement.set_aside", found),
    )


@require_POST
def close(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Nobody speaks or votes here any more."""
    found = access.fetch(request.person, "conversation.close", pk=pk, coproduction__slug=slug)
    actions.close_conversation(found, by=access.somebody(request.person))
    messages.success(request, _("Closed. What was said is still answered."))
    return redirect("conversation", slug, pk)


urlpatterns = [
    path("c/<slug:slug>/listening/", listening, name="listening"),
    path("c/<slug:slug>/listening/open/", open_conversation, name="conversation_open"),
    path("c/<slug:slug>/listening/<int:pk>/", conversation, name="conversation"),
    path("c/<slug:slug>/listening/<int:pk>/close/", close, name="conversation_close"),
    path("c/<slug:slug>/listening/<int:pk>/statements/", statements, name="statements"),
    path("c/<slug:slug>/statements/<int:pk>/", statement, name="statement"),
]
