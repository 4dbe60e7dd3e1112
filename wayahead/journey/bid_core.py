"""The core of a bid with what should change: the outcomes framework of each need that it answers."""

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch

from wayahead.loop.constraints.models import Constraint
from wayahead.loop.funding import core
from wayahead.loop.funding.core import Aim, Core, Sign
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes.models import Indicator, Outcome
from wayahead.loop.outcomes.wording import from_to
from wayahead.loop.solutions.models import Version


def core_of(version: Version, beyond: Sequence[Constraint] = ()) -> Core:
    """What funders read of a bid of this version before they ask anything; `beyond` are limits of its programmes."""
    return core.core_of(version, beyond, aims_of(version.solution.needs.all()))


def aims_of(needs: Iterable[Need]) -> dict[int, list[Aim]]:
    """What should change for each of these needs, by its key. What was dropped is left out. Two queries."""
    standing = Prefetch("indicators", Indicator.objects.filter(dropped_at=None).select_related("outcome"))
    found: dict[int, list[Aim]] = {}
    for one in Outcome.objects.filter(need__in=list(needs), dropped_at=None).prefetch_related(standing):
        signs = [Sign(indicator.words, from_to(indicator)) for indicator in one.indicators.all()]
        aim = Aim(one.number, one.title, one.what_we_do, one.why_it_matters, signs)
        found.setdefault(one.need_id, []).append(aim)
    return found
