"""Hold what was shown against what was promised."""

import numpy as np
from django.db import transaction
from django.db.models import Count, F, Min, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from numpy.typing import NDArray

from wayahead.base.record.actions import note
from wayahead.kernels.opinion.asking import (
    DEFAULT,
    FEWEST_JUDGED,
    ample,
    departure,
    starved,
    weights_are_equal,
)
from wayahead.loop.listening.models import Alarm, Conversation, Exposure, Statement, Watch

MOST = 5000  # exposures judged together


@transaction.atomic
def watch(conversation: Conversation) -> Watch | None:
    """Judge what was shown since the last time; None while it is too little.

    An alarm is raised once, and is over once all is well. Only the policy in force is judged.
    """
    earlier = Watch.objects.filter(conversation=conversation).first()
    shown = Exposure.objects.filter(conversation_id=conversation.pk, policy=DEFAULT.name).order_by("pk")
    since = shown.filter(pk__gt=earlier.judged_to if earlier else 0)
    rows = list(since.values_list("pk", "probability", "among")[:MOST])
    if len(rows) < FEWEST_JUDGED:
        return None
    chances, among = np.array([row[1] for row in rows]), np.array([row[2] for row in rows], dtype=np.int64)
    strayed, hungry = departure(chances, among, DEFAULT), starving(conversation)
    found = {
        Alarm.Kind.EQUAL: weights_are_equal(chances, among, hearings_of(conversation)),
        Alarm.Kind.DRAWN: strayed is not None and strayed.is_too_much,
        Alarm.Kind.STARVED: hungry > 0,
    }
    raised, over = change(conversation, found, exposures=len(rows), statements=hungry)
    watched, _is_new = Watch.objects.update_or_create(
        conversation=conversation,
        defaults={"judged_to": rows[-1][0], "exposures": len(rows), "judged_at": timezone.now()},
    )
    if raised or over:
        note(
            "asking.judged",
            conversation,
            by=None,
            coproduction_id=conversation.coproduction_id,
            facts={"alarms": raised, "over": over, "exposures": len(rows), "starved": hungry},
        )
    return watched


def change(
    conversation: Conversation, found: dict[Alarm.Kind, bool], *, exposures: int, statements: int
) -> tuple[int, int]:
    """Raise the alarms that are new and end those that are over: how many of each."""
    standing = set(conversation.alarms.filter(over_at=None).values_list("kind", flat=True))
    new = [kind for kind, is_wrong in found.items() if is_wrong and kind not in standing]
    Alarm.objects.bulk_create(
        Alarm(
            conversation=conversation,
            kind=kind,
            exposures=exposures,
            statements=statements if kind == Alarm.Kind.STARVED else 0,
        )
        for kind in new
    )
    well = [kind for kind, is_wrong in found.items() if not is_wrong]
    over = conversation.alarms.filter(over_at=None, kind__in=well).update(over_at=timezone.now())
    return len(new), over


def hearings_of(conversation: Conversation, **only: object) -> "NDArray[np.int64]":
    """How many people answered each open statement, or some of them."""
    counted = conversation.statements.filter(state=Statement.State.ACCEPTED, **only).annotate(
        answers=Coalesce(Sum(F("tallies__agree") + F("tallies__disagree") + F("tallies__passed")), 0)
    )
    return np.array(list(counted.values_list("answers", flat=True)), dtype=np.int64)


def starving(conversation: Conversation) -> int:
    """How many open statements are far below their promise although enough was shown since they were opened."""
    count = conversation.statements.filter(state=Statement.State.ACCEPTED).count()
    exposures, people = ample(count, DEFAULT)
    lately = Exposure.objects.filter(conversation_id=conversation.pk, policy=DEFAULT.name).order_by("-pk")[:exposures]
    shown = Exposure.objects.filter(pk__in=lately.values("pk"))
    seen = shown.aggregate(n=Count("pk"), people=Count("voter", distinct=True), since=Min("at"))
    if count == 0 or seen["n"] < exposures or seen["people"] < people:
        return 0
    return int(starved(hearings_of(conversation, drawn_at__lte=seen["since"]), DEFAULT).sum())
