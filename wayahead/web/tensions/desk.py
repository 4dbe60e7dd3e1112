"""What people say about a tension, and the desk on which a facilitator reads it before everybody does."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.models import Remark, Speaker
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.pages import Ask, attempt, page
from wayahead.web.tensions.forms import few_sentences


class RemarkForm(forms.Form):
    """What somebody wants to say."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=Remark.Kind.choices,
        initial=Remark.Kind.SAID,
        widget=forms.RadioSelect,
    )
    text = few_sentences(
        gettext_lazy("What do you want to say?"),
        1000,
        3,
        help_text=gettext_lazy(
            "A facilitator reads it first. Your name is not shown, and you need no account. What is not shown gets a "
            "public reason."
        ),
        error_messages={"required": gettext_lazy("Write what you want to say first.")},
    )


class ReasonForm(forms.Form):
    """Why something is not shown."""

    reason = few_sentences(gettext_lazy("Why is it not shown? Everybody can read the reason."), 500, 2)


class TurnDownForm(forms.Form):
    """Why somebody does not speak for a side."""

    reason = forms.CharField(
        label=gettext_lazy("Why not this time? They read it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


def say(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Say something about a tension, without an account."""
    found = access.fetch(request.person, "tension.remark", pk=pk, coproduction__slug=slug)
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_a_flood(request)
        by, language = person_or_guest(request), get_language() or "en-gb"
        if attempt(form, actions.remark, found, by=by, language=language, **form.cleaned_data):
            messages.success(request, _("Thank you. A facilitator reads it, and then everybody can."))
            return remember(request, redirect("tension", slug, pk))
    asking = page(
        request, "tensions/say.html", coproduction=found.coproduction, here="tensions", form=form, tension=found
    )
    return remember(request, asking)


@require_POST
def take_back(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Take back what one said."""
    remark = access.fetch(request.person, "remark.take_back", pk=pk, tension__coproduction__slug=slug)
    actions.take_remark_back(remark, by=access.somebody(request.person))
    messages.success(request, _("Taken back. The words are gone."))
    return redirect("tension", slug, remark.tension_id)


def desk(request: Ask, slug: str, pk: int) -> HttpResponse:
    """What waits to be read, and who asks to speak."""
    found = access.fetch(request.person, "tension.talk", pk=pk, coproduction__slug=slug)
    speakers = access.visible(request.person, Speaker).filter(side__tension=found).select_related("side", "person")
    return page(
        request,
        "tensions/desk.html",
        coproduction=found.coproduction,
        here="tensions",
        tension=found,
        remarks=access.visible(request.person, Remark).filter(tension=found, state=Remark.State.WAITING),
        asking=speakers.filter(state=Speaker.State.ASKED),
        speaking=speakers.filter(state=Speaker.State.LET_IN),
    )


@require_POST
def show(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Let everybody read it."""
    remark = access.fetch(request.person, "remark.read", pk=pk, tension__coproduction__slug=slug)
    actions.show_remark(remark, by=access.somebody(request.person))
    messages.success(request, _("Everybody can read it now."))
    return redirect("tension_desk", slug, remark.tension_id)


def set_aside(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Do not show it, and say why."""
    remark = access.fetch(request.person, "remark.read", pk=pk, tension__coproduction__slug=slug)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.set_remark_aside, remark, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Not shown. The reason is."))
            return redirect("tension_desk", slug, remark.tension_id)
    return page(
        request,
        "tensions/set_remark_aside.html",
        coproduction=remark.tension.coproduction,
        here="tensions",
        form=form,
        remark=remark,
    )


@require_POST
def let_in(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Let somebody speak for a side."""
    speaker = access.fetch(request.person, "speaker.answer", pk=pk, side__tension__coproduction__slug=slug)
    actions.let_in(speaker, by=access.somebody(request.person))
    messages.success(request, _("They speak for this side now."))
    return redirect("tension_desk", slug, speaker.side.tension_id)


def turn_down(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Not this time, and why."""
    speaker = access.fetch(request.person, "speaker.answer", pk=pk, side__tension__coproduction__slug=slug)
    form = TurnDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.turn_down, speaker, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Kept. They read your reason."))
            return redirect("tension_desk", slug, speaker.side.tension_id)
    return page(
        request,
        "tensions/turn_down.html",
        coproduction=speaker.side.tension.coproduction,
        here="tensions",
        form=form,
        speaker=speaker,
    )


urlpatterns = [
    path("c/<slug:slug>/tensions/<int:pk>/say/", say, name="remark_say"),
    path("c/<slug:slug>/tensions/<int:pk>/desk/", desk, name="tension_desk"),
    path("c/<slug:slug>/tensions/said/<int:pk>/take-back/", take_back, name="remark_take_back"),
    path("c/<slug:slug>/tensions/said/<int:pk>/show/", show, name="remark_show"),
    path("c/<slug:slug>/tensions/said/<int:pk>/set-aside/", set_aside, name="remark_set_aside"),
    path("c/<slug:slug>/tensions/speakers/<int:pk>/let-in/", let_in, name="speaker_let_in"),
    path("c/<slug:slug>/tensions/speakers/<int:pk>/turn-down/", turn_down, name="speaker_turn_down"),
]
