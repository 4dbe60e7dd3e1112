"""Solution → Version → Suggestion → Agreement, and what people bring to it: what is crafted together, within limits."""

from wayahead.loop.solutions.models.agreements import Agreement, Ballot, Objection
from wayahead.loop.solutions.models.calls import Call
from wayahead.loop.solutions.models.help import Match, Offer
from wayahead.loop.solutions.models.parts import CostItem, InKind, Section, Step
from wayahead.loop.solutions.models.solutions import Judgement, Solution, Version
from wayahead.loop.solutions.models.suggestions import Fulfilment, Suggestion

__all__ = [
    "Agreement",
    "Ballot",
    "Call",
    "CostItem",
    "Fulfilment",
    "InKind",
    "Judgement",
    "Match",
    "Objection",
    "Offer",
    "Section",
    "Solution",
    "Step",
    "Suggestion",
    "Version",
]
