"""What a bid's two sides hear of each other: the applicant what funders ask, offer and decide, funders what it says.

Whoever leads an organisation hears it, and whoever wrote for it and still belongs to it. It is work that they took on,
so that no consent is asked; who cannot see a private circle hears nothing of it.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from wayahead import access
from wayahead.base.people.models import Membership, Organisation, Person
from wayahead.channels.email.letters import Happened, key_of, mail, own_page
from wayahead.loop.funding.models import Bid, FollowUp, Grant, PartOffer, Round, WholeBid
from wayahead.loop.funding.sums import standing_of


def speaking_for(organisation: Organisation, *wrote: Person) -> list[Person]:
    """Those who lead an organisation, and those of `wrote` who still belong to it, as far as they have an address."""
    standing = Membership.objects.filter(organisation=organisation, left_at=None).select_related("person")
    keys = {person.pk for person in wrote}
    found = [one.person for one in standing if one.role == Membership.Role.LEAD or one.person_id in keys]
    return [person for person in found if person.email and person.erased_at is None]


def write(event: Happened, people: Iterable[Person], template: str, whole: WholeBid, **context: Any) -> None:
    """The same letter about a whole bid to each of these people who may see it."""
    to = reverse("whole_bid", args=[whole.version.solution.coproduction.slug, whole.pk])
    for person in people:
        if access.allows(person, "whole_bid.see", whole):
            mail(event, person, template, whole=whole, bid_url=own_page(person, to), **context)


def to_applicant(event: Happened, template: str, whole: WholeBid, **context: Any) -> None:
    """A letter to those who speak for the applicant."""
    write(event, speaking_for(whole.applicant, whole.sent_by), template, whole, standing=standing_of(whole), **context)


def to_funders(event: Happened, template: str, whole: WholeBid, bids: Iterable[Bid]) -> None:
    """One letter to each person who speaks for the funders of these bids, about all of theirs."""
    by_person: dict[Person, list[Bid]] = {}
    for bid in bids:
        wrote = [offer.offered_by for offer in bid.part_offers.all()] + [one.asked_by for one in bid.follow_ups.all()]
        for person in speaking_for(bid.programme.funder, *wrote):
            by_person.setdefault(person, []).append(bid)
    for person, theirs in by_person.items():
        write(event, [person], template, whole, bids=theirs)


def whole_of(key: int) -> WholeBid:
    """A whole bid with what its letters name."""
    named = WholeBid.objects.select_related("version__solution__coproduction", "applicant", "sent_by")
    return named.get(pk=key)


def bids_of(whole: WholeBid, *keys: int) -> list[Bid]:
    """What a whole bid asks, of all its programmes or of these, with who wrote about it."""
    found = whole.bids.select_related("programme__funder", "grant").order_by("pk")
    found = found.prefetch_related("part_offers__offered_by", "follow_ups__asked_by")
    return list(found.filter(pk__in=keys) if keys else found)


def it_came_in(event: Happened) -> None:
    """Those who lead a funder hear that a bid asks it for money, and by when it promised to decide."""
    if event.kind == "bid.sent":
        key = key_of(event)
        bids = bids_of(whole_of(Bid.objects.get(pk=key).whole_id), key)
    else:
        bids = bids_of(whole_of(key_of(event)), *event.facts["bids"])
    waiting = [bid for bid in bids if bid.state == Bid.State.SENT]
    if waiting:
        to_funders(event, "bid_sent", waiting[0].whole, waiting)


def it_is_chosen(event: Happened) -> None:
    """The winners of a round hear of their grants, all of theirs in one letter, with the round's reasons."""
    decided = Round.objects.select_related("coproduction").get(pk=key_of(event))
    to = reverse("round_results", args=[decided.coproduction.slug, decided.pk])
    by_person: dict[Person, list[Grant]] = {}
    grants = Grant.objects.filter(pk__in=event.facts["grants"]).select_related(
        "bid__applicant", "bid__version__solution"
    )
    for grant in grants_of(grants):
        for person in speaking_for(grant.bid.applicant):
            by_person.setdefault(person, []).append(grant)
    for person, theirs in by_person.items():
        if access.allows(person, "round.see", decided):
            mail(event, person, "round_granted", round=decided, grants=theirs, round_url=own_page(person, to))


