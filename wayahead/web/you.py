"""What I said and what became of it; my link, my data, leaving."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.access.waiting import asked_of
from wayahead.base.people import actions
from wayahead.base.people.models import Consent, ParticipationLink, Person
from wayahead.journey import own_data
from wayahead.journey.erasure import erase_person
from wayahead.loop.constraints.models import Question
from wayahead.loop.listening.models import Participation, Voice
from wayahead.loop.needs.models import CheckBack
from wayahead.loop.solutions.models import Match, Objection, Suggestion
from wayahead.loop.tensions.models import Tension
from wayahead.web.guests import GUEST_COOKIE, remember_guest
from wayahead.web.listening.voices import WRITTEN_IN
from wayahead.web.pages import Ask, attempt, page, paged
from wayahead.web.waiting import waits


class DetailsForm(forms.Form):
    """How somebody is called, where answers go, and their language."""

    name = forms.CharField(
        label=gettext_lazy("What we call you"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Shown only where you act for an organisation or look after a conversation."),
    )
    answer_to = forms.EmailField(label=gettext_lazy("Where answers go (e-mail)"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Your language"), choices=WRITTEN_IN)


class LinkForm(forms.Form):
    """Where to send the link."""

    answer_to = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send your link there, and later the answers. Nothing else."),
    )


class EraseForm(forms.Form):
    """A last question before everything goes."""

    retract_votes = forms.BooleanField(
        label=gettext_lazy("Take back my votes too"),
        required=False,
        help_text=gettext_lazy("Otherwise they stay counted, under a name that leads to nobody."),
    )
    sure = forms.BooleanField(label=gettext_lazy("Yes, erase everything that says who I am"))


def my_voices(person: Person) -> Any:
    """What this person said, with the statements it is in, and what came back."""
    voices = Voice.objects.filter(speaker__in=person.selves).select_related("coproduction", "conversation")
    return voices.prefetch_related(
        "answers", "statements", "statements__sides__tension", "statements__needs__sides__tension"
    )


def with_tensions(person: Person, voices: Any) -> Any:
    """The same voices, each with the tensions in which its statements, or the needs made of them, stand."""
    seen = {row.pk for row in access.visible(person, Tension).filter(coproduction__voices__in=list(voices)).distinct()}
    for voice in voices:
        statements = voice.statements.all()
        sides = [side for row in statements for side in row.sides.all()]
        sides += [side for row in statements for need in row.needs.all() for side in need.sides.all()]
        found = {side.tension_id: side.tension for side in sides if side.tension_id in seen}
        voice.on_the_table = list(found.values())
    return voices


def my_questions(person: Person) -> Any:
    """What this person asked of limits, with the limits and their answers."""
    asked = access.visible(person, Question).filter(asker__in=person.selves)
    return asked.select_related("constraint__coproduction").prefetch_related("constraint__versions")


def owed_by(person: Person) -> Any:
    """Questions that wait for an answer from the organisations this person acts for, the longest owed first."""
    mine = access.among(person, "organisation.act_for")
    waiting = access.visible(person, Question).filter(constraint__owner__in=mine, answer="", same_as=None)
    waiting = waiting.select_related("constraint__coproduction").prefetch_related("constraint__versions")
    return waiting.order_by("due_on", "pk")


def my_reports(person: Person) -> Any:
    """Reports on what this person's words led to, of which they have not said yet whether they are true."""
    mine = access.among(person, "verdict.give").exclude(verdicts__person__in=person.selves)
    return mine.select_related("version__solution__coproduction", "grant__bid__applicant")


def you(request: Ask) -> HttpResponse:
    """What I said and what became of it."""
    person = request.person
    if person is None:
        return page(request, "you/nobody.html")
    asked = CheckBack.objects.waiting().filter(person__in=person.selves)
    guest = guest_of_cookie(request)
    return page(
        request,
        "you/you.html",
        voices=with_tensions(person, paged(request, my_voices(person), 20)),
        asked=asked.select_related("need__coproduction"),
        suggestions=Suggestion.objects.filter(suggester__in=person.selves)
        .select_related("version__solution__coproduction", "taken_in", "speaking_for")
        .prefetch_related("fulfilments__version"),
        against=Objection.objects.filter(objector__in=person.selves).select_related("version__solution__coproduction"),
        helping=Match.objects.filter(offer__helper__in=person.selves).select_related("solution__coproduction", "offer"),
        questions=my_questions(person),
        owed=owed_by(person),
        reports=my_reports(person),
        asks=asked_of(person, version__solution__needs__statements__voices__speaker__in=person.selves),
        **waits(request),
        conversations=access.visible(person, Participation).select_related("conversation__coproduction"),
        organisations=access.among(person, "organisation.act_for"),
        seats=person.seats.filter(left_at=None).select_related("coproduction"),
        unclaimed=guest.voices.count() + guest.participations.count() if guest else 0,
    )


def guest_of_cookie(request: Ask) -> Person | None:
    """The guest this browser was before somebody signed in, while they are not claimed."""
    token = request.COOKIES.get(GUEST_COOKIE)
    guest = ParticipationLink.person_of(token) if token else None
    if guest is None or not guest.is_guest or guest.claimed_by_id or request.person is None:
        return None
    return guest if guest.pk != request.person.pk else None


