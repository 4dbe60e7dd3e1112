"""The facilitator's desk through the API."""

from itertools import islice

from ninja import Router, Status

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.listening.shapes import (
    DecisionOut,
    DeskOut,
    GroundOut,
    KeepBackIn,
    ManyAsideIn,
    ReasonIn,
    RowNumber,
    Text,
    VoiceOut,
)
from wayahead.api.listening.statements import voices_of
from wayahead.loop.listening import actions
from wayahead.loop.listening.decisions import Decision, decisions
from wayahead.loop.listening.models import EXPLAINED, Ground, Voice

router = Router()
MOST_ON_THE_DESK = 200


@router.get("/conversations/{id}/desk", response=DeskOut)
def desk(request: Ask, id: RowNumber, q: Text = "") -> dict[str, object]:
    """The voices with the words `q` that nobody has read, those due first, and what was said at meetings."""
    conversation = access.fetch(request.person, "voice.read", pk=id)
    waiting = conversation.voices.filter(state=Voice.State.WAITING, text__icontains=q)
    waiting = waiting.order_by("answer_due_on", "said_at").prefetch_related("statements")
    return {"waiting": waiting[:MOST_ON_THE_DESK], "points": conversation.unheard_points()[:MOST_ON_THE_DESK]}


@router.post("/voices/{receipt}/set-aside", response=VoiceOut)
def set_aside(request: Ask, receipt: str, given: ReasonIn) -> Voice:
    """A voice does not become a statement, for a public reason."""
    found = access.fetch(request.person, "voice.set_aside", receipt=receipt)
    by = access.somebody(request.person)
    return actions.set_aside(found, by=by, reason=given.reason, ground=given.ground)


@router.post("/voices/{receipt}/keep-back", response=VoiceOut)
def keep_back(request: Ask, receipt: str, given: KeepBackIn) -> Voice:
    """A voice's own words are not shown to others, since they would harm somebody; or they may be shown again."""
    found = access.fetch(request.person, "voice.keep_back", receipt=receipt)
    return actions.keep_back(found, by=access.somebody(request.person), kept_back=given.kept_back)


@router.post("/conversations/{id}/set-aside", response=list[VoiceOut])
def set_many_aside(request: Ask, id: RowNumber, given: ManyAsideIn) -> list[Voice]:
    """Several voices do not become a statement, for one public reason; all of them or none."""
    conversation = access.fetch(request.person, "voice.read", pk=id)
    by, voices = access.somebody(request.person), voices_of(conversation, given.voices)
    actions.set_many_aside(conversation, by=by, voices=voices, reason=given.reason, ground=given.ground)
    return voices_of(conversation, given.voices)


@router.get("/policy", response=list[GroundOut])
def policy(request: Ask) -> list[dict[str, object]]:
    """The reasons for which something is not put to the vote, with their numbers."""
    return [{"number": one.value, "reason": str(one.label), "means": str(EXPLAINED[one])} for one in Ground]


@router.get("/conversations/{id}/log", response=list[DecisionOut])
def log(request: Ask, id: RowNumber, before: RowNumber | None = None, limit: int = 100) -> list[Decision]:
    """What was decided about voices and statements, newest first; `before` the last id for the next page."""
    conversation = access.fetch(request.person, "conversation.see", pk=id)
    return list(islice(decisions(conversation, before=before), min(max(limit, 1), MOST_ON_THE_DESK)))


@router.post("/conversations/{id}/points/{point}", response={201: VoiceOut})
def hear_point(request: Ask, id: RowNumber, point: RowNumber) -> "Status[Voice]":
    """What was said at a meeting becomes a voice."""
    conversation = access.fetch(request.person, "voice.read", pk=id)
    said = access.fetch(request.person, "point.hear", pk=point)
    return Status(201, actions.hear_point(conversation, said, by=access.somebody(request.person)))
