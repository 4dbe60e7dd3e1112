"""Start a solution, draft its versions, share them, and judge what no limit can compute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.base.places.models import Area, Community
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.constraints.models import ConstraintVersion, CostKind
from wayahead.loop.constraints.moving import JUDGED, test_of
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions.checks import current
from wayahead.loop.solutions.models import (
    Call,
    CostItem,
    InKind,
    Judgement,
    Section,
    Solution,
    Step,
    Suggestion,
    Version,
)
from wayahead.loop.solutions.models.parts import new_key


@dataclass(frozen=True)
class Cost:
    """One line of what a version costs, in whole pence."""

    kind: str
    words: str
    pence: int


@dataclass(frozen=True)
class Part:
    """One section; one that was there before keeps its key, so that versions can be compared."""

    heading: str
    text: str
    key: str = ""


@dataclass(frozen=True)
class Gift:
    """One thing that is given rather than paid for."""

    words: str
    given_by: str


@dataclass(frozen=True)
class Task:
    """One step: who does what by when, and what help is wanted; one that was there before keeps its key."""

    what: str
    by_whom: str = ""
    due_on: date | None = None
    help_wanted: str = ""
    key: str = ""


@dataclass(frozen=True)
class Draft:
    """What a version says: its words and its claims. What is left out is unknown, and never counts as met."""

    summary: str
    costs: Sequence[Cost] = ()
    what_changed: str = ""
    area: Area | None = None
    who_benefits: str = ""
    communities: Sequence[Community] = ()
    people_count: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    delivered_by: Organisation | None = None
    sections: Sequence[Part] = ()
    in_kind: Sequence[Gift] = ()
    steps: Sequence[Task] = ()

    @property
    def claims(self) -> dict[str, Any]:
        """What stands in the version's own row."""
        lines = ("communities", "costs", "sections", "in_kind", "steps")
        return {name: value for name, value in vars(self).items() if name not in lines}


def refuse_strange(coproduction: CoProduction, found: Sequence[Need], field: str) -> None:
    """Needs and strengths of a solution were published in its co-production."""
    if any(one.coproduction_id != coproduction.pk or one.state != Need.State.PUBLISHED for one in found):
        raise NotPossible(_("Choose what was published in this co-production."), field=field)


@transaction.atomic
def start(
    coproduction: CoProduction,
    *,
    by: Person,
    title: str,
    needs: Sequence[Need],
    strengths: Sequence[Need] = (),
    responds_to: Call | None = None,
    is_community_led: bool = False,
) -> Solution:
    """Somebody starts a solution to needs that were published here; perhaps because of an opportunity."""
    if not title.strip():
        raise NotPossible(_("Give it a name."), field="title")
    if not needs:
        raise NotPossible(_("Choose at least one published need that this answers."), field="needs")
    refuse_strange(coproduction, needs, "needs")
    refuse_strange(coproduction, strengths, "strengths")
    if responds_to and (responds_to.coproduction_id != coproduction.pk or not responds_to.is_open):
        raise NotPossible(_("Choose an opportunity of this co-production that is still open."), field="responds_to")
    solution = Solution.objects.create(
        coproduction=coproduction,
        title=title.strip(),
        responds_to=responds_to,
        is_community_led=is_community_led,
        started_by=by,
    )
    solution.needs.set(needs)
    solution.strengths.set(strengths)
    facts = {"needs": [need.pk for need in needs], "call": responds_to.pk if responds_to else None}
    note("solution.started", solution, by=by, coproduction_id=coproduction.pk, facts=facts)
    return solution


def refuse_bad_draft(draft: Draft) -> None:
    """Say what is wrong with a draft, at its field."""
    if not draft.summary.strip():
        raise NotPossible(_("Say in a few sentences what would happen."), field="summary")
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise NotPossible(_("It cannot end before it starts."), field="ends_on")
    if any(cost.pence < 0 for cost in draft.costs):
        raise NotPossible(_("A cost cannot be below nought."), field="costs")
    if any(cost.kind not in CostKind.values or not cost.words.strip() for cost in draft.costs):
        raise NotPossible(_("Say of each cost what it is for, and of which kind it is."), field="costs")
    if draft.people_count is not None and draft.people_count < 1:
        raise NotPossible(_("Write for how many people it is, or leave it empty."), field="people_count")
    if any(not part.heading.strip() or not part.text.strip() for part in draft.sections):
        raise NotPossible(_("Give each section a heading and words."), field="sections")
    if any(not gift.words.strip() or not gift.given_by.strip() for gift in draft.in_kind):
        raise NotPossible(_("Say of each thing given in kind what it is and who gives it."), field="in_kind")
    if any(not task.what.strip() for task in draft.steps):
        raise NotPossible(_("Say of each step what is done."), field="steps")
    refuse_doubled_keys(draft)


