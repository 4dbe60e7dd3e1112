"""Conversation · Voice → Statement → Vote → OpinionMap."""

from wayahead.loop.listening.models.conversations import Conversation, Participation, Placement, Voice
from wayahead.loop.listening.models.maps import OpinionMap
from wayahead.loop.listening.models.policy import EXPLAINED, NEVER_SHOWN, Ground
from wayahead.loop.listening.models.statements import Statement
from wayahead.loop.listening.models.surprises import SurpriseCheck
from wayahead.loop.listening.models.votes import Exposure, Tally, Vote
from wayahead.loop.listening.models.watching import Alarm, Watch

__all__ = [
    "EXPLAINED",
    "NEVER_SHOWN",
    "Alarm",
    "Conversation",
    "Exposure",
    "Ground",
    "OpinionMap",
    "Participation",
    "Placement",
    "Statement",
    "SurpriseCheck",
    "Tally",
    "Voice",
    "Vote",
    "Watch",
]
