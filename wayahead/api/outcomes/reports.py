"""Report once, say whether it is true, answer those who see it differently and those whose words led there."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.funding.bids import MOST_PENCE, ToldOut, WordsIn
from wayahead.api.outcomes.frameworks import IndicatorOut
from wayahead.journey.answers import because_you_said
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.actions import Account, Count, Counted, PartCount
from wayahead.loop.outcomes.asking import Asked, asked_of
from wayahead.loop.outcomes.models import Measure, Report, Verdict
from wayahead.loop.outcomes.parts import Part, parts_of
from wayahead.loop.outcomes.verdicts import Told, verdict_of
from wayahead.loop.outcomes.wording import sentences

router = Router(tags=["outcomes"])


class PartOut(Schema):
    """A part of a share; null where that could point to somebody."""

    name: str
    hits: int | None
    of: int | None


class MeasureOut(Schema):
    """One figure: of an indicator, with what can be said of it, or of something else (`indicator_id` is null).

    Of a share `before` and `after` are how many people. Without a figure `why_not` says why.
    """

    indicator_id: int | None = Field(None, alias="counts_id")
    indicator: str
    unit: str
    before: Decimal | None
    after: Decimal | None
    of: int | None
    spread: Decimal | None
    why_not: str
    says: list[str]
    parts: list[PartOut]

    @staticmethod
    def resolve_says(row: Measure) -> list[str]:
        """In plain sentences: against the baseline, and against the target."""
        return sentences(row)

    @staticmethod
    def resolve_parts(row: Measure) -> list[Part]:
        """Told apart, without small numbers."""
        return parts_of(row)


class TallyOut(Schema):
    """How many gave one answer; null where that could point to somebody."""

    answer: str
    count: int | None


class GroupOut(Schema):
    """How many of one group of opinion answered, and how many of them with yes; null is hidden, no letter: no group."""

    letter: str
    total: int | None
    yes: int | None


class VerdictOut(Schema):
    """What those whose words led there say of a report; of fewer than five people only how many."""

    total: int
    yes: int | None
    tallies: list[TallyOut]
    groups: list[GroupOut]
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
    disputed_at: datetime | None
    reply_due_on: date | None
    reply: str
    replied_at: datetime | None
    measures: list[MeasureOut]
    verdict: VerdictOut

    @staticmethod
    def resolve_measures(row: Report) -> list[Measure]:
        """What was counted."""
        return list(row.measures.select_related("counts").prefetch_related("parts"))

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


class PartIn(Schema):
    """So many of so many people of one area, age or the like."""

    name: str = Field(min_length=1, max_length=60)
    hits: int = Field(ge=0, le=2_000_000_000)
    of: int = Field(ge=0, le=2_000_000_000)


class CountIn(Schema):
    """What was counted for an indicator, or why it was not. A share is `figure` of `of` people."""

    indicator: int
    figure: Decimal | None = Field(None, max_digits=14, decimal_places=2)
    of: int | None = Field(None, ge=0, le=2_000_000_000)
    spread: Decimal | None = Field(None, max_digits=14, decimal_places=2)
    why_not: str = Field("", max_length=300)
    parts: list[PartIn] = Field([], max_length=40)


class AskedOut(Schema):
    """What a report is asked: a figure, or why there is none, for each of `indicators`; and what else it may tell."""

    indicators: list[IndicatorOut]
    more: list[IndicatorOut]
    is_small: bool
    minutes: int


class ReportIn(Schema):
    """What a grantee says, once."""

    words: str = Field(min_length=1, max_length=4000)
    did_not_work: str = Field("", max_length=2000)
    people_reached: int | None = Field(None, ge=0, le=2_000_000_000)
    spent_pence: int = Field(ge=0, le=MOST_PENCE)
    measures: list[MeasureIn] = Field([], max_length=20)
    counts: list[CountIn] = Field([], max_length=200)


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
    counts = [Count(**(count | {"parts": [PartCount(**part) for part in count["parts"]]})) for count in plain["counts"]]
    return Account(**(plain | {"measures": [Counted(**measure) for measure in plain["measures"]], "counts": counts}))


@router.get("/coproductions/{slug}/reports", response=list[ReportOut])
@paginate
def reports(request: Ask, slug: str) -> QuerySet[Report]:
    """Every report of a co-production."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Report).filter(version__solution__coproduction=found)
    return rows


@router.get("/me/reports", response=list[ReportOut])
@paginate
def my_reports(request: Ask) -> QuerySet[Report]:
    """Reports on what your words led to, of which you have not said yet whether they are true."""
    person = access.somebody(request.person)
    mine = access.among(person, "verdict.give").exclude(verdicts__person__in=person.selves)
    return mine.select_related("version__solution__coproduction", "grant__bid__applicant")


@router.get("/reports/{pk}", response=ReportOut)
def report(request: Ask, pk: int) -> Report:
    """One report."""
    return access.fetch(request.person, "report.see", pk=pk)  # type: ignore[no-any-return]


@router.get("/grants/{pk}/asked", response=AskedOut)
def asked(request: Ask, pk: int) -> Asked:
    """What the report on a grant is asked, and how long that takes."""
    grant = access.fetch(request.person, "grant.see", pk=pk)
    return asked_of(grant.bid.version, grant)


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


@router.post("/reports/{pk}/reply", response=ReportOut)
def reply(request: Ask, pk: int, given: WordsIn) -> Report:
    """Whoever reported answers those who see it differently."""
    found = access.fetch(request.person, "report.reply", pk=pk)
    return actions.reply(found, by=access.somebody(request.person), words=given.words)


@router.post("/reports/{pk}/answer", response={201: ToldOut})
def answer(request: Ask, pk: int, given: WordsIn) -> Status[dict[str, int]]:
    """Because you said: tell everybody whose words led there what came of it."""
    found = access.fetch(request.person, "report.tell", pk=pk)
    told = because_you_said(found, by=access.somebody(request.person), words=given.words)
    return Status(201, {"voices": len(told)})
