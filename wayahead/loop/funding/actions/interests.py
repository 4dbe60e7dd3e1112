"""Whoever decides for a funder and has an interest in a bid says which, in public, and stands aside."""

from django.db import transaction
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.interests import refuse_interest
from wayahead.loop.funding.models import Bid, Interest


@transaction.atomic
def declare_interest(bid: Bid, *, by: Person, words: str) -> Interest:
    """Somebody of a funder stands aside from a bid, for all programmes that it asks. It is not taken back."""
    if not words.strip():
        raise NotPossible(_("Say what ties you to it. Everybody can read it, without your name."), field="words")
    bid = Bid.objects.select_for_update(of=("self",), no_key=True).select_related("programme__funder").get(pk=bid.pk)
    if not bid.is_waiting:
        raise NotPossible(_("This bid was decided or withdrawn already."))
    refuse_interest(bid, by)
    declared = Interest.objects.create(bid=bid, person=by, words=words.strip())
    note(
        "interest.declared",
        declared,
        by=by,
        coproduction_id=bid.version.solution.coproduction_id,
        for_organisation=bid.programme.funder,
        facts={"bid": bid.pk},
    )
    return declared
