"""Made-up conversations whose true groups and true common ground are known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion import Votes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CENTRES = ((1.5, 0.0), (-1.5, 0.8), (0.0, -1.8))
SPREAD, PASSES = 0.6, 0.12
PET, LOVED = 3, 10  # statements that a bloc pushes, and that it votes down


@dataclass(frozen=True)
class World:
    """Votes, and for the same people and statements the true group, place and share of each group that agrees."""

    votes: Votes
    groups: Ints
    places: Floats
    agree: Floats

    @property
    def shared(self) -> Floats:
        """How many agree in the group that agrees least, by statement."""
        return np.asarray(self.agree.min(axis=0))


@dataclass(frozen=True)
class Kind:
    """What a world is like: how large, how many votes a person casts on average, and how people fall into groups."""

    name: str
    shares: tuple[float, ...] = (0.5, 0.3, 0.2)
    votes_each: int = 40
    people: int = 600
    statements: int = 150

    def world(self, seed: int) -> World:
        """One such world. Everything hangs on the seed alone."""
        chance = np.random.default_rng(seed)
        groups = chance.choice(len(self.shares), self.people, p=self.shares)
        centres = np.array(CENTRES if len(self.shares) > 1 else [(0.0, 0.0)])
        places = centres[groups] + chance.normal(0, SPREAD, (self.people, 2))
        appeal = chance.normal(0.6, 1.2, self.statements)
        slopes = chance.normal(0, 0.8, (2, self.statements)) * (chance.random(self.statements) < 0.5)
        agree = 1 / (1 + np.exp(-(appeal + places @ slopes)))
        said = np.where(chance.random(agree.shape) < agree, 1, -1)
        said = np.where(chance.random(agree.shape) < PASSES, 0, said)
        who, what = np.nonzero(self.seen(chance))
        votes = Votes.of(who, what, said[who, what])
        there, heard = votes.people, votes.statements
        rates = [agree[groups == group][:, heard].mean(axis=0) for group in range(len(self.shares))]
        return World(votes, groups[there], places[there], (1 - PASSES) * np.array(rates))

    def seen(self, chance: np.random.Generator) -> NDArray[np.bool_]:
        """Who answers what: some answer much, most little, and some statements are met more often."""
        many = np.exp(chance.normal(0, 1, self.people))
        many = np.clip(np.rint(many * self.votes_each / many.mean()), 1, self.statements)
        met = np.exp(chance.normal(0, 0.5, self.statements))
        # The so many statements with the highest keys are a draw by weight without putting back.
        keys = np.log(chance.random((self.people, self.statements))) / met
        return np.asarray(np.argsort(np.argsort(-keys, axis=1), axis=1) < many[:, None])


KINDS = (
    Kind("three groups, few votes each", votes_each=20),
    Kind("three groups"),
    Kind("three groups, many votes each", votes_each=80),
    Kind("a minority of 15 %", shares=(0.5, 0.35, 0.15)),
    Kind("a minority of 10 %", shares=(0.55, 0.35, 0.1)),
    Kind("a minority of 5 %", shares=(0.6, 0.35, 0.05)),
    Kind("no groups", shares=(1.0,)),
)


def with_bloc(world: World, share: float = 0.08) -> tuple[Votes, Ints]:
    """The votes with so many people more who all vote the same, and the statements they push.

    They agree with what is least shared and disagree with what is most shared.
    """
    votes, order = world.votes, np.argsort(world.shared)
    pets, loved = order[:PET], order[-LOVED:]
    bloc = int(votes.people.max()) + 1 + np.arange(int(share * len(votes.people)))
    ballot = np.concatenate([pets, loved])
    return Votes.of(
        np.concatenate([votes.people[votes.rows], np.repeat(bloc, len(ballot))]),
        np.concatenate([votes.statements[votes.indices], np.tile(votes.statements[ballot], len(bloc))]),
        np.concatenate([votes.data, np.tile(np.repeat([1, -1], [PET, LOVED]), len(bloc))]),
    ), pets
