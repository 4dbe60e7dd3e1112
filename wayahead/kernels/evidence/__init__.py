"""Did it change, and how sure are we? Change against a baseline, against a target, and tables that give nobody away."""

from wayahead.kernels.evidence.cells import FEWEST_SHOWN, Shown, shown
from wayahead.kernels.evidence.change import FEWEST_TO_SAY, Better, Change, State, change
from wayahead.kernels.evidence.figures import Counted, Interval, Mean, Share, Single, interval
from wayahead.kernels.evidence.target import Standing, Way, standing
from wayahead.kernels.evidence.words import Figure, Words

__all__ = [
    "FEWEST_SHOWN",
    "FEWEST_TO_SAY",
    "Better",
    "Change",
    "Counted",
    "Figure",
    "Interval",
    "Mean",
    "Share",
    "Shown",
    "Single",
    "Standing",
    "State",
    "Way",
    "Words",
    "change",
    "interval",
    "shown",
    "standing",
]
