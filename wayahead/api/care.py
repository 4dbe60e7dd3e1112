"""Worries about people or words, through the API."""

from datetime import datetime

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask, refuse_a_crowd
from wayahead.base.coproduction import actions
from wayahead.base.coproduction.models import Concern

router = Router(tags=["care"])


class ConcernIn(Schema):
    """What worries somebody."""

    words: str = Field(min_length=1, max_length=2000)
    page: str = Field("/", max_length=300)
    coproduction: str = Field("", description="The address (slug) of a co-production.")
    is_urgent: bool = False


class ConcernOut(Schema):
    """A worry, for those who look after it."""

    id: int
    words: str
    page: str
    is_urgent: bool
    raised_at: datetime
    state: str
    outcome: str


class Outcome(Schema):
    """What was done about it."""

    outcome: str = Field(min_length=1, max_length=1000)


@router.post("/concerns", response={204: None})
def raise_concern(request: Ask, given: ConcernIn) -> Status[None]:
    """Say what worries you about a person or about words. No token is needed."""
    found = access.fetch(request.person, "coproduction.see", slug=given.coproduction) if given.coproduction else None
    refuse_a_crowd(request)
    actions.raise_concern(
        page=given.page, words=given.words, by=request.person, coproduction=found, is_urgent=given.is_urgent
    )
    return Status(204, None)


@router.get("/concerns", response=list[ConcernOut])
@paginate
def concerns(request: Ask) -> QuerySet[Concern]:
    """The worries that you look after."""
    return access.visible(access.require(request.person, "concern.list"), Concern)


@router.post("/concerns/{pk}/outcome", response=ConcernOut)
def handle_concern(request: Ask, pk: int, given: Outcome) -> Concern:
    """Say what was done about a worry."""
    found = access.fetch(request.person, "concern.handle", pk=pk)
    return actions.handle_concern(found, by=access.somebody(request.person), outcome=given.outcome)
