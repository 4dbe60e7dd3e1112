"""What facilitators decided about voices and statements, as the record has it: the moderation log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from wayahead.base.record import reading
from wayahead.base.record.actions import name_of
from wayahead.loop.listening.models import Conversation, Ground, Statement

ABOUT_A_STATEMENT = (
    "statement.drawn",
    "statement.joined",
    "statement.set_aside",
    "statement.taken_up_again",
    "statement.corrected",
    "statement.reworded",
    "statement.split",
)
ABOUT_A_VOICE = ("voice.set_aside", "voice.kept_back", "voice.no_longer_kept_back")
ABOUT_ALL = ("statements.seeded", "voices.set_aside")
AT_ONCE = 500


@dataclass(frozen=True)
class Decision:
    """One decision. `reason` is the reason as it stands now; the words of a voice are not in it."""

    number: int
    at: datetime
    kind: str
    statement: Statement | None
    voices: int
    ground: Ground | None
    reason: str


def decisions(conversation: Conversation, *, before: int | None = None) -> Iterator[Decision]:
    """Every decision about this conversation, newest first; from before a number of the record on."""
    events = reading.events().filter(coproduction_id=conversation.coproduction_id)
    about_all = Q(kind__in=ABOUT_ALL, about=name_of(conversation))
    events = events.filter(Q(kind__in=[*ABOUT_A_STATEMENT, *ABOUT_A_VOICE]) | about_all)
    while batch := list((events.filter(pk__lt=before) if before else events)[:AT_ONCE]):
        yield from of(conversation, batch)
        before = batch[-1].pk


def of(conversation: Conversation, batch: list[Any]) -> Iterator[Decision]:
    """The decisions of these events that are about this conversation, two queries for all of them."""
    keys = {event.pk: int(event.about.rpartition(":")[2]) for event in batch}
    statements = conversation.statements.in_bulk([keys[e.pk] for e in batch if e.kind in ABOUT_A_STATEMENT])
    voices = conversation.voices.in_bulk([keys[e.pk] for e in batch if e.kind in ABOUT_A_VOICE])
    for event in batch:
        key, facts = keys[event.pk], event.facts
        statement = statements.get(key) if event.kind in ABOUT_A_STATEMENT else None
        voice = voices.get(key) if event.kind in ABOUT_A_VOICE else None
        if statement is None and voice is None and event.kind not in ABOUT_ALL:
            continue  # of another conversation of the same co-production
        yield Decision(
            number=event.pk,
            at=event.at,
            kind=event.kind,
            statement=statement,
            voices=1 if voice else len(facts.get("voices", ())),
            ground=Ground(facts["ground"]) if "ground" in facts else None,
            reason=voice.reason if voice else statement.reason if statement else "",
        )
