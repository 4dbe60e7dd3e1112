"""How far a co-production has come, in figures: what was said, agreed, moved, granted, reported, and answered."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from wayahead.base.coproduction.models import CoProduction
from wayahead.loop.constraints.models import Constraint, Question
from wayahead.loop.funding.models import Bid, Grant
from wayahead.loop.listening.models import Voice
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes.models import Report
from wayahead.loop.outcomes.verdicts import Told, verdict_of
from wayahead.loop.solutions.models import Solution
from wayahead.loop.tensions.models import Tension


@dataclass(frozen=True)
class SoFar:
    """One co-production in figures. Money in whole pence; a voice without a speaker counts as one person."""

    voices: int
    people: int
    people_answered: int
    needs: int
    limits: int
    limits_moved: int
    tensions: int
    tensions_settled: int
    solutions: int
    bids: int
    refused: int
    granted_pence: int
    funders: int
    reports: int
    last_report: Report | None
    verdict: Told | None


def so_far(coproduction: CoProduction) -> SoFar:
    """The figures of today. A dozen queries, whatever the size."""
    voices = Voice.objects.filter(coproduction=coproduction)
    said = voices.aggregate(
        voices=Count("pk"),
        people=Count("speaker", distinct=True),
        nameless=Count("pk", filter=Q(speaker=None)),
        answered=Count("speaker", distinct=True, filter=Q(answers__isnull=False)),
    )
    bids = Bid.objects.filter(version__solution__coproduction=coproduction)
    asked = bids.aggregate(bids=Count("pk"), refused=Count("pk", filter=Q(state=Bid.State.REFUSED)))
    grants = Grant.objects.filter(bid__version__solution__coproduction=coproduction)
    given = grants.aggregate(pence=Sum("amount_pence"), funders=Count("bid__programme__funder", distinct=True))
    limits = Constraint.objects.filter(coproduction=coproduction, state=Constraint.State.STANDING)
    moved = Question.objects.filter(constraint__coproduction=coproduction, answer__in=["loosened", "withdrawn"])
    reports = Report.objects.filter(version__solution__coproduction=coproduction)
    tensions = Tension.objects.filter(coproduction=coproduction).aggregate(
        all=Count("pk"), settled=Count("pk", filter=Q(state=Tension.State.SETTLED))
    )
    last = reports.order_by("-reported_at").first()
    return SoFar(
        voices=said["voices"],
        people=said["people"] + said["nameless"],
        people_answered=said["answered"],
        needs=Need.objects.filter(coproduction=coproduction, state=Need.State.PUBLISHED).count(),
        limits=limits.count(),
        limits_moved=moved.values("constraint").distinct().count(),
        tensions=tensions["all"],
        tensions_settled=tensions["settled"],
        solutions=Solution.objects.filter(coproduction=coproduction).count(),
        bids=asked["bids"],
        refused=asked["refused"],
        granted_pence=int(given["pence"] or 0),
        funders=given["funders"],
        reports=reports.count(),
        last_report=last,
        verdict=verdict_of(last) if last else None,
    )
