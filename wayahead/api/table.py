"""What stands round the table, through the API: parties, seats, meetings, costs."""

from datetime import date, datetime

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.base.coproduction import actions
from wayahead.base.coproduction.actions import Gathering
from wayahead.base.coproduction.models import (
    CoProduction,
    CostLine,
    Meeting,
    MeetingPoint,
    Party,
    Presence,
    Seat,
)
from wayahead.base.refusal import NotPossible

router = Router(tags=["co-productions"])


class Promise(Schema):
    """What an organisation says in public about its own power."""

    can_decide: str = Field(min_length=1, max_length=1000)
    cannot_decide: str = Field(min_length=1, max_length=1000)
    answers_within_days: int = Field(ge=1, le=90)


class PartyIn(Promise):
    """The same, and for which organisation."""

    organisation: str = Field(description="The address (slug) of an organisation you may act for.")


class PartyOut(Schema):
    """An organisation at the table."""

    id: int
    organisation: str = Field(alias="organisation.slug")
    can_decide: str
    cannot_decide: str
    answers_within_days: int
    joined_at: datetime
    left_at: datetime | None
    left_because: str


class Reason(Schema):
    """Why, in public."""

    reason: str = Field(min_length=1, max_length=500)


class SeatOut(Schema):
    """Somebody's place in a co-production."""

    id: int
    role: str
    name: str
    taken_at: datetime

    @staticmethod
    def resolve_name(seat: Seat) -> str:
        """How the person is called."""
        return str(seat.person)


class OfferIn(Schema):
    """Which kind of seat is offered."""

    role: Seat.Role = Seat.Role.MEMBER


class Invitation(Schema):
    """Signed words, good for fourteen days."""

    invitation: str


class Present(Schema):
    """Who was there: by role and number; names only of those who agreed."""

    role: str = Field(min_length=1, max_length=80)
    number: int = Field(ge=1, le=9999)
    names: str = Field("", max_length=300)
    names_agreed: bool = False


class MeetingIn(Schema):
    """A meeting and everything known of it."""

    title: str = Field(min_length=1, max_length=120)
    held_on: date
    place: str = Field("", max_length=200)
    link: str = Field("", max_length=500, pattern=r"^(https?://\S+)?$")
    access_asked: str = Field("", max_length=1000)
    access_met: str = Field("", max_length=1000)
    recognition_pence: int = Field(0, ge=0, le=10**12)
    present: list[Present] = []
    said: list[str] = Field([], description="What was said, without names. Each can become a voice.")
    agreed: list[str] = []


class PresentOut(Schema):
    """Who was there."""

    role: str
    number: int
    names: str


class PointOut(Schema):
    """One thing that was said or agreed."""

    id: int
    kind: str
    text: str


class MeetingOut(Schema):
    """A meeting."""

    id: int
    title: str
    held_on: date
    place: str
    link: str
    access_asked: str
    access_met: str
    recognition_pence: int
    presences: list[PresentOut]
    points: list[PointOut]


class CostIn(Schema):
    """One line of what involving people will cost."""

    kind: CostLine.Kind
    words: str = Field(min_length=1, max_length=200)
    planned_pence: int = Field(ge=0, le=10**12)
    paid_by: str = Field("", description="The address (slug) of an organisation.")


class CostOut(Schema):
    """One line of what involving people costs."""

    id: int
    kind: str
    words: str
    planned_pence: int
    spent_pence: int
    paid_by: str | None = Field(None, alias="paid_by.slug")


class SpentIn(Schema):
    """What was spent."""

    pence: int = Field(le=10**12)


def seen(request: Ask, slug: str) -> CoProduction:
    """The co-production, if the caller may see it."""
    return access.fetch(request.person, "coproduction.see", slug=slug)  # type: ignore[no-any-return]


@router.get("/coproductions/{slug}/parties", response=list[PartyOut])
@paginate
def parties(request: Ask, slug: str) -> QuerySet[Party]:
    """Who sits, and sat, at the table."""
    found = access.visible(request.person, Party).filter(coproduction=seen(request, slug))
    return found.select_related("organisation")


@router.post("/coproductions/{slug}/parties", response={201: PartyOut})
def sit_down(request: Ask, slug: str, given: PartyIn) -> Status[Party]:
    """An organisation sits down at the table."""
    found = access.fetch(request.person, "party.join", slug=slug)
    promise = given.dict()
    organisation = access.fetch(request.person, "organisation.act_for", slug=promise.pop("organisation"))
    by = access.somebody(request.person)
    return Status(201, actions.sit_down(found, by=by, organisation=organisation, **promise))


