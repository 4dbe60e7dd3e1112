"""Deciding together through the API: rounds, ballots on a page and on paper, the count and its grants."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask, person_or_guest
from wayahead.api.funding.bids import MOST_PENCE, GrantOut
from wayahead.base.people import actions as people
from wayahead.base.places.models import Area
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding import actions
from wayahead.loop.funding.actions import Panel, Question, Where
from wayahead.loop.funding.counting import published
from wayahead.loop.funding.models import FEW, Grant, Round, RoundBallot, RoundEntry, RoundInvitation, RoundResult
from wayahead.loop.solutions.models import Version

router = Router(tags=["funding"])


class EntryOut(Schema):
    """What stands in a round."""

    number: int
    version_id: int
    title: str
    cost_pence: int

    @staticmethod
    def resolve_title(row: RoundEntry) -> str:
        """What the solution is called."""
        return row.version.solution.title


class PartOut(Schema):
    """A part of the area of a round, by its name and code."""

    id: int
    code: str
    name: str


class RoundOut(Schema):
    """A round, its rule card, and what stands in it. `cast` is null under five.

    Where it `asks_where`, a ballot has to say that its person belongs to the area, and may name one of its `parts`.
    """

    id: int
    programme_id: int
    coproduction_id: int
    title: str
    about: str
    pot_pence: int
    who: str
    how: str
    rule: str
    criteria: list[str]
    recognition_pence: int
    card: dict[str, Any]
    closes_on: date
    later_because: str
    paper_count: int
    is_counted: bool
    awarded_at: datetime | None
    cast: int | None
    entries: list[EntryOut]
    asks_where: bool
    parts: list[PartOut]

    @staticmethod
    def resolve_criteria(row: Round) -> list[str]:
        """What its panel looks at; empty without one."""
        return [criterion.words for criterion in row.criteria.all()]

    @staticmethod
    def resolve_parts(row: Round) -> list[Area]:
        """The parts of its area that a ballot may name."""
        return list(row.parts()) if row.asks_where else []

    @staticmethod
    def resolve_cast(row: Round) -> int | None:
        """How many ballots there are; not said under five."""
        number = row.ballots.count()
        return number if number >= FEW else None


class PanelIn(Schema):
    """A panel instead of ballots."""

    criteria: list[str] = Field(max_length=100)
    seats: int
    recognition_pence: int


class ScoreIn(Schema):
    """Points from 0 to 5 by the numbers of the criteria, with reasons; or an interest, and no points."""

    stands_aside: bool = False
    points: dict[int, int] = Field(default_factory=dict)
    reasons: str = Field(min_length=1, max_length=1000)


class ScoreOut(Schema):
    """What a panel member made of one entry."""

    entry: int
    stands_aside: bool
    points: dict[int, int]
    reasons: str


class PaidOut(Schema):
    """How many panel members are written down as paid now."""

    members: int


class RoundIn(Schema):
    """What a round asks."""

    programme: int
    title: str = Field(min_length=1, max_length=140)
    about: str = Field("", max_length=2000)
    pot_pence: int = Field(ge=1, le=MOST_PENCE)
    closes_on: date
    who: str = Round.Who.EVERYBODY.value
    rule: str = Round.Rule.EQUAL_SHARES.value
    versions: list[int]
    panel: PanelIn | None = None


class NumbersIn(Schema):
    """What somebody would be glad of, by the numbers of the round; where it asks, whether they belong to its area."""

    entries: list[int] = Field(max_length=1000)
    belongs: bool = False
    part: int | None = None


class PaperIn(NumbersIn):
    """One ballot from paper."""

    paper_number: int
    corrects: bool = False


class BallotOut(Schema):
    """A ballot as it is kept; `token` is the participation token of whoever came without one."""

    entries: list[int]
    paper_number: int | None
    belongs: bool
    part: int | None
    token: str | None = None


class HowManyIn(Schema):
    """A number of something."""

    how_many: int


class InvitationsOut(Schema):
    """Tokens, each for one person."""

    tokens: list[str]


class MoreTimeIn(Schema):
    """A later day, and why."""

    closes_on: date
    because: str = Field(min_length=1, max_length=500)


class DueIn(Schema):
    """When the reports are due."""

    report_due_on: date


def kept(ballot: RoundBallot, token: str | None = None) -> dict[str, Any]:
    """A ballot as plain data."""
    numbers = list(ballot.entries.values_list("number", flat=True))
    said = {"belongs": ballot.belongs, "part": ballot.area_id}
    return {"entries": numbers, "paper_number": ballot.paper_number, "token": token} | said


def where_of(round: Round, given: NumbersIn) -> Where:
    """What somebody says of where they belong."""
    part = round.parts().filter(pk=given.part).first() if given.part is not None else None
    if given.part is not None and part is None:
        raise NotPossible(_("Choose one of the parts of this round’s area, or none."), field="part")
    return Where(given.belongs, part)


@router.get("/coproductions/{slug}/rounds", response=list[RoundOut])
@paginate
def rounds(request: Ask, slug: str) -> QuerySet[Round]:
    """Every round of a co-production."""
    found = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = access.visible(request.person, Round).filter(coproduction=found)
    return rows.select_related("result", "coproduction").prefetch_related("entries__version__solution")


@router.post("/coproductions/{slug}/rounds", response={201: RoundOut})
def open_round(request: Ask, slug: str, given: RoundIn) -> Status[Round]:
    """A funder lets people decide over a part of a programme's pot."""
    plain = given.dict()
    programme = access.fetch(request.person, "round.open", pk=plain.pop("programme"))
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    seen = access.visible(request.person, Version).in_bulk(plain["versions"])
    versions = [seen[key] for key in dict.fromkeys(plain["versions"]) if key in seen]
    panel = Panel(**plain.pop("panel")) if given.panel else plain.pop("panel")
    asked = Question(**(plain | {"versions": versions, "panel": panel}))
    return Status(201, actions.open_round(programme, coproduction, asked, by=access.somebody(request.person)))


