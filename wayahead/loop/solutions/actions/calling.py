"""Call for responses to an opportunity, and say what came of it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions.models import Call


@dataclass(frozen=True)
class Opening:
    """An opportunity: what it is, who decides about it, and by when people can answer."""

    kind: str
    title: str
    about: str
    decided_by: str
    closes_on: date
    source: str = ""
    named_as: Need | None = None


def refuse_bad_opening(coproduction: CoProduction, opening: Opening) -> None:
    """Say what is wrong with an opportunity, at its field."""
    if opening.kind not in Call.Kind.values:
        raise NotPossible(_("Choose what kind of opportunity it is."), field="kind")
    if not opening.title.strip():
        raise NotPossible(_("Give it a name."), field="title")
    if not opening.about.strip():
        raise NotPossible(_("Say what has become possible."), field="about")
    if not opening.decided_by.strip():
        raise NotPossible(_("Say who decides."), field="decided_by")
    if opening.closes_on < timezone.localdate():
        raise NotPossible(_("This day has passed already."), field="closes_on")
    named = opening.named_as
    is_here = named is None or (named.coproduction_id == coproduction.pk and named.state == Need.State.PUBLISHED)
    if not is_here or (named and named.kind != Need.Kind.OPPORTUNITY):
        raise NotPossible(_("Choose an opportunity that people named here."), field="named_as")


@transaction.atomic
def open_call(
    coproduction: CoProduction, opening: Opening, *, by: Person, opened_for: Organisation | None = None
) -> Call:
    """Somebody at the table asks what should be made of an opportunity, until a day."""
    refuse_bad_opening(coproduction, opening)
    call = Call.objects.create(coproduction=coproduction, opened_by=by, opened_for=opened_for, **vars(opening))
    note("call.opened", call, by=by, coproduction_id=coproduction.pk, for_organisation=opened_for)
    return call


@transaction.atomic
def settle_call(call: Call, *, by: Person, words: str) -> Call:
    """What came of an opportunity is written down; it takes no more responses."""
    if not words.strip():
        raise NotPossible(_("Say what came of it."), field="words")
    settled = Call.objects.filter(pk=call.pk, settled_at=None).update(
        came_of_it=words.strip(), settled_at=timezone.now()
    )
    if not settled:
        raise NotPossible(_("What came of it is written down already."))
    call.refresh_from_db()
    note("call.settled", call, by=by, coproduction_id=call.coproduction_id)
    return call
