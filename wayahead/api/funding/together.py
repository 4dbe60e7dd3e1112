"""One bid to many funders through the API: its core, what each offers, what they ask. Amounts are whole pence."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.funding.bids import MOST_PENCE, AwardIn, BidOut
from wayahead.base.refusal import NotPossible
from wayahead.journey.bid_core import core_of
from wayahead.loop.funding import actions
from wayahead.loop.funding.actions import Added, Asked
from wayahead.loop.funding.core import Core, limits_brought_to, rewritten
from wayahead.loop.funding.interests import deciders, interest_of
from wayahead.loop.funding.models import Bid, FollowUp, Interest, PartOffer, WholeBid
from wayahead.loop.funding.sums import standing_of
from wayahead.loop.solutions.models import Version

router = Router(tags=["funding"])


class QuoteOut(Schema):
    """Somebody's own words, which they let everybody read."""

    voice_id: int
    text: str
    who: str

    @staticmethod
    def resolve_voice_id(row: Any) -> int:
        """The voice."""
        return int(row.pk)


class SignOut(Schema):
    """How anybody can see whether something changes."""

    words: str
    from_to: str


class AimOut(Schema):
    """One outcome of a need's framework: what is done, what changes by it, why that matters."""

    number: int
    title: str
    what_we_do: str
    why_it_matters: str
    signs: list[SignOut]


class ToldOut(Schema):
    """One need that a bid answers, with quotes and with what should change."""

    need_id: int
    title: str
    story: str
    dissent: str
    quotes: list[QuoteOut]
    aims: list[AimOut]

    @staticmethod
    def resolve_need_id(row: Any) -> int:
        """The need."""
        return int(row.need.pk)

    @staticmethod
    def resolve_title(row: Any) -> str:
        """The need in one sentence."""
        return str(row.need.title)

    @staticmethod
    def resolve_story(row: Any) -> str:
        """The need in people's words."""
        return str(row.need.story)

    @staticmethod
    def resolve_dissent(row: Any) -> str:
        """Who does not agree, and why."""
        return str(row.need.dissent)


class LimitKeptOut(Schema):
    """One limit, and whether the version keeps to it."""

    limit_id: int
    statement: str
    state: str
    why: str


class CoreOut(Schema):
    """What funders read of a bid before they ask anything; the version itself has its own address."""

    version_id: int
    needs: list[ToldOut]
    limits: list[LimitKeptOut]
    agreed_how: str
    involvement_planned_pence: int
    involvement_spent_pence: int
    safeguarding_lead: str
    words_count: int

    @staticmethod
    def resolve_version_id(row: Core) -> int:
        """The agreed version: what, who, when, where, costs."""
        return row.version.pk

    @staticmethod
    def resolve_limits(row: Core) -> list[dict[str, Any]]:
        """Each limit with its one cell."""
        return [
            {
                "limit_id": one.constraint.pk,
                "statement": one.wording.statement,
                "state": one.cells[0].state,
                "why": one.cells[0].why,
            }
            for one in row.limits
        ]

    @staticmethod
    def resolve_agreed_how(row: Core) -> str:
        """How people came to agree."""
        return row.agreement.words if row.agreement else ""

    @staticmethod
    def resolve_involvement_planned_pence(row: Core) -> int:
        """What involving people is planned to cost."""
        return row.planned_pence

    @staticmethod
    def resolve_involvement_spent_pence(row: Core) -> int:
        """What involving people has cost."""
        return row.spent_pence

    @staticmethod
    def resolve_safeguarding_lead(row: Core) -> str:
        """Who looks at worries about people."""
        return str(row.version.solution.coproduction.safeguarding_lead)


class PartOfferOut(Schema):
    """What a funder offers towards a bid."""

    id: int
    bid_id: int
    amount_pence: int
    reasons: str
    state: str
    offered_at: datetime
    report_due_on: date
    ended_because: str


class FollowUpOut(Schema):
    """What a funder asked about a bid, and the one answer."""

    id: int
    bid_id: int
    text: str
    asked_at: datetime
    answer_words: str
    answered_at: datetime | None


class InterestOut(Schema):
    """Somebody of a bid's funder stands aside, and why."""

    id: int
    bid_id: int
    words: str
    declared_at: datetime


class DecidingOut(Schema):
    """Whether you decide a bid; if you belong to its funder and do not, why, and how many others of it can."""

    may_decide: bool
    why_not: str
    others_count: int


