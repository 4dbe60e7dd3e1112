"""The one pass over all votes that a round of fitting takes, written twice: with scipy alone, and compiled by numba.

Both give the same sums up to rounding. The compiled one is taken where the compiled passes of the `polis` engine are.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from wayahead.kernels.opinion import passes

if TYPE_CHECKING:
    from wayahead.kernels.opinion.robust.sweep import plain

__all__ = ["of_size"]


def of_size(votes: int) -> "type[plain]":
    """The module whose `Sweep` is fastest for so many votes."""
    compiled = votes >= passes.COMPILED_FROM and find_spec("numba") is not None
    return import_module(f"{__name__}.{'compiled' if compiled else 'plain'}")  # type: ignore[return-value]