def you_are_asked(event: Happened) -> None:
    """The applicant hears that a funder asks something."""
    asked = FollowUp.objects.select_related("bid__programme__funder").get(pk=key_of(event))
    whole = whole_of(asked.whole_id)
    if asked.answered_at is None:
        to = reverse("follow_up_answer", args=[whole.version.solution.coproduction.slug, asked.pk])
        for person in speaking_for(whole.applicant, whole.sent_by):
            write(event, [person], "bid_asked", whole, asked=asked, answer_url=own_page(person, to))


def you_are_answered(event: Happened) -> None:
    """Whoever asked about a bid hears the answer, and so do those who lead that funder."""
    asked = FollowUp.objects.select_related("bid__programme__funder", "asked_by").get(pk=key_of(event))
    people = speaking_for(asked.bid.programme.funder, asked.asked_by)
    write(event, people, "bid_answered", whole_of(asked.whole_id), asked=asked)


def you_are_offered(event: Happened) -> None:
    """The applicant hears that a part is offered, and what is still short."""
    offer = PartOffer.objects.select_related("bid__programme__funder").get(pk=key_of(event))
    to_applicant(event, "bid_offered", whole_of(offer.bid.whole_id), offer=offer)


def an_offer_is_taken_back(event: Happened) -> None:
    """The applicant hears that an offer is gone, and why."""
    offer = PartOffer.objects.select_related("bid__programme__funder").get(pk=key_of(event))
    to_applicant(event, "bid_offer_taken_back", whole_of(offer.bid.whole_id), offer=offer)


def it_is_granted(event: Happened) -> None:
    """The applicant hears of a grant, with the reasons, and of those that it made of standing offers; and so do those
    others whose offers became grants, or who need not decide any more."""
    bid = Bid.objects.get(pk=event.facts["bid"])
    grants = grants_of(Grant.objects.filter(bid=bid) | Grant.objects.filter(pk__in=event.facts["grants"]))
    whole = whole_of(bid.whole_id)
    is_whole = bool(event.facts["settled"])
    to_applicant(event, "bid_granted", whole, grants=grants, is_whole=is_whole)
    if is_whole:
        settled(event, whole, "bid_settled", [grant.bid_id for grant in grants], beside=bid.pk)


def it_goes_ahead_with_less(event: Happened) -> None:
    """Funders hear that their offers became grants, what is cut, and who need not decide any more."""
    settled(event, whole_of(key_of(event)), "bid_settled", grants_of_keys(event.facts["grants"]))


def settled(event: Happened, whole: WholeBid, template: str, granted: list[int], beside: int | None = None) -> None:
    """A letter to the funders of bids that just became grants, or need no decision; not to whoever settled it."""
    bids = [bid for bid in bids_of(whole) if bid.pk in granted or bid.state == Bid.State.COVERED]
    to_funders(event, template, whole, [bid for bid in bids if bid.pk != beside])


def grants_of(grants: Any) -> list[Grant]:
    """Grants, each with its funder."""
    return list(grants.select_related("bid__programme__funder").order_by("pk"))


def grants_of_keys(keys: list[int]) -> list[int]:
    """The bids that these grants were given to."""
    return list(Grant.objects.filter(pk__in=keys).values_list("bid", flat=True))


def it_is_refused(event: Happened) -> None:
    """The applicant hears a no, with the reasons and what would have changed it."""
    bid = Bid.objects.select_related("programme__funder").get(pk=key_of(event))
    to_applicant(event, "bid_refused", whole_of(bid.whole_id), bid=bid)


def it_is_taken_back(event: Happened) -> None:
    """Funders hear that a bid is taken back, and what they set aside is free again."""
    keys = event.facts.get("bids") or [key_of(event)]
    whole = WholeBid.objects.filter(bids__in=keys).first()
    if whole is not None:
        to_funders(event, "bid_taken_back", whole_of(whole.pk), bids_of(whole, *keys))
