"""What a conversation's files say, as plain frozen values."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE = 1, 0, -1
ACCEPTED, UNSEEN, REJECTED = 1, 0, -1


@dataclass(frozen=True)
class Statement:
    """One statement. `at` is in milliseconds since 1970, None where unknown; `author` a participant, or nobody."""

    id: int
    text: str
    moderated: int = UNSEEN
    at: int | None = None
    author: int | None = None


@dataclass(frozen=True)
class Wording:
    """What a statement says, and whether it was moderated out."""

    text: str
    is_rejected: bool = False


@dataclass(frozen=True)
class Summary:
    """What the conversation was about, and how many people voted by its own account."""

    topic: str = ""
    about: str = ""
    url: str = ""
    voters: int | None = None


@dataclass(frozen=True)
class Ballots:
    """Every vote in time order (the order of the file where two have the same time): of two in a cell the last counts.

    `people` and `statements` are the ids in ascending order (numbers where all are whole numbers, else text); `who`
    and `what` are places in them. `at` is in milliseconds since 1970, None where the files tell no time.
    """

    people: NDArray[Any]
    statements: NDArray[Any]
    who: NDArray[np.integer[Any]]
    what: NDArray[np.integer[Any]]
    said: NDArray[np.int8]
    at: NDArray[np.int64] | None = None

    @property
    def last(self) -> NDArray[np.int64]:
        """Which votes stand, by person and then statement."""
        cells = self.who.astype(np.int64) * max(1, len(self.statements)) + self.what
        _cells, from_end = np.unique(cells[::-1], return_index=True)
        return np.asarray(len(cells) - 1 - from_end, dtype=np.int64)


@dataclass(frozen=True)
class Conversation:
    """A whole export. `fingerprint` is the same for the same bytes; without `statements` their texts are unknown."""

    summary: Summary
    statements: tuple[Statement, ...]
    ballots: Ballots
    fingerprint: str = ""

    @property
    def wordings(self) -> dict[str, Wording]:
        """What each statement says, by its id as text."""
        return {str(one.id): Wording(one.text, one.moderated == REJECTED) for one in self.statements}


def doubts_about_signs(conversation: Conversation) -> str:
    """A warning when most authors disagree with what they wrote themselves, else nothing."""
    ballots = conversation.ballots
    author = {one.id: one.author for one in conversation.statements if one.author is not None}
    if not author or not len(ballots.said) or ballots.people.dtype.kind != "i":
        return ""
    wrote = np.array([author.get(int(one), -1) for one in ballots.statements])
    last = ballots.last
    own = ballots.said[last][ballots.people[ballots.who[last]] == wrote[ballots.what[last]]]
    agreeing, disagreeing = int((own == AGREE).sum()), int((own == DISAGREE).sum())
    if agreeing + disagreeing < 10 or disagreeing <= agreeing:
        return ""
    return (
        f"{disagreeing} of {agreeing + disagreeing} authors disagree with what they wrote themselves: "
        "1 and -1 may be swapped in these files (1 must be agree)."
    )