@router.put("/parties/{pk}", response=PartyOut)
def restate(request: Ask, pk: int, given: Promise) -> Party:
    """An organisation changes what it says about its own power."""
    party = access.fetch(request.person, "party.change", pk=pk)
    return actions.restate(party, by=access.somebody(request.person), **given.dict())


@router.post("/parties/{pk}/leave", response=PartyOut)
def stand_up(request: Ask, pk: int, given: Reason) -> Party:
    """A party leaves the table, for a public reason."""
    party = access.fetch(request.person, "party.leave", pk=pk)
    return actions.stand_up(party, by=access.somebody(request.person), reason=given.reason)


@router.get("/coproductions/{slug}/seats", response=list[SeatOut])
@paginate
def seats(request: Ask, slug: str) -> QuerySet[Seat]:
    """Who has a seat."""
    found = access.visible(request.person, Seat).filter(coproduction=seen(request, slug), left_at=None)
    return found.select_related("person")


@router.post("/coproductions/{slug}/invitations", response={201: Invitation})
def offer_seat(request: Ask, slug: str, given: OfferIn) -> Status[dict[str, str]]:
    """Signed words with which somebody may take a seat within fourteen days."""
    found = access.fetch(request.person, "seat.offer", slug=slug)
    return Status(201, {"invitation": found.invitation(given.role)})


@router.post("/seats", response={201: SeatOut})
def take_seat(request: Ask, given: Invitation) -> Status[Seat]:
    """Take a seat by its invitation."""
    person = access.require(request.person, "seat.take")
    invited = CoProduction.invited_by(given.invitation)
    if invited is None:
        raise NotPossible("This invitation has ended. Ask for a new one.", field="invitation")
    found, role = invited
    return Status(201, actions.take_seat(found, by=person, person=person, role=role))


@router.post("/seats/{pk}/leave", response=SeatOut)
def leave_seat(request: Ask, pk: int) -> Seat:
    """Leave one's own seat."""
    seat = access.fetch(request.person, "seat.leave", pk=pk, left_at=None)
    return actions.leave_seat(seat, by=access.somebody(request.person))


@router.get("/coproductions/{slug}/meetings", response=list[MeetingOut])
@paginate
def meetings(request: Ask, slug: str) -> QuerySet[Meeting]:
    """Every meeting of a co-production."""
    found = access.visible(request.person, Meeting).filter(coproduction=seen(request, slug))
    return found.prefetch_related("presences", "points")


@router.post("/coproductions/{slug}/meetings", response={201: MeetingOut})
def note_meeting(request: Ask, slug: str, given: MeetingIn) -> Status[Meeting]:
    """Note a meeting."""
    found = access.fetch(request.person, "meeting.note", slug=slug)
    known = given.dict()
    present = [Presence(**row) for row in known.pop("present")]
    said = [(MeetingPoint.Kind.SAID, words[:1000]) for words in known.pop("said") if words.strip()]
    agreed = [(MeetingPoint.Kind.AGREED, words[:1000]) for words in known.pop("agreed") if words.strip()]
    by = access.somebody(request.person)
    return Status(201, actions.note_meeting(found, Gathering(**known), by=by, present=present, points=[*said, *agreed]))


@router.get("/meetings/{pk}", response=MeetingOut)
def meeting(request: Ask, pk: int) -> Meeting:
    """One meeting."""
    return access.fetch(request.person, "meeting.see", pk=pk)  # type: ignore[no-any-return]


@router.get("/coproductions/{slug}/costs", response=list[CostOut])
@paginate
def costs(request: Ask, slug: str) -> QuerySet[CostLine]:
    """What involving people costs, line by line."""
    found = access.visible(request.person, CostLine).filter(coproduction=seen(request, slug))
    return found.select_related("paid_by")


@router.post("/coproductions/{slug}/costs", response={201: CostOut})
def plan_cost(request: Ask, slug: str, given: CostIn) -> Status[CostLine]:
    """Plan one line of what involving people will cost."""
    found = access.fetch(request.person, "cost.plan", slug=slug)
    known = given.dict()
    payer = known.pop("paid_by")
    paid_by = access.fetch(request.person, "organisation.see", slug=payer) if payer else None
    by = access.somebody(request.person)
    return Status(201, actions.plan_cost(found, by=by, paid_by=paid_by, **known))


@router.post("/costs/{pk}/spent", response=CostOut)
def spend(request: Ask, pk: int, given: SpentIn) -> CostLine:
    """Money was spent on one line."""
    line = access.fetch(request.person, "cost.spend", pk=pk)
    return actions.spend(line, by=access.somebody(request.person), pence=given.pence)
