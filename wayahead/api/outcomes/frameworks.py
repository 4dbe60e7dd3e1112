"""A need's framework: what should change, how anybody can see it, what people suggest, what funders read."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask, person_or_guest
from wayahead.base.people.models import Organisation
from wayahead.base.refusal import NotPossible
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.actions import OutcomeWords, Terms
from wayahead.loop.outcomes.models import Idea, Indicator, Outcome

router = Router(tags=["outcomes"])
Amount = Decimal | None


class IndicatorOut(Schema):
    """What is counted, from where, to where; of a share `baseline` is how many of `baseline_of`."""

    id: int
    outcome_id: int
    words: str
    unit: str
    kind: str
    better: str
    by_what: str
    question: str
    reference: str
    baseline: Decimal | None
    baseline_of: int | None
    baseline_spread: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    target_on: date | None
    dropped_because: str
    read_by: list[int]

    @staticmethod
    def resolve_read_by(row: Indicator) -> list[int]:
        """The keys of the organisations that read it."""
        return sorted(reading.organisation_id for reading in row.readings.all())


class OutcomeOut(Schema):
    """What changes, by doing what, and why that matters."""

    id: int
    need_id: int
    number: int
    title: str
    what_we_do: str
    why_it_matters: str
    dropped_because: str
    indicators: list[IndicatorOut]

    @staticmethod
    def resolve_indicators(row: Outcome) -> list[Indicator]:
        """How anybody can see it."""
        return list(row.indicators.prefetch_related("readings"))


class IdeaOut(Schema):
    """What somebody would have counted, and what became of it."""

    id: int
    text: str
    state: str
    answer_words: str
    said_at: datetime


class OutcomeIn(Schema):
    """What changes, by doing what, and why that matters."""

    title: str = Field(min_length=1, max_length=140)
    what_we_do: str = Field(min_length=1, max_length=200)
    why_it_matters: str = Field(min_length=1, max_length=200)


class IndicatorIn(Schema):
    """What is counted. Of a share `baseline` is how many of `baseline_of`, and `target` is of every hundred."""

    words: str = Field(min_length=1, max_length=200)
    unit: str = Field(min_length=1, max_length=40)
    kind: Indicator.Kind = Indicator.Kind.SHARE
    better: Indicator.Way = Indicator.Way.UP
    by_what: str = Field("", max_length=60)
    reference: str = Field("", max_length=300)
    baseline: Amount = Field(None, max_digits=14, decimal_places=2)
    baseline_of: int | None = Field(None, ge=0, le=2_000_000_000)
    baseline_spread: Amount = Field(None, max_digits=14, decimal_places=2)
    baseline_on: date | None = None
    target: Amount = Field(None, max_digits=14, decimal_places=2)
    target_on: date | None = None


class BecauseIn(Schema):
    """Why it is dropped."""

    reason: str = Field(min_length=1, max_length=300)


class IdeaIn(Schema):
    """What somebody would count or change."""

    text: str = Field(min_length=1, max_length=500)


class IdeaAnswerIn(Schema):
    """What becomes of it."""

    is_taken: bool
    words: str = Field(min_length=1, max_length=500)


class ChoiceIn(Schema):
    """Which indicators an organisation reads of each report."""

    organisation: int
    indicators: list[int] = Field(max_length=200)


@router.get("/needs/{pk}/outcomes", response=list[OutcomeOut])
@paginate
def framework(request: Ask, pk: int) -> QuerySet[Outcome]:
    """What should change when this need is met, with what was dropped."""
    return access.visible(request.person, Outcome).filter(need=access.fetch(request.person, "need.see", pk=pk))


@router.post("/needs/{pk}/outcomes", response={201: OutcomeOut})
def name_outcome(request: Ask, pk: int, given: OutcomeIn) -> Status[Outcome]:
    """Write down one more thing that changes."""
    need = access.fetch(request.person, "framework.write", pk=pk)
    by = access.somebody(request.person)
    return Status(201, actions.name_outcome(need, OutcomeWords(**given.dict()), by=by))


@router.put("/outcomes/{pk}", response=OutcomeOut)
def change_outcome(request: Ask, pk: int, given: OutcomeIn) -> Outcome:
    """Put it in other words."""
    found = access.fetch(request.person, "outcome.change", pk=pk)
    return actions.change_outcome(found, OutcomeWords(**given.dict()), by=access.somebody(request.person))


@router.post("/outcomes/{pk}/drop", response=OutcomeOut)
def drop_outcome(request: Ask, pk: int, given: BecauseIn) -> Outcome:
    """It is no longer asked about."""
    found = access.fetch(request.person, "outcome.change", pk=pk)
    return actions.drop_outcome(found, by=access.somebody(request.person), reason=given.reason)


@router.post("/outcomes/{pk}/indicators", response={201: IndicatorOut})
def add_indicator(request: Ask, pk: int, given: IndicatorIn) -> Status[Indicator]:
    """Say how anybody could see whether it comes true."""
    found = access.fetch(request.person, "outcome.change", pk=pk)
    return Status(201, actions.add_indicator(found, Terms(**given.dict()), by=access.somebody(request.person)))


@router.post("/outcomes/{pk}/wellbeing", response={201: list[IndicatorOut]})
def add_wellbeing(request: Ask, pk: int) -> Status[list[Indicator]]:
    """Ask the four questions on wellbeing."""
    found = access.fetch(request.person, "outcome.change", pk=pk)
    return Status(201, actions.add_wellbeing(found, by=access.somebody(request.person)))


@router.put("/indicators/{pk}", response=IndicatorOut)
def change_indicator(request: Ask, pk: int, given: IndicatorIn) -> Indicator:
    """Other words, baseline or target, until somebody reported on it."""
    found = access.fetch(request.person, "indicator.change", pk=pk)
    return actions.change_indicator(found, Terms(**given.dict()), by=access.somebody(request.person))


@router.post("/indicators/{pk}/drop", response=IndicatorOut)
def drop_indicator(request: Ask, pk: int, given: BecauseIn) -> Indicator:
    """It is no longer counted."""
    found = access.fetch(request.person, "indicator.change", pk=pk)
    return actions.drop_indicator(found, by=access.somebody(request.person), reason=given.reason)


@router.get("/needs/{pk}/ideas", response=list[IdeaOut])
@paginate
def ideas(request: Ask, pk: int) -> QuerySet[Idea]:
    """What people suggest to count: what has its answer, your own, and for those at the table what waits."""
    return access.visible(request.person, Idea).filter(need=access.fetch(request.person, "need.see", pk=pk))


@router.get("/ideas/{pk}", response=IdeaOut)
def idea(request: Ask, pk: int) -> Idea:
    """One of them."""
    return access.fetch(request.person, "idea.see", pk=pk)  # type: ignore[no-any-return]


@router.post("/needs/{pk}/ideas", response={201: IdeaOut})
@transaction.atomic  # who is refused leaves no guest behind
def suggest(request: Ask, pk: int, given: IdeaIn) -> Status[Idea]:
    """Suggest what to count or change."""
    need = access.fetch(request.person, "idea.suggest", pk=pk)
    return Status(201, actions.suggest_idea(need, by=person_or_guest(request), text=given.text))


@router.post("/ideas/{pk}/answer", response=IdeaOut)
def answer_idea(request: Ask, pk: int, given: IdeaAnswerIn) -> Idea:
    """Say what becomes of it."""
    found = access.fetch(request.person, "idea.answer", pk=pk)
    return actions.answer_idea(found, by=access.somebody(request.person), **given.dict())


@router.put("/needs/{pk}/readings", response=list[IndicatorOut])
def choose(request: Ask, pk: int, given: ChoiceIn) -> list[Indicator]:
    """Which indicators an organisation reads of each report; it replaces what it chose before."""
    need = access.fetch(request.person, "indicator.choose", pk=pk)
    organisation: Organisation = access.fetch(request.person, "organisation.act_for", pk=given.organisation)
    chosen = list(access.visible(request.person, Indicator).filter(pk__in=given.indicators))
    if len(chosen) < len(set(given.indicators)):
        raise NotPossible(_("Choose among the indicators of this need."), field="indicators")
    by = access.somebody(request.person)
    read = actions.choose_what_to_read(need, by=by, organisation=organisation, indicators=chosen)
    return [reading.indicator for reading in read]
