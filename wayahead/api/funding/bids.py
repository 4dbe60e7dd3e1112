"""Money through the API: programmes, bids, decisions with their reasons. Amounts are whole pence."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.base.refusal import NotPossible
from wayahead.journey.answers import because_you_said
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.funding import actions
from wayahead.loop.funding.actions import Extra, Offer
from wayahead.loop.funding.models import Bid, ExtraQuestion, Grant, Priority, Programme
from wayahead.loop.needs.models import Need

router = Router(tags=["funding"])
MOST_PENCE = 10**15


class ExtraQuestionOut(Schema):
    """What a programme asks beyond the core of a bid, and what the answer decides."""

    id: int
    text: str
    reason: str


class EndedQuestionOut(ExtraQuestionOut):
    """What a programme does not ask any more, and why; how many had answered it; which question followed."""

    ended_at: datetime
    ended_because: str
    answers_count: int
    followed_by_id: int | None

    @staticmethod
    def resolve_answers_count(row: ExtraQuestion) -> int:
        """How many bids had answered it."""
        return row.answers.count()

    @staticmethod
    def resolve_followed_by_id(row: ExtraQuestion) -> int | None:
        """The question that is asked instead."""
        following = getattr(row, "followed_by", None)
        return following.pk if following else None


class ProgrammeOut(Schema):
    """What a funder offers."""

    id: int
    funder_id: int
    title: str
    about: str
    pot_pence: int
    remaining_pence: int
    opens_on: date
    closes_on: date
    decides_within_days: int
    needs: list[int]
    priorities: list[int]
    limits: list[int]
    extra_questions: list[ExtraQuestionOut]
    ended_questions: list[EndedQuestionOut]

    @staticmethod
    def resolve_limits(row: Programme, context: dict[str, Any]) -> list[int]:
        """The limits that it brings to every bid and the caller may see."""
        seen = access.visible(context["request"].person, Constraint).filter(programmes=row)
        return list(seen.values_list("pk", flat=True))

    @staticmethod
    def resolve_extra_questions(row: Programme) -> list[ExtraQuestion]:
        """What it asks beyond the core of a bid, and why."""
        return row.asks

    @staticmethod
    def resolve_ended_questions(row: Programme) -> list[ExtraQuestion]:
        """What it asked once."""
        return row.no_longer_asks

    @staticmethod
    def resolve_remaining_pence(row: Programme) -> int:
        """What is left in the pot."""
        return actions.remaining_pence(row)

    @staticmethod
    def resolve_needs(row: Programme, context: dict[str, Any]) -> list[int]:
        """The needs that it rests on and the caller may see."""
        seen = access.visible(context["request"].person, Need).filter(programmes=row)
        return list(seen.values_list("pk", flat=True))

    @staticmethod
    def resolve_priorities(row: Programme, context: dict[str, Any]) -> list[int]:
        """The needs that it puts first, second, third, as far as the caller may see them."""
        seen = access.visible(context["request"].person, Priority).filter(programme=row)
        return list(seen.order_by("rank").values_list("need", flat=True))


class RankIn(Schema):
    """Needs in the order in which a programme wants to pay for them, and which were `seen` when that was said.

    What was not seen keeps its place. Without `seen`: every need that the caller may see now.
    """

    needs: list[int]
    seen: list[int] | None = None


class ExtraIn(Schema):
    """One question of a programme's own, and what its answer decides."""

    text: str = Field(min_length=1, max_length=300)
    reason: str = Field(min_length=1, max_length=300)


class ChangedIn(ExtraIn):
    """What is asked instead from now on; with the reason, once somebody has answered."""

    because: str = Field("", max_length=300)


class WithdrawnIn(Schema):
    """Why it is not asked any more; owed once somebody has answered."""

    because: str = Field("", max_length=300)


class ProgrammeIn(Schema):
    """What is asked of a funder that opens a programme."""

    title: str = Field(min_length=1, max_length=140)
    about: str = Field("", max_length=2000)
    pot_pence: int = Field(ge=1, le=MOST_PENCE)
    opens_on: date
    closes_on: date
    decides_within_days: int = Field(28, ge=1, le=180)
    needs: list[int]
    limits: list[int] = []
    questions: list[ExtraIn] = []


class GrantOut(Schema):
    """Money awarded."""

    id: int
    bid_id: int
    amount_pence: int
    awarded_at: datetime
    report_due_on: date


class BidOut(Schema):
    """What was asked, and what was decided with which reasons."""

    id: int
    whole_id: int
    programme_id: int
    version_id: int
    applicant_id: int
    asked_pence: int
    words: str
    state: str
    sent_at: datetime
    due_on: date
    reasons: str
    would_have_changed: str
    decided_at: datetime | None
    grant: GrantOut | None

    @staticmethod
    def resolve_words(row: Bid) -> str:
        """What the applicant added for all funders alike."""
        return row.whole.words

    @staticmethod
    def resolve_grant(row: Bid) -> Grant | None:
        """The grant, where there is one."""
        return getattr(row, "grant", None)


class BidIn(Schema):
    """The little that a bid adds to an agreed version."""

    programme: int
    applicant: int
    asked_pence: int = Field(ge=1, le=MOST_PENCE)
    words: str = Field("", max_length=2000)


class AwardIn(Schema):
    """How much, why, and when the report is due."""

    amount_pence: int = Field(ge=1, le=MOST_PENCE)
    reasons: str = Field(min_length=1, max_length=2000)
    report_due_on: date


class RefuseIn(Schema):
    """Why not, and what would have changed it."""

    reasons: str = Field(min_length=1, max_length=2000)
    would_have_changed: str = Field("", max_length=1000)


