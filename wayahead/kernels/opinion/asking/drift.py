"""Does what was shown follow the policy? Three ways in which it may not, each with a bound on false alarms.

A peer drew its statements uniformly at random for sixteen months, because every weight had become the same number, and
nobody noticed. Here the chances of past exposures are held against what was shown, again and again.

Source of the bound: Freedman, On tail probabilities for martingales, Annals of Probability 3(1), 1975.
"""

from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.asking.policy import Policy
from wayahead.kernels.opinion.asking.standing import Floats, Ints

# The chance of an alarm about one block of honest exposures, by the bound; in practice it is far smaller.
FALSE_ALARMS = 1e-5
FEWEST_JUDGED = 200
SAME = 1e-9
NEARLY_ALL = 0.9
UNEVEN = 5, 0.1
FAR_BELOW = 0.5
AMPLE = 2


@dataclass(frozen=True)
class Departure:
    """How often what was shown was improbable, beside what chance allows: both are 1 where draws follow the chances."""

    found: float
    lowest: float
    highest: float

    @property
    def is_too_much(self) -> bool:
        """Whether chance alone would hardly ever do this."""
        return not self.lowest <= self.found <= self.highest


def weights_are_equal(probability: Floats, among: Ints, hearings: Ints) -> bool:
    """Whether nearly all of these exposures were drawn with the same chance for everything that was left to ask.

    The policy does that only while everything is heard alike: where some statements have clearly more `hearings` than
    others, it is a failure. False while there are too few exposures to say.
    """
    had_choice = among > 1
    if np.count_nonzero(had_choice) < FEWEST_JUDGED or len(hearings) == 0:
        return False
    least, share = UNEVEN
    is_even = hearings.max() - hearings.min() < max(least, share * hearings.mean())
    same = np.abs(probability[had_choice] * among[had_choice] - 1) < SAME
    return bool(not is_even and same.mean() >= NEARLY_ALL)


def departure(probability: Floats, among: Ints, policy: Policy) -> Departure | None:
    """Whether draws followed the logged chances; None while there are too few exposures to say.

    Where one of k statements is drawn with chance p, the mean of 1 / (p k) is 1, whatever the chances are and however
    they hang on the past. It is never more than 1 / exploration, so Freedman's inequality bounds how far the mean of
    many strays.
    """
    had_choice = among > 1
    count = int(np.count_nonzero(had_choice))
    if count < FEWEST_JUDGED:
        return None
    ratios = 1 / (probability[had_choice] * among[had_choice])
    largest = 1 / policy.exploration
    variance = count * (largest - 1)
    return Departure(
        float(ratios.mean()), 1 - allowed(variance, 1.0) / count, 1 + allowed(variance, largest - 1) / count
    )


def allowed(variance: float, largest: float) -> float:
    """How far a sum of differences, each at most `largest`, strays on one side but for half of `FALSE_ALARMS`."""
    rarity = log(2 / FALSE_ALARMS)
    linear = rarity * largest / 3
    return linear + sqrt(linear * linear + 2 * rarity * variance)


def ample(statements: int, policy: Policy) -> tuple[int, int]:
    """How many exposures, and people, would have brought this many statements to their floor, twice over."""
    return AMPLE * policy.floor * statements, AMPLE * policy.floor


def starved(hearings: Ints, policy: Policy) -> NDArray[np.bool_]:
    """Which statements are so far below their floor that it is a failure, if there was time for all."""
    return np.asarray(hearings < FAR_BELOW * policy.floor)
