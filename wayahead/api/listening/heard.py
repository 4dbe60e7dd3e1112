"""Who was heard, through the API."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from ninja import Router, Schema

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.listening.shapes import RowNumber
from wayahead.kernels.opinion.asking import DEFAULT
from wayahead.loop.listening.heard import FEWEST_SHOWN, Heard, Row, who_was_heard
from wayahead.loop.listening.models import Alarm, Watch

router = Router()


class SpreadOut(Schema):
    """Answers per statement, or per author the mean of their statements; null for fewer than five people."""

    count: int
    gini: float
    least: float | None
    median: float | None
    most: float | None


class ShortfallOut(Schema):
    """A promised number of answers, how many statements still wait for it, and the answers missing."""

    floor: int
    behind: int
    of: int
    missing: int


class RowOut(Schema):
    """One group, kind of author or channel; without `heard` it is of fewer than five people."""

    label: str
    people: int | None
    heard: SpreadOut | None
    shortfall: ShortfallOut | None


class PromiseOut(Schema):
    """What is promised, and how the rest is chosen: the values of the policy in force."""

    name: str
    floor: int
    group_floor: int
    exploration: float


class AlarmOut(Schema):
    """Where what was shown departs from what is promised."""

    kind: Alarm.Kind
    exposures: int
    statements: int
    found_at: datetime


class HearingOut(Schema):
    """Who was heard in a conversation. `everybody` is null while fewer than five people take part.

    `channels` is by how statements came, `voted` by how people answered.
    """

    promise: PromiseOut
    everybody: SpreadOut | None
    shortfall: ShortfallOut | None
    groups: list[RowOut]
    authors: list[RowOut]
    channels: list[RowOut]
    voted: list[RowOut]
    judged_at: datetime | None
    alarms: list[AlarmOut]


@router.get("/conversations/{id}/hearing", response=HearingOut, url_name="who_was_heard")
def hearing(request: Ask, id: RowNumber) -> dict[str, object]:
    """How evenly people's statements were answered, and whether what is shown follows the chances it was given."""
    conversation = access.fetch(request.person, "hearing.see", pk=id)
    heard: Heard = who_was_heard(conversation)
    watched = Watch.objects.filter(conversation=conversation).first()
    return {
        "promise": asdict(DEFAULT),
        "everybody": without_few(asdict(heard.everybody)) if heard.everybody else None,
        "shortfall": asdict(heard.shortfall) if heard.shortfall else None,
        "groups": [row_out(row) for row in heard.groups],
        "authors": [row_out(row) for row in heard.authors],
        "channels": [row_out(row) for row in heard.channels],
        "voted": [row_out(row) for row in heard.voted],
        "judged_at": watched.judged_at if watched else None,
        "alarms": list(conversation.standing_alarms),
    }


def row_out(row: Row) -> dict[str, Any]:
    """A row without its small figures."""
    found = asdict(row)
    return found | {"heard": without_few(found["heard"]) if found["heard"] else None}


def without_few(spread: dict[str, Any]) -> dict[str, Any]:
    """A spread in which what counts fewer than five people is null."""
    return spread | {
        name: spread[name] if spread[name] >= FEWEST_SHOWN else None for name in ("least", "median", "most")
    }
