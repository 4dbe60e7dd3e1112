"""Vote: one statement at a time, three equal answers, undo, stop whenever you like."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.refusal import NotPossible
from wayahead.kernels.opinion import Options
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Choice
from wayahead.loop.listening.models import Conversation, Participation, Statement, Voice, Vote
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.listening.voices import talk_page
from wayahead.web.pages import Ask, paged

ENOUGH = Options().fewest_votes  # to be placed among others
ANSWERS_BESIDE, ANSWERS_A_PAGE = 4, 30
CAME = {
    Voice.Channel.WEB.value: gettext_lazy("Somebody said this"),
    Voice.Channel.HELPER.value: gettext_lazy("Somebody said this, and a helper typed it"),
    Voice.Channel.PAPER.value: gettext_lazy("Somebody wrote this on paper"),
    Voice.Channel.TEXT.value: gettext_lazy("Somebody sent this as a text message"),
    Voice.Channel.EMAIL.value: gettext_lazy("Somebody sent this by e-mail"),
    Voice.Channel.MEETING.value: gettext_lazy("Somebody said this at a meeting"),
    Voice.Channel.API.value: gettext_lazy("Somebody said this through another service"),
}


def participation_of(request: Ask, pk: int) -> Participation | None:
    """The reader's participation in this conversation, if they began one under any of their selves."""
    return access.visible(request.person, Participation).filter(conversation=pk).order_by("pk").first()


def vote(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The next statement that the reader has not answered, or the one that they just took back."""
    conversation = access.fetch(request.person, "vote.cast", pk=pk, coproduction__slug=slug)
    taking_part = participation_of(request, pk)
    again = taken_back(request.GET.get("again", ""), taking_part)
    return card(request, "vote", conversation, taking_part, again)


def taken_back(key: str, taking_part: Participation | None) -> Statement | None:
    """The statement of that key, if the reader answered it before: nobody is led to one by a link."""
    if taking_part is None or not (key.isdecimal() and len(key) < 18):
        return None
    voted = Vote.objects.filter(voter=taking_part.pseudonym, statement=int(key))
    open_for_votes = taking_part.conversation.statements.filter(state=Statement.State.ACCEPTED, pk=int(key))
    return open_for_votes.first() if voted.exists() else None


def card(
    request: Ask,
    template: str,
    conversation: Conversation,
    taking_part: Participation | None,
    again: Statement | None = None,
    notice: str = "",
) -> HttpResponse:
    """What to answer next, how far the reader is, and their last answers."""
    statement = again or actions.next_statement(conversation, taking_part)
    mine = actions.standing_votes(taking_part).order_by("-pk") if taking_part else Vote.objects.none()
    latest = list(mine.select_related("statement")[:ANSWERS_BESIDE])
    return talk_page(
        request,
        template,
        conversation,
        statement=statement,
        how_it_came=how_it_came(statement) if statement else "",
        is_taken_back=again is not None,
        notice=notice,
        answered=mine.count(),
        enough=ENOUGH,
        is_anything=statement is not None or conversation.statements.filter(state=Statement.State.ACCEPTED).exists(),
        latest=latest,
        last=latest[0] if latest and again is None else None,
    )


def how_it_came(statement: Statement) -> str:
    """From whom a statement is, in words for the card: never who."""
    if statement.origin == Statement.Origin.SEED:
        return _("From the facilitator, to start with")
    if statement.origin == Statement.Origin.IMPORT:
        return _("Somebody said this elsewhere")
    channels = set(statement.voices.values_list("channel", flat=True))
    if len(channels) > 1:
        return _("Several people said this")
    return str(CAME.get(next(iter(channels), ""), gettext_lazy("Somebody said this")))


def chosen(request: Ask) -> int | None:
    """The button that was pressed; None takes an earlier vote back."""
    answers = {"1": 1, "0": 0, "-1": -1, "undo": None}
    try:
        return answers[request.POST.get("vote", "")]
    except KeyError as error:
        raise NotPossible(_("Press one of the buttons: agree, disagree or pass.")) from error


@require_POST
def cast(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One vote, kept for good before the next card comes; with script that card is the answer itself."""
    statement = access.fetch(request.person, "statement.see", pk=pk, coproduction__slug=slug)
    choice = Choice(chosen(request), matters=bool(request.POST.get("matters")))
    refuse_a_flood(request)
    conversation = statement.conversation
    try:
        actions.refuse_if_not_votable(conversation, statement.pk)
    except NotPossible:
        return go_on(request, conversation)
    taking_part = actions.take_part(conversation, by=person_or_guest(request))
    actions.vote(taking_part, statement, choice)
    again = statement if choice.choice is None else None
    if request.headers.get("HX-Request"):
        return remember(request, card(request, "vote_card", conversation, taking_part, again))
    if request.POST.get("back") == "my_votes":
        return remember(request, redirect("my_votes", slug, conversation.pk))
    address = reverse("vote", args=[slug, conversation.pk])
    return remember(request, redirect(f"{address}?again={again.pk}" if again else address))


def go_on(request: Ask, conversation: Conversation) -> HttpResponse:
    """The next card in place of one that was set aside while it lay before the reader, or the end, where it is over."""
    said = _("That statement is no longer put to the vote. Here is another.") if conversation.is_open else ""
    if request.headers.get("HX-Request"):
        return card(request, "vote_card", conversation, participation_of(request, conversation.pk), notice=said)
    if said:
        messages.info(request, said)
    return redirect("vote", conversation.coproduction.slug, conversation.pk)


def my_votes(request: Ask, slug: str, pk: int) -> HttpResponse:
    """What the reader answered, each changeable."""
    conversation = access.fetch(request.person, "vote.cast", pk=pk, coproduction__slug=slug)
    taking_part = participation_of(request, pk)
    mine = actions.standing_votes(taking_part) if taking_part else Vote.objects.none()
    rows = paged(request, mine.select_related("statement").order_by("-pk"), ANSWERS_A_PAGE)
    return talk_page(request, "my_votes", conversation, rows=rows)


urlpatterns = [
    path("c/<slug:slug>/listening/<int:pk>/vote/", vote, name="vote"),
    path("c/<slug:slug>/listening/<int:pk>/my-votes/", my_votes, name="my_votes"),
    path("c/<slug:slug>/statements/<int:pk>/vote/", cast, name="vote_cast"),
]
