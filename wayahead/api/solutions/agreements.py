"""Agreement through the API: ask whether a version can be agreed, give a reason against it, vote, write it down."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.access.waiting import Waiting, waiting_for
from wayahead.api.asking import Ask, person_or_guest
from wayahead.api.solutions.shapes import VersionOut
from wayahead.api.solutions.suggestions import WhyIn
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.models import Agreement, Ballot, Objection, Version
from wayahead.loop.solutions.votes import Outcome, outcome_of

router = Router()


class ObjectionOut(Schema):
    """A reason against a version, and what became of it. Words that were hidden or erased are empty."""

    id: int
    version: int = Field(alias="version_id")
    reason: str
    who: str
    language: str
    raised_at: datetime
    state: str
    answer_words: str
    answered_at: datetime | None
    hidden_because: str

    @staticmethod
    def resolve_reason(row: Objection) -> str:
        """Its words, unless they were hidden."""
        return "" if row.hidden_because else row.reason


class ObjectionIn(Schema):
    """What somebody cannot live with. What is signed is shown to everybody."""

    reason: str = Field(min_length=1, max_length=1000)
    signed: str = Field("", max_length=60)
    language: str = Field("en-gb", max_length=12)


class GroupOut(Schema):
    """How one group of opinion voted; without a letter those who stand in no group, or in a small one."""

    letter: str
    agree: int
    disagree: int


class VoteOut(Schema):
    """The vote; of fewer than five people only how many. Guests are those who left no address."""

    total: int
    guests: int
    agree: int
    disagree: int
    groups: list[GroupOut]


class AgreementOut(Schema):
    """One round of seeking agreement, and what came of it."""

    id: int
    version: int = Field(alias="version_id")
    way: str
    panel: str
    closes_on: date
    outcome: str
    words: str
    dissent: str
    review_on: date | None
    review_words: str
    reviewed_at: datetime | None
    cut_short: str
    rests_on_guests: bool
    is_over: bool
    vote: VoteOut | None = None

    @staticmethod
    def resolve_vote(row: Agreement) -> Outcome | None:
        """The vote, where there is one."""
        return outcome_of(row) if row.way == Agreement.Way.VOTE else None


class DeskOut(Schema):
    """So many things of one kind that wait in one place."""

    kind: str = Field(
        description="voices, points, remarks, speakers, findings, words, looking_back, suggestions, ideas, calls, "
        "level or concerns."
    )
    key: int = Field(description="The row at which they are done; of ideas, the number of their need.")
    coproduction: str = Field(description="The address of the co-production; empty for worries.")
    title: str
    many: int
    late: int = Field(description="How many of them are late; of worries, how many are urgent.")


class WaitingOut(Schema):
    """What waits for somebody, the oldest first."""

    reasons: list[ObjectionOut]
    over: list[AgreementOut]
    reviews: list[AgreementOut]
    desks: list[DeskOut]


class SeekIn(Schema):
    """How people come to agree, and until when they are asked."""

    way: Agreement.Way = Agreement.Way.CONSENT
    closes_on: date
    panel: str = Field("", max_length=300)


class AgreeIn(Schema):
    """How people came to agree, who dissents, and when they look at it again; of a panel, what it decided and why.

    A panel's decision needs its day. A round that ends before its day says why (`cut_short`).
    """

    words: str = Field(min_length=1, max_length=1000)
    dissent: str = Field("", max_length=1000)
    review_on: date | None = None
    cut_short: str = Field("", max_length=300)


class NotAgreedIn(Schema):
    """Why people did not agree; and why it ends before its day, if it does."""

    words: str = Field(min_length=1, max_length=1000)
    dissent: str = Field("", max_length=1000)
    cut_short: str = Field("", max_length=300)


class WordsIn(Schema):
    """Words that everybody can read."""

    words: str = Field(min_length=1, max_length=1000)


class BallotIn(Schema):
    """Whether somebody agrees."""

    agrees: bool


class BallotOut(BallotIn):
    """What the caller said."""

    given_at: datetime


@router.post("/versions/{pk}/agreements", response={201: AgreementOut})
def seek(request: Ask, pk: int, given: SeekIn) -> Status[Agreement]:
    """Ask whether a shared version can be agreed."""
    version = access.fetch(request.person, "version.agree", pk=pk)
    return Status(201, actions.seek_agreement(version, by=access.somebody(request.person), **given.model_dump()))


@router.get("/coproductions/{slug}/agreements", response=list[AgreementOut])
@paginate
def agreements(request: Ask, slug: str, sought: bool | None = None) -> QuerySet[Agreement]:
    """Every round of seeking agreement; with `sought`, only those whose outcome is not written down yet, or is."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    found = access.visible(request.person, Agreement).filter(version__solution__coproduction=coproduction)
    return found if sought is None else found.filter(outcome="sought") if sought else found.exclude(outcome="sought")