@router.get("/rounds/{pk}", response=RoundOut)
def round(request: Ask, pk: int) -> Round:
    """One round."""
    return access.fetch(request.person, "round.see", pk=pk)  # type: ignore[no-any-return]


@router.put("/rounds/{pk}/ballot", response=BallotOut)
def choose(request: Ask, pk: int, given: NumbersIn) -> dict[str, Any]:
    """Say what one would be glad of; saying it again replaces it. A visitor becomes a guest and gets a token."""
    found = access.fetch(request.person, "round.choose", pk=pk)
    is_new = request.person is None
    where = where_of(found, given)
    by = person_or_guest(request)
    ballot = actions.choose(found, by=by, numbers=given.entries, where=where)
    return kept(ballot, people.link_of(by).token if is_new else None)


@router.post("/rounds/{pk}/papers", response=RoundOut)
def print_papers(request: Ask, pk: int, given: HowManyIn) -> Round:
    """So many more ballots on paper."""
    found = access.fetch(request.person, "round.run", pk=pk)
    actions.print_papers(found, by=access.somebody(request.person), how_many=given.how_many)
    return access.fetch(request.person, "round.see", pk=pk)  # type: ignore[no-any-return]


@router.post("/rounds/{pk}/paper-ballots", response={201: BallotOut})
def type_paper(request: Ask, pk: int, given: PaperIn) -> Status[dict[str, Any]]:
    """A helper types one ballot from paper."""
    found = access.fetch(request.person, "round.type_paper", pk=pk)
    ballot = actions.type_paper(
        found,
        by=access.somebody(request.person),
        paper_number=given.paper_number,
        numbers=given.entries,
        corrects=given.corrects,
        where=where_of(found, given),
    )
    return Status(201, kept(ballot))


@router.post("/rounds/{pk}/invitations", response={201: InvitationsOut})
def invite(request: Ask, pk: int, given: HowManyIn) -> Status[dict[str, list[str]]]:
    """So many invitations, each for one person."""
    found = access.fetch(request.person, "round.run", pk=pk)
    made = actions.invite(found, by=access.somebody(request.person), how_many=given.how_many)
    return Status(201, {"tokens": [one.token for one in made]})


