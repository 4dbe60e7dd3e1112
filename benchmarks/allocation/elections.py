"""The elections that are measured: real ones that lie beside the repository, and a large one by seeded chance."""

from pathlib import Path

import numpy as np

REAL = Path(__file__).resolve().parents[3] / "shared/data/elections"
VOTERS, PROJECTS, SEED = 1_000_000, 300, 11
AT_ONCE = 50_000


def generated(path: Path, voters: int = VOTERS) -> tuple[int, int]:
    """Write an election in which people in districts choose about six of 300, mostly there; (voters, marks)."""
    chance = np.random.default_rng(SEED)
    costs = np.round(chance.lognormal(11.5, 1.0, PROJECTS), -3).astype(int).clip(2_000, 2_000_000)
    fame = chance.pareto(1.2, PROJECTS) + 0.1
    district = np.arange(PROJECTS) % 12
    marks = 0
    with path.open("w", encoding="utf-8") as out:
        out.write(f"META\nkey;value\ndescription;made up\nnum_votes;{voters}\nbudget;{int(costs.sum()) // 4}\n")
        out.write("vote_type;approval\nPROJECTS\nproject_id;cost\n")
        out.writelines(f"p{number};{cost}\n" for number, cost in enumerate(costs))
        out.write("VOTES\nvoter_id;vote\n")
        for first in range(0, voters, AT_ONCE):
            count = min(AT_ONCE, voters - first)
            home = chance.integers(0, 12, count)
            # The largest of fame times a chance of one's own: a draw without putting back, weighted (Efraimidis 2006).
            pull = fame[None, :] * np.where(district[None, :] == home[:, None], 8.0, 1.0)
            keys = chance.exponential(size=(count, PROJECTS)) / pull
            size = 1 + chance.poisson(5, count).clip(0, 11)
            chosen = np.argpartition(keys, 12, axis=1)[:, :12]
            for row in range(count):
                named = ",".join(f"p{place}" for place in chosen[row, : size[row]])
                out.write(f"{first + row};{named}\n")
            marks += int(size.sum())
    return voters, marks
