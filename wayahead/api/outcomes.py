"""Outcomes through the API: report once, say whether it is true, answer those whose words led there."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.funding.bids import MOST_PENCE, ToldOut, WordsIn
from wayahead.journey.answers import because_you_said
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.actions import Account, Counted
from wayahead.loop.outcomes.models import Measure, Report, Verdict
from wayahead.loop.outcomes.verdicts import Told, verdict_of

router = Router(tags=["outcomes"])


class MeasureOut(Schema):
    """One thing counted before and after."""

    indicator: str
    unit: str
    before: Decimal | None
    after: Decimal


class TallyOut(Schema):
    """How many gave one answer."""

    answer: str
    count: int


class VerdictOut(Schema):
    """What those whose words led there say of a report; of fewer than five people only how many."""

    total: int
    tallies: list[TallyOut]
    comments: list[str]


class ReportOut(Schema):
    """What came of a version; `grant_id` is null where people did it themselves, without a funder."""

    id: int
    version_id: int
    grant_id: int | None
    words: str
    did_not_work: str
    people_reached: int | None
    spent_pence: int
    reported_at: datetime
    measures: list[MeasureOut]
    verdict: VerdictOut

    @staticmethod
    def resolve_measures(row: Report) -> list[Measure]:
        """What was counted."""
        return list(row.measures.all())

    @staticmethod
    def resolve_verdict(row: Report) -> Told:
        """The community's verdict."""
        return verdict_of(row)


class MeasureIn(Schema):
    """One thing counted; `before` is null where nobody knows."""

    indicator: str = Field(min_length=1, max_length=160)
    unit: str = Field(min_length=1, max_length=40)
    before: Decimal | None = Field(None, max_digits=14, decimal_places=2)
    after: Decimal = Field(max_digits=14, decimal_places=2)


class ReportIn(Schema):
    """What a grantee says, once."""

    words: str = Field(min_length=1, max_length=4000)
    did_not_work: str = Field("", max_length=2000)
    people_reached: int | None = Field(None, ge=0, le=2_000_000_000)
    spent_pence: int = Field(ge=0, le=MOST_PENCE)
    measures: list[MeasureIn] = Field([], max_length=20)


class VerdictIn(Schema):
    """Yes, partly or no; anything but yes says what is different."""

    answer: Verdict.Answer
    comment: str = Field("", max_length=1000)


class OwnVerdictOut(Schema):
    """What the caller said."""

    answer: str
    comment: str
    given_at: datetime


def account(given: ReportIn) -> Account:
    """What was sent, as the actions take it."""
    plain: dict[str, Any] = given.dict()
    return Account(**(plain | {"measures": [Counted(**measure) for measure in plain["measures"]]}))


@router.get("/coproductions/{slug}/reports", response=list[ReportOut])
@paginate
def reports(request: Ask, slug: str) -> QuerySet[Report]:
    """Every report of a co-production."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Report).filter(version__solution__coproduction=found)
    return rows.prefetch_related("measures", "verdicts")


@router.get("/reports/{pk}", response=ReportOut)
def report(request: Ask, pk: int) -> Report:
    """One report."""
    return access.fetch(request.person, "report.see", pk=pk)  # type: ignore[no-any-return]


@router.post("/grants/{pk}/report", response={201: ReportOut})
def make(request: Ask, pk: int, given: ReportIn) -> Status[Report]:
    """The grantee reports once."""
    grant = access.fetch(request.person, "report.make", pk=pk)
    return Status(201, actions.report(grant, account(given), by=access.somebody(request.person)))


@router.post("/versions/{pk}/report", response={201: ReportOut})
def make_ourselves(request: Ask, pk: int, given: ReportIn) -> Status[Report]:
    """Those who did something themselves, without a funder, tell once what came of it."""
    version = access.fetch(request.person, "report.make_ourselves", pk=pk)
    return Status(201, actions.report_what_we_did(version, account(given), by=access.somebody(request.person)))


@router.put("/reports/{pk}/verdict", response=OwnVerdictOut)
def say(request: Ask, pk: int, given: VerdictIn) -> Verdict:
    """Somebody whose words led there says whether it is true; saying it again replaces it."""
    found = access.fetch(request.person, "verdict.give", pk=pk)
    return actions.say_whether_true(found, by=access.somebody(request.person), **given.dict())


@router.post("/reports/{pk}/answer", response={201: ToldOut})
def answer(request: Ask, pk: int, given: WordsIn) -> Status[dict[str, int]]:
    """Because you said: tell everybody whose words led there what came of it."""
    found = access.fetch(request.person, "report.tell", pk=pk)
    told = because_you_said(found, by=access.somebody(request.person), words=given.words)
    return Status(201, {"voices": len(told)})
