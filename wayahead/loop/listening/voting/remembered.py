"""What this process remembers of conversations and of people's parts in them: nothing that may not be lost or stale."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.asking import FEWEST_GROUPS, Standing, counted
from wayahead.loop.listening.models import Conversation, Exposure, OpinionMap, Statement, Tally
from wayahead.loop.listening.voting.answers import begun, standing_votes

SECONDS_FRESH = 2.0
MOST_TALKS = 500
MOST_PARTS = 20_000

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")


class Remembered(Generic[Key, Thing]):
    """The things asked for last, loaded on first use."""

    def __init__(self, load: Callable[[Key], Thing | None], most: int) -> None:
        self.load, self.most = load, most
        self.things: OrderedDict[Key, Thing] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Key) -> Thing | None:
        """The thing, from memory or loaded now; None when there is none, which is not remembered."""
        with self.lock:
            if (known := self.things.get(key)) is not None:
                self.things.move_to_end(key)
                return known
        loaded = self.load(key)
        if loaded is None:
            return None
        with self.lock:
            kept = self.things.setdefault(key, loaded)
            if len(self.things) > self.most:
                self.things.popitem(last=False)
            return kept

    def renew(self, key: Key) -> Thing | None:
        """The thing as it is now, for everybody who asks from now on; meanwhile they get the old one."""
        loaded = self.load(key)
        with self.lock:
            if loaded is None:
                self.things.pop(key, None)
            else:
                self.things[key] = loaded
        return loaded


@dataclass
class Talk:
    """A conversation: its open statements and how they stand."""

    conversation_id: int
    coproduction_id: int
    is_public: bool
    statements: list[Statement]
    standing: Standing
    place: dict[int, int]
    loaded_at: float = field(default_factory=monotonic)
    refreshing: Lock = field(default_factory=Lock)


@dataclass
class Part:
    """Somebody's part in a conversation: what they answered, and the statement that lies before them.

    `voter` is their pseudonym. Whoever votes holds the lock, so that one person's votes follow one another.
    """

    voter: UUID | None
    answers: dict[int, int]
    shown: int | None
    lock: Lock = field(default_factory=Lock)

    def take_up(self, other: "Part | None") -> None:
        """Be as the other one is, which was loaded later."""
        if other is not None:
            self.voter, self.answers, self.shown = other.voter, other.answers, other.shown


def load_talk(conversation_id: int) -> Talk | None:
    """A conversation as the database has it now."""
    conversation = Conversation.objects.select_related("coproduction").filter(pk=conversation_id).first()
    if conversation is None:
        return None
    accepted = conversation.statements.filter(state=Statement.State.ACCEPTED)
    statements = list(accepted.order_by("pk"))
    place = {statement.pk: n for n, statement in enumerate(statements)}
    return Talk(
        conversation.pk,
        conversation.coproduction_id,
        not conversation.coproduction.is_private,
        statements,
        standing_of(conversation_id, statements, place),
        place,
    )


def talk_of(conversation_id: int) -> Talk | None:
    """The conversation as it was a moment ago at the most; None when there is none."""
    talk = TALKS.get(conversation_id)
    if talk and monotonic() - talk.loaded_at > SECONDS_FRESH and talk.refreshing.acquire(blocking=False):
        return TALKS.renew(conversation_id)
    return talk


def standing_of(conversation_id: int, statements: list[Statement], place: dict[int, int]) -> Standing:
    """How often everybody and each group of the last map answered each statement, and which way."""
    rows = Tally.objects.filter(statement__conversation=conversation_id).values_list(
        "group", "statement_id", "agree", "disagree", "passed"
    )
    known = [(row[0], place[row[1]], *row[2:]) for row in rows if row[1] in place]
    groups = 1 + max((group for group, *_rest in known), default=Tally.NO_GROUP)
    counts: NDArray[np.int64] = np.zeros((3, groups + 1, len(place)), dtype=np.int64)
    for group, statement, *answers in known:
        counts[:, group, statement] = answers  # the people of no group come last
    on_map = dividing(conversation_id, statements) if groups < FEWEST_GROUPS else None
    return counted(counts[:, :groups], counts.sum(axis=1), on_map)


def dividing(conversation_id: int, statements: list[Statement]) -> NDArray[np.float64]:
    """How far each statement divides people on the last map, along either axis; nought for what no map knows."""
    drawn = OpinionMap.objects.filter(conversation=conversation_id)
    results = drawn.values_list("result__statement_results", flat=True).first() or []
    known = {int(one["id"]): one["divisive"] * toward(one.get("loading", (0, 0))) for one in results}
    return np.array([known.get(statement.number, np.zeros(2)) for statement in statements]).reshape(-1, 2)


def toward(loading: Sequence[float]) -> NDArray[np.float64]:
    """A direction of length one; nought where there is none."""
    return np.asarray(loading) / (np.linalg.norm(loading) or 1.0)


def load_part(key: tuple[int, int]) -> Part | None:
    """Somebody's part in a conversation, under whichever of their selves; None when they have not begun."""
    conversation_id, person_id = key
    participation = begun(conversation_id, person_id)
    if participation is None:
        return None
    last = Exposure.objects.filter(voter=participation.pseudonym).order_by("-pk").first()
    answers = {vote.statement_id: vote.choice or 0 for vote in standing_votes(participation)}
    return Part(participation.pseudonym, answers, last.statement_id if last else None)


TALKS: Remembered[int, Talk] = Remembered(load_talk, MOST_TALKS)
PARTS: Remembered[tuple[int, int], Part] = Remembered(load_part, MOST_PARTS)
