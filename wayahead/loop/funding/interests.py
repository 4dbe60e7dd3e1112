"""Who has an interest in a bid: they belong to whoever asks or would do it, or say so. They decide nothing of it."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from wayahead.base.people.models import Membership, Person
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.models import Bid, Interest, Round, RoundEntry


def interested_in(person: Person) -> "QuerySet[Bid]":
    """Every bid in which this person has an interest.

    A funder that would deliver a plan itself has said so in the plan: that alone bars nobody of it.
    """
    theirs = Membership.objects.filter(person=person, left_at=None).values("organisation")
    delivers = Bid.objects.filter(version__delivered_by__in=theirs).exclude(
        version__delivered_by=F("programme__funder")
    )
    declared = Interest.objects.filter(person__in=person.selves).values("bid__whole")
    return Bid.objects.filter(Q(applicant__in=theirs) | Q(pk__in=delivers.values("pk")) | Q(whole__in=declared))


def interest_of(bid: Bid, person: Person) -> str:
    """Why this person does not decide this bid, in a sentence; nothing where they have no interest in it."""
    if not interested_in(person).filter(pk=bid.pk).exists():
        return ""
    theirs = person.memberships.filter(left_at=None)
    for organisation in (bid.applicant, bid.version.delivered_by):
        if organisation and theirs.filter(organisation=organisation).exists():
            words = _("You belong to %(bidder)s too, which this money would go to, so that you do not decide it.")
            return words % {"bidder": organisation}
    return _("You have an interest in this bid, as you said, and stand aside.")


def refuse_interest(bid: Bid, by: Person) -> None:
    """Say why somebody with an interest in a bid does nothing about its money, and who can."""
    if words := interest_of(bid, by):
        others = deciders(bid).exists()
        who = _("Others of %s decide it.") if others else _("Nobody else of %s can yet: ask somebody to join it.")
        raise NotPossible(f"{words} {who % bid.programme.funder}")


def deciders(bid: Bid) -> "QuerySet[Person]":
    """Those of a bid's funder who have no interest in it, and so can decide it."""
    bidders = [key for key in (bid.applicant_id, bid.version.delivered_by_id) if key and key != bid.programme.funder_id]
    if bid.applicant_id == bid.programme.funder_id:
        return Person.objects.none()
    standing = Membership.objects.filter(left_at=None)
    declared = Person.objects.filter(
        Q(pk__in=Interest.objects.filter(bid__whole=bid.whole_id).values("person"))
        | Q(claimed__in=Interest.objects.filter(bid__whole=bid.whole_id).values("person"))
    )
    return (
        Person.objects.filter(pk__in=standing.filter(organisation=bid.programme.funder_id).values("person"))
        .exclude(pk__in=standing.filter(organisation__in=bidders).values("person"))
        .exclude(pk__in=declared.values("pk"))
        .order_by("name", "pk")
    )


def touching(person: Person) -> "QuerySet[RoundEntry]":
    """What stands in any round and is of this person's own: they would do it, or said so of a bid for it."""
    theirs = Membership.objects.filter(person=person, left_at=None).values("organisation")
    declared = Interest.objects.filter(person__in=person.selves).values("bid__version")
    delivers = RoundEntry.objects.filter(version__delivered_by__in=theirs).exclude(
        version__delivered_by=F("round__programme__funder")
    )
    return RoundEntry.objects.filter(Q(pk__in=delivers.values("pk")) | Q(version__in=declared))


def rounds_touching(person: Person) -> list[int]:
    """The rounds that fund something of this person's own, by their keys: others make the grants of these."""
    found = touching(person).values_list("round", "number", "round__result__document__winners")
    return [round for round, number, winners in found if str(number) in (winners or ())]


def interest_in_round(round: Round, person: Person) -> str:
    """Why this person does not make the grants of a counted round, in a sentence; nothing where they may."""
    winners = round.result.document.get("winners", []) if round.is_counted else []
    entry = touching(person).filter(round=round, number__in=[int(name) for name in winners]).first()
    if entry is None:
        return ""
    bidder = entry.version.delivered_by
    if bidder and person.memberships.filter(left_at=None, organisation=bidder).exists():
        words = _("You belong to %(bidder)s too, which money of this round would go to: others make its grants.")
        return words % {"bidder": bidder}
    words = _("You have an interest in a bid for “%(title)s”, as you said: others make the grants of this round.")
    return words % {"title": entry.version.solution.title}


def refuse_interest_in_round(round: Round, by: Person) -> None:
    """Say why somebody whose own this round funds makes none of its grants, and who can."""
    if words := interest_in_round(round, by):
        others = makers(round).exists()
        who = _("Others of %s can.") if others else _("Nobody else of %s can yet: ask somebody to join it.")
        raise NotPossible(f"{words} {who % round.programme.funder}")


def makers(round: Round) -> "QuerySet[Person]":
    """Those of a round's funder of whose own it funds nothing, and who so can make its grants."""
    funder, winners = round.programme.funder_id, round.result.document.get("winners", [])
    versions = round.entries.filter(number__in=[int(name) for name in winners]).values("version")
    deliverers = round.entries.filter(version__in=versions).exclude(version__delivered_by=funder)
    standing, declared = Membership.objects.filter(left_at=None), Interest.objects.filter(bid__version__in=versions)
    tied = standing.filter(organisation__in=deliverers.values("version__delivered_by")).values("person")
    return (
        Person.objects.filter(pk__in=standing.filter(organisation=funder).values("person"))
        .exclude(pk__in=tied)
        .exclude(Q(pk__in=declared.values("person")) | Q(claimed__in=declared.values("person")))
        .order_by("name", "pk")
    )
