"""The one pass over all votes that a round of fitting takes, written twice: with scipy alone, and compiled by numba.

Both give the same sums up to rounding. The compiled one is taken where the compiled passes of the `polis` engine are.
"""

from importlib import import_module
from importlib.util import find_spec

from wayahead.kernels.opinion import passes
from wayahead.kernels.opinion.robust.sweep.plain import Sweep

__all__ = ["Sweep", "of_size"]


def of_size(votes: int) -> type[Sweep]:
    """The class that is fastest for so many votes."""
    if votes < passes.COMPILED_FROM or find_spec("numba") is None:
        return Sweep
    compiled: type[Sweep] = import_module(f"{__name__}.compiled").Sweep
    return compiled
