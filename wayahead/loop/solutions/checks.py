"""Each version against each limit that bounds it, computed anew whenever it is asked, with the reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from wayahead.base.people.models import Person
from wayahead.base.places.models import Area, Community
from wayahead.kernels.feasibility import Claims, Finding, Limit, State, Words
from wayahead.loop.constraints import wording as words
from wayahead.loop.constraints.models import Constraint, ConstraintVersion, Question
from wayahead.loop.constraints.moving import JUDGED, test_of
from wayahead.loop.solutions.models import Judgement, Solution, Version


@dataclass(frozen=True)
class Unread:
    """Something that somebody is just writing and nobody can read: in words, and the field where it stands."""

    words: str
    field: str


@dataclass(frozen=True)
class Cell:
    """What one version makes of one limit: state and its word; the margin, the change or what is missing, in short; the
    reason; and who judged where nobody could compute.
    """

    version: Version
    state: str
    word: str
    why: str
    short: str
    judged_by: Person | None = None
    change: str = ""
    unread: Sequence["Unread"] = ()


class CostLine(Protocol):
    """One line of what it costs, kept or just being written."""

    @property
    def kind(self) -> str:
        """What kind of thing it is spent on."""
        ...

    @property
    def pence(self) -> int:
        """How much."""
        ...


@dataclass(frozen=True)
class GridRow:
    """One limit as it stands today, against each version."""

    constraint: Constraint
    wording: ConstraintVersion
    cells: Sequence[Cell]
    is_judged: bool

    @property
    def asked(self) -> Question | None:
        """The newest question of the limit that joined no other and still has its words."""
        return next((one for one in self.constraint.questions.all() if one.text and not one.same_as_id), None)


@dataclass(frozen=True)
class Subject:
    """A version as limits see it: its claims, the areas it lies in, the smallest first, and which facts are written and
    cannot be read; `readable` are the claims without what cannot be read, such as the other lines of the costs.
    """

    version: Version
    claims: Claims
    areas: Sequence[Area]
    unread: Mapping[str, Sequence[Unread]] = field(default_factory=dict)
    readable: Claims | None = None


def current(constraint: Constraint) -> ConstraintVersion:
    """The words and the test of a limit as they stand today."""
    return constraint.current


def limits_of(solution: Solution) -> Sequence[Constraint]:
    """The standing limits that bound a solution: those of its co-production for every need, or for one it answers."""
    bounds = Q(needs=None) | Q(needs__in=solution.needs.all())
    found = Constraint.objects.filter(bounds, coproduction=solution.coproduction_id, state=Constraint.State.STANDING)
    return list(found.distinct().select_related("owner").prefetch_related("versions", "areas", "questions"))


def lines_up(areas: Iterable[Area]) -> dict[int, list[Area]]:
    """Each area with those round it, the smallest first: a query per level, not per area."""
    known = {area.pk: area for area in areas}
    while wanted := {area.parent_id for area in known.values() if area.parent_id} - known.keys():
        known |= {area.pk: area for area in Area.objects.filter(pk__in=wanted)}
    lines = {}
    for key, area in known.items():
        line = [area]
        while line[-1].parent_id and known[line[-1].parent_id] not in line:
            line.append(known[line[-1].parent_id])
        lines[key] = line
    return lines


def subjects(versions: Sequence[Version]) -> list[Subject]:
    """Versions as limits see them."""
    prefetch_related_objects(versions, "costs", "area", "delivered_by", "communities", "solution__needs")
    lines = lines_up(version.area for version in versions if version.area)
    return [
        subject(
            version,
            version.costs.all(),
            lines[version.area_id] if version.area_id else [],
            version.communities.all(),
        )
        for version in versions
    ]


def subject(
    version: Version, costs: Iterable[CostLine], areas: Sequence[Area], communities: Iterable[Community]
) -> Subject:
    """One version as limits see it. No cost line at all means that the costs are unknown, unless people do it
    themselves: then it costs nothing.
    """
    sums: dict[str, int] = {}
    for cost in costs:
        sums[cost.kind] = sums.get(cost.kind, 0) + cost.pence
    claims = Claims(
        costs=sums if sums or version.solution.is_community_led else None,
        people_count=version.people_count,
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        areas=tuple(area.code for area in areas) or None,
        delivered_by_kind=version.delivered_by.kind if version.delivered_by else None,
        communities=tuple(str(community.pk) for community in communities) or None,
        needs_count=len(version.solution.needs.all()),
    )
    return Subject(version, claims, areas)


def unwritten(
    solution: Solution,
    claims: Mapping[str, Any],
    costs: Iterable[CostLine],
    communities: Iterable[Community] = (),
    unread: Mapping[str, Sequence[Unread]] | None = None,
) -> Subject:
    """What somebody is just writing, as limits see it; nothing is kept. What cannot be read is unknown, and named."""
    version = Version(solution=solution, number=0, **claims)
    areas = lines_up([version.area])[version.area.pk] if version.area else []
    found = subject(version, costs, areas, communities)
    known = replace(found.claims, **dict.fromkeys(unread or {}))
    return replace(found, claims=known, unread=unread or {}, readable=found.claims)


def grid(solution: Solution, versions: Sequence[Version], beyond: Iterable[Constraint] = ()) -> Sequence[GridRow]:
    """Every limit of a solution against these versions, and those `beyond` them that a funder's programme brings."""
    return rows_for(solution, subjects(versions), beyond)


