"""A funder asks about a bid; the applicant answers once, for all its funders."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.interests import refuse_interest
from wayahead.loop.funding.models import Bid, FollowUp


@transaction.atomic
def ask_about(bid: Bid, *, by: Person, text: str) -> FollowUp:
    """A funder asks something about a bid that it has not decided yet. Everybody can read the question."""
    if not text.strip():
        raise NotPossible(_("Write your question."), field="text")
    if not bid.is_waiting:
        raise NotPossible(_("This bid was decided or withdrawn already."))
    refuse_interest(bid, by)
    asked = FollowUp.objects.create(whole_id=bid.whole_id, bid=bid, text=text.strip(), asked_by=by)
    note(
        "follow_up.asked",
        asked,
        by=by,
        coproduction_id=bid.version.solution.coproduction_id,
        for_organisation=bid.programme.funder,
        facts={"bid": bid.pk},
    )
    return asked


@transaction.atomic
def answer_follow_up(follow_up: FollowUp, *, by: Person, words: str) -> FollowUp:
    """The applicant answers a funder's question, once: all funders of the bid read the same words."""
    if not words.strip():
        raise NotPossible(_("Write the answer in plain words."), field="words")
    answered = FollowUp.objects.filter(pk=follow_up.pk, answered_at=None).update(
        answer_words=words.strip(), answered_by=by, answered_at=timezone.now()
    )
    if not answered:
        raise NotPossible(_("This question has its answer already."))
    follow_up.refresh_from_db()
    note(
        "follow_up.answered",
        follow_up,
        by=by,
        coproduction_id=follow_up.whole.version.solution.coproduction_id,
        for_organisation=follow_up.whole.applicant,
        facts={"bid": follow_up.bid_id},
    )
    return follow_up
