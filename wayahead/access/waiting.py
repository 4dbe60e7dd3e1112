"""What waits for somebody where people seek agreement: reasons against, outcomes to write down, days to look again."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from wayahead.access.doors import among, visible
from wayahead.access.rule import Reader
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.loop.solutions.models import Agreement, Objection, Version


@dataclass(frozen=True)
class Waiting:
    """The oldest first: what is to be answered, written down, and looked at again.

    Reasons wait for who looks after a version and who wrote it; the rest for who looks after it.
    """

    reasons: "QuerySet[Any]"
    over: "QuerySet[Any]"
    reviews: "QuerySet[Any]"

    def __bool__(self) -> bool:
        """True when something waits."""
        return bool(self.reasons or self.over or self.reviews)


def waiting_for(person: Person, coproduction: CoProduction | None = None) -> Waiting:
    """What waits for this person, everywhere or in one co-production; a closed one waits for nothing."""
    looked_after = Q(version__in=among(person, "version.agree"))
    here = Q(version__solution__coproduction__closed_at=None)
    if coproduction is not None:
        here &= Q(version__solution__coproduction=coproduction)
    drafted = Q(version__drafted_by__in=person.selves)
    # Once a version is voted through, what stood against it is its dissent.
    standing = Q(state=Objection.State.STANDING, version__state=Version.State.SHARED)
    reasons = visible(person, Objection).filter(here & standing & (looked_after | drafted))
    reasons = reasons.select_related("version__solution__coproduction").order_by("raised_at", "pk")
    rounds = Agreement.objects.filter(looked_after & here).select_related("version__solution__coproduction")
    return Waiting(reasons, rounds.over(), rounds.due_for_review().order_by("review_on", "pk"))


def asked_of(person: Reader, **about: Any) -> "QuerySet[Any]":
    """Where people are asked whether something can be agreed, as far as this person sees it; the first to end first."""
    asked = visible(person, Agreement).filter(**about, outcome=Agreement.Outcome.SOUGHT)
    asked = asked.select_related("version__solution__coproduction").order_by("closes_on", "pk")
    return asked.distinct()
