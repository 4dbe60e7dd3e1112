"""Who may offer money, ask for it and decide."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from wayahead.access.coproduction import sees_within
from wayahead.access.rule import (
    NOBODY,
    Claim,
    General,
    Reader,
    Rule,
    at_the_table,
    everybody,
    members_of,
    organisations_of,
)
from wayahead.base.people.models import Organisation
from wayahead.loop.funding.interests import interested_in
from wayahead.loop.funding.models import (
    Bid,
    ExtraAnswer,
    ExtraQuestion,
    FollowUp,
    Grant,
    GrantsFile,
    Interest,
    PartOffer,
    PastGrant,
    Priority,
    Programme,
    WholeBid,
)
from wayahead.loop.solutions.models import Version

ONLY_ITS_FUNDER = _("Only a member of the funder whose programme this is can do that.")
ONLY_DECIDERS = _(
    "Only the funder whose money this is can do that, and nobody of it who belongs to the bidder too or stood aside."
)
ONLY_THEIR_OFFER = _(
    "Only the funder that made this offer can take it back, and nobody of it who belongs to the bidder or stood aside."
)
ONLY_APPLICANTS = _("Only the organisation that sent this bid can do that.")


def decides(person: Reader) -> Q:
    """Members of the funder whose money it is, but for those who have an interest in the bid."""
    if person is None:
        return NOBODY
    return members_of("programme__funder")(person) & ~Q(pk__in=interested_in(person).values("pk"))


def takes_back(person: Reader) -> Q:
    """The same people, for an offer that their funder made."""
    if person is None:
        return NOBODY
    return members_of("bid__programme__funder")(person) & ~Q(bid__in=interested_in(person).values("pk"))


def can_bid(person: Reader) -> Q:
    """Members of an organisation that sits at the table, or that the version names as the one to deliver it."""
    return Q(solution__coproduction__in=at_the_table(person)) | Q(delivered_by__in=organisations_of(person))


SEES: dict[type[Model], Claim] = {
    Programme: everybody,
    ExtraQuestion: everybody,
    Priority: sees_within("need__coproduction"),
    WholeBid: sees_within("version__solution__coproduction"),
    Bid: sees_within("version__solution__coproduction"),
    ExtraAnswer: sees_within("bid__version__solution__coproduction"),
    PartOffer: sees_within("bid__version__solution__coproduction"),
    FollowUp: sees_within("whole__version__solution__coproduction"),
    Interest: sees_within("bid__version__solution__coproduction"),
    Grant: sees_within("bid__version__solution__coproduction"),
    GrantsFile: everybody,
    PastGrant: everybody,
}
RULES: dict[str, Rule] = {
    "programme.see": Rule(Programme, everybody, ""),
    "programme.open": Rule(
        Organisation,
        lambda person: Q(kind__in=["funder", "public_body"]) & members_of("pk")(person),
        _("Only a member of a funder or public body can open a programme for it."),
    ),
    "programme.rank": Rule(Programme, members_of("funder"), ONLY_ITS_FUNDER),
    "extra_question.change": Rule(ExtraQuestion, members_of("programme__funder"), ONLY_ITS_FUNDER),
    "bid.see": Rule(Bid, everybody, ""),
    "bid.send": Rule(
        Version, can_bid, _("Only an organisation at the table, or the one that would deliver it, can bid.")
    ),
    "bid.withdraw": Rule(Bid, members_of("applicant"), ONLY_APPLICANTS),
    "bid.decide": Rule(Bid, decides, ONLY_DECIDERS),
    "whole_bid.see": Rule(WholeBid, everybody, ""),
    "whole_bid.withdraw": Rule(WholeBid, members_of("applicant"), ONLY_APPLICANTS),
    "whole_bid.accept_short": Rule(WholeBid, members_of("applicant"), ONLY_APPLICANTS),
    "part_offer.take_back": Rule(PartOffer, takes_back, ONLY_THEIR_OFFER),
    "follow_up.answer": Rule(FollowUp, members_of("whole__applicant"), ONLY_APPLICANTS),
    "grant.see": Rule(Grant, everybody, ""),
}
GENERAL: dict[str, General] = {}
