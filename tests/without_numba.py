"""A plug-in for pytest, `-p tests.without_numba`: everything runs as where the extra “fast” is not installed."""

import sys

sys.modules["numba"] = None  # type: ignore[assignment]
