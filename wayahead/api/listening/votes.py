"""Votes through the API: take part, vote, and what comes next."""

from dataclasses import asdict
from typing import Annotated

from ninja import Header, Router, Status

from wayahead import access
from wayahead.api.asking import Ask, AskByLink, ByLink, look_up, person_or_guest
from wayahead.api.listening.shapes import NextOut, OwnPlaceOut, OwnVoteOut, RowNumber, TokenOut, VoteIn, VoteOut
from wayahead.base.people import actions as people
from wayahead.loop.listening import actions, own
from wayahead.loop.listening.actions import Choice, Voter
from wayahead.loop.listening.models import OpinionMap, Participation, Statement, Vote
from wayahead.loop.listening.voting.answers import pseudonyms

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


@router.get("/conversations/{id}/place", response=OwnPlaceOut)
def own_place(request: Ask, id: RowNumber) -> dict[str, object]:
    """Where the caller stands among the others, and with how many of them they agree."""
    conversation = access.fetch(request.person, "map.see", pk=id)
    drawn = access.visible(request.person, OpinionMap).filter(conversation=conversation).defer("people").first()
    taking_part = participation_of(request, id)
    if drawn is None or not drawn.is_shown or taking_part is None:
        return {"x": None, "y": None, "group": None, "with_others": None}
    place = own.place_of(pseudonyms(taking_part), drawn)
    found: dict[str, object] = asdict(place) if place else {"x": None, "y": None, "group": None}
    return found | {"with_others": own.with_others(taking_part, drawn.published)}


@router.post("/conversations/{id}/votes", response={201: VoteOut}, auth=ByLink())
def vote(
    request: AskByLink, id: RowNumber, given: VoteIn, idempotency_key: Annotated[str | None, Header()] = None
) -> "Status[dict[str, object]]":
    """One vote, kept for good before the answer comes. The same `Idempotency-Key` again gives the same receipt.

    Answers 503 with `Retry-After` when it cannot be kept at this moment: send it again with the same key.
    """
    voter = voter_of(request, id)
    cast = Choice(given.vote, given.matters, idempotency_key)
    try:
        kept, then = actions.vote_by_link(id, given.statement, cast, by=voter)
    except actions.NotTakingPart:
        by = look_up(request)
        conversation = access.fetch(by, "participation.start", pk=id)
        actions.refuse_if_not_votable(conversation, given.statement)
        actions.take_part(conversation, by=by)
        kept, then = actions.vote_by_link(id, given.statement, cast, by=voter)
    return Status(201, {"receipt": kept.receipt, "next": then})


def voter_of(request: AskByLink, conversation_id: int) -> Voter:
    """Who votes: in a public conversation by their token alone, in a private circle by leave of `access`."""
    if request.person is None and not hasattr(request, "named"):
        access.fetch(None, "vote.cast", pk=conversation_id)
        access.somebody(None)
    link_id, person_id = request.named
    if access.everybody_votes(conversation_id):
        return Voter(person_id, link_id)
    access.fetch(look_up(request), "vote.cast", pk=conversation_id)
    return Voter(person_id, link_id, is_admitted=True)
