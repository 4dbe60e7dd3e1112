"""Limits through the API: read, publish, change, withdraw, ask why, answer."""

from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask, person_or_guest
from wayahead.loop.constraints import actions, wording
from wayahead.loop.constraints.actions import Terms
from wayahead.loop.constraints.models import Constraint, ConstraintVersion, Question
from wayahead.loop.constraints.moving import test_of
from wayahead.loop.constraints.sorts import Sort, sorts

router = Router(tags=["limits"])

TEST = "A test as data, for example {'test': 'total_cost', 'at_most_pence': 4000000}."


class VersionOut(Schema):
    """A limit's words and test as they stood from one moment on."""

    number: int
    statement: str
    test: dict[str, Any] = Field(description=TEST)
    reason: str
    firmness: str
    would_move_if: str
    who_can_move: str
    honest_answer: str
    honest_words: str
    who_asked: str
    made_at: datetime


class QuestionOut(Schema):
    """A question or proposal about a limit and its answer. Who asked is not said."""

    id: int
    limit: int = Field(alias="constraint_id")
    kind: str
    text: str
    proposed: dict[str, Any] = Field(description=TEST)
    same_as: int | None = Field(alias="same_as_id", description="The question it joined, which is answered for both.")
    language: str
    asked_at: datetime
    due_on: date
    days_late: int
    answer: str
    answer_text: str
    answered_at: datetime | None
    moved_to: VersionOut | None


class LimitOut(Schema):
    """A limit as it stands."""

    id: int
    coproduction: str = Field(alias="coproduction.slug")
    owner: str = Field(alias="owner.slug")
    kind: str
    firmness: str
    would_move_if: str
    who_can_move: str
    source: str
    document: str
    valid_from: date | None
    valid_to: date | None
    needs: list[int]
    areas: list[int]
    state: str
    withdrawn_because: str
    replaced_by: int | None = Field(alias="replaced_by_id")
    says: list[str] = Field(description="Its test in plain sentences, each figure with its unit.")
    published_at: datetime
    current: VersionOut

    @staticmethod
    def resolve_needs(limit: Constraint) -> list[int]:
        """The needs for which it holds; none means all."""
        return [need.pk for need in limit.needs.all()]

    @staticmethod
    def resolve_says(limit: Constraint) -> list[str]:
        """The test in plain sentences."""
        return wording.sentences(test_of(limit.current))

    @staticmethod
    def resolve_areas(limit: Constraint) -> list[int]:
        """The areas in which it holds; none means everywhere."""
        return [area.pk for area in limit.areas.all()]


class LimitWithHistory(LimitOut):
    """The same with its versions and questions."""

    versions: list[VersionOut]
    questions: list[QuestionOut]


class LimitIn(Schema):
    """A limit to publish."""

    owner: str
    kind: Constraint.Kind
    statement: str = Field(min_length=1, max_length=300)
    reason: str = Field(min_length=1, max_length=1000)
    firmness: Constraint.Firmness
    honest_answer: ConstraintVersion.Honest = Field(
        description="Is it fixed, or is it inconvenient? Everybody reads it."
    )
    honest_words: str = Field(min_length=1, max_length=500, description="What would happen if it were not kept.")
    test: dict[str, Any] = Field(default_factory=lambda: {"test": "judged"}, description=TEST)
    would_move_if: str = Field("", max_length=500)
    who_can_move: str = Field("", max_length=200)
    source: str = Field("", max_length=500)
    document: str = Field("", max_length=300)
    valid_from: date | None = None
    valid_to: date | None = None
    needs: list[int] = Field(default_factory=list, max_length=200)
    areas: list[int] = Field(default_factory=list, max_length=200)


class ChangeIn(Schema):
    """A limit anew."""

    statement: str = Field(min_length=1, max_length=300)
    reason: str = Field(min_length=1, max_length=1000)
    test: dict[str, Any] = Field(description=TEST)
    firmness: Constraint.Firmness | None = None
    would_move_if: str | None = Field(None, max_length=500)
    who_can_move: str | None = Field(None, max_length=200)
    honest_answer: ConstraintVersion.Honest | None = None
    honest_words: str | None = Field(None, max_length=500)
    who_asked: str = Field("", max_length=200)


class WithdrawIn(Schema):
    """Why it goes, and which of the owner's limits stands in its place."""

    reason: str = Field(min_length=1, max_length=1000)
    replaced_by: int | None = None


class QuestionIn(Schema):
    """A question or a proposal, in the language in which it is asked."""

    kind: Question.Kind = Question.Kind.WHY
    text: str = Field("", max_length=1000, description="May be left out by who asks the same as `same_as`.")
    proposed: dict[str, Any] = Field(default_factory=dict, description=TEST)
    same_as: int | None = Field(None, description="An open question of this limit that asks the same.")
    language: str = Field("en-gb", max_length=12)


