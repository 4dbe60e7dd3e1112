"""What funders do: open a programme on published needs, out of a pot, within limits of their own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.funding.models import ExtraQuestion, Priority, Programme
from wayahead.loop.needs.models import Need


@dataclass(frozen=True)
class Extra:
    """One question that a programme asks beyond the core of a bid, and what its answer decides."""

    text: str
    reason: str


@dataclass(frozen=True)
class Offer:
    """What a programme offers: how much, for which published needs, within which limits, from when to when."""

    title: str
    pot_pence: int
    opens_on: date
    closes_on: date
    needs: Sequence[Need]
    about: str = ""
    decides_within_days: int = 28
    limits: Sequence[Constraint] = ()
    questions: Sequence[Extra] = ()

    @property
    def plain(self) -> dict[str, object]:
        """What stands in the programme's own row."""
        return {name: value for name, value in vars(self).items() if name not in ("needs", "limits", "questions")}


def refuse_questions(questions: Sequence[Extra]) -> None:
    """Say what is wrong with the questions that a programme wants to ask."""
    if len(questions) > ExtraQuestion.MOST:
        raise NotPossible(_("Two questions of your own at most: the bid itself says the rest."), field="questions")
    for number, question in enumerate(questions, start=1):
        if not question.text.strip():
            raise NotPossible(_("Write the question that this is the reason for."), field=f"question_{number}")
        if not question.reason.strip():
            raise NotPossible(_("Say what the answer decides. Everybody can read it."), field=f"reason_{number}")


def is_ours(limit: Constraint, funder: Organisation) -> bool:
    """True for a limit that this funder published for everybody to read, and that stands."""
    stands = limit.state == Constraint.State.STANDING
    return limit.owner_id == funder.pk and stands and not limit.coproduction.is_private


@transaction.atomic
def open_programme(funder: Organisation, offer: Offer, *, by: Person) -> Programme:
    """A funder opens a programme that rests on published needs."""
    if offer.pot_pence <= 0:
        raise NotPossible(_("Write an amount above nought."), field="pot_pence")
    if offer.closes_on < offer.opens_on:
        raise NotPossible(_("It cannot close before it opens."), field="closes_on")
    if not offer.needs:
        raise NotPossible(_("Choose at least one published need that this rests on."), field="needs")
    if any(need.state != Need.State.PUBLISHED for need in offer.needs):
        raise NotPossible(_("A programme rests on published needs."), field="needs")
    if not all(is_ours(limit, funder) for limit in offer.limits):
        raise NotPossible(_("Choose limits that you published and that still stand."), field="limits")
    refuse_questions(offer.questions)
    programme = Programme.objects.create(funder=funder, opened_by=by, **offer.plain)
    programme.needs.set(offer.needs)
    programme.limits.set(offer.limits)
    ExtraQuestion.objects.bulk_create(
        ExtraQuestion(programme=programme, position=number, text=one.text.strip(), reason=one.reason.strip())
        for number, one in enumerate(offer.questions, start=1)
    )
    note(
        "programme.opened",
        programme,
        by=by,
        for_organisation=funder,
        facts={
            "pence": offer.pot_pence,
            "needs": [need.pk for need in offer.needs],
            "limits": [limit.pk for limit in offer.limits],
            "questions": len(offer.questions),
        },
    )
    return programme


@transaction.atomic
def rank_needs(
    programme: Programme, needs: Sequence[Need], *, by: Person, seen: Collection[Need] | None = None
) -> Programme:
    """A funder puts needs that a programme rests on in the order in which it wants to pay for them.

    A need outside `seen` (None: all were seen) was not before them when they said so, and keeps its place.
    """
    held = Programme.objects.select_for_update(of=("self",)).select_related("funder").get(pk=programme.pk)
    if len({need.pk for need in needs}) < len(needs):
        raise NotPossible(_("Give each need one place."), field="needs")
    rests_on = set(held.needs.values_list("pk", flat=True))
    if any(need.pk not in rests_on for need in needs):
        raise NotPossible(_("Rank only needs that this programme rests on."), field="needs")
    needs = with_unseen(held, needs, seen)
    held.priorities.all().delete()
    Priority.objects.bulk_create(Priority(programme=held, need=need, rank=n) for n, need in enumerate(needs, start=1))
    note("programme.ranked", held, by=by, for_organisation=held.funder, facts={"needs": [need.pk for need in needs]})
    return held


def with_unseen(programme: Programme, needs: Sequence[Need], seen: Collection[Need] | None) -> list[Need]:
    """The needs in their new order, and among them those that were not seen, each at the place that it has."""
    order, before = list(needs), {need.pk for need in (*needs, *(seen or ()))}
    if seen is not None:
        for kept in programme.priorities.exclude(need__in=before).select_related("need").order_by("rank"):
            order.insert(kept.rank - 1, kept.need)
    return order
