"""Hearing between the parties: whose questions were answered in time, by whom; whose suggestions; what moved."""

from collections.abc import Iterable
from dataclasses import dataclass

from wayahead.base.coproduction.models import CoProduction, Party, Seat
from wayahead.loop.constraints.answering import Answering, answering
from wayahead.loop.constraints.models import Constraint, Question
from wayahead.loop.solutions.models import Suggestion, Version
from wayahead.loop.solutions.models.suggestions import Tally

FACILITATOR, PARTY, PEOPLE = "facilitator", "party", "people"


@dataclass(frozen=True)
class Askers:
    """How often people of one role asked, and what came of it."""

    role: str
    asked: int
    answered: int
    moved: int


@dataclass(frozen=True)
class Hearing:
    """Who was heard by whom in one co-production."""

    owners: list[Answering]
    askers: list[Askers]
    limits: int
    limits_asked: int
    limits_moved: int
    suggestions: list[Tally]


def hearing(coproduction: CoProduction) -> Hearing:
    """The figures of today, in a fixed number of queries."""
    rows = Question.objects.filter(constraint__coproduction=coproduction)
    suggestions = Suggestion.objects.of_coproduction(coproduction.pk).exclude(version__state=Version.State.DRAFT)
    questions = list(rows.select_related("constraint__owner").defer("text", "answer_text"))
    return Hearing(
        owners=answering(questions),
        askers=askers(coproduction, questions),
        limits=Constraint.objects.filter(coproduction=coproduction).count(),
        limits_asked=len({question.constraint_id for question in questions}),
        limits_moved=rows.moved().values("constraint").distinct().count(),
        suggestions=suggestions.tallied(),
    )


def askers(coproduction: CoProduction, questions: Iterable[Question]) -> list[Askers]:
    """By role, everybody who asked or asked too. Who left for good counts among the people."""
    seats = Seat.objects.filter(coproduction=coproduction, role=Seat.Role.FACILITATOR)
    facilitators = set(seats.values_list("person", flat=True))
    parties = Party.objects.filter(coproduction=coproduction, organisation__memberships__left_at=None)
    at_the_table = set(parties.values_list("organisation__memberships__person", flat=True))
    found: dict[str, list[Question]] = {}
    for question in questions:
        role = (
            FACILITATOR
            if question.asker_id in facilitators
            else PARTY
            if question.asker_id in at_the_table and question.asker_id
            else PEOPLE
        )
        found.setdefault(role, []).append(question)
    return [
        Askers(
            role,
            len(found[role]),
            sum(not question.is_open for question in found[role]),
            sum(question.moved_to_id is not None or question.answer == "withdrawn" for question in found[role]),
        )
        for role in (PEOPLE, PARTY, FACILITATOR)
        if role in found
    ]
