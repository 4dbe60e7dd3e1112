"""Help through the API: offers, steps that want help, who said yes, what is done."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask, person_or_guest
from wayahead.api.solutions.suggestions import WhyIn
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.actions import Help
from wayahead.loop.solutions.models import Match, Offer, Step

router = Router()


class OfferOut(Schema):
    """What somebody offers. How to reach them is told to the people at the table only, on the page."""

    id: int
    kind: str
    words: str
    who: str
    need: int | None = Field(None, alias="need_id")
    speaking_for: str | None = None
    offered_at: datetime
    ended_at: datetime | None
    hidden_because: str

    @staticmethod
    def resolve_words(row: Offer) -> str:
        """Its words, unless they were hidden."""
        return "" if row.hidden_because else row.words

    @staticmethod
    def resolve_speaking_for(row: Offer) -> str | None:
        """The organisation for which somebody spoke."""
        return row.speaking_for.slug if row.speaking_for else None


class OfferIn(Schema):
    """What to offer. What is signed is shown to everybody, `reach_me` only to the people at the table."""

    kind: Offer.Kind
    words: str = Field(min_length=1, max_length=200)
    signed: str = Field("", max_length=60)
    reach_me: str = Field("", max_length=160)
    language: str = Field("en-gb", max_length=12)
    need: int | None = None
    speaking_for: str | None = None


class StepOut(Schema):
    """One step: who does what by when, and what help is wanted."""

    id: int
    version: int = Field(alias="version_id")
    key: str
    what: str
    by_whom: str
    due_on: date | None
    help_wanted: str
    done_at: datetime | None


class AskIn(Schema):
    """The offer that is asked for."""

    offer: int


class MatchOut(Schema):
    """An offer asked for, and the answer."""

    id: int
    offer: int = Field(alias="offer_id")
    solution: int = Field(alias="solution_id")
    step_key: str
    state: str


class YesIn(Schema):
    """Whether somebody helps."""

    yes: bool


@router.get("/coproductions/{slug}/offers", response=list[OfferOut])
@paginate
def offers(request: Ask, slug: str) -> QuerySet[Offer]:
    """What people offer in a co-production, and have not taken back."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Offer).filter(coproduction=found, ended_at=None)
    return rows.select_related("speaking_for")


@router.post("/coproductions/{slug}/offers", response={201: OfferOut})
@transaction.atomic  # who is refused leaves no guest behind
def offer(request: Ask, slug: str, given: OfferIn) -> Status[Offer]:
    """Offer help. Without a token you become a guest; with one you can answer when somebody asks for it."""
    found = access.fetch(request.person, "offer.make", slug=slug)
    by = person_or_guest(request)
    help_ = Help(
        **given.model_dump(exclude={"need", "speaking_for"}),
        need=access.fetch(by, "need.see", pk=given.need) if given.need else None,
        speaking_for=access.fetch(by, "organisation.act_for", slug=given.speaking_for) if given.speaking_for else None,
    )
    return Status(201, actions.offer(found, help_, by=by))


@router.post("/offers/{pk}/end", response=OfferOut)
def end(request: Ask, pk: int) -> Offer:
    """Whoever offered it takes it back."""
    return actions.end_offer(access.fetch(request.person, "offer.end", pk=pk), by=access.somebody(request.person))


@router.post("/offers/{pk}/hide", response=OfferOut)
def hide(request: Ask, pk: int, given: WhyIn) -> object:
    """A facilitator hides words that harm somebody, with the reason."""
    found = access.fetch(request.person, "offer.hide", pk=pk)
    return actions.hide(found, by=access.somebody(request.person), why=given.why)


@router.get("/versions/{pk}/steps", response=list[StepOut])
@paginate
def steps(request: Ask, pk: int) -> QuerySet[Step]:
    """The steps of a version."""
    version = access.fetch(request.person, "version.see", pk=pk)
    return access.visible(request.person, Step).filter(version=version)


@router.post("/steps/{pk}/ask", response={201: MatchOut})
def ask(request: Ask, pk: int, given: AskIn) -> Status[Match]:
    """Ask for an offer where a step wants help."""
    step = access.fetch(request.person, "match.ask", pk=pk)
    found = access.fetch(request.person, "offer.see", pk=given.offer)
    return Status(201, actions.ask_for_help(found, step, by=access.somebody(request.person)))


@router.put("/matches/{pk}/answer", response=MatchOut)
def answer(request: Ask, pk: int, given: YesIn) -> Match:
    """Whoever offered help says whether they do it."""
    found = access.fetch(request.person, "match.answer", pk=pk)
    return actions.answer_match(found, by=access.somebody(request.person), is_yes=given.yes)


@router.post("/steps/{pk}/done", response=StepOut)
def done(request: Ask, pk: int) -> Step:
    """A step of an agreed version is done."""
    return actions.do_step(access.fetch(request.person, "step.do", pk=pk), by=access.somebody(request.person))
