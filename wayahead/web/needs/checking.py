"""Is that what you meant? And publishing what was checked."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.loop.listening.models import Voice
from wayahead.loop.needs import actions
from wayahead.loop.needs.models import CheckBack
from wayahead.web.pages import Ask, attempt, page


class AnswerForm(forms.Form):
    """Yes, not quite, or no."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Is that what you meant?"), choices=CheckBack.Answer.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=gettext_lazy("What would make it right?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Shown without your name."),
    )


class PublishForm(forms.Form):
    """Who does not agree is published along with it."""

    dissent = forms.CharField(
        label=gettext_lazy("Who does not agree, and why?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Everybody can read it. Without names of people."),
    )


@require_POST
def ask_back(request: Ask, slug: str, number: int) -> HttpResponse:
    """Ask everybody whose words this came from."""
    need = access.fetch(request.person, "need.check_back", number=number, coproduction__slug=slug)
    asked = actions.check_back(need, by=access.somebody(request.person))
    words = ngettext("%d person is asked now.", "%d people are asked now.", len(asked)) % len(asked)
    messages.success(request, words)
    return redirect("need", slug, number)


def check_back(request: Ask, pk: int) -> HttpResponse:
    """The page of somebody who is asked: their own words, the need made of them, and three answers."""
    need = access.fetch(request.person, "need.answer_back", pk=pk)
    by = access.somebody(request.person)
    check = access.visible(by, CheckBack).filter(need=need).order_by("pk")[0]
    form = AnswerForm(request.POST or None, initial={"answer": check.answer, "comment": check.comment})
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.answer_check_back, need, by=by, **form.cleaned_data):
            messages.success(request, _("Thank you. It counts, also when it is a no."))
            return redirect("you")
    mine = Voice.objects.filter(speaker__in=by.selves, statements__needs=need).distinct()
    return page(
        request, "needs/check_back.html", coproduction=need.coproduction, here="needs", need=need, form=form, mine=mine
    )


def publish(request: Ask, slug: str, number: int) -> HttpResponse:
    """Publish it, with who does not agree."""
    need = access.fetch(request.person, "need.publish", number=number, coproduction__slug=slug)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.publish, need, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Published. Everybody can read it, and rely on it."))
            return redirect("need", slug, number)
    checked = need.check_backs.aggregate_answers()
    return page(
        request,
        "needs/publish.html",
        coproduction=need.coproduction,
        here="needs",
        need=need,
        form=form,
        checked=checked,
    )


urlpatterns = [
    path("check-back/<int:pk>/", check_back, name="check_back"),
    path("c/<slug:slug>/needs/<int:number>/ask-back/", ask_back, name="need_ask_back"),
    path("c/<slug:slug>/needs/<int:number>/publish/", publish, name="need_publish"),
]
