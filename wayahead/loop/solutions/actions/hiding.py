"""Hide words that harm somebody, with a public reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.solutions.models import Objection, Offer, Suggestion

HIDDEN = {Suggestion: "suggestion.hidden", Objection: "objection.hidden", Offer: "offer.hidden"}


@transaction.atomic
def hide(thing: Suggestion | Objection | Offer, *, by: Person, why: str) -> Suggestion | Objection | Offer:
    """A facilitator hides words that harm somebody, and says why; what was said still counts."""
    if not why.strip():
        raise NotPossible(_("Say why. Everybody can read it."), field="why")
    thing.hidden_because = why.strip()
    thing.save(update_fields=["hidden_because"])
    where = thing.coproduction_id if isinstance(thing, Offer) else thing.version.solution.coproduction_id
    kind = HIDDEN[type(thing)]
    note(kind, thing, by=by, coproduction_id=where)
    return thing
