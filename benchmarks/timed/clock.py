"""What the timed programs share: nothing but the standard library, as each peer lives in an environment of its own."""

import json
import resource
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any


def measure(work: Callable[[], Any], rounds: int) -> tuple[Any, list[float]]:
    """What the work gives, and the seconds of each round; the first round stands first."""
    times, found = [], None
    for _round in range(rounds):
        found = None  # two results at once would count as memory
        start = perf_counter()
        found = work()
        times.append(perf_counter() - start)
    return found, times


def say(**figures: Any) -> None:
    """The figures as one line, with the process's peak memory in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 2**20)
    print(json.dumps(figures | {"peak": peak}))
