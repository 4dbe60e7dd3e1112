"""What a figure was measured on: processor, load, Python, and how long the disk takes to keep something."""

import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

SYNCS = 50


def described() -> str:
    """One line about this machine at this moment."""
    loads = " ".join(f"{load:.1f}" for load in os.getloadavg())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"*{datetime.now(UTC):%-d %B %Y}: {processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, load before {loads}, fsync {1000 * sync_seconds():.2f} ms.*"
    )


def processor() -> str:
    """The processor's name, as far as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def sync_seconds() -> float:
    """The median time to write 4 KiB to a new file and have it kept."""
    times = []
    with tempfile.TemporaryFile() as stream:
        for _sync in range(SYNCS):
            start = perf_counter()
            stream.write(b"x" * 4096)
            stream.flush()
            os.fsync(stream.fileno())
            times.append(perf_counter() - start)
    return median(times)