class WordsIn(Schema):
    """What everybody whose words led here is told."""

    words: str = Field(min_length=1, max_length=2000)


class ToldOut(Schema):
    """How many voices have the answer now."""

    voices: int


@router.get("/programmes", response=list[ProgrammeOut])
@paginate
def programmes(request: Ask) -> QuerySet[Programme]:
    """Every programme."""
    return access.visible(request.person, Programme)


@router.get("/programmes/{pk}", response=ProgrammeOut)
def programme(request: Ask, pk: int) -> Programme:
    """One programme."""
    return access.fetch(request.person, "programme.see", pk=pk)  # type: ignore[no-any-return]


@router.post("/organisations/{slug}/programmes", response={201: ProgrammeOut})
def open_programme(request: Ask, slug: str, given: ProgrammeIn) -> Status[Programme]:
    """A funder opens a programme on published needs."""
    funder = access.fetch(request.person, "programme.open", slug=slug)
    needs = list(access.visible(request.person, Need).filter(pk__in=given.needs))
    limits = list(access.visible(request.person, Constraint).filter(pk__in=given.limits))
    if len(limits) < len(set(given.limits)):
        raise NotPossible(_("Choose limits that you published and that still stand."), field="limits")
    questions = [Extra(one.text, one.reason) for one in given.questions]
    offer = Offer(**(given.dict() | {"needs": needs, "limits": limits, "questions": questions}))
    return Status(201, actions.open_programme(funder, offer, by=access.somebody(request.person)))


@router.put("/programmes/{pk}/priorities", response=ProgrammeOut)
def rank(request: Ask, pk: int, given: RankIn) -> Programme:
    """A funder puts the needs that a programme rests on in order."""
    found = access.fetch(request.person, "programme.rank", pk=pk)
    needs = access.visible(request.person, Need).filter(programmes=found).in_bulk()
    seen = set(needs) if given.seen is None else set(given.seen)
    if set(given.needs) - set(needs):
        raise NotPossible(_("Rank only needs that this programme rests on."), field="needs")
    order, by = [needs[key] for key in given.needs], access.somebody(request.person)
    return actions.rank_needs(found, order, by=by, seen=[needs[key] for key in seen if key in needs])


@router.post("/extra-questions/{pk}/change", response=ProgrammeOut)
def change_question(request: Ask, pk: int, given: ChangedIn) -> Programme:
    """A programme asks something else instead from now on."""
    found = access.fetch(request.person, "extra_question.change", pk=pk)
    by, extra = access.somebody(request.person), Extra(given.text, given.reason)
    return actions.change_question(found, extra, by=by, because=given.because).programme


@router.post("/extra-questions/{pk}/withdraw", response=ProgrammeOut)
def withdraw_question(request: Ask, pk: int, given: WithdrawnIn) -> Programme:
    """A programme does not ask this any more."""
    found = access.fetch(request.person, "extra_question.change", pk=pk)
    by = access.somebody(request.person)
    return actions.withdraw_question(found, by=by, because=given.because).programme


@router.get("/coproductions/{slug}/bids", response=list[BidOut])
@paginate
def bids(request: Ask, slug: str) -> QuerySet[Bid]:
    """Every bid of a co-production."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Bid).filter(version__solution__coproduction=found)
    return rows.select_related("grant", "whole")


@router.post("/versions/{pk}/bids", response={201: BidOut})
def send(request: Ask, pk: int, given: BidIn) -> Status[Bid]:
    """An organisation makes a bid of an agreed version."""
    version = access.fetch(request.person, "bid.send", pk=pk)
    asked = access.fetch(request.person, "programme.see", pk=given.programme)
    applicant = access.fetch(request.person, "organisation.act_for", pk=given.applicant)
    by = access.somebody(request.person)
    sent = actions.bid(asked, version, by=by, applicant=applicant, asked_pence=given.asked_pence, words=given.words)
    return Status(201, sent)


@router.get("/bids/{pk}", response=BidOut)
def bid(request: Ask, pk: int) -> Bid:
    """One bid."""
    return access.fetch(request.person, "bid.see", pk=pk)  # type: ignore[no-any-return]


@router.post("/bids/{pk}/award", response={201: GrantOut})
def award(request: Ask, pk: int, given: AwardIn) -> Status[Grant]:
    """The funder grants a bid, all or part of it."""
    found = access.fetch(request.person, "bid.decide", pk=pk)
    return Status(201, actions.award(found, by=access.somebody(request.person), **given.dict()))


@router.post("/bids/{pk}/refuse", response=BidOut)
def refuse(request: Ask, pk: int, given: RefuseIn) -> Bid:
    """The funder does not fund a bid this time, and says why."""
    found = access.fetch(request.person, "bid.decide", pk=pk)
    return actions.refuse(found, by=access.somebody(request.person), **given.dict())


@router.post("/bids/{pk}/withdraw", response=BidOut)
def withdraw(request: Ask, pk: int) -> Bid:
    """The applicant takes a bid back before it is decided."""
    found = access.fetch(request.person, "bid.withdraw", pk=pk)
    return actions.withdraw(found, by=access.somebody(request.person))


@router.post("/bids/{pk}/answer", response={201: ToldOut})
def answer(request: Ask, pk: int, given: WordsIn) -> Status[dict[str, int]]:
    """Because you said: tell everybody whose words led to this bid what was decided."""
    found = access.fetch(request.person, "answer.give", pk=pk)
    told = because_you_said(found, by=access.somebody(request.person), words=given.words)
    return Status(201, {"voices": len(told)})
