"""What was found automatically, in words: those of the statements, needs, limits and organisations that it names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from wayahead.base.people.models import Organisation
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.funding.models import Programme
from wayahead.loop.listening.models import Conversation, Statement, Voice
from wayahead.loop.needs.models import Need, Reliance
from wayahead.loop.tensions.actions import SideWords
from wayahead.loop.tensions.models import Finding

QUOTES = 2  # of each statement or need


@dataclass(frozen=True)
class Leg:
    """One side of a finding, with the rows that it names."""

    statements: Sequence[Statement]
    needs: Sequence[Need]
    limits: Sequence[Constraint]
    organisations: Sequence[Organisation]
    conversation: Conversation | None
    group: str
    money: Sequence[Programme] = ()
    plans: Sequence[Reliance] = ()

    @property
    def name(self) -> str:
        """What this side could be called, until somebody finds a better name."""
        if self.organisations:
            return str(self.organisations[0])
        if self.limits:
            return str(self.limits[0].owner)
        return _("Group %s") % self.group if self.group else _("Everybody who asks for it")

    @property
    def sentences(self) -> list[str]:
        """What it is known by."""
        return [
            *(row.text for row in self.statements),
            *(row.title for row in self.needs),
            *(row.current.statement for row in self.limits),
        ]

    @property
    def quotes(self) -> list[Voice]:
        """Some people's own words behind it."""
        return [voice for row in (*self.statements, *self.needs) for voice in row.heard]  # type: ignore[attr-defined]

    def words(self) -> SideWords:
        """This side, before anybody has said what it needs."""
        return SideWords(
            name=self.name,
            what_it_needs="",
            organisation=self.organisations[0] if self.organisations else None,
            conversation=self.conversation if self.group else None,
            group=self.group,
            needs=self.needs,
            limits=self.limits,
            statements=self.statements,
        )


@dataclass(frozen=True)
class Shown:
    """A finding as a list shows it."""

    finding: Finding
    title: str
    legs: tuple[Leg, Leg]
    contested: Sequence[Need]


def quotable(most: int) -> Any:
    """Voices that everybody may read, a few of each thing that they are fetched for."""
    return Voice.objects.filter(Voice.quotable()).order_by("pk")[:most]


def backing(needs: Iterable[int]) -> tuple[list[Programme], list[Reliance]]:
    """The programmes that rest on these needs, each with what it has granted, and who else bases plans on them."""
    rows = Programme.objects.filter(pk__in=Programme.objects.filter(needs__in=needs).values("pk"))
    granted = rows.annotate(granted_pence=Coalesce(Sum("bids__grant__amount_pence"), 0))
    plans = Reliance.objects.filter(need__in=needs, ended_at=None).select_related("need")
    return list(granted.select_related("funder").prefetch_related("needs").order_by("pk")), list(plans.order_by("pk"))


def money_of(needs: list[int], organisation: Organisation | None) -> Leg:
    """What an organisation, or anybody where none is named, offers for needs, and what it relies on them for."""
    offered, relied = backing(needs)
    whose = {organisation.pk} if organisation else set()
    theirs = [row for row in relied if row.organisation_id in whose]
    organisations = [organisation] if organisation else []
    return Leg([], [], [], organisations, None, "", towards(offered, needs, whose), theirs)


def towards(programmes: Iterable[Programme], needs: Iterable[int], whose: set[int]) -> list[Programme]:
    """Those of the programmes that rest on one of these needs, of these funders; of any where none is named."""
    asked = set(needs)
    theirs = [one for one in programmes if not whose or one.funder_id in whose]
    return [one for one in theirs if asked & {need.pk for need in one.needs.all()}]


def shown(findings: Iterable[Finding]) -> list[Shown]:
    """Findings with their words; a query for each kind of thing, however many there are."""
    found = list(findings)

    def named(name: str) -> set[int]:
        return {key for one in found for side in one.sides for key in side[name]}

    voices = Prefetch("voices", quotable(QUOTES), to_attr="heard")
    quotes = Prefetch("quotes", quotable(QUOTES), to_attr="heard")
    disputed = Need.objects.filter(state=Need.State.PUBLISHED).exclude(dissent="")
    dissents = Prefetch("needs", disputed.order_by("number"), to_attr="disputed")
    statements = Statement.objects.prefetch_related(voices, dissents).in_bulk(named("statements"))
    counted = Need.objects.annotate(voiced=Count("statements__voices", distinct=True))
    needs = counted.prefetch_related(quotes).in_bulk(named("needs"))
    far = [one for one in found if one.kind == Finding.Kind.FAR]
    offered, relied = backing({key for one in far for side in one.sides for key in side["needs"]})
    limits = Constraint.objects.select_related("owner").prefetch_related("versions").in_bulk(named("limits"))
    organisations = Organisation.objects.in_bulk(named("organisations"))
    conversations = Conversation.objects.in_bulk(
        {side["conversation"] for one in found for side in one.sides if side["conversation"]}
    )

    def leg(one: Finding, place: int) -> Leg:
        side = one.sides[place]
        is_far, whose = one.kind == Finding.Kind.FAR, set(side["organisations"])
        return Leg(
            [statements[key] for key in side["statements"]],
            [needs[key] for key in side["needs"]],
            [limits[key] for key in side["limits"]],
            [organisations[key] for key in side["organisations"]],
            conversations.get(side["conversation"]),
            side["group"],
            towards(offered, side["needs"], whose) if is_far else [],
            [row for row in relied if row.need_id in side["needs"] and row.organisation_id in whose] if is_far else [],
        )

    rows = [(one, (leg(one, 0), leg(one, 1))) for one in found]
    return [
        Shown(one, next(iter(legs[0].sentences), one.get_kind_display()), legs, contested(legs)) for one, legs in rows
    ]


def contested(legs: tuple[Leg, Leg]) -> list[Need]:
    """The needs that rest on what divides, with who does not agree to them, once each."""
    rows = (need for leg in legs for row in leg.statements for need in row.disputed)  # type: ignore[attr-defined]
    return list({need.pk: need for need in rows}.values())