@router.post("/round-invitations/{token}", response=BallotOut)
def accept(request: Ask, token: str) -> dict[str, Any]:
    """Take up an invitation; a visitor becomes a guest and gets a token."""
    invitation = RoundInvitation.named_by(token)
    if invitation is None:
        raise Http404
    is_new = request.person is None
    by = person_or_guest(request)
    actions.accept(invitation, by=by)
    return {
        "entries": [],
        "paper_number": None,
        "belongs": False,
        "part": None,
        "token": people.link_of(by).token if is_new else None,
    }


@router.put("/rounds/{pk}/scores/{number}", response=ScoreOut)
def score(request: Ask, pk: int, number: int, given: ScoreIn) -> dict[str, Any]:
    """A panel member scores one entry with reasons, or stands aside; doing it again replaces it."""
    found = access.fetch(request.person, "round.score", pk=pk)
    entry = get_object_or_404(found.entries.select_related("round"), number=number)
    by = access.somebody(request.person)
    if given.stands_aside:
        sheet = actions.stand_aside(entry, by=by, why=given.reasons)
    else:
        sheet = actions.score(entry, by=by, points=given.points, reasons=given.reasons)
    points = {one.criterion.number: one.points for one in sheet.points.select_related("criterion")}
    return {"entry": number, "stands_aside": sheet.stands_aside, "points": points, "reasons": sheet.reasons}


@router.post("/rounds/{pk}/pay-panel", response=PaidOut)
def pay_panel(request: Ask, pk: int) -> dict[str, int]:
    """Write down that the panel members who are through were paid."""
    found = access.fetch(request.person, "round.run", pk=pk)
    return {"members": actions.pay_panel(found, by=access.somebody(request.person))}


@router.get("/rounds/{pk}/seats", response=InvitationsOut)
def seats(request: Ask, pk: int) -> dict[str, list[str]]:
    """The invitations that nobody has taken up yet, for the funder to hand out."""
    found = access.fetch(request.person, "round.run", pk=pk)
    return {"tokens": [one.token for one in found.invitations.filter(taken_at=None)]}


@router.post("/rounds/{pk}/more-time", response=RoundOut)
def more_time(request: Ask, pk: int, given: MoreTimeIn) -> Round:
    """A later day, with the reason."""
    found = access.fetch(request.person, "round.run", pk=pk)
    return actions.give_more_time(found, by=access.somebody(request.person), **given.dict())


@router.post("/rounds/{pk}/count", response=dict[str, Any])
def count(request: Ask, pk: int) -> dict[str, Any]:
    """Close a round whose last day has come, and count it."""
    found = access.fetch(request.person, "round.run", pk=pk)
    return published(actions.count_round(found, by=access.somebody(request.person)))


@router.post("/rounds/{pk}/award", response={201: list[GrantOut]})
def award(request: Ask, pk: int, given: DueIn) -> Status[list[Grant]]:
    """Every winner of a counted round gets its grant."""
    found = access.fetch(request.person, "round.award", pk=pk)
    made = actions.award_round(found, by=access.somebody(request.person), report_due_on=given.report_due_on)
    return Status(201, made)


def result_of(request: Ask, pk: int) -> RoundResult:
    """The result of a round; 404 while there is none."""
    found = access.fetch(request.person, "round.see", pk=pk)
    if not found.is_counted:
        raise Http404
    return found.result  # type: ignore[no-any-return]


@router.get("/rounds/{pk}/result", response=dict[str, Any])
def result(request: Ask, pk: int) -> dict[str, Any]:
    """What is funded and why, with the rule card and the fingerprint of what was counted. Money is in pence."""
    return published(result_of(request, pk))


@router.get("/rounds/{pk}/ballots.pb", response={200: None})
def ballots(request: Ask, pk: int) -> HttpResponse:
    """The ballots that were counted, mixed up and without a name, to count again (Pabulib)."""
    found = result_of(request, pk)
    if not found.ballots_file:
        raise Http404
    return HttpResponse(found.ballots_file, content_type="text/plain; charset=utf-8")