def rows_for(solution: Solution, columns: Sequence[Subject], beyond: Iterable[Constraint] = ()) -> Sequence[GridRow]:
    """Every limit of a solution, and those beyond it, against what is written, or is being written."""
    kept = [column.version.pk for column in columns if column.version.pk]
    judgements = {
        (judgement.version_id, judgement.limit_id): judgement
        for judgement in Judgement.objects.filter(version__in=kept).select_related("judged_by")
    }
    bounding = {constraint.pk: constraint for constraint in [*limits_of(solution), *beyond]}
    limits = [(constraint, current(constraint)) for constraint in bounding.values()]
    tests = {wording.pk: test_of(wording) for _constraint, wording in limits}
    named = [area.code for column in columns for area in column.areas[:1]]
    named += [key for column in columns for key in column.claims.communities or ()]
    names = words.names_in(tests.values(), named)
    rows = []
    for constraint, wording in limits:
        reasons = [why_not_bound(constraint, column) for column in columns]
        if reasons and all(reasons):
            continue
        test = tests[wording.pk]
        cells = [
            not_bound(column.version, reason)
            if reason
            else judged(constraint, column.version, judgements.get((column.version.pk, wording.pk)))
            if test.name == JUDGED
            else unknown(column, found, test, names)
            if (found := test.check(column.claims)).missing in column.unread
            else computed(constraint, column.version, found, names)
            for column, reason in zip(columns, reasons, strict=True)
        ]
        rows.append(GridRow(constraint, wording, cells, is_judged=test.name == JUDGED))
    return rows


def why_not_bound(constraint: Constraint, column: Subject) -> str:
    """Why a limit does not bound a version; nothing when it does. A version without a place or days is bound."""
    scope = {area.pk for area in constraint.areas.all()}
    if scope and column.areas and not scope & {area.pk for area in column.areas}:
        return _("This limit is for another area.")
    starts: date = column.version.starts_on or timezone.localdate()
    ends = column.version.ends_on
    if constraint.valid_to and constraint.valid_to < starts:
        return _("This limit ends before it starts.")
    if constraint.valid_from and ends and ends < constraint.valid_from:
        return _("This limit starts after it ends.")
    return ""


def not_bound(version: Version, reason: str) -> Cell:
    """The cell of a limit that does not bound this version."""
    return Cell(version, State.MET, _("Does not apply"), reason, "")


def judged(constraint: Constraint, version: Version, judgement: Judgement | None) -> Cell:
    """What was judged, or that nobody has judged it yet."""
    if judgement is None:
        nobody = _("Nobody has judged it yet.")
        return Cell(version, State.UNKNOWN, word_of(State.UNKNOWN), nobody, nobody.rstrip("."))
    why = with_firmness(constraint, judgement.state, judgement.why)
    return Cell(version, judgement.state, word_of(judgement.state), why, _("Judged by hand"), judgement.judged_by)


def unknown(column: Subject, finding: Finding, test: Limit, names: Mapping[str, str]) -> Cell:
    """What was written and cannot be read, and what the rest of it comes to: that is no answer, and a help."""
    unread = column.unread[finding.missing]
    why = " ".join(one.words for one in unread)
    rest = test.check(column.readable or column.claims)
    if not rest.missing:
        why += " " + _("Without it: %s") % words.said(rest.reason, names)
    return Cell(column.version, finding.state, word_of(finding.state), why, _("It cannot be read"), unread=unread)


