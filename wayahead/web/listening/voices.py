"""Say it: in two taps without an account, or typed by a helper."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.people import actions as people
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Words
from wayahead.loop.listening.models import Conversation, Voice
from wayahead.web.fields import WordsField
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.pages import Ask, attempt, page

# Languages people may write in; what they write carries its language. Endonyms, so that they find their own.
WRITTEN_IN: list[tuple[str, str | Promise]] = [
    ("en-gb", "English"), ("ar", "العربية"), ("bn", "বাংলা"), ("fr", "Français"), ("gu", "ગુજરાતી"), ("it", "Italiano"),
    ("lt", "Lietuvių"), ("pa", "ਪੰਜਾਬੀ"), ("fa", "فارسی"), ("pl", "Polski"), ("pt", "Português"), ("ro", "Română"),
    ("so", "Soomaali"), ("es", "Español"), ("ta", "தமிழ்"), ("tr", "Türkçe"), ("uk", "Українська"), ("ur", "اردو"),
    ("cy", "Cymraeg"), ("zh-hans", "简体中文"), ("und", gettext_lazy("Another language")),
]  # fmt: skip


class SayForm(forms.Form):
    """What somebody wants to say, and what may be done with it."""

    text = WordsField(
        label=gettext_lazy("What you want to say"),
        rows=6,
        max_length=Voice.MOST_CHARACTERS,
        help_text=gettext_lazy("In any language, up to 1,000 characters. Leave out other people’s names."),
        error_messages={"required": gettext_lazy("Write something first.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=WRITTEN_IN, initial="en-gb")
    quote = forms.ChoiceField(
        label=gettext_lazy("May we quote you?"),
        choices=Voice.Quote.choices,
        initial=Voice.Quote.UNNAMED,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("You can change this at any time."),
    )
    first_name = forms.CharField(
        label=gettext_lazy("Your first name, if we may show it"), max_length=60, required=False
    )
    is_lived = forms.BooleanField(
        label=gettext_lazy("I have lived this. It happened to me, not to someone I heard about."), required=False
    )
    answer_to = forms.EmailField(
        label=gettext_lazy("Where shall we answer?"),
        required=False,
        help_text=gettext_lazy(
            "An e-mail address, only for the answer. Without one, keep your link: the answer is there."
        ),
    )


class TypeForm(SayForm):
    """The same, typed for somebody who said yes."""

    consented = forms.BooleanField(
        label=gettext_lazy("I asked, and they said yes: this may be written down here."),
        error_messages={"required": gettext_lazy("Ask first. Type it only when the person said yes.")},
    )


class QuoteForm(forms.Form):
    """Whether these words may be quoted."""

    quote = forms.ChoiceField(
        label=gettext_lazy("May we quote you?"), choices=Voice.Quote.choices, widget=forms.RadioSelect
    )
    first_name = forms.CharField(
        label=gettext_lazy("Your first name, if we may show it"), max_length=60, required=False
    )


def talk_page(request: Ask, template: str, conversation: Conversation, **context: Any) -> HttpResponse:
    """A page of one conversation."""
    hears_back = timezone.localdate() + timedelta(days=conversation.promised_days)
    return page(
        request,
        f"listening/{template}.html",
        coproduction=conversation.coproduction,
        here="listening",
        conversation=conversation,
        hears_back=hears_back,
        **context,
    )


def facilitator_of(conversation: Conversation) -> str:
    """Who reads what is said, by name."""
    seat = conversation.coproduction.seats.filter(role="facilitator", left_at=None).select_related("person").first()
    return str(seat.person) if seat else ""


def say(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Say it. What will be public is said before typing; no account is needed."""
    conversation = access.fetch(request.person, "voice.say", pk=pk, coproduction__slug=slug)
    form = SayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = attempt(form, actions.sayable, conversation, Words(**form.cleaned_data))
        if words:
            refuse_a_flood(request)
            voice = actions.say(conversation, words, by=person_or_guest(request))
            return remember(request, redirect("voice", slug, voice.receipt))
    return talk_page(request, "say", conversation, form=form, reader=facilitator_of(conversation))