def claim(request: Ask) -> HttpResponse:
    """Bring along, into an account, what was said as a guest in this browser."""
    person = access.fetch(request.person, "person.claim", pk=access.somebody(request.person).pk)
    guest = guest_of_cookie(request)
    if guest is None:
        return redirect("you")
    if request.method != "POST":
        return page(request, "you/claim.html", voices=guest.voices.all(), votes=guest.participations.count())
    answer = redirect("you")
    if request.POST.get("answer") == "mine":
        actions.claim(guest, by=person)
        messages.success(request, _("They are with you now."))
    answer.delete_cookie(GUEST_COOKIE)
    return answer


@never_cache
def join(request: Ask, token: str) -> HttpResponse:
    """A participation link is exchanged for a cookie at once, so that it stays in no address bar.

    `to` is the page it opens; without it, one's own.
    """
    guest = ParticipationLink.person_of(token)
    if guest is None or not guest.is_guest:
        return page(request, "you/old_link.html", status=404)
    to = request.GET.get("to", "")
    is_ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None) and to.startswith("/")
    answer = remember_guest(redirect(to if is_ours else "you"), guest)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
def link(request: Ask) -> HttpResponse:
    """My link: keep it, have it sent, or end it and make a new one."""
    person = access.somebody(request.person)
    form = LinkForm(request.POST or None, initial={"answer_to": person.answer_to})
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.ask_for_link, person, by=person, answer_to=form.cleaned_data["answer_to"]):
            messages.success(request, _("On its way. It arrives within a minute or two."))
            return redirect("you_link")
    token = actions.link_of(person).token
    return page(request, "you/link.html", form=form, token=token, link=f"{settings.BASE_URL}/join/{token}/")


@require_POST
def new_link(request: Ask) -> HttpResponse:
    """The old link stops working; there is a new one."""
    person = access.somebody(request.person)
    actions.revoke_links(person, by=person)
    messages.success(request, _("The old link no longer works. This is your new one."))
    answer = redirect("you_link")
    return remember_guest(answer, person) if person.is_guest else answer


def details(request: Ask) -> HttpResponse:
    """Change how I am called, where answers go, and my language."""
    person = access.fetch(request.person, "person.change", pk=access.somebody(request.person).pk)
    start = {"name": person.name, "answer_to": person.answer_to, "language": person.language}
    form = DetailsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.change_details, person, by=person, **form.cleaned_data):
            messages.success(request, _("Kept."))
            return redirect("you")
    return page(request, "you/details.html", form=form)


def consents(request: Ask) -> HttpResponse:
    """What I agreed to, purpose by purpose; each can be given and taken back."""
    person = access.somebody(request.person)
    if request.method == "POST":
        purpose = request.POST.get("purpose", "")
        if purpose not in Consent.Purpose.values:
            raise Http404
        do = actions.give_consent if request.POST.get("give") else actions.withdraw_consent
        do(person, by=person, purpose=purpose)
        messages.success(request, _("Kept."))
        return redirect("you_consents")
    given = {consent.purpose: consent for consent in person.consents.filter(withdrawn_at=None)}
    rows = [{"purpose": value, "label": label, "given": given.get(value)} for value, label in Consent.Purpose.choices]
    return page(request, "you/consents.html", rows=rows)


def data(request: Ask) -> HttpResponse:
    """Everything kept about me, as a file."""
    person = access.somebody(request.person)
    words = json.dumps(own_data.of(person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    answer = HttpResponse(words, content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="wayahead-my-data.json"'
    return answer


def leave(request: Ask) -> HttpResponse:
    """The three ways to go: take back one voice, leave the account, erase everything."""
    person = access.somebody(request.person)
    return page(request, "you/leave.html", voices=Voice.objects.filter(speaker__in=person.selves).count())


def leave_account(request: Ask) -> HttpResponse:
    """The account goes; what was said stays, under a link of one's own."""
    person = access.somebody(request.person)
    if request.method != "POST":
        return page(request, "you/leave_account.html")
    fresh = actions.leave_account(person, by=person)
    logout(request)
    request.person = person
    return remember_guest(
        page(request, "you/left_account.html", link=f"{settings.BASE_URL}/join/{fresh.token}/"), person
    )


def erase(request: Ask) -> HttpResponse:
    """Everything that says who I am goes for good."""
    person = access.fetch(request.person, "person.erase", pk=access.somebody(request.person).pk)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erase_person(person, by=person, retract_votes=form.cleaned_data["retract_votes"])
        logout(request)
        request.person = None
        answer = page(request, "you/erased.html")
        answer.delete_cookie(GUEST_COOKIE)
        return answer
    counts = person.voices.aggregate(voices=Count("pk"))
    led = person.memberships.filter(left_at=None, role="lead").select_related("organisation")
    return page(request, "you/erase.html", form=form, led=led, **counts)


urlpatterns = [
    path("you/", you, name="you"),
    path("you/claim/", claim, name="you_claim"),
    path("join/<str:token>/", join, name="join"),
    path("you/link/", link, name="you_link"),
    path("you/link/new/", new_link, name="you_new_link"),
    path("you/details/", details, name="you_details"),
    path("you/consents/", consents, name="you_consents"),
    path("you/data/", data, name="you_data"),
    path("you/leave/", leave, name="you_leave"),
    path("you/leave/account/", leave_account, name="you_leave_account"),
    path("you/leave/erase/", erase, name="you_erase"),
]
