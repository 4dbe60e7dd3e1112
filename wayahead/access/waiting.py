"""What waits for somebody where people seek agreement: reasons against a version that nobody has answered."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from wayahead.access.doors import among, visible
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.loop.solutions.models import Objection, Version


@dataclass(frozen=True)
class Waiting:
    """Reasons that stand against versions that this person looks after or wrote, the oldest first."""

    reasons: "QuerySet[Any]"

    def __bool__(self) -> bool:
        """True when something waits."""
        return bool(self.reasons)


def waiting_for(person: Person, coproduction: CoProduction | None = None) -> Waiting:
    """What waits for this person, everywhere or in one co-production; a closed one waits for nothing."""
    theirs = Q(version__in=among(person, "version.agree")) | Q(version__drafted_by__in=person.selves)
    open_ones = Q(version__solution__coproduction__closed_at=None)
    if coproduction is not None:
        open_ones &= Q(version__solution__coproduction=coproduction)
    reasons = visible(person, Objection).filter(theirs & open_ones, state=Objection.State.STANDING)
    reasons = reasons.filter(version__state=Version.State.SHARED)  # once voted through, they are its dissent
    return Waiting(reasons.select_related("version__solution__coproduction").order_by("raised_at", "pk"))
