"""What if a limit moved, and who hears whom: worked out when asked for; nothing is kept."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.base.refusal import NotPossible
from wayahead.journey import between_parties
from wayahead.journey.between_parties import Hearing
from wayahead.loop.constraints.actions import sound_test
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.solutions import whatif
from wayahead.loop.solutions.models import Version

router = Router(tags=["limits"])


class TryIn(Schema):
    """The limit as it might read."""

    test: dict[str, Any] | None = Field(
        None,
        description="A test as data, such as {'test': 'total_cost', 'at_most_pence': 1}; null drops the limit.",
    )


class VersionRef(Schema):
    """A version of a solution."""

    id: int
    solution: int = Field(alias="solution_id")
    number: int


class DoubtOut(VersionRef):
    """A version of which nobody can say, and which facts are missing."""

    id: int = Field(alias="version.pk")
    solution: int = Field(alias="version.solution_id")
    number: int = Field(alias="version.number")
    missing: list[str]


class MoveOut(Schema):
    """A limit as it might read, and which versions come in or fall out by it."""

    limit: int = Field(alias="limit.pk")
    sentences: list[str] = Field(description="How it would read; empty where it would go.")
    comes_in: list[VersionRef]
    falls_out: list[VersionRef]
    unknown: list[DoubtOut] = Field(alias="unsure", description="Nobody can say of these: a fact is missing.")
    kept_out: list[VersionRef] = Field(description="Known not to keep to another limit all the same.")


class PartOut(Schema):
    """A limit of a clash, and what it does there."""

    limit: int = Field(alias="limit.pk")
    words: str


class StandingOut(Schema):
    """Whether all solutions can go ahead together; else what clashes, of which nothing can be left out."""

    can_stand: bool
    is_known: bool
    solutions: list[int]
    parts: list[PartOut]
    words: str
    unknown: list[DoubtOut] = Field(alias="unsure", description="Where nobody can say: which facts are missing.")

    @staticmethod
    def resolve_solutions(standing: whatif.Standing) -> list[int]:
        """The solutions that clash."""
        return [solution.pk for solution in standing.solutions]


class TriedOut(Schema):
    """One limit tried."""

    move: MoveOut
    together: StandingOut


class SweptOut(Schema):
    """Every limit that could move."""

    moves: list[MoveOut]
    together: StandingOut


class AnsweringOut(Schema):
    """How an organisation answers."""

    owner: str = Field(alias="owner.slug")
    asked: int
    in_time: int
    answered_late: int
    waiting: int
    overdue: int
    moved: int
    median_days: int | None


class AskersOut(Schema):
    """How often people of one role asked, and what came of it."""

    role: str
    asked: int
    answered: int
    moved: int


class SuggestersOut(Schema):
    """What became of the suggestions of people in one role; what was taken back counts nowhere."""

    role: str
    made: int
    taken: int
    declined: int
    unanswered: int


class HearingOut(Schema):
    """Hearing between the parties."""

    owners: list[AnsweringOut]
    askers: list[AskersOut]
    limits: int
    limits_asked: int
    limits_moved: int
    suggestions: list[SuggestersOut]


def board_of(person: Person | None, coproduction: CoProduction) -> whatif.Board:
    """The versions this person may see against every limit."""
    rows = access.visible(person, Version).filter(solution__coproduction=coproduction).order_by("solution", "number")
    return whatif.board(coproduction, list(rows.select_related("solution", "area", "delivered_by")))


@router.get("/coproductions/{slug}/what-if", response=SweptOut)
def sweep(request: Ask, slug: str) -> dict[str, Any]:
    """How far each limit that could move would have to, and for whom; and whether all solutions can stand together."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    board = board_of(request.person, coproduction)
    movable = [limit for limit in board.limits if limit.firmness != Constraint.Firmness.FIXED]
    return {"moves": whatif.sweep(board, movable), "together": whatif.together(board)}


@router.post("/limits/{pk}/what-if", response=TriedOut)
def try_one(request: Ask, pk: int, given: TryIn) -> dict[str, Any]:
    """One limit as it might read, or dropped: what comes in, what falls out. Nothing is kept."""
    found = access.fetch(request.person, "limit.see", pk=pk)
    if found.state == Constraint.State.WITHDRAWN:
        raise NotPossible(_("This limit was withdrawn. It bounds nothing any more."))
    to = sound_test(given.test) if given.test is not None else None
    board = board_of(request.person, found.coproduction)
    return {
        "move": whatif.what_if(board, found, to),
        "together": whatif.together(board, {board.number_of(found): to}),
    }


@router.get("/coproductions/{slug}/hearing", response=HearingOut)
def hearing(request: Ask, slug: str) -> Hearing:
    """Whose questions were answered, in time or late, by whom; whose suggestions were taken in; and what moved."""
    return between_parties.hearing(access.fetch(request.person, "coproduction.see", slug=slug))
