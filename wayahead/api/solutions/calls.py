"""Opportunities through the API: call for responses, and say what came of it."""

from datetime import date, datetime

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate
from pydantic import HttpUrl

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.actions import Opening
from wayahead.loop.solutions.models import Call

router = Router()


class CallOut(Schema):
    """An opportunity, until when it can be answered, and what came of it."""

    id: int
    coproduction: str = Field(alias="coproduction.slug")
    kind: str
    title: str
    about: str
    decided_by: str
    closes_on: date
    is_open: bool
    source: str
    named_as: int | None = Field(None, alias="named_as_id")
    opened_for: str | None = None
    answers: list[int]
    came_of_it: str
    settled_at: datetime | None

    @staticmethod
    def resolve_opened_for(row: Call) -> str | None:
        """The organisation that offers it."""
        return row.opened_for.slug if row.opened_for else None

    @staticmethod
    def resolve_answers(row: Call) -> list[int]:
        """The solutions that answer it."""
        return [solution.pk for solution in row.solutions.all()]


class CallIn(Schema):
    """An opportunity to open."""

    kind: Call.Kind
    title: str = Field(min_length=1, max_length=140)
    about: str = Field(min_length=1, max_length=2000)
    decided_by: str = Field(min_length=1, max_length=200)
    closes_on: date
    source: HttpUrl | None = None
    named_as: int | None = None
    opened_for: str | None = None


class CameOfIt(Schema):
    """What came of it."""

    words: str = Field(min_length=1, max_length=1000)


@router.get("/coproductions/{slug}/calls", response=list[CallOut])
@paginate
def calls(request: Ask, slug: str) -> QuerySet[Call]:
    """Every opportunity of a co-production, past ones too."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Call).filter(coproduction=found)
    return rows.select_related("coproduction", "opened_for").prefetch_related("solutions")


@router.post("/coproductions/{slug}/calls", response={201: CallOut})
def open_call(request: Ask, slug: str, given: CallIn) -> Status[Call]:
    """Ask what should be made of an opportunity."""
    found = access.fetch(request.person, "call.open", slug=slug)
    by = access.somebody(request.person)
    opening = Opening(
        **given.model_dump(exclude={"source", "named_as", "opened_for"}),
        source=str(given.source or ""),
        named_as=access.fetch(by, "need.see", pk=given.named_as) if given.named_as else None,
    )
    body = access.fetch(by, "organisation.act_for", slug=given.opened_for) if given.opened_for else None
    return Status(201, actions.open_call(found, opening, by=by, opened_for=body))


@router.get("/calls/{pk}", response=CallOut)
def call(request: Ask, pk: int) -> Call:
    """One opportunity."""
    return access.fetch(request.person, "call.see", pk=pk)  # type: ignore[no-any-return]


@router.post("/calls/{pk}/settle", response=CallOut)
def settle(request: Ask, pk: int, given: CameOfIt) -> Call:
    """Write down what came of it."""
    found = access.fetch(request.person, "call.settle", pk=pk)
    return actions.settle_call(found, by=access.somebody(request.person), words=given.words)
