"""Votes through the API: take part, vote, and what comes next."""

from typing import Annotated

from ninja import Header, Router, Status

from wayahead import access
from wayahead.api.asking import Ask, person_or_guest
from wayahead.api.listening.shapes import NextOut, OwnVoteOut, RowNumber, TokenOut, VoteIn, VoteOut
from wayahead.base.people import actions as people
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Choice
from wayahead.loop.listening.models import Participation, Statement, Vote

router = Router()


def participation_of(request: Ask, conversation_id: int) -> Participation | None:
    """The caller's participation in this conversation, if they began one under any of their selves."""
    rows = access.visible(request.person, Participation).filter(conversation=conversation_id)
    return rows.select_related("person").order_by("pk").first()


@router.post("/conversations/{id}/participants", response={201: TokenOut})
def take_part(request: Ask, id: RowNumber) -> "Status[dict[str, str]]":
    """Take part in a conversation. Without a token the caller becomes a guest and gets one."""
    conversation = access.fetch(request.person, "participation.start", pk=id)
    actions.refuse_if_closed(conversation)
    by = person_or_guest(request)
    actions.take_part(conversation, by=by)
    return Status(201, {"token": people.link_of(by).token})


@router.get("/conversations/{id}/next", response=NextOut)
def next_statement(request: Ask, id: RowNumber) -> dict[str, Statement | None]:
    """A statement that the caller has not answered yet."""
    conversation = access.fetch(request.person, "vote.cast", pk=id)
    return {"next": actions.next_statement(conversation, participation_of(request, id))}


@router.get("/conversations/{id}/votes", response=list[OwnVoteOut])
def own_votes(request: Ask, id: RowNumber) -> list[Vote]:
    """What the caller says now, the last answer first."""
    access.fetch(request.person, "vote.cast", pk=id)
    taking_part = participation_of(request, id)
    if taking_part is None:
        return []
    return list(actions.standing_votes(taking_part).select_related("statement").order_by("-pk"))


@router.post("/conversations/{id}/votes", response={201: VoteOut})
def vote(
    request: Ask, id: RowNumber, given: VoteIn, idempotency_key: Annotated[str | None, Header()] = None
) -> "Status[dict[str, object]]":
    """One vote, kept for good before the answer comes. The same `Idempotency-Key` again gives the same receipt."""
    conversation = access.fetch(request.person, "vote.cast", pk=id)
    by = access.somebody(request.person)
    open_here = access.visible(by, Statement).filter(conversation=conversation).select_related("conversation")
    statement = open_here.filter(pk=given.statement).first()
    if statement is None:
        raise NotPossible("This statement is not open for votes here.", field="statement")
    taking_part = actions.take_part(conversation, by=by)
    kept = actions.vote(taking_part, statement, Choice(given.vote, given.matters, idempotency_key))
    return Status(201, {"receipt": kept.pk, "next": actions.next_statement(conversation, taking_part)})
