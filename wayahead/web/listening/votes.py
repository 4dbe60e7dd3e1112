"""Vote: one statement at a time, three equal answers, undo, stop whenever you like."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Choice
from wayahead.loop.listening.models import Participation, Statement
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.listening.voices import talk_page
from wayahead.web.pages import Ask


def participation_of(request: Ask, pk: int) -> Participation | None:
    """The reader's participation in this conversation, if they began one under any of their selves."""
    return access.visible(request.person, Participation).filter(conversation=pk).order_by("pk").first()


def vote(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The next statement that the reader has not answered."""
    conversation = access.fetch(request.person, "vote.cast", pk=pk, coproduction__slug=slug)
    taking_part = participation_of(request, pk)
    votable = conversation.statements.filter(state=Statement.State.ACCEPTED)
    statement = actions.next_statement(conversation, taking_part)
    answered = actions.standing_votes(taking_part).count() if taking_part else 0
    last = actions.standing_votes(taking_part).order_by("-pk").first() if taking_part else None
    template = "vote_card" if request.headers.get("HX-Request") else "vote"
    return talk_page(
        request, template, conversation, statement=statement, answered=answered, total=votable.count(), last=last
    )


def chosen(request: Ask) -> int | None:
    """The button that was pressed; None takes an earlier vote back."""
    answers = {"1": 1, "0": 0, "-1": -1, "undo": None}
    try:
        return answers[request.POST.get("vote", "")]
    except KeyError as error:
        raise NotPossible(_("Press one of the buttons: agree, disagree or pass.")) from error


@require_POST
def cast(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One vote, kept for good before the next card comes."""
    statement = access.fetch(request.person, "statement.see", pk=pk, coproduction__slug=slug)
    choice = Choice(chosen(request), matters=bool(request.POST.get("matters")))
    refuse_a_flood(request)
    taking_part = actions.take_part(statement.conversation, by=person_or_guest(request))
    actions.vote(taking_part, statement, choice)
    if choice.choice is None:
        messages.success(request, _("Taken back. You can answer it again."))
    back = "my_votes" if request.POST.get("back") == "my_votes" else "vote"
    return remember(request, redirect(back, slug, statement.conversation_id))


def my_votes(request: Ask, slug: str, pk: int) -> HttpResponse:
    """What the reader answered, each changeable."""
    conversation = access.fetch(request.person, "vote.cast", pk=pk, coproduction__slug=slug)
    taking_part = participation_of(request, pk)
    rows = actions.standing_votes(taking_part).select_related("statement").order_by("-pk") if taking_part else []
    return talk_page(request, "my_votes", conversation, rows=rows)


urlpatterns = [
    path("c/<slug:slug>/listening/<int:pk>/vote/", vote, name="vote"),
    path("c/<slug:slug>/listening/<int:pk>/my-votes/", my_votes, name="my_votes"),
    path("c/<slug:slug>/statements/<int:pk>/vote/", cast, name="vote_cast"),
]
