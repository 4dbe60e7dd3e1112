"""The surprise check on simulated conversations with known truth: what it finds, and whom it names wrongly."""

from dataclasses import dataclass
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from wayahead.kernels.opinion.surprise import Surprises, surprises

WORLDS = 100
DAY = 24 * 3600
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class World:
    """An honest conversation: three camps, statements of which half divide them, people who come by day."""

    name: str
    people: int
    statements: int
    mean_votes: float  # 0: everybody answers everything
    days: int = 14


@dataclass(frozen=True)
class Ballots:
    """One row for each vote; when each person came; in which camp each is."""

    people: Ints
    statements: Ints
    choices: Ints
    came_at: Ints
    groups: Ints

    def with_bloc(self, size: int, answers: int, noise: float, within: int, draws: np.random.Generator) -> "Ballots":
        """The same with accounts added that answer alike (but for `noise`), all within some seconds of one day."""
        first, most = len(self.came_at), int(self.statements.max()) + 1
        chosen = draws.choice(most, size=min(answers, most), replace=False)
        said = draws.choice([-1, 1], size=len(chosen))
        ballots = np.tile(said, (size, 1))
        ballots[draws.random(ballots.shape) < noise] *= -1
        begins = int(draws.integers(DAY, self.came_at.max() - DAY))
        return Ballots(
            np.r_[self.people, np.repeat(np.arange(first, first + size), len(chosen))],
            np.r_[self.statements, np.tile(chosen, size)],
            np.r_[self.choices, ballots.ravel()],
            np.r_[self.came_at, begins + draws.integers(0, within, size=size)],
            np.r_[self.groups, np.zeros(size, dtype=np.int64)],
        )

    def look(self) -> Surprises:
        """What the check says."""
        return surprises(self.people, self.statements, self.choices, self.came_at, self.groups)


def honest(world: World, seed: int) -> Ballots:
    """One honest world; camps as the map would have them, nearly: one in ten people stands in another."""
    draws = np.random.default_rng(seed)
    camp = draws.choice(3, size=world.people, p=[0.5, 0.3, 0.2])
    centres = np.array([[1.5, 0.0], [-1.5, 0.8], [0.0, -1.8]])
    place = centres[camp] + draws.normal(0, 0.6, size=(world.people, 2))
    lean = draws.normal(0.6, 1.2, size=world.statements)
    load = draws.normal(0, 0.8, size=(world.statements, 2)) * (draws.random(world.statements) < 0.5)[:, None]
    if world.mean_votes:
        many = draws.lognormal(np.log(world.mean_votes) - 0.5, 1, size=world.people).round().astype(int)
        weight = draws.lognormal(0, 0.5, size=world.statements)
        shown = [
            draws.choice(world.statements, size=n, replace=False, p=weight / weight.sum())
            for n in np.clip(many, 1, world.statements)
        ]
        who, what = np.repeat(np.arange(world.people), [len(one) for one in shown]), np.concatenate(shown)
    else:
        who = np.repeat(np.arange(world.people), world.statements)
        what = np.tile(np.arange(world.statements), world.people)
    agree = 1 / (1 + np.exp(-(lean[what] + (place[who] * load[what]).sum(axis=1))))
    choices = np.where(draws.random(len(who)) < agree, 1, -1)
    choices[draws.random(len(who)) < 0.12] = 0
    groups = np.where(draws.random(world.people) < 0.1, draws.integers(0, 3, world.people), camp)
    return Ballots(who, what, choices, arrivals(world, draws), groups)


def arrivals(world: World, draws: np.random.Generator) -> Ints:
    """When people come: by day more than by night, and unevenly, in waves of an hour."""
    hours = np.arange(24 * world.days)
    rate = (1 + np.sin((hours % 24 - 9) / 24 * 2 * np.pi)) * draws.gamma(1.5, size=len(hours)) + 0.02
    hour = draws.choice(hours, size=world.people, p=rate / rate.sum())
    return np.asarray(hour * 3600 + draws.integers(0, 3600, size=world.people), dtype=np.int64)


KINDS = [
    World("600 people, 150 statements, 20 answers each", 600, 150, 20),
    World("3,000 people, 400 statements, 50 answers each", 3000, 400, 50),
    World("400 people, all answer the same 10 statements", 400, 10, 0),
]
BLOCS = [(5, 12, 0.0), (10, 12, 0.0), (30, 12, 0.0), (100, 12, 0.0), (30, 12, 0.05)]


def false_alarms(world: World) -> str:
    """In how many honest worlds somebody is named for the same ballot or for coming at once; how long it takes."""
    same = burst = 0
    times = []
    for seed in range(WORLDS):
        ballots = honest(world, seed)
        begin = perf_counter()
        found = ballots.look()
        times.append(1000 * (perf_counter() - begin))
        same, burst = same + bool(found.same), burst + bool(found.bursts)
    return f"| {world.name} | {same} of {WORLDS} | {burst} of {WORLDS} | {median(times):.0f} |"


def found_of(world: World, size: int, answers: int, noise: float) -> str:
    """How often a bloc is found by its ballots and by its coming at once, and how many others are named with it."""
    by_ballot, by_time, wrongly = [], 0, []
    for seed in range(WORLDS):
        ballots = honest(world, seed)
        own = set(range(world.people, world.people + size))
        found = ballots.with_bloc(size, answers, noise, 300, np.random.default_rng(1000 + seed)).look()
        named = {one for same in found.same for one in same.people}
        by_ballot.append(len(named & own) / size)
        by_time += any(own & set(burst.people) for burst in found.bursts)
        wrongly.append(len(named - own))
    whole = sum(share == 1 for share in by_ballot)
    part = sum(share > 0 for share in by_ballot)
    alike = "all alike" if noise == 0 else f"each answer turned in {noise:.0%}"
    return f"| {world.name} | {size}, {alike} | {whole} | {part} | {by_time} | {sum(wrongly) / WORLDS:.2f} |"


def table() -> str:
    """Tables in Markdown."""
    lines = [
        f"{WORLDS} seeded worlds of each kind. Somebody named in an honest world is a false alarm.",
        "",
        "| honest conversation | worlds with a false alarm: same ballot | at once | milliseconds |",
        "|---|---:|---:|---:|",
        *(false_alarms(world) for world in KINDS),
        "",
        "The same with accounts added that give 12 answers within five minutes (10 where there are no more):",
        "",
        "| conversation | accounts added | worlds where all are found by ballot | some | found by time "
        "| honest people named with them, mean |",
        "|---|---|---:|---:|---:|---:|",
        *(found_of(world, *bloc) for world in (KINDS[0], KINDS[2]) for bloc in BLOCS),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