def refuse_doubled_keys(draft: Draft) -> None:
    """A key names one section, or one step, of a version."""
    for name, parts in (("sections", draft.sections), ("steps", draft.steps)):
        keys = [part.key for part in parts if part.key]
        if len(keys) != len(set(keys)) or any(len(key) > len(new_key()) for key in keys):
            raise NotPossible(_("Each of them keeps its own key, or has none yet."), field=name)


def refuse_strange_suggestions(solution: Solution, taking: Sequence[Suggestion]) -> None:
    """Only what was suggested to this solution, and waits for its answer, can be taken in."""
    if any(one.version.solution_id != solution.pk for one in taking):
        raise NotPossible(_("This was suggested to something else."), field="taking")
    if any(not one.is_open for one in taking):
        raise NotPossible(_("One of these suggestions was answered already."), field="taking")


@transaction.atomic
def draft_version(solution: Solution, draft: Draft, *, by: Person, taking: Sequence[Suggestion] = ()) -> Version:
    """A new version with its words and claims, which names those whose suggestions it takes in.

    The earlier versions stay as they were.
    """
    refuse_bad_draft(draft)
    Solution.objects.select_for_update().get(pk=solution.pk)
    refuse_strange_suggestions(solution, taking)
    number = (solution.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > 1 and not draft.what_changed.strip():
        raise NotPossible(_("Say what changed since the last version."), field="what_changed")
    version = Version.objects.create(solution=solution, number=number, drafted_by=by, **draft.claims)
    version.communities.set(draft.communities)
    CostItem.objects.bulk_create(CostItem(version=version, **vars(cost)) for cost in draft.costs)
    InKind.objects.bulk_create(InKind(version=version, **vars(gift)) for gift in draft.in_kind)
    Section.objects.bulk_create(Section(version=version, **with_key(part)) for part in draft.sections)
    Step.objects.bulk_create(Step(version=version, **with_key(task)) for task in draft.steps)
    take_in(taking, version, by)
    facts = {
        "number": number,
        "pence": sum(cost.pence for cost in draft.costs),
        "suggestions": [one.pk for one in taking],
    }
    note("version.drafted", version, by=by, coproduction_id=solution.coproduction_id, facts=facts)
    return version


def with_key(part: Part | Task) -> dict[str, Any]:
    """What a section or step says, under its own key or a new one."""
    return vars(part) | {"key": part.key or new_key()}


def take_in(taking: Sequence[Suggestion], version: Version, by: Person) -> None:
    """Mark suggestions as taken in by a version; raises where somebody else answered one of them meanwhile."""
    taken = Suggestion.objects.open().filter(pk__in=[one.pk for one in taking]).update(
        state=Suggestion.State.TAKEN, taken_in=version, answered_by=by, answered_at=timezone.now()
    )  # fmt: skip
    if taken != len({one.pk for one in taking}):
        raise NotPossible(_("One of these suggestions was answered already."), field="taking")


@transaction.atomic
def share(version: Version, *, by: Person) -> Version:
    """Everybody can read this version now, and say what they think."""
    shared = Version.objects.filter(pk=version.pk, state=Version.State.DRAFT).update(state=Version.State.SHARED)
    if not shared:
        raise NotPossible(_("This version is shared already."))
    version.refresh_from_db()
    note("version.shared", version, by=by, coproduction_id=version.solution.coproduction_id)
    return version


@transaction.atomic
def judge(version: Version, limit: ConstraintVersion, *, by: Person, state: str, why: str) -> Judgement:
    """The limit's owner says whether a version keeps to what nothing can compute; saying it again replaces it."""
    if not why.strip():
        raise NotPossible(_("Say why. Everybody can read it."), field="why")
    if limit.constraint.coproduction_id != version.solution.coproduction_id:
        raise NotPossible(_("This limit belongs somewhere else."), field="limit")
    if test_of(limit).name != JUDGED:
        raise NotPossible(_("This limit is computed from what the version says. Nobody has to judge it."))
    if limit != current(limit.constraint):
        raise NotPossible(_("This limit moved since. Judge it as it stands now."))
    if state not in Judgement.State.values:
        raise NotPossible(_("Choose whether it keeps to the limit."), field="state")
    judgement, _made = Judgement.objects.update_or_create(
        version=version,
        limit=limit,
        defaults={"state": state, "why": why.strip(), "judged_by": by, "judged_at": timezone.now()},
    )
    facts = {"limit": limit.constraint_id}
    note("version.judged", version, by=by, coproduction_id=version.solution.coproduction_id, facts=facts)
    return judgement
