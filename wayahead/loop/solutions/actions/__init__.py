"""What people can do while they craft a solution together: write, suggest, judge, agree, call, offer, and do."""

from wayahead.loop.solutions.actions.agreeing import (
    agree,
    answer_objection,
    come_back,
    not_agree,
    object_to,
    review,
    say_if_agreed,
    seek_agreement,
    take_objection_back,
)
from wayahead.loop.solutions.actions.calling import Opening, open_call, settle_call
from wayahead.loop.solutions.actions.crafting import (
    Cost,
    Draft,
    Gift,
    Part,
    Task,
    draft_version,
    judge,
    refuse_bad_draft,
    share,
    start,
)
from wayahead.loop.solutions.actions.helping import Help, answer_match, ask_for_help, do_step, end_offer, offer
from wayahead.loop.solutions.actions.hiding import hide
from wayahead.loop.solutions.actions.suggesting import Thought, decline, say_fulfilled, suggest, take_back

__all__ = [
    "Cost",
    "Draft",
    "Gift",
    "Help",
    "Opening",
    "Part",
    "Task",
    "Thought",
    "agree",
    "answer_match",
    "answer_objection",
    "ask_for_help",
    "come_back",
    "decline",
    "do_step",
    "draft_version",
    "end_offer",
    "hide",
    "judge",
    "not_agree",
    "object_to",
    "offer",
    "open_call",
    "refuse_bad_draft",
    "review",
    "say_fulfilled",
    "say_if_agreed",
    "seek_agreement",
    "settle_call",
    "share",
    "start",
    "suggest",
    "take_back",
    "take_objection_back",
]
