"""Who can I be, where do I go, start again. On a database that is no practice space each of these is a 404."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wayahead.base.people.models import Person
from wayahead.web.pages import Ask, page
from wayahead.web.practice import SESSION_KEY, refuse_elsewhere
from wayahead.web.practice.addresses import addresses
from wayahead.web.practice.doors import DOORS, Door, Step, door
from wayahead.web.practice.story.cast import CHARACTERS, Character


def played_by(character: Character) -> Person | None:
    """The person behind somebody of the story."""
    return (
        Person.objects.filter(email=character.address).first()
        or Person.objects.filter(answer_to=character.address, email=None).order_by("pk").first()
    )


def roles(request: Ask) -> HttpResponse:
    """Everybody of the story, each with a button to be them."""
    refuse_elsewhere()
    onward = request.GET.get("next", "")
    return page(request, "practice/roles.html", characters=CHARACTERS, doors=DOORS, onward=onward)


@require_POST
def be(request: Ask) -> HttpResponse:
    """Be somebody of the story from now on, or just look."""
    refuse_elsewhere()
    who = request.POST.get("who", "")
    onward = request.POST.get("next", "")
    request.session.pop(SESSION_KEY, None)
    if who:
        character = next((one for one in CHARACTERS if one.key == who), None)
        person = played_by(character) if character else None
        if character is None or person is None:
            raise Http404
        request.session[SESSION_KEY] = person.pk
        messages.success(request, _("You are %s now.") % character.name)
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        onward = reverse("landing")
    return redirect(onward)


def guided(request: Ask, key: str) -> HttpResponse:
    """One door: a few steps through the story, no log-in."""
    refuse_elsewhere()
    found = door(key)
    if found is None:
        raise Http404
    return page(request, "practice/door.html", door=found, steps=steps_of(found), others=DOORS)


def steps_of(found: Door) -> list[dict[str, Any]]:
    """Each step with its address in the story, and who to be for it."""
    known = addresses()
    names = {character.key: character.name for character in CHARACTERS}
    return [row(step, known, names) for step in found.steps]


def row(step: Step, known: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    """One step as its page shows it."""
    return {
        "title": step.title,
        "words": step.words,
        "url": step.url(known),
        "who": step.who,
        "name": names.get(step.who),
    }


def start_again(request: Ask) -> HttpResponse:
    """Leave whoever you play; and how everything that was changed is thrown away."""
    refuse_elsewhere()
    if request.method == "POST":
        request.session.flush()
        messages.success(request, _("You are nobody in particular again."))
        return redirect("landing")
    return page(request, "practice/start_again.html")


urlpatterns = [
    path("practice/", roles, name="practice_roles"),
    path("practice/be/", be, name="practice_be"),
    path("practice/start-again/", start_again, name="practice_start_again"),
    path("practice/<slug:key>/", guided, name="practice_door"),
]
