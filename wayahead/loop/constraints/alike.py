"""Questions that may ask the same, for the asker to say: nothing joins by itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from rapidfuzz import fuzz, utils

from wayahead.loop.constraints.models import Question

# From this likeness (of 100) on it is worth asking whether two questions are one, and of so many at most.
ALIKE = 60
MOST = 3


def alike(text: str, proposed: Mapping[str, Any], questions: Iterable[Question]) -> list[Question]:
    """Which of these questions may ask the same, the likest first. Who proposes the same figure proposes the same."""
    scored = [(likeness(text, proposed, question), question) for question in questions]
    found = sorted(((score, -question.pk, question) for score, question in scored if score >= ALIKE), reverse=True)
    return [question for _score, _key, question in found[:MOST]]


def likeness(text: str, proposed: Mapping[str, Any], question: Question) -> float:
    """How much one question has of another, in whatever order its words stand."""
    if proposed and proposed == question.proposed:
        return 100
    return fuzz.token_sort_ratio(text, question.text, processor=utils.default_process)
