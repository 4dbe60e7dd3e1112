"""How a figure stands against its target."""

from dataclasses import dataclass
from enum import StrEnum

from wayahead.kernels.evidence.change import FEWEST_TO_SAY, Better
from wayahead.kernels.evidence.figures import Counted, interval
from wayahead.kernels.evidence.words import Figure, Words, gettext_noop


class Way(StrEnum):
    """How far it is. `counted`: the count is there, but the truth may still be short of it."""

    REACHED = "reached"
    COUNTED = "counted"
    NEARER = "nearer"
    NOT_NEARER = "not_nearer"
    SHORT = "short"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Standing:
    """A figure against its target; `way` is the share of the way made from the baseline, where there is one."""

    state: Way
    after: Counted
    target: float
    way: float | None = None

    @property
    def words(self) -> Words:
        """One plain sentence."""
        found = {"target": Figure(self.target, self.after.unit), "fewest": Figure(FEWEST_TO_SAY, "people")}
        if self.way is not None:
            found["way"] = Figure(self.way, "share")
        return Words(SENTENCES[self.state], found)


def standing(before: Counted | None, after: Counted, target: float, better: Better) -> Standing:
    """Where a figure stands; a target of shares is a share of one."""
    if after.of is not None and after.of < FEWEST_TO_SAY:
        return Standing(Way.TOO_FEW, after, target)
    sign = 1 if better == Better.UP else -1
    if sign * (after.value - target) >= 0:
        sure = interval(after)
        weakest = None if sure is None else sure.low if better == Better.UP else sure.high
        is_sure = weakest is None or sign * (weakest - target) >= 0
        return Standing(Way.REACHED if is_sure else Way.COUNTED, after, target, 1.0)
    if before is None or sign * (target - before.value) <= 0:
        return Standing(Way.SHORT, after, target)
    way = (after.value - before.value) / (target - before.value)
    return Standing(Way.NEARER, after, target, way) if way > 0 else Standing(Way.NOT_NEARER, after, target)


SENTENCES = {
    Way.REACHED: gettext_noop("The target of %(target)s is reached."),
    Way.COUNTED: gettext_noop("Those who answered reach the target of %(target)s; the truth may still be short of it."),
    Way.NEARER: gettext_noop("That is %(way)s of the way to the target of %(target)s."),
    Way.NOT_NEARER: gettext_noop("That is no nearer to the target of %(target)s."),
    Way.SHORT: gettext_noop("The target of %(target)s is not reached."),
    Way.TOO_FEW: gettext_noop("Too few to hold it against the target of %(target)s: it takes at least %(fewest)s."),
}
