"""The facilitator's desk through the API."""

from ninja import Router, Status

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.listening.shapes import DeskOut, ReasonIn, RowNumber, VoiceOut
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Voice

router = Router()
MOST_ON_THE_DESK = 200


@router.get("/conversations/{id}/desk", response=DeskOut)
def desk(request: Ask, id: RowNumber) -> dict[str, object]:
    """The voices that nobody has read yet, longest waiting first, and what was said at meetings."""
    conversation = access.fetch(request.person, "voice.read", pk=id)
    waiting = conversation.voices.filter(state=Voice.State.WAITING).order_by("said_at").prefetch_related("statements")
    return {"waiting": waiting[:MOST_ON_THE_DESK], "points": conversation.unheard_points()[:MOST_ON_THE_DESK]}


@router.post("/voices/{receipt}/set-aside", response=VoiceOut)
def set_aside(request: Ask, receipt: str, given: ReasonIn) -> Voice:
    """A voice does not become a statement, for a public reason."""
    found = access.fetch(request.person, "voice.set_aside", receipt=receipt)
    return actions.set_aside(found, by=access.somebody(request.person), reason=given.reason)


@router.post("/conversations/{id}/points/{point}", response={201: VoiceOut})
def hear_point(request: Ask, id: RowNumber, point: RowNumber) -> "Status[Voice]":
    """What was said at a meeting becomes a voice."""
    conversation = access.fetch(request.person, "voice.read", pk=id)
    said = access.fetch(request.person, "point.hear", pk=point)
    return Status(201, actions.hear_point(conversation, said, by=access.somebody(request.person)))