def type_for(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Type what somebody says, with their consent. It stays theirs; they get their own link."""
    conversation = access.fetch(request.person, "voice.type", pk=pk, coproduction__slug=slug)
    form = TypeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        consented = given.pop("consented")
        words = attempt(form, actions.sayable, conversation, Words(**given))
        if words:
            by, speaker = access.somebody(request.person), people.welcome_guest(language=words.language)
            voice = actions.type_for(conversation, words, by=by, speaker=speaker, consented=consented)
            return redirect("voice_handed_over", slug, voice.receipt)
    return talk_page(request, "type", conversation, form=form, reader=facilitator_of(conversation))


def handed_over(request: Ask, slug: str, receipt: str) -> HttpResponse:
    """What a helper gives the person for whom they typed: the receipt and the link that is theirs."""
    voice = access.fetch(request.person, "voice.hand_over", receipt=receipt, coproduction__slug=slug)
    link = f"{settings.BASE_URL}/join/{people.link_of(voice.speaker).token}/"
    return talk_page(request, "handed_over", voice.conversation, voice=voice, link=link)


def voice(request: Ask, slug: str, receipt: str) -> HttpResponse:
    """One voice, for the person who said it and those who may read it."""
    found = access.fetch(request.person, "voice.see", receipt=receipt, coproduction__slug=slug)
    promised = found.conversation.promised_days
    elapsed = (timezone.localdate() - timezone.localtime(found.said_at).date()).days
    return talk_page(
        request,
        "voice",
        found.conversation,
        voice=found,
        statements=access.visible(request.person, Voice).get(pk=found.pk).statements.all(),
        promised=promised,
        elapsed=min(elapsed, promised),
        late=max(0, elapsed - promised) if found.state == Voice.State.WAITING else 0,
        is_mine=access.allows(request.person, "voice.change", found),
        facilitates=access.allows(request.person, "voice.keep_back", found),
        form=QuoteForm(initial={"quote": found.quote, "first_name": found.first_name}),
    )


@require_POST
def change_quote(request: Ask, slug: str, receipt: str) -> HttpResponse:
    """Change whether these words may be quoted."""
    found = access.fetch(request.person, "voice.change", receipt=receipt, coproduction__slug=slug)
    form = QuoteForm(request.POST)
    by = access.somebody(request.person)
    if form.is_valid():
        if attempt(form, actions.change_quote, found, by=by, **form.cleaned_data):
            messages.success(request, _("Changed."))
            return redirect("voice", slug, receipt)
    return talk_page(request, "quote", found.conversation, voice=found, form=form)


def withdraw(request: Ask, slug: str, receipt: str) -> HttpResponse:
    """Take back what was said: first what that means, then it is gone for good."""
    found = access.fetch(request.person, "voice.withdraw", receipt=receipt, coproduction__slug=slug)
    if request.method == "POST":
        actions.withdraw(found, by=access.somebody(request.person))
        messages.success(request, _("Taken back. Your words are gone; only that somebody spoke stays."))
        return redirect("you")
    return talk_page(request, "withdraw", found.conversation, voice=found)


urlpatterns = [
    path("c/<slug:slug>/listening/<int:pk>/say/", say, name="voice_say"),
    path("c/<slug:slug>/listening/<int:pk>/type/", type_for, name="voice_type"),
    path("c/<slug:slug>/voices/<str:receipt>/", voice, name="voice"),
    path("c/<slug:slug>/voices/<str:receipt>/handed-over/", handed_over, name="voice_handed_over"),
    path("c/<slug:slug>/voices/<str:receipt>/quote/", change_quote, name="voice_quote"),
    path("c/<slug:slug>/voices/<str:receipt>/withdraw/", withdraw, name="voice_withdraw"),
]
