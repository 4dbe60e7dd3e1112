"""The practice space as somebody gets it from `wayahead demo`, seeded once, and a browser to walk through it."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.cli.commands import Command
from wayahead.cli.postgres.place import REMEMBERED

from .visit import Visit, Visits

SEEDED_WITHIN = 400.0  # seconds, on a machine that is busy with other tests
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def demo() -> Iterator[str]:
    """The address of a freshly seeded practice space: one for all tests, which therefore run in one worker.

    `DEMO_URL` names one that runs already, for whoever writes these tests.
    """
    if running := os.environ.get("DEMO_URL"):
        yield running.rstrip("/")
        return
    data = Path(tempfile.mkdtemp(prefix="wayahead-test-"))
    data.chmod(0o711)  # as root PostgreSQL runs under another account, which has to get in
    command = Command("demo", "--data", str(data), "--port", "0", "--no-browser")
    try:
        yield command.url(SEEDED_WITHIN)
    finally:
        command.stop(signal.SIGINT)
        if (data / REMEMBERED).exists():
            shutil.rmtree((data / REMEMBERED).read_text().strip(), ignore_errors=True)
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium. For one module only: Django refuses its database while Playwright's loop runs."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium: apt install chromium")
        pytest.skip("there is no Chromium: apt install chromium")
    with sync_playwright() as playwright:
        words = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=words)
        yield browser
        browser.close()


@pytest.fixture
def visits(chromium: Browser, demo: str) -> Iterator[Visits]:
    """People who come to the practice space, each with a browser of their own; at the end none of them saw a fault."""
    visits = Visits(chromium, demo)
    yield visits
    faults = visits.faults()
    visits.leave()
    assert not faults, "\n".join(faults)


@pytest.fixture
def visit(visits: Visits) -> Visit:
    """Somebody who just came."""
    return visits.come()
