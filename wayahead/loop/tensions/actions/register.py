"""The register: a tension with its two sides, in needs rather than positions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction, Party
from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.listening.models import Conversation, OpinionMap, Statement
from wayahead.loop.needs.models import Need
from wayahead.loop.tensions.actions.wording import said
from wayahead.loop.tensions.models import Finding, Side, Tension


@dataclass(frozen=True)
class SideWords:
    """One side: its name, what it needs, and what of this co-production that rests on."""

    name: str
    what_it_needs: str
    organisation: Organisation | None = None
    conversation: Conversation | None = None
    group: str = ""
    needs: Sequence[Need] = ()
    limits: Sequence[Constraint] = ()
    statements: Sequence[Statement] = ()


@dataclass(frozen=True)
class Words:
    """A tension: what it is called, what is at stake, what was tried, and its two sides."""

    title: str
    at_stake: str
    sides: tuple[SideWords, SideWords]
    tried: str = ""


def plain_words(title: str, at_stake: str, tried: str) -> dict[str, str]:
    """The words of a tension as they are kept; refused at their field."""
    return {
        "title": said(title, field="title", most=140, ask=_("Give it a name that both sides can say.")),
        "at_stake": said(at_stake, field="at_stake", most=1000, ask=_("Say what is at stake, for both sides.")),
        "tried": said(tried, field="tried", most=1000),
    }


def need_of_side(words: str, field: str = "what_it_needs") -> str:
    """What a side needs, as it is kept."""
    return said(words, field=field, most=500, ask=_("Say what this side needs: why it wants it, not what it demands."))


def refuse_bad_side(coproduction: CoProduction, side: SideWords, number: int) -> None:
    """Say what is wrong with one side, at its field; the fields of a side carry its number."""
    said(side.name, field=f"name_{number}", most=80, ask=_("Say who this side is."))
    need_of_side(side.what_it_needs, f"what_it_needs_{number}")
    things: tuple[tuple[str, Sequence[Need] | Sequence[Constraint] | Sequence[Statement]], ...] = (
        ("needs", side.needs),
        ("limits", side.limits),
        ("statements", side.statements),
    )
    for name, rows in things:
        if any(row.coproduction_id != coproduction.pk for row in rows):
            raise NotPossible(_("Choose from this co-production."), field=f"{name}_{number}")
    if (
        side.organisation
        and not Party.objects.filter(coproduction=coproduction, organisation=side.organisation, left_at=None).exists()
    ):
        raise NotPossible(_("Choose an organisation that sits at the table."), field=f"organisation_{number}")
    is_from_elsewhere = side.conversation and side.conversation.coproduction_id != coproduction.pk
    has_no_map = bool(side.group) != bool(side.conversation)
    if is_from_elsewhere or has_no_map or (side.group and side.group not in OpinionMap.LETTERS):
        raise NotPossible(_("Choose a group of an opinion map of this co-production."), field=f"group_{number}")


@transaction.atomic
def register(coproduction: CoProduction, words: Words, *, by: Person, finding: Finding | None = None) -> Tension:
    """Put a tension on the table, with its two sides. A finding that led to it is taken up with it."""
    kept = plain_words(words.title, words.at_stake, words.tried)
    for number, side in enumerate(words.sides, start=1):
        refuse_bad_side(coproduction, side, number)
    names = [side.name.strip().casefold() for side in words.sides]
    if names[0] == names[1]:
        raise NotPossible(_("The two sides need two names."), field="name_2")
    groups = [(side.conversation, side.group) for side in words.sides]
    if groups[0] == groups[1] and words.sides[0].group:
        raise NotPossible(_("The two sides are the same group. Choose another one, or none."), field="group_2")
    tension = Tension.objects.create(coproduction=coproduction, registered_by=by, **kept)
    for position, side in zip(Side.Position.values, words.sides, strict=True):
        seat(tension, position, side)
    if finding is not None:
        take_up(finding, tension, by)
    note("tension.registered", tension, by=by, coproduction_id=coproduction.pk,
         facts={"finding": finding.pk if finding else None})  # fmt: skip
    return tension


def seat(tension: Tension, position: int, words: SideWords) -> Side:
    """One side at a table that was just made."""
    side = Side.objects.create(
        tension=tension,
        position=position,
        name=words.name.strip(),
        what_it_needs=words.what_it_needs.strip(),
        organisation=words.organisation,
        conversation=words.conversation,
        group=words.group,
    )
    side.needs.set(words.needs)
    side.limits.set(words.limits)
    side.statements.set(words.statements)
    return side


def take_up(finding: Finding, tension: Tension, by: Person) -> None:
    """The finding leads to this tension from now on."""
    waiting = Finding.objects.filter(
        pk=finding.pk, coproduction=tension.coproduction, state__in=[Finding.State.WAITING, Finding.State.GONE]
    )
    if not waiting.update(
        state=Finding.State.TAKEN_UP, tension=tension, handled_by=by, handled_at=tension.registered_at
    ):
        raise NotPossible(_("Somebody took this up, or set it aside, already."))
    finding.refresh_from_db()


@transaction.atomic
def change(tension: Tension, *, by: Person, title: str, at_stake: str, tried: str) -> Tension:
    """Say better what it is called, what is at stake and what was tried."""
    for name, words in plain_words(title, at_stake, tried).items():
        setattr(tension, name, words)
    tension.save(update_fields=["title", "at_stake", "tried"])
    note("tension.changed", tension, by=by, coproduction_id=tension.coproduction_id)
    return tension


@transaction.atomic
def say_need(side: Side, *, by: Person, what_it_needs: str) -> Side:
    """A side says itself what it needs."""
    side.what_it_needs = need_of_side(what_it_needs)
    side.save(update_fields=["what_it_needs"])
    note("tension.need_said", side.tension, by=by, coproduction_id=side.tension.coproduction_id,
         facts={"side": side.position})  # fmt: skip
    return side


@transaction.atomic
def begin_talking(tension: Tension, *, by: Person) -> Tension:
    """Both sides are asked to the table."""
    if not Tension.objects.filter(pk=tension.pk, state=Tension.State.OPEN).update(state=Tension.State.TALKING):
        raise NotPossible(_("It is being talked about, or settled, already."))
    tension.refresh_from_db()
    note("tension.talk_begun", tension, by=by, coproduction_id=tension.coproduction_id)
    return tension
