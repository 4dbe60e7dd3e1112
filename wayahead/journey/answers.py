"""The way back: from a decision or a report to everybody whose words led there."""

from django.db.models import Q

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.journey.chain import Chain, reach
from wayahead.journey.edges import Name
from wayahead.loop.funding.models import Bid
from wayahead.loop.listening.models import Voice
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.models import Answer, Report

# What stands between a bid and the voices that led to it; limits and programmes stand beside.
SPOKEN = ("listening.voice", "listening.statement", "needs.need", "solutions.solution", "solutions.version")


def voices_upstream(start: Name) -> list[Voice]:
    """The voices that stand upstream of something and were not withdrawn."""
    steps = reach([start], upstream=True, only=SPOKEN)
    keys = {key for fars in steps.values() for kind, key in fars if kind == "listening.voice"}
    return list(Voice.objects.filter(pk__in=keys).exclude(state=Voice.State.WITHDRAWN))


def because_you_said(about: Bid | Report, *, by: Person, words: str) -> list[Answer]:
    """Everybody upstream gets this answer: on the decision about a bid, or on the report of what came of it."""
    voices = voices_upstream(("solutions.version", about.version_id))
    return actions.answer_voices(voices, by=by, words=words, about=about)


def untold(coproduction: CoProduction) -> list[Bid | Report]:
    """The decisions and reports of which nobody has been told yet, the oldest first.

    Whoever was told of one grant of a bid, or what came of it, knows that the bid was paid for.
    """
    decided = Bid.objects.filter(state__in=[Bid.State.GRANTED, Bid.State.REFUSED], answers=None)
    told = Report.objects.filter(answers__isnull=False, grant__isnull=False).values("grant__bid__whole")
    heard = Bid.objects.filter(answers__isnull=False, state=Bid.State.GRANTED).values("whole")
    decided = decided.exclude(Q(state=Bid.State.GRANTED) & (Q(whole__in=told) | Q(whole__in=heard)))
    bids = decided.filter(version__solution__coproduction=coproduction).select_related("version__solution")
    silent = Report.objects.filter(version__solution__coproduction=coproduction, answers=None)
    return [*bids.order_by("decided_at"), *silent.select_related("version__solution").order_by("reported_at")]


def answered_among(*chains: Chain) -> tuple[int, int]:
    """How many of the voices on these chains have had an answer, of how many."""
    keys = {key for chain in chains for kind, key in chain.nodes if kind == "listening.voice"}
    answered = Answer.objects.filter(voice__in=keys).values("voice").distinct().count() if keys else 0
    return answered, len(keys)
