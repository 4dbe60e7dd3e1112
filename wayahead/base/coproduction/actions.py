"""What people can do round the table: start, sit down, say what they can decide, meet, spend, worry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import (
    Concern,
    CoProduction,
    CostLine,
    Meeting,
    MeetingPoint,
    Party,
    Presence,
    Seat,
)
from wayahead.base.people.models import Organisation, Person
from wayahead.base.places.models import Area, Community
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible


@dataclass(frozen=True)
class Involvement:
    """How far people share power here; below co-production with a public reason and a day to look at it again."""

    level: int = CoProduction.Level.CO_PRODUCTION
    reason: str = ""
    review_on: date | None = None


@dataclass(frozen=True)
class Reach:
    """Where a co-production is at home and who can see it."""

    area: Area | None = None
    communities: Sequence[Community] = ()
    scale: str = CoProduction.Scale.NEIGHBOURHOOD
    is_private: bool = False


def free_slug(title: str) -> str:
    """An address made of the title that no other co-production has."""
    stem = slugify(title)[:50].strip("-") or "together"
    taken = set(CoProduction.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for n in range(len(taken) + 2) if (slug := f"{stem}-{n + 1}" if n else stem) not in taken)


def refuse_unexplained(involvement: Involvement) -> None:
    """Less than co-production needs a public reason and a day to come on which it is looked at again."""
    if involvement.level == CoProduction.Level.CO_PRODUCTION:
        return
    if not involvement.reason.strip():
        raise NotPossible(_("Say why this is less than co-production. Everybody can read it."), field="level_reason")
    if involvement.review_on is None or involvement.review_on <= timezone.localdate():
        raise NotPossible(_("Say on which day to come you will look at this again."), field="level_review_on")


@transaction.atomic
def start(
    *, title: str, issue: str, by: Person, involvement: Involvement | None = None, reach: Reach | None = None
) -> CoProduction:
    """A co-production starts from an issue. Who starts it facilitates it, and is its safeguarding lead at first."""
    involvement, reach = involvement or Involvement(), reach or Reach()
    refuse_unexplained(involvement)
    if reach.is_private and reach.scale != CoProduction.Scale.CIRCLE:
        raise NotPossible(_("Only a circle of 2 to 10 people can be private."), field="is_private")
    coproduction = CoProduction.objects.create(
        slug=free_slug(title),
        title=title.strip(),
        issue=issue.strip(),
        area=reach.area,
        scale=reach.scale,
        is_private=reach.is_private,
        level=involvement.level,
        level_reason=involvement.reason.strip(),
        level_review_on=involvement.review_on,
        started_by=by,
        safeguarding_lead=by,
    )
    coproduction.communities.set(reach.communities)
    Seat.objects.create(coproduction=coproduction, person=by, role=Seat.Role.FACILITATOR)
    note(
        "coproduction.started", coproduction, by=by, coproduction_id=coproduction.pk, facts={"level": involvement.level}
    )
    return coproduction


@transaction.atomic
def change(coproduction: CoProduction, *, by: Person, title: str, issue: str, involvement: Involvement) -> CoProduction:
    """A facilitator changes what a co-production says of itself. Its address stays."""
    refuse_unexplained(involvement)
    coproduction.title, coproduction.issue = title.strip(), issue.strip()
    coproduction.level, coproduction.level_reason = involvement.level, involvement.reason.strip()
    coproduction.level_review_on = involvement.review_on
    coproduction.save(update_fields=["title", "issue", "level", "level_reason", "level_review_on"])
    facts = {"level": involvement.level}
    note("coproduction.changed", coproduction, by=by, coproduction_id=coproduction.pk, facts=facts)
    return coproduction


@transaction.atomic
def close(coproduction: CoProduction, *, by: Person) -> CoProduction:
    """The work ends; everything stays to read."""
    closed = CoProduction.objects.filter(pk=coproduction.pk, closed_at=None).update(closed_at=timezone.now())
    if not closed:
        raise NotPossible(_("This is closed already."))
    coproduction.refresh_from_db()
    note("coproduction.closed", coproduction, by=by, coproduction_id=coproduction.pk)
    return coproduction


@transaction.atomic
def name_safeguarding_lead(coproduction: CoProduction, *, by: Person, lead: Person) -> CoProduction:
    """Name who looks at worries about people."""
    coproduction.safeguarding_lead = lead
    coproduction.save(update_fields=["safeguarding_lead"])
    note("coproduction.safeguarding_lead_named", coproduction, by=by, coproduction_id=coproduction.pk)
    return coproduction


@transaction.atomic
def take_seat(coproduction: CoProduction, *, by: Person, person: Person, role: str = Seat.Role.MEMBER) -> Seat:
    """Somebody gets a seat: a member of the circle, or a facilitator, who stays one. A circle has ten seats."""
    CoProduction.objects.select_for_update().get(pk=coproduction.pk)
    standing = coproduction.seats.filter(left_at=None)
    if coproduction.is_private and standing.exclude(person=person).count() >= 10:
        raise NotPossible(_("This circle is full: ten people."))
    seat, _made = Seat.objects.get_or_create(
        coproduction=coproduction, person=person, left_at=None, defaults={"role": role}
    )
    if role == Seat.Role.FACILITATOR and seat.role != role:
        seat.role = role
        seat.save(update_fields=["role"])
    note("seat.taken", coproduction, by=by, coproduction_id=coproduction.pk, facts={"person": person.pk})
    return seat


@transaction.atomic
def leave_seat(seat: Seat, *, by: Person) -> Seat:
    """Somebody leaves their seat; what they said stays. The last facilitator hands over first."""
    coproduction = CoProduction.objects.select_for_update().get(pk=seat.coproduction_id)
    others = coproduction.seats.filter(left_at=None, role=Seat.Role.FACILITATOR).exclude(pk=seat.pk)
    if seat.role == Seat.Role.FACILITATOR and coproduction.closed_at is None and not others.exists():
        raise NotPossible(_("You are the only facilitator. Offer somebody your kind of seat first."))
    if not Seat.objects.filter(pk=seat.pk, left_at=None).update(left_at=timezone.now()):
        raise NotPossible(_("This seat was left already."))
    seat.refresh_from_db()
    note("seat.left", coproduction, by=by, coproduction_id=coproduction.pk, facts={"person": seat.person_id})
    return seat


@transaction.atomic
def sit_down(
    coproduction: CoProduction,
    *,
    by: Person,
    organisation: Organisation,
    can_decide: str,
    cannot_decide: str,
    answers_within_days: int,
) -> Party:
    """An organisation sits down and says in public what it can decide, what it cannot, and by when it answers."""
    if not 1 <= answers_within_days <= 90:
        raise NotPossible(_("Answer within 1 to 90 days."), field="answers_within_days")
    if coproduction.parties.filter(organisation=organisation, left_at=None).exists():
        raise NotPossible(_("This organisation sits at the table already."), field="organisation")
    party = Party.objects.create(
        coproduction=coproduction,
        organisation=organisation,
        can_decide=can_decide.strip(),
        cannot_decide=cannot_decide.strip(),
        answers_within_days=answers_within_days,
    )
    note(
        "party.sat_down",
        party,
        by=by,
        coproduction_id=coproduction.pk,
        for_organisation=organisation,
        facts={"days": answers_within_days},
    )
    return party


@transaction.atomic
def restate(party: Party, *, by: Person, can_decide: str, cannot_decide: str, answers_within_days: int) -> Party:
    """An organisation changes what it says about its own power. The clock of what was asked before stays."""
    if not 1 <= answers_within_days <= 90:
        raise NotPossible(_("Answer within 1 to 90 days."), field="answers_within_days")
    party.can_decide, party.cannot_decide = can_decide.strip(), cannot_decide.strip()
    party.answers_within_days = answers_within_days
    party.save(update_fields=["can_decide", "cannot_decide", "answers_within_days"])
    note(
        "party.restated",
        party,
        by=by,
        coproduction_id=party.coproduction_id,
        for_organisation=party.organisation,
        facts={"days": answers_within_days},
    )
    return party


@transaction.atomic
def stand_up(party: Party, *, by: Person, reason: str) -> Party:
    """An organisation leaves the table, for a public reason; what it promised until then stays to read."""
    if not reason.strip():
        raise NotPossible(_("Write the reason. Everybody can read it."), field="reason")
    left = Party.objects.filter(pk=party.pk, left_at=None).update(left_at=timezone.now(), left_because=reason.strip())
    if not left:
        raise NotPossible(_("It left the table already."))
    party.refresh_from_db()
    note(
        "party.stood_up",
        party,
        by=by,
        coproduction_id=party.coproduction_id,
        for_organisation=party.organisation,
    )
    return party


@dataclass(frozen=True)
class Gathering:
    """When and where people met, what they needed to be there, and what they were paid."""

    title: str
    held_on: date
    place: str = ""
    link: str = ""
    access_asked: str = ""
    access_met: str = ""
    recognition_pence: int = 0


@transaction.atomic
def note_meeting(
    coproduction: CoProduction,
    gathering: Gathering,
    *,
    by: Person,
    present: Iterable[Presence],
    points: Iterable[tuple[str, str]],
) -> Meeting:
    """A meeting and everything known of it. `present` are unsaved rows; `points` are (kind, words)."""
    if not gathering.place and not gathering.link:
        raise NotPossible(_("Say where people met, or by which link."), field="place")
    meeting = Meeting.objects.create(coproduction=coproduction, noted_by=by, **vars(gathering))
    for presence in present:
        if presence.names and not presence.names_agreed:
            raise NotPossible(_("Write names only of people who agreed to it."), field="names")
        presence.meeting = meeting
        presence.save()
    written = [MeetingPoint.objects.create(meeting=meeting, kind=kind, text=text) for kind, text in points]
    note(
        "meeting.noted",
        meeting,
        by=by,
        coproduction_id=coproduction.pk,
        facts={"points": len(written), "recognition_pence": gathering.recognition_pence},
    )
    return meeting


@transaction.atomic
def plan_cost(
    coproduction: CoProduction,
    *,
    by: Person,
    kind: str,
    words: str,
    planned_pence: int,
    paid_by: Organisation | None = None,
) -> CostLine:
    """One line of what involving people will cost."""
    line = CostLine.objects.create(
        coproduction=coproduction, kind=kind, words=words.strip(), planned_pence=planned_pence, paid_by=paid_by
    )
    note("cost.planned", line, by=by, coproduction_id=coproduction.pk, facts={"pence": planned_pence})
    return line


@transaction.atomic
def spend(line: CostLine, *, by: Person, pence: int) -> CostLine:
    """Money was spent on involving people. More than planned is said, not refused."""
    if pence <= 0:
        raise NotPossible(_("Write an amount above nought."), field="pence")
    line = CostLine.objects.select_for_update().get(pk=line.pk)
    line.spent_pence += pence
    line.save(update_fields=["spent_pence"])
    note("cost.spent", line, by=by, coproduction_id=line.coproduction_id, facts={"pence": pence})
    return line


@transaction.atomic
def raise_concern(
    *, page: str, words: str, by: Person | None, coproduction: CoProduction | None = None, is_urgent: bool = False
) -> Concern:
    """Somebody is worried about a person or about words on a page. No account is needed."""
    concern = Concern.objects.create(
        coproduction=coproduction, page=page[:300], words=words.strip(), raised_by=by, is_urgent=is_urgent
    )
    note("concern.raised", concern, by=by, coproduction_id=coproduction.pk if coproduction else None)
    return concern


@transaction.atomic
def handle_concern(concern: Concern, *, by: Person, outcome: str) -> Concern:
    """Somebody looked at a concern, and writes what was done."""
    if not outcome.strip():
        raise NotPossible(_("Write what was done."), field="outcome")
    handled = Concern.objects.filter(pk=concern.pk, state=Concern.State.OPEN).update(
        state=Concern.State.HANDLED, outcome=outcome.strip(), handled_by=by, handled_at=timezone.now()
    )
    if not handled:
        raise NotPossible(_("Somebody else has handled this already."))
    concern.refresh_from_db()
    note("concern.handled", concern, by=by, coproduction_id=concern.coproduction_id)
    return concern
