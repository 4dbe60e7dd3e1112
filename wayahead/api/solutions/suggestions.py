"""Suggestions through the API: make one, answer it, say whether it is in, take it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask, person_or_guest
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.actions import Thought
from wayahead.loop.solutions.models import Fulfilment, Suggestion

router = Router()


class FulfilmentOut(Schema):
    """Whether a version does what was asked for, by the word of whoever asked."""

    version: int = Field(alias="version_id")
    answer: str
    said_at: datetime


class SuggestionOut(Schema):
    """A suggestion and what became of it. Words that were hidden or taken back are empty."""

    id: int
    version: int = Field(alias="version_id")
    part: str
    section_key: str
    degree: str
    text: str
    why: str
    who: str
    role: str
    speaking_for: str | None = None
    language: str
    suggested_at: datetime
    state: str
    taken_in: int | None = Field(None, alias="taken_in_id")
    answer_words: str
    answered_at: datetime | None
    hidden_because: str
    fulfilled: list[FulfilmentOut]

    @staticmethod
    def resolve_text(row: Suggestion) -> str:
        """Its words, unless they were hidden."""
        return row.text if row.is_readable else ""

    @staticmethod
    def resolve_why(row: Suggestion) -> str:
        """Its reason, unless it was hidden."""
        return row.why if row.is_readable else ""

    @staticmethod
    def resolve_speaking_for(row: Suggestion) -> str | None:
        """The organisation for which somebody spoke."""
        return row.speaking_for.slug if row.speaking_for else None

    @staticmethod
    def resolve_fulfilled(row: Suggestion) -> list[Fulfilment]:
        """What whoever made it says of each version."""
        return list(row.fulfilments.all())


class SuggestionIn(Schema):
    """A suggestion; `section_key` only with `part: section`. What is signed is shown to everybody."""

    text: str = Field(min_length=1, max_length=500)
    degree: Suggestion.Degree
    part: Suggestion.Part = Suggestion.Part.WHOLE
    section_key: str = Field("", max_length=8)
    why: str = Field("", max_length=500)
    signed: str = Field("", max_length=60)
    language: str = Field("en-gb", max_length=12)
    speaking_for: str | None = None


class WhyIn(Schema):
    """A reason that everybody can read."""

    why: str = Field(min_length=1, max_length=300)


class FulfilledIn(Schema):
    """Whether a version does what was asked for."""

    version: int
    answer: Fulfilment.Answer


@router.get("/solutions/{pk}/suggestions", response=list[SuggestionOut])
@paginate
def suggestions(request: Ask, pk: int) -> QuerySet[Suggestion]:
    """Every suggestion to a solution."""
    found = access.fetch(request.person, "solution.see", pk=pk)
    rows = access.visible(request.person, Suggestion).filter(version__solution=found)
    return rows.select_related("speaking_for").prefetch_related("fulfilments")


@router.post("/versions/{pk}/suggestions", response={201: SuggestionOut})
@transaction.atomic  # who is refused leaves no guest behind
def suggest(request: Ask, pk: int, given: SuggestionIn) -> Status[Suggestion]:
    """Suggest a change. Without a token you become a guest; with one, what becomes of it finds its way back."""
    version = access.fetch(request.person, "suggestion.make", pk=pk)
    by = person_or_guest(request)
    plain = given.model_dump(exclude={"speaking_for"})
    body = access.fetch(by, "organisation.act_for", slug=given.speaking_for) if given.speaking_for else None
    return Status(201, actions.suggest(version, Thought(**plain, speaking_for=body), by=by))


@router.get("/suggestions/{pk}", response=SuggestionOut)
def suggestion(request: Ask, pk: int) -> Suggestion:
    """One suggestion."""
    return access.fetch(request.person, "suggestion.see", pk=pk)  # type: ignore[no-any-return]


@router.post("/suggestions/{pk}/decline", response=SuggestionOut)
def decline(request: Ask, pk: int, given: WhyIn) -> Suggestion:
    """Do not take it in, and say why. To take it in, name it in `taking` of a new version."""
    found = access.fetch(request.person, "suggestion.answer", pk=pk)
    return actions.decline(found, by=access.somebody(request.person), why=given.why)


@router.post("/suggestions/{pk}/take-back", response=SuggestionOut)
def take_back(request: Ask, pk: int) -> Suggestion:
    """Whoever made it takes it back, words and all."""
    found = access.fetch(request.person, "suggestion.own", pk=pk)
    return actions.take_back(found, by=access.somebody(request.person))


@router.post("/suggestions/{pk}/hide", response=SuggestionOut)
def hide(request: Ask, pk: int, given: WhyIn) -> object:
    """A facilitator hides words that harm somebody, with the reason."""
    found = access.fetch(request.person, "suggestion.hide", pk=pk)
    return actions.hide(found, by=access.somebody(request.person), why=given.why)


@router.put("/suggestions/{pk}/fulfilled", response=FulfilmentOut)
def fulfilled(request: Ask, pk: int, given: FulfilledIn) -> Fulfilment:
    """Whoever made it says whether a version does what they asked for; saying it again replaces it."""
    found = access.fetch(request.person, "suggestion.own", pk=pk)
    version = access.fetch(request.person, "version.see", pk=given.version)
    return actions.say_fulfilled(found, version, by=access.somebody(request.person), answer=given.answer)