@router.get("/agreements/{pk}", response=AgreementOut)
def agreement(request: Ask, pk: int) -> Agreement:
    """One round of seeking agreement."""
    return access.fetch(request.person, "agreement.see", pk=pk)  # type: ignore[no-any-return]


@router.put("/agreements/{pk}/ballot", response=BallotOut)
def vote(request: Ask, pk: int, given: BallotIn) -> Ballot:
    """Say whether it can be agreed; saying it again replaces it. Needs a token, so that each person counts once."""
    found = access.fetch(request.person, "agreement.vote", pk=pk)
    return actions.say_if_agreed(found, by=access.somebody(request.person), agrees=given.agrees)


@router.post("/agreements/{pk}/review", response=AgreementOut)
def review(request: Ask, pk: int, given: WordsIn) -> Agreement:
    """Write down what people found when they looked again."""
    found = access.fetch(request.person, "agreement.review", pk=pk)
    return actions.review(found, by=access.somebody(request.person), words=given.words)


@router.post("/versions/{pk}/agree", response=VersionOut)
def agree(request: Ask, pk: int, given: AgreeIn) -> Version:
    """Write down that people agreed on a version."""
    found = access.fetch(request.person, "version.agree", pk=pk)
    return actions.agree(found, by=access.somebody(request.person), **given.model_dump())


@router.post("/versions/{pk}/not-agreed", response=AgreementOut)
def not_agree(request: Ask, pk: int, given: NotAgreedIn) -> Agreement:
    """Write down that people did not agree on a version, and why."""
    found = access.fetch(request.person, "version.agree", pk=pk)
    return actions.not_agree(found, by=access.somebody(request.person), **given.model_dump())


@router.get("/versions/{pk}/objections", response=list[ObjectionOut])
@paginate
def objections(request: Ask, pk: int) -> QuerySet[Objection]:
    """Every reason against a version, and what became of each."""
    version = access.fetch(request.person, "version.see", pk=pk)
    return access.visible(request.person, Objection).filter(version=version)


@router.get("/solutions/{pk}/objections", response=list[ObjectionOut])
@paginate
def objections_to_solution(request: Ask, pk: int) -> QuerySet[Objection]:
    """Every reason against any version of a solution; each says to which version it was given."""
    solution = access.fetch(request.person, "solution.see", pk=pk)
    return access.visible(request.person, Objection).filter(version__solution=solution)


@router.get("/me/waiting", response=WaitingOut)
def waiting(request: Ask) -> Waiting:
    """What waits for you: where people seek agreement on what you look after or wrote, and on each of your desks."""
    return waiting_for(access.somebody(request.person))


@router.post("/versions/{pk}/objections", response={201: ObjectionOut})
@transaction.atomic  # who is refused leaves no guest behind
def object_to(request: Ask, pk: int, given: ObjectionIn) -> Status[Objection]:
    """Say what one cannot live with. Without a token you become a guest."""
    version = access.fetch(request.person, "objection.raise", pk=pk)
    return Status(201, actions.object_to(version, by=person_or_guest(request), **given.model_dump()))


@router.post("/objections/{pk}/answer", response=ObjectionOut)
def answer(request: Ask, pk: int, given: WordsIn) -> Objection:
    """Write down how a reason against a version was answered."""
    found = access.fetch(request.person, "objection.answer", pk=pk)
    return actions.answer_objection(found, by=access.somebody(request.person), words=given.words)


@router.post("/objections/{pk}/take-back", response=ObjectionOut)
def take_back(request: Ask, pk: int) -> Objection:
    """Whoever gave a reason takes it back: they can live with it now."""
    found = access.fetch(request.person, "objection.own", pk=pk)
    return actions.take_objection_back(found, by=access.somebody(request.person))


@router.post("/objections/{pk}/hide", response=ObjectionOut)
def hide(request: Ask, pk: int, given: WhyIn) -> object:
    """A facilitator hides words that harm somebody, with the reason."""
    found = access.fetch(request.person, "objection.hide", pk=pk)
    return actions.hide(found, by=access.somebody(request.person), why=given.why)
