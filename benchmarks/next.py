"""How long it takes to choose what to ask next, where many have answered much already."""

from statistics import median, quantiles
from time import perf_counter

import numpy as np

from wayahead.kernels.opinion.asking import counted
from wayahead.loop.listening.models import Statement
from wayahead.loop.listening.voting.choosing import choose
from wayahead.loop.listening.voting.remembered import Talk

STATEMENTS, PEOPLE, GROUPS, TIMES = 1000, 100_000, 4, 2000


def choosing() -> str:
    """A sentence about the median and the slowest hundredth."""
    chance = np.random.default_rng(0)
    counts = chance.integers(0, PEOPLE // GROUPS // 10, size=(3, GROUPS + 1, STATEMENTS))
    statements = [Statement(pk=n + 1, number=n + 1) for n in range(STATEMENTS)]
    place = {statement.pk: n for n, statement in enumerate(statements)}
    talk = Talk(1, 1, True, statements, counted(counts[:, :GROUPS], counts.sum(axis=1)), place)
    times = []
    for _time in range(TIMES):
        answered = chance.choice(STATEMENTS, size=chance.integers(0, STATEMENTS - 1), replace=False) + 1
        answers = dict(zip(answered.tolist(), chance.integers(-1, 2, len(answered)).tolist(), strict=True))
        begun = perf_counter()
        choose(talk, answers)
        times.append(1000 * (perf_counter() - begun))
    return (
        f"The choice of the next statement among {STATEMENTS:,}, as answered by {PEOPLE:,} people in {GROUPS} groups, "
        f"for somebody who answered any number of them: median {median(times):.2f} ms, "
        f"p99 {quantiles(times, n=100)[98]:.2f} ms."
    )
