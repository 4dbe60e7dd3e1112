"""Conversations and their results through the API."""

from django.db.models import QuerySet
from ninja import Router, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.listening.shapes import (
    ConversationDetail,
    ConversationIn,
    ConversationOut,
    ResultsOut,
    RowNumber,
    VersionOut,
)
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Conversation, OpinionMap

router = Router()


@router.get("/conversations", response=list[ConversationOut])
@paginate
def conversations(request: Ask, coproduction: str | None = None) -> "QuerySet[Conversation]":
    """Every conversation that the caller may see; `coproduction` narrows it to one."""
    rows = access.visible(request.person, Conversation).select_related("coproduction")
    return rows.filter(coproduction__slug=coproduction) if coproduction else rows


@router.post("/coproductions/{slug}/conversations", response={201: ConversationDetail})
def open_conversation(request: Ask, slug: str, given: ConversationIn) -> "Status[Conversation]":
    """Open a conversation with one question."""
    coproduction = access.fetch(request.person, "conversation.open", slug=slug)
    by = access.somebody(request.person)
    return Status(201, actions.open_conversation(coproduction, by=by, **given.dict()))


@router.get("/conversations/{id}", response=ConversationDetail)
def conversation(request: Ask, id: RowNumber) -> Conversation:
    """One conversation, and per channel where each voice ended."""
    return access.fetch(request.person, "conversation.see", pk=id)  # type: ignore[no-any-return]


@router.post("/conversations/{id}/close", response=ConversationDetail)
def close_conversation(request: Ask, id: RowNumber) -> Conversation:
    """Nobody speaks or votes here any more; what was said is still answered."""
    found = access.fetch(request.person, "conversation.close", pk=id)
    return actions.close_conversation(found, by=access.somebody(request.person))


@router.get("/conversations/{id}/results", response=ResultsOut)
def results(request: Ask, id: RowNumber) -> dict[str, object]:
    """What people share and what divides them, as of the last map."""
    found = access.fetch(request.person, "map.see", pk=id)
    drawn = access.visible(request.person, OpinionMap).filter(conversation=found).defer("people").first()
    if drawn is None:
        return {"version": 0, "made_at": None, "result": None}
    return {"version": drawn.version, "made_at": drawn.made_at, "result": drawn.published or None}


@router.get("/conversations/{id}/version", response=VersionOut)
def version(request: Ask, id: RowNumber) -> dict[str, int]:
    """Two numbers that change when there is something new to show: cheap to ask for again and again."""
    found = access.fetch(request.person, "map.see", pk=id)
    drawn = access.visible(request.person, OpinionMap).filter(conversation=found).values_list("version", flat=True)
    return {"map": drawn.first() or 0, "votes": actions.votes_standing(found)}
