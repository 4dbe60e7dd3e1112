"""What funders do: open a programme on published needs, out of a pot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.models import Grant, Programme, Round
from wayahead.loop.needs.models import Need


@dataclass(frozen=True)
class Offer:
    """What a programme offers: how much, for which published needs, from when to when."""

    title: str
    pot_pence: int
    opens_on: date
    closes_on: date
    needs: Sequence[Need]
    about: str = ""
    decides_within_days: int = 28


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
    plain = {name: value for name, value in vars(offer).items() if name != "needs"}
    programme = Programme.objects.create(funder=funder, opened_by=by, **plain)
    programme.needs.set(offer.needs)
    needs = [need.pk for need in offer.needs]
    note(
        "programme.opened",
        programme,
        by=by,
        for_organisation=funder,
        facts={"pence": offer.pot_pence, "needs": needs},
    )
    return programme


def remaining_pence(programme: Programme) -> int:
    """What is left in a pot: the pot less every grant made of it, and less what is held for rounds."""
    granted = Grant.objects.filter(bid__programme=programme).aggregate(sum=Sum("amount_pence"))["sum"] or 0
    return programme.pot_pence - int(granted) - Round.objects.filter(programme=programme).held_pence()
