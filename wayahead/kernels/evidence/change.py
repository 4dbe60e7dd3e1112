"""Change against the baseline: better, worse, or nobody can say."""

from dataclasses import dataclass
from enum import StrEnum

from wayahead.kernels.evidence.figures import Counted, Interval, Single, difference
from wayahead.kernels.evidence.words import Figure, Unit, Words, gettext_noop

# Of nine people a share of a half could be anything from a fifth to four fifths: that says nothing.
FEWEST_TO_SAY = 10


class Better(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class State(StrEnum):
    """What can be said of a change. `looks_…` and `same` are single figures: nobody knows how sure they are."""

    BETTER = "better"
    WORSE = "worse"
    UNSURE = "unsure"
    LOOKS_BETTER = "looks_better"
    LOOKS_WORSE = "looks_worse"
    SAME = "same"
    TOO_FEW = "too_few"
    NO_BASELINE = "no_baseline"


# The same change where the other way is better.
OTHERWISE = {
    State.BETTER: State.WORSE,
    State.WORSE: State.BETTER,
    State.LOOKS_BETTER: State.LOOKS_WORSE,
    State.LOOKS_WORSE: State.LOOKS_BETTER,
}


@dataclass(frozen=True)
class Change:
    """What became of one figure. `by` is None without a baseline or for too few people, `sure` if nobody can know."""

    state: State
    before: Counted | None
    after: Counted
    by: float | None = None
    sure: Interval | None = None

    @property
    def words(self) -> Words:
        """One plain sentence."""
        return Words(SENTENCES[self.state], dict(figures(self)))


def change(before: Counted | None, after: Counted, better: Better) -> Change:
    """What became of a figure, and whether that is more than chance. ValueError for a share beside a mean."""
    if before is None:
        return Change(State.NO_BASELINE, None, after)
    if before.unit != after.unit and not isinstance(after, Single) and not isinstance(before, Single):
        raise ValueError("a share and a mean cannot be compared")
    if min(people for people in (before.of, after.of, FEWEST_TO_SAY) if people is not None) < FEWEST_TO_SAY:
        return Change(State.TOO_FEW, before, after)
    by, sure = after.value - before.value, difference(before, after)
    state = rising(by, sure)
    return Change(state if better == Better.UP else OTHERWISE.get(state, state), before, after, by, sure)


def rising(by: float, sure: Interval | None) -> State:
    """What a change is where up is better."""
    if sure is not None:
        return State.BETTER if sure.low > 0 else State.WORSE if sure.high < 0 else State.UNSURE
    return State.LOOKS_BETTER if by > 0 else State.LOOKS_WORSE if by < 0 else State.SAME


def figures(change: Change) -> dict[str, Figure]:
    """What the sentence of a change is filled with."""
    found = {"after": Figure(change.after.value, change.after.unit), "fewest": Figure(FEWEST_TO_SAY, "people")}
    if change.before is None:
        return found
    found["before"] = Figure(change.before.value, change.before.unit)
    for name, counted in (("asked_before", change.before), ("asked_after", change.after)):
        if counted.of is not None:
            found[name] = Figure(counted.of, "people")
    if change.sure is not None:
        unit: Unit = "points" if change.after.unit == "share" else "number"
        low, high = change.sure
        found["least"] = Figure(min(abs(low), abs(high)), unit)
        found["most"] = Figure(max(abs(low), abs(high)), unit)
        found["fall"], found["rise"] = Figure(max(-low, 0.0), unit), Figure(max(high, 0.0), unit)
    return found


SENTENCES = {
    State.BETTER: gettext_noop(
        "Better: from %(before)s to %(after)s. We can be sure of %(least)s, and it may be as much as %(most)s."
    ),
    State.WORSE: gettext_noop(
        "Worse: from %(before)s to %(after)s. We can be sure of %(least)s, and it may be as much as %(most)s."
    ),
    State.UNSURE: gettext_noop(
        "From %(before)s to %(after)s, which may be chance: "
        "the true change is anywhere between %(fall)s down and %(rise)s up."
    ),
    State.LOOKS_BETTER: gettext_noop(
        "It looks better: from %(before)s to %(after)s. Nobody can say how sure that is: we have single figures only."
    ),
    State.LOOKS_WORSE: gettext_noop(
        "It looks worse: from %(before)s to %(after)s. Nobody can say how sure that is: we have single figures only."
    ),
    State.SAME: gettext_noop("It is %(after)s, as before. Nobody can say how sure that is: these are single figures."),
    State.TOO_FEW: gettext_noop("Too few to say: it takes at least %(fewest)s, before and after."),
    State.NO_BASELINE: gettext_noop("It is %(after)s. Nobody counted before, so we cannot say what changed."),
}
