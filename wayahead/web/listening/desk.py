"""The facilitator's desk: every voice ends in a statement, or in a reason that everybody can read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.people.models import Person
from wayahead.base.refusal import NotPossible
from wayahead.kernels.opinion.alike import heard_in
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Conversation, Ground, Statement, SurpriseCheck, Voice
from wayahead.web.fields import WordsField
from wayahead.web.listening.voices import WRITTEN_IN, talk_page
from wayahead.web.pages import Ask, attempt, paged

A_PAGE, DUE_SOON = 50, timedelta(days=2)
FOR_VOICES = [Ground.NAMES_SOMEBODY, Ground.PRIVATE, Ground.ATTACKS, Ground.ELSEWHERE, Ground.UNCLEAR,
              Ground.ADVERTISES, Ground.OTHER]  # fmt: skip


class DeskForm(forms.Form):
    """The voices that were ticked, and what becomes of them: a new statement, one that is there, or a reason."""

    voices = forms.ModelMultipleChoiceField(
        Voice.objects.none(), error_messages={"required": gettext_lazy("Tick at least one voice.")}
    )
    do = forms.ChoiceField(choices=[("draw", ""), ("join", ""), ("aside", "")])
    text = WordsField(
        label=gettext_lazy("One sentence that people can agree or disagree with"),
        rows=3,
        max_length=Statement.MOST_CHARACTERS,
        required=False,
        help_text=gettext_lazy("In their words, one idea only. Its wording is final once somebody has voted."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("", gettext_lazy("As they said it")), *WRITTEN_IN], required=False
    )
    kept_back = forms.BooleanField(
        label=gettext_lazy("Do not show their own words: they name somebody, or tell something private"), required=False
    )
    statement = forms.IntegerField(
        label=gettext_lazy("The number of the statement that says it already"), min_value=1, required=False
    )
    ground = forms.TypedChoiceField(
        label=gettext_lazy("Why not? Everybody can read this."),
        choices=[(ground.value, ground.label) for ground in FOR_VOICES],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed for another reason; with any other it helps the person who spoke."),
    )

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        voices = conversation.voices.exclude(state=Voice.State.WITHDRAWN)
        self.fields["voices"].queryset = voices  # type: ignore[attr-defined]


def draw(given: dict[str, Any], conversation: Conversation, by: Person) -> str:
    """A new statement from these voices."""
    voices = list(given["voices"])
    drawn = actions.draw_statement(
        conversation,
        by=by,
        text=given["text"],
        voices=voices,
        language=given["language"],
        kept_back=given["kept_back"],
    )
    if not conversation.is_open:
        return _("Statement %d is there. Nobody votes on it: this conversation is closed.") % drawn.number
    return _("Statement %d is open for votes.") % drawn.number


def join(given: dict[str, Any], conversation: Conversation, by: Person) -> str:
    """These voices stand with a statement that is there."""
    statement = conversation.statements.filter(number=given["statement"] or 0).first()
    if statement is None:
        raise NotPossible(_("Write the number of a statement of this conversation."), field="statement")
    actions.join_statement(statement, by=by, voices=list(given["voices"]), kept_back=given["kept_back"])
    return _("They stand with statement %d now.") % statement.number


def aside(given: dict[str, Any], conversation: Conversation, by: Person) -> str:
    """These voices are not taken up, for one reason."""
    if given["ground"] is None:
        raise NotPossible(_("Choose one of the reasons of our policy."), field="ground")
    voices = list(given["voices"])
    actions.set_many_aside(conversation, by=by, voices=voices, reason=given["reason"], ground=given["ground"])
    return _("Set aside, with your reason.")


WORK: dict[str, Callable[[dict[str, Any], Conversation, Person], str]] = {"draw": draw, "join": join, "aside": aside}


def posted(request: Ask) -> QueryDict | None:
    """What was sent, "all" for those that the page showed; a button beside a voice ticks it and names its statement."""
    if request.method != "POST":
        return None
    voice, _colon, statement = request.POST.get("joins", "").partition(":")
    given = request.POST.copy()
    if not statement:
        if "all" in given:  # that the page showed, whatever has come in since
            given.setlist("voices", given.getlist("shown"))
        return given
    given.setlist("voices", [voice])
    given["do"], given["statement"] = "join", statement
    return given


def desk(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Voices that nobody has read yet, those whose answer is due first, and what can become of them."""
    conversation = access.fetch(request.person, "voice.read", pk=pk, coproduction__slug=slug)
    given = posted(request)
    form = DeskForm(given, conversation=conversation)
    if given is not None and form.is_valid():
        work, by = WORK[form.cleaned_data["do"]], access.somebody(request.person)
        said = attempt(form, work, form.cleaned_data, conversation, by)
        if said:
            messages.success(request, said)
            kept = urlencode({name: request.GET[name] for name in ("q", "page") if request.GET.get(name)})
            return redirect(reverse("desk", args=[slug, pk]) + ("?" + kept if kept else ""))
    query = request.GET.get("q", "").strip()
    waiting = conversation.voices.filter(state=Voice.State.WAITING)
    found = waiting.filter(Q(text__icontains=query) | Q(receipt__iexact=query)) if query else waiting
    rows = paged(request, found.order_by("answer_due_on", "said_at", "pk"), A_PAGE)
    today = timezone.localdate()
    return talk_page(
        request,
        "desk",
        conversation,
        form=form,
        chosen=given.getlist("voices") if given else [],
        rows=rows,
        query=query,
        kept=urlencode({"q": query}) + "&" if query else "",
        sounds_like=sounds_like(conversation, list(rows)),
        waiting=waiting.count(),
        late=waiting.filter(answer_due_on__lt=today).count(),
        due_soon=waiting.filter(answer_due_on__range=(today, today + DUE_SOON)).count(),
        today=today,
        points=conversation.unheard_points(),
        unusual=SurpriseCheck.objects.filter(conversation=conversation, people__gt=0).only("people").first(),
    )


def sounds_like(conversation: Conversation, voices: list[Voice]) -> dict[int, Statement]:
    """For each voice the open statement that says it already, as far as letters tell."""
    # With the conversation, for Django gives each row its own, and would fetch what it needs for that row by row.
    open_now = conversation.statements.filter(state=Statement.State.ACCEPTED)
    statements = list(open_now.only("conversation", "number", "text"))
    pairs = heard_in([voice.text for voice in voices], [one.text for one in statements])
    return {voices[pair.first].pk: statements[pair.second] for pair in pairs}


class ReasonForm(forms.Form):
    """A reason of the public policy."""

    ground = forms.TypedChoiceField(
        label=gettext_lazy("Why not? Everybody can read this."),
        choices=[(ground.value, ground.label) for ground in FOR_VOICES],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the reasons of our policy.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed for another reason; with any other it helps the person who spoke."),
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


@require_POST
def keep_back(request: Ask, slug: str, receipt: str) -> HttpResponse:
    """A voice's own words are shown to nobody else from now on, or to everybody again."""
    voice = access.fetch(request.person, "voice.keep_back", receipt=receipt, coproduction__slug=slug)
    kept_back = request.POST.get("kept_back") == "1"
    actions.keep_back(voice, by=access.somebody(request.person), kept_back=kept_back)
    messages.success(request, _("These words are not shown.") if kept_back else _("These words may be shown again."))
    return redirect("voice", slug, receipt)


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
    path("c/<slug:slug>/voices/<str:receipt>/keep-back/", keep_back, name="voice_keep_back"),
]
