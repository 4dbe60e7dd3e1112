"""Decisions with reasons: a grant, a part of it, a no; parts that make the whole. Whole pence throughout.

Whoever moves money locks the whole bid first and then the pots, by their keys: nobody waits for each other in a ring,
and the last pound of a pot goes once.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.interests import refuse_interest
from wayahead.loop.funding.models import Bid, Grant, PartOffer, Programme, WholeBid
from wayahead.loop.funding.sums import remaining_pence, standing_of


def decided_already() -> NotPossible:
    """The refusal for a bid that waits for nothing any more."""
    return NotPossible(_("This bid was decided or withdrawn already."))


def locked(whole_id: int) -> WholeBid:
    """A whole bid and the pots that it asks, held until the work is done; others may still refer to them."""
    held = WholeBid.objects.select_for_update(of=("self",), no_key=True).select_related("version__solution")
    whole = held.get(pk=whole_id)
    asked = Bid.objects.filter(whole=whole).values("programme")
    list(Programme.objects.select_for_update(no_key=True).filter(pk__in=asked).order_by("pk"))
    return whole


def refuse_bad_amount(bid: Bid, whole: WholeBid, programme: Programme, amount_pence: int) -> None:
    """Say why so much cannot be given to this bid."""
    if not 0 < amount_pence <= bid.asked_pence:
        raise NotPossible(_("Grant between a penny and what was asked."), field="amount_pence")
    if amount_pence > remaining_pence(programme):
        raise NotPossible(_("There is not that much left in the pot."), field="amount_pence")
    if amount_pence > standing_of(whole).short_pence:
        raise NotPossible(_("With what others offer, it is not that much short any more."), field="amount_pence")


def refuse_bad_words(reasons: str, report_due_on: date) -> None:
    """Say that reasons or the day of the report are missing."""
    if not reasons.strip():
        raise NotPossible(_("Write the reasons. Everybody can read them."), field="reasons")
    if report_due_on <= timezone.localdate():
        raise NotPossible(_("Choose a day to come for the report."), field="report_due_on")


@transaction.atomic
def award(bid: Bid, *, by: Person, amount_pence: int, reasons: str, report_due_on: date) -> Grant:
    """A funder grants a bid, all or part of it, with reasons. The pot is locked, so that its last pound goes once."""
    refuse_bad_words(reasons, report_due_on)
    refuse_interest(bid, by)
    whole = locked(bid.whole_id)
    programme = bid.programme
    bid.refresh_from_db(fields=["state"])
    if bid.state != Bid.State.SENT:
        raise decided_already()
    refuse_bad_amount(bid, whole, programme, amount_pence)
    grant = give(bid, by=by, amount_pence=amount_pence, reasons=reasons, report_due_on=report_due_on)
    others = settle_if_whole(whole)
    note(
        "grant.awarded",
        grant,
        by=by,
        coproduction_id=bid.version.solution.coproduction_id,
        for_organisation=programme.funder,
        facts={
            "pence": amount_pence,
            "bid": bid.pk,
            "grants": [one.pk for one in others],
            "settled": whole.state != WholeBid.State.OPEN,
        },
    )
    return grant


def give(bid: Bid, *, by: Person, amount_pence: int, reasons: str, report_due_on: date) -> Grant:
    """Write a grant and the decision that it rests on."""
    bid.state, bid.reasons, bid.decided_by, bid.decided_at = Bid.State.GRANTED, reasons.strip(), by, timezone.now()
    bid.save(update_fields=["state", "reasons", "decided_by", "decided_at"])
    return Grant.objects.create(bid=bid, amount_pence=amount_pence, awarded_by=by, report_due_on=report_due_on)


@transaction.atomic
def offer_part(bid: Bid, *, by: Person, amount_pence: int, reasons: str, report_due_on: date) -> PartOffer:
    """A funder sets money aside for a part of a bid, for all to see. Parts that make the whole become grants."""
    refuse_bad_words(reasons, report_due_on)
    refuse_interest(bid, by)
    whole = locked(bid.whole_id)
    programme = bid.programme
    bid.refresh_from_db(fields=["state"])
    if bid.state == Bid.State.OFFERED:
        raise NotPossible(_("You offered a part of this already. Take that back first."))
    if bid.state != Bid.State.SENT:
        raise decided_already()
    refuse_bad_amount(bid, whole, programme, amount_pence)
    bid.state = Bid.State.OFFERED
    bid.save(update_fields=["state"])
    offer = PartOffer.objects.create(
        bid=bid, amount_pence=amount_pence, reasons=reasons.strip(), report_due_on=report_due_on, offered_by=by
    )
    grants = settle_if_whole(whole)
    note(
        "part_offer.made_it_whole" if grants else "part_offer.made",
        offer,
        by=by,
        coproduction_id=bid.version.solution.coproduction_id,
        for_organisation=programme.funder,
        facts={
            "pence": amount_pence,
            "bid": bid.pk,
            "grants": [one.pk for one in grants],
            "settled": whole.state != WholeBid.State.OPEN,
        },
    )
    offer.refresh_from_db()
    bid.refresh_from_db()
    return offer


def settle_if_whole(whole: WholeBid) -> list[Grant]:
    """Turn every standing offer into a grant once nothing is short; gives the grants that this made."""
    if standing_of(whole).short_pence:
        return []
    return settle(whole, WholeBid.State.WHOLE)


def settle(whole: WholeBid, state: str) -> list[Grant]:
    """Standing offers become grants, and whoever has not decided yet need not."""
    standing = PartOffer.objects.filter(bid__whole=whole, state=PartOffer.State.STANDING)
    offers = list(standing.select_related("bid", "offered_by"))
    grants = []
    for offer in offers:
        grants.append(
            give(
                offer.bid,
                by=offer.offered_by,
                amount_pence=offer.amount_pence,
                reasons=offer.reasons,
                report_due_on=offer.report_due_on,
            )
        )
        offer.state, offer.ended_at = PartOffer.State.GRANTED, timezone.now()
        offer.save(update_fields=["state", "ended_at"])
    Bid.objects.filter(whole=whole, state=Bid.State.SENT).update(state=Bid.State.COVERED)
    whole.state, whole.settled_at = state, timezone.now()
    whole.save(update_fields=["state", "settled_at"])
    return grants


@transaction.atomic
def take_back_offer(offer: PartOffer, *, by: Person, reasons: str) -> PartOffer:
    """A funder takes an offer back while the bid is open, and says why; the money is free again."""
    if not reasons.strip():
        raise NotPossible(_("Write the reasons. Everybody can read them."), field="reasons")
    refuse_interest(offer.bid, by)
    locked(offer.bid.whole_id)
    ended = PartOffer.objects.filter(pk=offer.pk, state=PartOffer.State.STANDING).update(
        state=PartOffer.State.TAKEN_BACK, ended_at=timezone.now(), ended_because=reasons.strip()
    )
    if not ended:
        raise NotPossible(_("This offer does not stand any more."))
    Bid.objects.filter(pk=offer.bid_id).update(state=Bid.State.SENT)
    offer.refresh_from_db()
    note(
        "part_offer.taken_back",
        offer,
        by=by,
        coproduction_id=offer.bid.version.solution.coproduction_id,
        for_organisation=offer.bid.programme.funder,
        facts={"pence": offer.amount_pence, "bid": offer.bid_id},
    )
    return offer


@transaction.atomic
def accept_short(whole: WholeBid, *, by: Person, what_is_cut: str) -> WholeBid:
    """The applicant goes ahead with what is offered and granted so far, and says in words what is cut."""
    if not what_is_cut.strip():
        raise NotPossible(_("Say what is cut. Everybody can read it."), field="what_is_cut")
    whole = locked(whole.pk)
    if whole.state != WholeBid.State.OPEN:
        raise NotPossible(_("This bid is not open any more."))
    standing = standing_of(whole)
    if not standing.offered_pence + standing.committed_pence:
        raise NotPossible(_("Nobody has offered anything yet that it could go ahead with."))
    whole.what_is_cut = what_is_cut.strip()
    whole.save(update_fields=["what_is_cut"])
    grants = settle(whole, WholeBid.State.SHORT)
    note(
        "whole_bid.accepted_short",
        whole,
        by=by,
        coproduction_id=whole.version.solution.coproduction_id,
        for_organisation=whole.applicant,
        facts={"short_pence": standing.short_pence, "grants": [one.pk for one in grants]},
    )
    return whole


@transaction.atomic
def refuse(bid: Bid, *, by: Person, reasons: str, would_have_changed: str = "") -> Bid:
    """A funder does not fund a bid this time, and says why and what would have changed it."""
    if not reasons.strip():
        raise NotPossible(_("Write the reasons. Everybody can read them."), field="reasons")
    refuse_interest(bid, by)
    locked(bid.whole_id)
    decided = Bid.objects.filter(pk=bid.pk, state=Bid.State.SENT).update(
        state=Bid.State.REFUSED,
        reasons=reasons.strip(),
        would_have_changed=would_have_changed.strip(),
        decided_by=by,
        decided_at=timezone.now(),
    )
    bid.refresh_from_db()
    if not decided and bid.state == Bid.State.OFFERED:
        raise NotPossible(_("You offered a part of this already. Take that back first."))
    if not decided:
        raise decided_already()
    note(
        "bid.refused",
        bid,
        by=by,
        coproduction_id=bid.version.solution.coproduction_id,
        for_organisation=bid.programme.funder,
    )
    return bid


@transaction.atomic
def withdraw(bid: Bid, *, by: Person) -> Bid:
    """The applicant takes back what it asks of one programme, before it is decided; an offer falls away with it."""
    whole = locked(bid.whole_id)
    if not take_back(whole, [bid]):
        raise decided_already()
    bid.refresh_from_db()
    note(
        "bid.withdrawn",
        bid,
        by=by,
        coproduction_id=bid.version.solution.coproduction_id,
        for_organisation=bid.applicant,
    )
    return bid


@transaction.atomic
def withdraw_all(whole: WholeBid, *, by: Person) -> WholeBid:
    """The applicant takes a bid back from every programme that has not decided yet, at once."""
    whole = locked(whole.pk)
    taken = take_back(whole, list(whole.bids.all()))
    if not taken:
        raise NotPossible(_("Nothing of this bid waits for a decision any more."))
    note(
        "whole_bid.withdrawn",
        whole,
        by=by,
        coproduction_id=whole.version.solution.coproduction_id,
        for_organisation=whole.applicant,
        facts={"bids": taken},
    )
    return whole


def take_back(whole: WholeBid, bids: list[Bid]) -> list[int]:
    """Take back those of these bids that wait; gives their keys. A bid with nothing left in it is taken back itself."""
    waiting = Bid.objects.filter(pk__in=[bid.pk for bid in bids], state__in=Bid.WAITING)
    taken = list(waiting.values_list("pk", flat=True))
    Bid.objects.filter(pk__in=taken).update(state=Bid.State.WITHDRAWN)
    PartOffer.objects.filter(bid__in=taken, state=PartOffer.State.STANDING).update(
        state=PartOffer.State.LAPSED, ended_at=timezone.now()
    )
    if taken and not whole.bids.filter(state__in=[*Bid.WAITING, Bid.State.GRANTED]).exists():
        whole.state, whole.settled_at = WholeBid.State.WITHDRAWN, timezone.now()
        whole.save(update_fields=["state", "settled_at"])
    return taken
