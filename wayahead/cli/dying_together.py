"""Children that do not outlive us, even when we are killed without a word."""

import ctypes
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent(signal_number: int) -> Callable[[], None] | None:
    """What a new child has to run first so that Linux signals it when we end; nothing elsewhere.

    Linux means the thread that starts the child, so start children from the main thread only. Where there is no such
    call, PostgreSQL left behind is found and stopped by the next start.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl  # found before the fork, where loading would not be safe

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal_number)

    return ask
