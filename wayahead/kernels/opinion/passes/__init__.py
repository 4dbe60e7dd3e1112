"""The few functions that read every vote, written twice: with numpy and scipy alone, and compiled by numba.

Both give the same results. Compiled ones are taken for large conversations, where numba is installed: loading it takes
longer than a small conversation does. To speed up another pass, write it in both files.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

__all__ = ["of_size"]

COMPILED_FROM = 400_000  # votes


def of_size(votes: int) -> ModuleType:
    """The module whose functions are fastest for so many votes."""
    compiled = votes >= COMPILED_FROM and find_spec("numba") is not None
    return import_module(f"{__name__}.{'compiled' if compiled else 'plain'}")