class StandingOut(Schema):
    """How far a bid has come."""

    wanted_pence: int
    asked_pence: int
    offered_pence: int
    committed_pence: int
    short_pence: int


class RewrittenOut(Schema):
    """How many words one bid answers to one programme alone, and their share of the words of the core."""

    bid_id: int
    words_count: int
    share: float

    @staticmethod
    def resolve_bid_id(row: Any) -> int:
        """The bid."""
        return int(row.bid.pk)


class WholeBidOut(Schema):
    """One bid as all its funders read it."""

    id: int
    version_id: int
    applicant_id: int
    state: str
    words: str
    led_by: list[str]
    meant_for: list[str]
    sent_at: datetime
    what_is_cut: str
    standing: StandingOut
    bids: list[BidOut]
    part_offers: list[PartOfferOut]
    follow_ups: list[FollowUpOut]
    interests: list[InterestOut]

    @staticmethod
    def resolve_standing(row: WholeBid) -> Any:
        """How far it has come."""
        return standing_of(row)

    @staticmethod
    def resolve_bids(row: WholeBid) -> list[Bid]:
        """What it asks of each programme."""
        return list(row.bids.select_related("grant", "whole").order_by("pk"))

    @staticmethod
    def resolve_part_offers(row: WholeBid) -> list[PartOffer]:
        """What its funders offer, and offered."""
        return list(PartOffer.objects.filter(bid__whole=row))

    @staticmethod
    def resolve_follow_ups(row: WholeBid) -> list[FollowUp]:
        """What its funders asked."""
        return list(row.follow_ups.all())

    @staticmethod
    def resolve_interests(row: WholeBid) -> list[Interest]:
        """Who of its funders stands aside, and why."""
        return list(Interest.objects.filter(bid__whole=row))


class ReadOut(Schema):
    """The core of a bid and how much had to be rewritten for each of its funders."""

    core: CoreOut
    rewritten: list[RewrittenOut]


class AnswerIn(Schema):
    """The answer to one extra question."""

    question: int
    text: str = Field(min_length=1, max_length=2000)


class AskedIn(Schema):
    """What is asked of one programme."""

    programme: int
    asked_pence: int = Field(ge=1, le=MOST_PENCE)
    answers: list[AnswerIn] = []


class SendIn(Schema):
    """One bid, sent to all of these programmes or to none."""

    applicant: int
    programmes: list[AskedIn]
    wanted_pence: int | None = Field(None, ge=1, le=MOST_PENCE)
    words: str = Field("", max_length=2000)
    led_by: list[str] = []
    meant_for: list[str] = []


class CutIn(Schema):
    """What is cut when a bid goes ahead with less."""

    what_is_cut: str = Field(min_length=1, max_length=2000)


class ReasonsIn(Schema):
    """Why an offer is taken back."""

    reasons: str = Field(min_length=1, max_length=500)


class QuestionIn(Schema):
    """What a funder wants to know."""

    text: str = Field(min_length=1, max_length=600)


class InterestIn(Schema):
    """What ties somebody of a funder to a bid."""

    words: str = Field(min_length=1, max_length=500)


class WordsIn(Schema):
    """The one answer, for all funders of the bid."""

    words: str = Field(min_length=1, max_length=2000)


def asked_of(request: Ask, one: AskedIn) -> Asked:
    """What is asked of one programme, which the caller has to see."""
    programme = access.fetch(request.person, "programme.see", pk=one.programme)
    if len({answer.question for answer in one.answers}) < len(one.answers):
        raise NotPossible(_("Answer each question once."), field="answers")
    return Asked(programme, one.asked_pence, {answer.question: answer.text for answer in one.answers})


@router.get("/versions/{pk}/core", response=CoreOut)
def core(request: Ask, pk: int) -> Core:
    """What a bid of this version says by itself."""
    found: Version = access.fetch(request.person, "bid.send", pk=pk)
    return core_of(found)


@router.post("/versions/{pk}/whole-bids", response={201: WholeBidOut})
def send(request: Ask, pk: int, given: SendIn) -> Status[WholeBid]:
    """An organisation sends one bid of an agreed version to several programmes at once: to all of them or to none."""
    version = access.fetch(request.person, "bid.send", pk=pk)
    applicant = access.fetch(request.person, "organisation.act_for", pk=given.applicant)
    added = Added(given.wanted_pence, given.words, given.led_by, given.meant_for)
    asks = [asked_of(request, one) for one in given.programmes]
    by = access.somebody(request.person)
    return Status(201, actions.send(version, asks, by=by, applicant=applicant, added=added))


