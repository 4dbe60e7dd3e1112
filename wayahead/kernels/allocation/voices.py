"""The voters' side of an outcome: how much of their share people used, and whether anything they support is funded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.allocation.election import Election, Floats, Ints
from wayahead.kernels.allocation.outcome import Outcome
from wayahead.kernels.allocation.purses import Doubles

TENTHS = 10


@dataclass(frozen=True)
class Heard:
    """Some people: how many, how many have something funded that they support, and what part of their share is used.

    `used` is their mean, from 0 to 1, and `used_tenths` how many used up to a tenth of their share, up to two…; both
    are None where the rule knows no shares.
    """

    people: int
    served: int
    used: float | None
    used_tenths: tuple[int, ...] | None

    @property
    def served_part(self) -> float:
        """The part of these people who have something funded, from 0 to 1."""
        return self.served / self.people if self.people else 0.0


@dataclass(frozen=True)
class Voices:
    """Everybody together, and by each label: its name → its values → the people who carry it."""

    overall: Heard
    by_label: Mapping[str, Mapping[str, Heard]]


def voices(election: Election, outcome: Outcome, labels: Mapping[str, Sequence[str]] | None = None) -> Voices:
    """Who was heard. `labels` give every voter, in the election's order, a group of opinion, an area or the like."""
    used, is_served = of_rows(election, outcome)
    everybody = election.heads
    by_label = {}
    for name, values in (labels or {}).items():
        if len(values) != election.voters:
            raise ValueError(f"{name}: there are {len(values)} labels for {election.voters} voters")
        known, which = np.unique(np.asarray(values, dtype=str), return_inverse=True)
        rows = len(election.heads)
        counts = np.bincount(which * rows + election.ballot_of, minlength=len(known) * rows).reshape(len(known), rows)
        by_label[name] = {str(value): heard(used, is_served, counts[at]) for at, value in enumerate(known)}
    return Voices(heard(used, is_served, everybody), by_label)


def of_rows(election: Election, outcome: Outcome) -> tuple[Floats | None, NDArray[np.bool_]]:
    """For each row of ballots: the part of the share that was used, and whether something it supports is funded."""
    support = election.support
    place_of = {name: place for place, name in enumerate(election.ids)}
    is_served = np.zeros(len(election.heads), dtype=np.bool_)
    for name in outcome.winners:
        place = place_of[name]
        is_served[support.who[support.indptr[place] : support.indptr[place + 1]]] = True
    if outcome.share is None:
        return None, is_served
    purses = Doubles(election, outcome.steps, outcome.card.increment)
    for won in outcome.won:
        if won.by == "equal-shares" and won.paid_each is not None:
            purses.pay(place_of[won.id], won.paid_each)
    share = max(outcome.share, 1e-300)
    return np.clip(1 - purses.left / share, 0.0, 1.0), is_served


def heard(used: Floats | None, is_served: NDArray[np.bool_], heads: Ints) -> Heard:
    """Rows of ballots, each as often as there are heads behind it."""
    people, served = int(heads.sum()), int(heads[is_served].sum())
    if used is None:
        return Heard(people, served, None, None)
    tenth = np.minimum((used * TENTHS).astype(np.int64), TENTHS - 1)
    tenths = np.bincount(tenth, heads, TENTHS).astype(np.int64)
    return Heard(people, served, float(used @ heads) / people if people else 0.0, tuple(tenths.tolist()))
