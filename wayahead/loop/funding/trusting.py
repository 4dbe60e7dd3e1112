"""How a funder does against the eight commitments of open and trusting grant-making, computed from what happened here.

Source of the commitments: IVAR, Open and Trusting Grant-making, which London Funders backs. Each figure keeps the rows
that it was computed from, so that a page can show them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from wayahead.base.people.models import Organisation
from wayahead.loop.constraints.answering import Answering, answering
from wayahead.loop.constraints.models import Constraint, Question
from wayahead.loop.funding.core import count_words
from wayahead.loop.funding.models import Bid, ExtraQuestion, FollowUp, Grant, Programme

Sees = Callable[[type[Any]], "QuerySet[Any]"]  # the rows of a model that a reader may see


@dataclass(frozen=True)
class Profile:
    """One funder: the rows that say how it gives. Nothing is guessed where there is nothing to go by."""

    funder: Organisation
    programmes: Sequence[Programme]
    questions: Sequence[ExtraQuestion]
    changed: Sequence[ExtraQuestion]  # ended after somebody had answered
    bids: Sequence[Bid]
    grants: Sequence[Grant]
    follow_ups: Sequence[FollowUp]
    limits: Sequence[Constraint]
    answering: Answering | None

    @property
    def decided(self) -> list[Bid]:
        """Bids that it granted or refused."""
        return [bid for bid in self.bids if bid.state in (Bid.State.GRANTED, Bid.State.REFUSED)]

    @property
    def granted(self) -> list[Bid]:
        """Bids that it granted."""
        return [bid for bid in self.decided if bid.state == Bid.State.GRANTED]

    @property
    def refused(self) -> list[Bid]:
        """Bids that it did not fund."""
        return [bid for bid in self.decided if bid.state == Bid.State.REFUSED]

    @property
    def with_reasons(self) -> list[Bid]:
        """Refusals that say why."""
        return [bid for bid in self.refused if bid.reasons]

    @property
    def with_a_way(self) -> list[Bid]:
        """Refusals that say what would have changed it."""
        return [bid for bid in self.refused if bid.would_have_changed]

    @property
    def median_days(self) -> int | None:
        """After how many days the middle decision came; None without one."""
        days = [days_of(bid) for bid in self.decided]
        return int(median(days)) if days else None

    @property
    def late(self) -> list[Bid]:
        """Bids that were decided after the promised day, or wait beyond it."""
        today = timezone.localdate()
        return [bid for bid in self.bids if bid.due_on < (day_of(bid) or today) and (bid.decided_at or bid.is_waiting)]

    @property
    def words_each(self) -> int | None:
        """How many words the middle bid was made to write for this funder alone; None without a bid."""
        counted = [sum(count_words(answer.text) for answer in bid.extra_answers.all()) for bid in self.bids]
        return int(median(counted)) if counted else None

    @property
    def to_new_groups(self) -> list[Grant]:
        """Grants to groups that it had not funded here before."""
        first: dict[int, Grant] = {}
        for grant in sorted(self.grants, key=lambda grant: (grant.awarded_at, grant.pk)):
            first.setdefault(grant.bid.applicant_id, grant)
        return list(first.values())

    @property
    def could_move(self) -> list[Constraint]:
        """Limits that are not fixed."""
        return [limit for limit in self.limits if limit.firmness != Constraint.Firmness.FIXED]

    @property
    def smallest_pence(self) -> int | None:
        """Its smallest grant; None without one."""
        return min((grant.amount_pence for grant in self.grants), default=None)


def day_of(bid: Bid) -> Any:
    """The day of a bid's decision, or None."""
    return timezone.localtime(bid.decided_at).date() if bid.decided_at else None


def days_of(bid: Bid) -> int:
    """How many days a decided bid waited."""
    return int((day_of(bid) - timezone.localtime(bid.sent_at).date()).days)


def profile_of(funder: Organisation, *, sees: Sees) -> Profile | None:
    """What a reader may see of how an organisation gives; None for one that has no programme. Nine queries."""
    programmes = list(sees(Programme).filter(funder=funder).prefetch_related("extra_questions__answers"))
    if not programmes:
        return None
    here = ("programme", "applicant", "version__solution__coproduction")
    bids = sees(Bid).filter(programme__in=programmes).exclude(state=Bid.State.WITHDRAWN)
    grants = sees(Grant).filter(bid__programme__in=programmes)
    follow_ups = sees(FollowUp).filter(bid__programme__in=programmes)
    questions = sees(Question).filter(constraint__owner=funder, same_as=None).select_related("constraint__owner")
    limits = sees(Constraint).filter(owner=funder, state=Constraint.State.STANDING)
    return Profile(
        funder=funder,
        programmes=programmes,
        questions=[question for programme in programmes for question in programme.asks],
        changed=[one for programme in programmes for one in programme.no_longer_asks if one.answers.all()],
        bids=list(bids.select_related(*here).prefetch_related("extra_answers").order_by("-sent_at", "pk")),
        grants=list(grants.select_related("bid__applicant", "bid__version__solution__coproduction")),
        follow_ups=list(follow_ups.select_related("whole__version__solution__coproduction")),
        limits=list(limits.select_related("coproduction").prefetch_related("versions")),
        answering=next(iter(answering(questions)), None),
    )
