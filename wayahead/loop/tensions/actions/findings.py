"""What was found automatically is set aside by a facilitator with a reason; `register` takes it up."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.tensions.actions.wording import said
from wayahead.loop.tensions.models import Finding


@transaction.atomic
def set_finding_aside(finding: Finding, *, by: Person, reason: str) -> Finding:
    """It is no tension, or not one for this table, and why. It comes back only when it has changed."""
    why = said(reason, field="reason", most=500, ask=_("Say why. Everybody can read it."))
    waiting = Finding.objects.filter(pk=finding.pk, state=Finding.State.WAITING)
    if not waiting.update(state=Finding.State.SET_ASIDE, reason=why, handled_by=by, handled_at=timezone.now()):
        raise NotPossible(_("Somebody took this up, or set it aside, already."))
    finding.refresh_from_db()
    note("finding.set_aside", finding, by=by, coproduction_id=finding.coproduction_id)
    return finding
