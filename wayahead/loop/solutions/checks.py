"""Each version against each limit that bounds it, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.loop.constraints.models import Constraint, ConstraintVersion
from wayahead.loop.solutions.models import Judgement, Solution, Version


@dataclass(frozen=True)
class Cell:
    """What one version makes of one limit: the state, its word, the reason, and who judged it by hand."""

    version: Version
    state: str
    word: str
    why: str
    judged_by: Person | None = None


@dataclass(frozen=True)
class GridRow:
    """One limit as it stands today, against each version."""

    constraint: Constraint
    wording: ConstraintVersion
    cells: Sequence[Cell]
    is_judged: bool


def current(constraint: Constraint) -> ConstraintVersion:
    """The words and the test of a limit as they stand today."""
    return max(constraint.versions.all(), key=lambda version: version.number)


def limits_of(solution: Solution) -> Sequence[Constraint]:
    """The standing limits that bound a solution: those of its co-production for every need, or for one it answers."""
    bounds = Q(needs=None) | Q(needs__in=solution.needs.all())
    found = Constraint.objects.filter(bounds, coproduction=solution.coproduction_id, state=Constraint.State.STANDING)
    return list(found.distinct().select_related("owner").prefetch_related("versions"))


def grid(solution: Solution, versions: Sequence[Version]) -> Sequence[GridRow]:
    """Every limit of a solution against these versions."""
    judgements = {
        (judgement.version_id, judgement.limit_id): judgement
        for judgement in Judgement.objects.filter(version__in=versions).select_related("judged_by")
    }
    rows = []
    for constraint in limits_of(solution):
        wording = current(constraint)
        cells = [cell(version, judgements.get((version.pk, wording.pk))) for version in versions]
        rows.append(GridRow(constraint, wording, cells, is_judged=True))
    return rows


def cell(version: Version, judgement: Judgement | None) -> Cell:
    """What was judged, or that nobody has judged it yet."""
    if judgement is None:
        return Cell(version, "unknown", _("Unknown"), _("Nobody has judged it yet."))
    return Cell(version, judgement.state, judgement.get_state_display(), judgement.why, judgement.judged_by)


def broken_fixed_limits(version: Version) -> list[str]:
    """The statements of the fixed limits that a version breaks; with any, it cannot go to a bid."""
    return [
        row.wording.statement
        for row in grid(version.solution, [version])
        if row.constraint.firmness == Constraint.Firmness.FIXED and row.cells[0].state == "broken"
    ]


def can_go_to_a_bid(version: Version) -> str:
    """The last row of the grid, in words."""
    broken = broken_fixed_limits(version)
    return _("Not yet: it breaks a fixed limit") if broken else _("Yes")