@router.get("/coproductions/{slug}/whole-bids", response=list[WholeBidOut])
@paginate
def whole_bids(request: Ask, slug: str) -> QuerySet[WholeBid]:
    """Every bid of a co-production, each once however many funders it asks."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    return access.visible(request.person, WholeBid).filter(version__solution__coproduction=found)


@router.get("/whole-bids/{pk}", response=WholeBidOut)
def whole_bid(request: Ask, pk: int) -> WholeBid:
    """One bid as all its funders read it."""
    return access.fetch(request.person, "whole_bid.see", pk=pk)  # type: ignore[no-any-return]


@router.get("/whole-bids/{pk}/core", response=ReadOut)
def whole_bid_core(request: Ask, pk: int) -> dict[str, Any]:
    """The core of one bid, and how much had to be rewritten."""
    found = access.fetch(request.person, "whole_bid.see", pk=pk)
    read = core_of(found.version, limits_brought_to(found))
    return {"core": read, "rewritten": rewritten(found, read)}


@router.post("/whole-bids/{pk}/withdraw", response=WholeBidOut)
def withdraw_all(request: Ask, pk: int) -> WholeBid:
    """The applicant takes a bid back from every programme that has not decided."""
    found = access.fetch(request.person, "whole_bid.withdraw", pk=pk)
    return actions.withdraw_all(found, by=access.somebody(request.person))


@router.post("/whole-bids/{pk}/accept-short", response=WholeBidOut)
def accept_short(request: Ask, pk: int, given: CutIn) -> WholeBid:
    """The applicant goes ahead with less, and says what is cut."""
    found = access.fetch(request.person, "whole_bid.accept_short", pk=pk)
    return actions.accept_short(found, by=access.somebody(request.person), what_is_cut=given.what_is_cut)


@router.post("/bids/{pk}/offer", response={201: PartOfferOut})
def offer(request: Ask, pk: int, given: AwardIn) -> Status[PartOffer]:
    """A funder offers a part; when the parts make the whole, all of them become grants."""
    found = access.fetch(request.person, "bid.decide", pk=pk)
    return Status(201, actions.offer_part(found, by=access.somebody(request.person), **given.dict()))


@router.post("/part-offers/{pk}/take-back", response=PartOfferOut)
def take_back(request: Ask, pk: int, given: ReasonsIn) -> PartOffer:
    """A funder takes an offer back, with the reason."""
    found = access.fetch(request.person, "part_offer.take_back", pk=pk)
    return actions.take_back_offer(found, by=access.somebody(request.person), reasons=given.reasons)


@router.post("/bids/{pk}/ask", response={201: FollowUpOut})
def ask(request: Ask, pk: int, given: QuestionIn) -> Status[FollowUp]:
    """A funder asks something about a bid."""
    found = access.fetch(request.person, "bid.decide", pk=pk)
    return Status(201, actions.ask_about(found, by=access.somebody(request.person), text=given.text))


@router.get("/bids/{pk}/deciding", response=DecidingOut)
def deciding(request: Ask, pk: int) -> dict[str, Any]:
    """Whether you decide this bid, why not, and how many others of its funder can."""
    found = access.fetch(request.person, "bid.see", pk=pk)
    person = request.person
    others = deciders(found).exclude(pk=person.pk) if person else deciders(found)
    return {
        "may_decide": access.allows(person, "bid.decide", found),
        "why_not": interest_of(found, person) if person else "",
        "others_count": others.count(),
    }


@router.post("/bids/{pk}/stand-aside", response={201: InterestOut})
def stand_aside(request: Ask, pk: int, given: InterestIn) -> Status[Interest]:
    """Somebody who could decide a bid says what ties them to it, and leaves it to others."""
    found = access.fetch(request.person, "bid.decide", pk=pk)
    return Status(201, actions.declare_interest(found, by=access.somebody(request.person), words=given.words))


@router.post("/follow-ups/{pk}/answer", response=FollowUpOut)
def answer(request: Ask, pk: int, given: WordsIn) -> FollowUp:
    """The applicant answers a funder's question, once for all."""
    found = access.fetch(request.person, "follow_up.answer", pk=pk)
    return actions.answer_follow_up(found, by=access.somebody(request.person), words=given.words)
