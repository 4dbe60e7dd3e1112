"""Relying on a published need: an organisation bases its plans on it, in public."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.needs.actions.writing import hold
from wayahead.loop.needs.models import Need, Reliance


@transaction.atomic
def rely(need: Need, *, by: Person, organisation: Organisation, what_for: str) -> Reliance:
    """An organisation says in public that it bases something on this need."""
    hold(need, Need.State.PUBLISHED, words=_("Only a published need can be relied on."))
    if not what_for.strip():
        raise NotPossible(_("Say what you base on it."), field="what_for")
    try:
        with transaction.atomic():
            reliance = Reliance.objects.create(
                need=need, organisation=organisation, what_for=what_for.strip(), declared_by=by
            )
    except IntegrityError as error:
        raise NotPossible(_("This organisation relies on it already."), field="organisation") from error
    note("need.relied_on", need, by=by, coproduction_id=need.coproduction_id, for_organisation=organisation)
    return reliance


@transaction.atomic
def stop_relying(reliance: Reliance, *, by: Person, reason: str) -> Reliance:
    """An organisation no longer bases anything on a need; that it did, and why it stopped, stays to read."""
    if not reason.strip():
        raise NotPossible(_("Say why. Everybody can read it."), field="reason")
    ended = Reliance.objects.filter(pk=reliance.pk, ended_at=None).update(
        ended_at=timezone.now(), ended_because=reason.strip()
    )
    if not ended:
        raise NotPossible(_("It does not rely on this any more."))
    reliance.refresh_from_db()
    need = reliance.need
    note(
        "need.no_longer_relied_on",
        need,
        by=by,
        coproduction_id=need.coproduction_id,
        for_organisation=reliance.organisation,
    )
    return reliance
