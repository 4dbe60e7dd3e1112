"""Needs through the API."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.loop.listening.models import Statement, Voice
from wayahead.loop.needs import actions
from wayahead.loop.needs.actions import Draft, Part
from wayahead.loop.needs.models import CheckBack, Need, Reliance

router = Router(tags=["needs"])


class CheckedOut(Schema):
    """What those who spoke said to a need; `earlier_words` of them before its words changed."""

    asked: int
    answered: int
    yes: int
    not_quite: int
    no: int
    earlier_words: int


class NeedOut(Schema):
    """A need as the API shows it: its words, what it rests on, what became of it."""

    id: int
    number: int
    kind: str
    title: str
    story: str
    dissent: str
    state: str
    agreement: list[dict[str, Any]]
    statements: list[int]
    checked: CheckedOut
    came_from: list[int]
    became: list[int]
    written_at: datetime
    published_at: datetime | None

    @staticmethod
    def resolve_statements(need: Need) -> list[int]:
        """The keys of the statements it rests on."""
        return [statement.pk for statement in need.statements.all()]

    @staticmethod
    def resolve_checked(need: Need) -> dict[str, int]:
        """Counts only, nobody's name."""
        return need.check_backs.aggregate_answers()

    @staticmethod
    def resolve_came_from(need: Need) -> list[int]:
        """The needs that it was before."""
        return [step.earlier_id for step in need.came_from.all()]

    @staticmethod
    def resolve_became(need: Need) -> list[int]:
        """The needs that it became."""
        return [step.later_id for step in need.became.all()]


class CheckBackOut(Schema):
    """A question that waits for the caller's answer: is that what you meant?"""

    need_id: int
    title: str = Field(alias="need.title")
    story: str = Field(alias="need.story")
    asked_at: datetime


class NeedIn(Schema):
    """What a need says, and what it rests on."""

    title: str = Field(min_length=1, max_length=140)
    story: str = Field(min_length=1, max_length=3000)
    statements: list[int]
    quotes: list[int] = []
    kind: Need.Kind = Need.Kind.NEED
    written_for: int | None = None


class AnswerIn(Schema):
    """Yes, not quite, or no."""

    answer: CheckBack.Answer
    comment: str = Field("", max_length=1000)


class PublishIn(Schema):
    """Who does not agree, and why."""

    dissent: str = Field("", max_length=2000)


class MergeIn(Schema):
    """Which needs become one, and how it reads."""

    needs: list[int]
    title: str = Field(min_length=1, max_length=140)
    story: str = Field(min_length=1, max_length=3000)
    reason: str = Field(min_length=1, max_length=500)


class PartIn(Schema):
    """One of the needs that another is split into."""

    title: str = Field(min_length=1, max_length=140)
    story: str = Field("", max_length=3000)
    statements: list[int]


class SplitIn(Schema):
    """The parts, and why."""

    parts: list[PartIn]
    reason: str = Field(min_length=1, max_length=500)


class RelyIn(Schema):
    """Which organisation bases what on a need."""

    organisation: int
    what_for: str = Field(min_length=1, max_length=200)


class StopIn(Schema):
    """Why an organisation no longer relies on a need."""

    reason: str = Field(min_length=1, max_length=200)


class RelianceOut(Schema):
    """An organisation that relies on a need."""

    id: int
    organisation_id: int
    what_for: str
    declared_at: datetime
    ended_at: datetime | None
    ended_because: str


def draft_of(request: Ask, given: NeedIn) -> Draft:
    """As the action wants it: only what the caller may see can be named."""
    statements = access.visible(request.person, Statement).filter(pk__in=given.statements)
    quotes = access.visible(request.person, Voice).filter(pk__in=given.quotes)
    return Draft(given.title, given.story, list(statements), list(quotes), given.kind)


