"""The few functions that read every supporter, written twice: with numpy alone, and compiled by numba.

Both give the same results but for the order of their sums. Loading numba takes longer than to count a small town.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

__all__ = ["of_size"]

COMPILED_FROM = 30_000  # marks on ballots that differ


def of_size(marks: int) -> ModuleType:
    """The module whose functions are fastest for so many marks."""
    compiled = marks >= COMPILED_FROM and find_spec("numba") is not None
    return import_module(f"{__name__}.{'compiled' if compiled else 'plain'}")
