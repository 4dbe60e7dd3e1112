"""Invented people and statements whose true opinions are known: the settings of the study.

People stand in three groups on a plane; each statement has an ease (how readily it is agreed with) and a direction.
"""

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PEOPLE, STATEMENTS, AT_THE_START = 600, 150, 15
SHARES = (0.5, 0.35, 0.15)
CENTRES = np.array([[1.5, 0.0], [-1.5, 0.8], [0.0, -1.8]])
PASSES = 0.12


@dataclass(frozen=True)
class World:
    """`answers` is what each person would say to each statement, `opens_at` the person before whom each is opened."""

    group: Ints
    places: Floats
    answers: NDArray[np.int8]
    rates: Floats  # true share that agrees, groups × statements
    opens_at: Floats
    votes: Ints  # how many each person casts before they go


def make(seed: int) -> World:
    """The world of this seed."""
    source = np.random.default_rng(seed)
    group = source.choice(3, PEOPLE, p=SHARES)
    places = CENTRES[group] + source.normal(0, 0.6, (PEOPLE, 2))
    ease = source.normal(0.4, 1.1, STATEMENTS)
    direction = source.normal(0, 0.9, (STATEMENTS, 2)) * (source.random(STATEMENTS) < 0.6)[:, None]
    later = np.sort(source.uniform(0, 0.8 * PEOPLE, STATEMENTS - AT_THE_START))
    votes = np.clip(np.round(source.lognormal(log(20) - 0.32, 0.8, PEOPLE)), 3, STATEMENTS).astype(np.int64)
    agree = 1 / (1 + np.exp(-(ease + places @ direction.T)))
    said = np.where(source.random(agree.shape) < agree, 1, -1)
    answers = np.where(source.random(agree.shape) < PASSES, 0, said).astype(np.int8)
    rates = (1 - PASSES) * np.stack([agree[group == g].mean(axis=0) for g in range(3)])
    return World(group, places, answers, rates, np.r_[np.zeros(AT_THE_START), later], votes)
