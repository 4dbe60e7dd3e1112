"""For a side: ask to speak, say what it needs, say what the other needs, accept their words."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.models import Side, Understanding
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.pages import Ask, attempt, page
from wayahead.web.tensions.forms import few_sentences


class SpeakForm(forms.Form):
    """How it touches somebody."""

    why = forms.CharField(
        label=gettext_lazy("How does it touch you?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("A few words, such as: I live above the basin. Only facilitators read it."),
    )


class NeedForm(forms.Form):
    """What a side needs."""

    what_it_needs = few_sentences(
        gettext_lazy("What do you need?"),
        500,
        4,
        help_text=gettext_lazy("Why you want it, not what you demand. Everybody can read it."),
    )


class MirrorForm(forms.Form):
    """What the other side needs."""

    words = few_sentences(
        gettext_lazy("What do they need, in your own words?"),
        500,
        4,
        help_text=gettext_lazy("As if you stood where they stand. They say whether that is it."),
    )


class AnswerForm(forms.Form):
    """Whether that is it."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Is that what you need?"), choices=Understanding.Answer.choices, widget=forms.RadioSelect
    )
    words = few_sentences(
        gettext_lazy("What is missing? Or, if you write it down for them: who said so, and where?"),
        500,
        3,
        required=False,
        help_text=gettext_lazy("Everybody can read it."),
    )


def speak(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Ask to speak for a side. A visitor becomes a guest, and is let in by a facilitator."""
    side = access.fetch(request.person, "side.speak", pk=pk, tension__coproduction__slug=slug)
    form = SpeakForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_a_flood(request)
        if attempt(form, actions.ask_to_speak, side, by=person_or_guest(request), why=form.cleaned_data["why"]):
            messages.success(request, _("Asked. A facilitator lets you in, and you see it here."))
            return remember(request, redirect("tension", slug, side.tension_id))
    return remember(request, side_page(request, "speak", side, form))


def side_page(request: Ask, template: str, side: Side, form: forms.Form) -> HttpResponse:
    """A page about one side."""
    return page(
        request,
        f"tensions/{template}.html",
        coproduction=side.tension.coproduction,
        here="tensions",
        form=form,
        side=side,
        other=side.tension.sides.exclude(pk=side.pk).get(),
        tension=side.tension,
    )


@require_POST
def stand_down(request: Ask, slug: str, pk: int) -> HttpResponse:
    """No longer speak, or ask to speak, for a side."""
    speaker = access.fetch(request.person, "speaker.leave", pk=pk, side__tension__coproduction__slug=slug)
    actions.stand_down(speaker, by=access.somebody(request.person))
    messages.success(request, _("You no longer speak for this side."))
    return redirect("tension", slug, speaker.side.tension_id)


def say_need(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A side says itself what it needs."""
    side = access.fetch(request.person, "side.say_need", pk=pk, tension__coproduction__slug=slug)
    form = NeedForm(request.POST or None, initial={"what_it_needs": side.what_it_needs})
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.say_need, side, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Kept."))
            return redirect("tension", slug, side.tension_id)
    return side_page(request, "say_need", side, form)


def mirror(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Say what the other side needs."""
    side = access.fetch(request.person, "side.mirror", pk=pk, tension__coproduction__slug=slug)
    form = MirrorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.say_what_they_need, side, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Said. Now they say whether that is it."))
            return redirect("tension", slug, side.tension_id)
    return side_page(request, "mirror", side, form)


def answer(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Say whether that is what one's side needs."""
    found = access.fetch(request.person, "understanding.answer", pk=pk, side__tension__coproduction__slug=slug)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.answer_understanding, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Kept. Everybody can read it."))
            return redirect("tension", slug, found.side.tension_id)
    return page(
        request,
        "tensions/answer.html",
        coproduction=found.side.tension.coproduction,
        here="tensions",
        form=form,
        understanding=found,
        tension=found.side.tension,
    )


urlpatterns = [
    path("c/<slug:slug>/tensions/sides/<int:pk>/speak/", speak, name="side_speak"),
    path("c/<slug:slug>/tensions/sides/<int:pk>/need/", say_need, name="side_need"),
    path("c/<slug:slug>/tensions/sides/<int:pk>/understand/", mirror, name="side_mirror"),
    path("c/<slug:slug>/tensions/speakers/<int:pk>/stand-down/", stand_down, name="speaker_stand_down"),
    path("c/<slug:slug>/tensions/words/<int:pk>/", answer, name="understanding_answer"),
]