@router.get("/coproductions/{slug}/needs", response=list[NeedOut])
@paginate
def needs(request: Ask, slug: str) -> QuerySet[Need]:
    """Every need of a co-production that the caller may see."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Need).filter(coproduction=found)
    return rows.prefetch_related("statements", "came_from", "became")


@router.post("/coproductions/{slug}/needs", response={201: NeedOut})
def write(request: Ask, slug: str, given: NeedIn) -> Status[Need]:
    """Write a need from what was said."""
    found = access.fetch(request.person, "need.write", slug=slug)
    written_for = (
        access.fetch(request.person, "organisation.act_for", pk=given.written_for) if given.written_for else None
    )
    by = access.somebody(request.person)
    return Status(201, actions.write(found, draft_of(request, given), by=by, written_for=written_for))


@router.post("/coproductions/{slug}/needs/merge", response={201: NeedOut})
def merge(request: Ask, slug: str, given: MergeIn) -> Status[Need]:
    """Several needs become one new draft."""
    found = access.fetch(request.person, "need.merge", slug=slug)
    rows = list(access.visible(request.person, Need).filter(coproduction=found, pk__in=given.needs))
    by = access.somebody(request.person)
    later = actions.merge(rows, by=by, title=given.title, story=given.story, reason=given.reason)
    return Status(201, later)


@router.get("/needs/{pk}", response=NeedOut)
def need(request: Ask, pk: int) -> Need:
    """One need."""
    return access.fetch(request.person, "need.see", pk=pk)  # type: ignore[no-any-return]


@router.put("/needs/{pk}", response=NeedOut)
def change(request: Ask, pk: int, given: NeedIn) -> Need:
    """Other words, before it is published."""
    found = access.fetch(request.person, "need.change", pk=pk)
    return actions.rewrite(found, draft_of(request, given), by=access.somebody(request.person))


@router.post("/needs/{pk}/check-back", response={202: dict[str, int]})
def check_back(request: Ask, pk: int) -> Status[dict[str, int]]:
    """Ask everybody whose words this came from."""
    found = access.fetch(request.person, "need.check_back", pk=pk)
    return Status(202, {"asked": len(actions.check_back(found, by=access.somebody(request.person)))})


@router.post("/needs/{pk}/answer", response=dict[str, str])
def answer(request: Ask, pk: int, given: AnswerIn) -> dict[str, str]:
    """Say whether this is what you meant."""
    found = access.fetch(request.person, "need.answer_back", pk=pk)
    by = access.somebody(request.person)
    check = actions.answer_check_back(found, by=by, answer=given.answer, comment=given.comment)
    return {"answer": check.answer}


@router.post("/needs/{pk}/publish", response=NeedOut)
def publish(request: Ask, pk: int, given: PublishIn) -> Need:
    """Publish it, with who does not agree."""
    found = access.fetch(request.person, "need.publish", pk=pk)
    return actions.publish(found, by=access.somebody(request.person), dissent=given.dissent)


@router.post("/needs/{pk}/split", response={201: list[NeedOut]})
def split(request: Ask, pk: int, given: SplitIn) -> Status[list[Need]]:
    """One need becomes several drafts."""
    found = access.fetch(request.person, "need.split", pk=pk)
    parts = [
        Part(part.title, part.story, list(found.statements.filter(pk__in=part.statements))) for part in given.parts
    ]
    return Status(201, actions.split(found, by=access.somebody(request.person), parts=parts, reason=given.reason))


@router.get("/check-backs", response=list[CheckBackOut])
@paginate
def check_backs(request: Ask) -> QuerySet[CheckBack]:
    """Every need about which the caller is asked, and has not answered yet."""
    waiting = CheckBack.objects.waiting().filter(person__in=access.somebody(request.person).selves)
    return waiting.select_related("need").order_by("pk")


@router.get("/needs/{pk}/reliances", response=list[RelianceOut])
@paginate
def reliances(request: Ask, pk: int) -> QuerySet[Reliance]:
    """Who relies on a need, and who once did."""
    found = access.fetch(request.person, "need.see", pk=pk)
    return access.visible(request.person, Reliance).filter(need=found)


@router.post("/needs/{pk}/reliances", response={201: RelianceOut})
def rely(request: Ask, pk: int, given: RelyIn) -> Status[Reliance]:
    """An organisation says that it bases something on this need."""
    found = access.fetch(request.person, "need.rely", pk=pk)
    organisation = access.fetch(request.person, "organisation.act_for", pk=given.organisation)
    by = access.somebody(request.person)
    return Status(201, actions.rely(found, by=by, organisation=organisation, what_for=given.what_for))


@router.post("/reliances/{pk}/stop", response=RelianceOut)
def stop(request: Ask, pk: int, given: StopIn) -> Reliance:
    """An organisation no longer relies on a need, and says why."""
    found = access.fetch(request.person, "reliance.stop", pk=pk)
    return actions.stop_relying(found, by=access.somebody(request.person), reason=given.reason)
