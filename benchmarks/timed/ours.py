"""Wayahead: columns of votes in, engine `polis` out. Arguments: file, rounds, and `warm` to measure updates too."""

import sys
from time import perf_counter

start = perf_counter()
import numpy as np  # noqa: E402

from benchmarks.timed.clock import measure, say  # noqa: E402
from wayahead.kernels.opinion import Options, Votes, analyse  # noqa: E402

loaded = perf_counter() - start
given = np.load(sys.argv[1])
who, what, said, out = (given[name] for name in ("who", "what", "said", "out"))
options = Options(deletions=0)
found, times = measure(
    lambda: analyse(Votes.of(who, what, said), moderated_out=out.tolist(), options=options), int(sys.argv[2])
)
warm: list[float] = []
if "warm" in sys.argv:
    votes = Votes.of(who, what, said)
    del who, what, said, given
    axes = found.axes
    found, warm = measure(lambda: analyse(votes, moderated_out=out.tolist(), options=options, start=axes), 4)
say(
    times=times,
    warm=warm[1:],
    loaded=loaded,
    labels=found.people.groups.tolist() if len(found.people) < 200_000 else [],
)
