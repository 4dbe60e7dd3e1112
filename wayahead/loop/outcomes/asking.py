"""What a report is asked: the indicators of the needs it answers, and of a small grant few of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from wayahead.loop.funding.models import Grant
from wayahead.loop.outcomes.models import Indicator
from wayahead.loop.solutions.models import Version

# Up to £10,000 a group has hardly anybody paid to count: it is asked for its words and the three figures most read.
SMALL_GRANT_PENCE = 1_000_000
MOST_OF_SMALL = 3
# What it takes to write it down once it is counted.
MINUTES_FOR_WORDS, MINUTES_FOR_FIGURE = 15, 3


@dataclass(frozen=True)
class Asked:
    """What is asked (a figure, or why there is none), what else may be told, and how long it takes."""

    indicators: Sequence[Indicator]
    more: Sequence[Indicator]
    is_small: bool

    @property
    def minutes(self) -> int:
        """How long it takes to fill in, up to the next five minutes."""
        minutes = MINUTES_FOR_WORDS + MINUTES_FOR_FIGURE * len(self.indicators)
        return -(-minutes // 5) * 5


def asked_of(version: Version, grant: Grant | None) -> Asked:
    """What whoever did a version is asked, for all funders of its bid at once.

    What people did without a grant is asked as little as a small one.
    """
    standing = Indicator.objects.standing().filter(outcome__need__in=version.solution.needs.all())
    rows = list(standing.select_related("outcome__need"))
    together = Grant.objects.filter(bid__whole=grant.bid.whole_id) if grant else Grant.objects.none()
    is_small = (together.aggregate(sum=Sum("amount_pence"))["sum"] or 0) <= SMALL_GRANT_PENCE
    if not is_small:
        return Asked(rows, (), is_small=False)
    funders = [0, *together.values_list("bid__programme__funder", flat=True)]  # 0 is nobody: `in` needs somebody
    read = standing.annotate(
        theirs=Count("readings", filter=Q(readings__organisation__in=funders)), readers=Count("readings")
    ).order_by("-theirs", "-readers", "outcome__need", "outcome__number", "pk")
    few = set(read.values_list("pk", flat=True)[:MOST_OF_SMALL])
    return Asked([row for row in rows if row.pk in few], [row for row in rows if row.pk not in few], is_small=True)
