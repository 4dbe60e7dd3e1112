"""What people can do while they craft a solution: start it, draft versions, judge limits, share, agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions.checks import JUDGED, current, test_of
from wayahead.loop.solutions.models import CostItem, Judgement, Solution, Version


@dataclass(frozen=True)
class Cost:
    """One line of what a version costs, in whole pence."""

    kind: str
    words: str
    pence: int


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


@transaction.atomic
def start(coproduction: CoProduction, *, by: Person, title: str, needs: Sequence[Need]) -> Solution:
    """Somebody starts a solution to needs that were published here."""
    if not title.strip():
        raise NotPossible(_("Give it a name."), field="title")
    if not needs:
        raise NotPossible(_("Choose at least one published need that this answers."), field="needs")
    if any(need.coproduction_id != coproduction.pk or need.state != Need.State.PUBLISHED for need in needs):
        raise NotPossible(_("Choose published needs of this co-production."), field="needs")
    solution = Solution.objects.create(coproduction=coproduction, title=title.strip(), started_by=by)
    solution.needs.set(needs)
    facts = {"needs": [need.pk for need in needs]}
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


@transaction.atomic
def draft_version(solution: Solution, draft: Draft, *, by: Person) -> Version:
    """A new version with its words and claims; the earlier ones stay as they were."""
    refuse_bad_draft(draft)
    Solution.objects.select_for_update().get(pk=solution.pk)
    number = (solution.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > 1 and not draft.what_changed.strip():
        raise NotPossible(_("Say what changed since the last version."), field="what_changed")
    claims = {name: value for name, value in vars(draft).items() if name not in ("costs", "communities")}
    version = Version.objects.create(solution=solution, number=number, drafted_by=by, **claims)
    version.communities.set(draft.communities)
    CostItem.objects.bulk_create(CostItem(version=version, **vars(cost)) for cost in draft.costs)
    total = sum(cost.pence for cost in draft.costs)
    facts = {"number": number, "pence": total}
    note("version.drafted", version, by=by, coproduction_id=solution.coproduction_id, facts=facts)
    return version


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


@transaction.atomic
def agree(version: Version, *, by: Person, words: str, dissent: str = "") -> Version:
    """The people at the table agree on this version; how they came to it, and who still dissents, is written down."""
    if not words.strip():
        raise NotPossible(_("Say how you came to agree, and who was there."), field="words")
    agreed = Version.objects.filter(pk=version.pk, state=Version.State.SHARED).update(
        state=Version.State.AGREED,
        agreed_at=timezone.now(),
        agreement_words=words.strip(),
        dissent=dissent.strip(),
    )
    if not agreed:
        raise NotPossible(_("Only a version that was shared, and not agreed yet, can be agreed."))
    version.refresh_from_db()
    note("version.agreed", version, by=by, coproduction_id=version.solution.coproduction_id)
    return version