class JoinIn(Schema):
    """The question that this one turned out to be."""

    to: int


class AnswerIn(Schema):
    """What happens to the limit, why, and how it reads if it moves: looser than before, and of the same kind."""

    answer: Question.Answer
    words: str = Field(min_length=1, max_length=1000)
    statement: str = Field("", max_length=300)
    test: dict[str, Any] | None = Field(None, description=TEST)
    honest_answer: ConstraintVersion.Honest | Literal[""] = Field(
        "", description="Needed where it moves: is it fixed as it reads now, or is it inconvenient?"
    )
    honest_words: str = Field("", max_length=500, description="Needed where it moves: what if it were not kept?")
    firmness: Constraint.Firmness | Literal[""] = Field("", description="Left out: as firm as before.")
    would_move_if: str | None = Field(None, max_length=500)
    who_can_move: str | None = Field(None, max_length=200, description="Left out: who could before.")


def with_words(rows: "QuerySet[Constraint]") -> "QuerySet[Constraint]":
    """Limits with what is shown of each, in a fixed number of queries."""
    return rows.select_related("coproduction", "owner").prefetch_related("versions", "needs", "areas")


@router.get("/coproductions/{slug}/limits", response=list[LimitOut])
@paginate
def limits(request: Ask, slug: str, show: Sort | None = None) -> QuerySet[Constraint]:
    """Every limit of a co-production, withdrawn ones too; `show` narrows them, such as to what nobody questioned."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Constraint).filter(coproduction=coproduction)
    return with_words(rows.filter(sorts()[show]) if show else rows)


@router.post("/coproductions/{slug}/limits", response={201: LimitOut})
def publish(request: Ask, slug: str, given: LimitIn) -> Status[Constraint]:
    """Publish a limit for an organisation that sits at the table."""
    coproduction = access.fetch(request.person, "limit.publish", slug=slug)
    person = access.somebody(request.person)
    words = given.model_dump(exclude={"owner", "needs", "areas"})
    terms = Terms(
        **words,
        needs=[access.fetch(person, "need.see", pk=pk) for pk in given.needs],
        areas=[access.fetch(person, "area.see", pk=pk) for pk in given.areas],
    )
    owner = access.fetch(person, "organisation.act_for", slug=given.owner)
    return Status(201, actions.publish(coproduction, terms, by=person, owner=owner))


@router.get("/limits/{pk}", response=LimitWithHistory)
def limit(request: Ask, pk: int) -> Constraint:
    """One limit, how it read before, and what was asked of it."""
    return access.fetch(request.person, "limit.see", pk=pk)  # type: ignore[no-any-return]


@router.post("/limits/{pk}/versions", response={201: VersionOut})
def change(request: Ask, pk: int, given: ChangeIn) -> Status[ConstraintVersion]:
    """Reword or move a limit; the old words stay."""
    found = access.fetch(request.person, "limit.change", pk=pk)
    return Status(201, actions.change(found, by=access.somebody(request.person), **given.model_dump()))


@router.post("/limits/{pk}/withdraw", response=LimitOut)
def withdraw(request: Ask, pk: int, given: WithdrawIn) -> Constraint:
    """Withdraw a limit, with the reason."""
    found = access.fetch(request.person, "limit.withdraw", pk=pk)
    person = access.somebody(request.person)
    successor = access.fetch(person, "limit.see", pk=given.replaced_by) if given.replaced_by else None
    return actions.withdraw(found, by=person, reason=given.reason, replaced_by=successor)


@router.post("/limits/{pk}/questions", response={201: QuestionOut})
@transaction.atomic  # who is refused leaves no guest behind
def ask(request: Ask, pk: int, given: QuestionIn) -> Status[Question]:
    """Ask why a limit stands. Without a token you become a guest; with one, the answer finds its way back."""
    found = access.fetch(request.person, "limit.ask", pk=pk)
    person = person_or_guest(request)
    same_as = access.fetch(person, "question.see", pk=given.same_as) if given.same_as else None
    return Status(201, actions.ask_why(found, by=person, **given.model_dump(exclude={"same_as"}), same_as=same_as))


@router.post("/questions/{pk}/join", response=QuestionOut)
def join(request: Ask, pk: int, given: JoinIn) -> Question:
    """Two open questions of a limit are one: the earlier promise holds for both, and each asker gets the answer."""
    found = access.fetch(request.person, "question.join", pk=pk)
    person = access.somebody(request.person)
    return actions.join(found, to=access.fetch(person, "question.see", pk=given.to), by=person)


@router.post("/questions/{pk}/answer", response=QuestionOut)
def answer(request: Ask, pk: int, given: AnswerIn) -> Question:
    """Answer a question of one's own limit: it stands, it moves, or it goes."""
    found = access.fetch(request.person, "question.answer", pk=pk)
    return actions.answer(found, by=access.somebody(request.person), **given.model_dump())