def computed(constraint: Constraint, version: Version, finding: Finding, names: Mapping[str, str]) -> Cell:
    """What the kernel found, in words."""
    change = words.said(finding.change.words, names) if finding.change else ""
    why = words.said(finding.reason, names)
    if change:
        why += " " + _("This would do: %s.") % change
    why = with_firmness(constraint, finding.state, why)
    return Cell(version, finding.state, word_of(finding.state), why, in_short(finding, change, names), change=change)


def in_short(finding: Finding, change: str, names: Mapping[str, str]) -> str:
    """What would do where it does not fit, what is missing where nobody knows, what is left where it fits."""
    if finding.missing:
        return str(MISSING_IN_SHORT.get(finding.missing, ""))
    if finding.state != State.MET:
        return change
    if finding.margin is None or not isinstance(finding.margin.value, int):
        return ""
    if not finding.margin.value:
        return _("Exactly")
    return words.said(Words(gettext_noop("%(margin)s to spare"), {"margin": finding.margin}), names)


MISSING_IN_SHORT = {
    "costs": gettext_lazy("What does it cost?"),
    "people_count": gettext_lazy("For how many?"),
    "starts_on": gettext_lazy("When does it start?"),
    "ends_on": gettext_lazy("When does it end?"),
    "areas": gettext_lazy("Where?"),
    "delivered_by_kind": gettext_lazy("Who would do it?"),
}


def word_of(state: str) -> str:
    """The word of a state on screen."""
    return str(dict(Judgement.State.choices).get(state) or _("Unknown"))


def with_firmness(constraint: Constraint, state: str, why: str) -> str:
    """The reason, with what the limit's firmness means for a bid where it is not met."""
    if state not in (State.BROKEN, State.WITH_CHANGE) or constraint.firmness == Constraint.Firmness.FIXED:
        return why
    if constraint.firmness == Constraint.Firmness.PREFERENCE:
        return why + " " + _("It is a preference: it does not stop a bid.")
    return why + " " + _("It could move: %s. It does not stop a bid.") % constraint.would_move_if.rstrip(".")


def stops(row: GridRow, column: int) -> bool:
    """True where a version does not keep to a fixed limit as it stands, even if a small change would do."""
    is_fixed = row.constraint.firmness == Constraint.Firmness.FIXED
    return is_fixed and row.cells[column].state in (State.BROKEN, State.WITH_CHANGE)


def broken_fixed_limits(version: Version, beyond: Iterable[Constraint] = ()) -> list[str]:
    """The statements of the fixed limits that a version does not keep to; with any, it cannot go to a bid."""
    return [row.wording.statement for row in grid(version.solution, [version], beyond) if stops(row, 0)]


def verdicts(rows: Sequence[GridRow], versions: Sequence[Version]) -> list[str]:
    """The last row of the grid: per version, whether it can go to a bid, in words."""
    return [verdict(rows, column) for column in range(len(versions))]


def verdict(rows: Sequence[GridRow], column: int) -> str:
    """Whether one column of the grid can go to a bid, in words."""
    if rows and rows[0].cells[column].version.solution.is_community_led:
        return _("It needs none: people do it themselves")
    if any(stops(row, column) for row in rows):
        return _("Not yet: it breaks a fixed limit")
    doubts = [words % n for n, words in but(rows, column) if n]
    return _("Yes, but %s") % ", ".join(doubts) if doubts else _("Yes")


def but(rows: Sequence[GridRow], column: int) -> list[tuple[int, str]]:
    """What does not stop a bid and still has to be known: how many limits of each kind, and the words for so many."""
    not_kept = [row for row in rows if row.cells[column].state in (State.BROKEN, State.WITH_CHANGE)]
    preferences = sum(row.constraint.firmness == Constraint.Firmness.PREFERENCE for row in not_kept)
    movable = len(not_kept) - preferences
    unknown = sum(row.cells[column].state == State.UNKNOWN for row in rows)
    return [
        (movable, ngettext("%d limit that could move is not kept", "%d limits that could move are not kept", movable)),
        (preferences, ngettext("%d preference is not kept", "%d preferences are not kept", preferences)),
        (unknown, ngettext("%d limit is unknown", "%d limits are unknown", unknown)),
    ]


def can_go_to_a_bid(version: Version) -> str:
    """Whether one version can go to a bid, in words."""
    return verdict(grid(version.solution, [version]), 0)
