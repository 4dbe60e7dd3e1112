"""The next statement to vote on: milliseconds from the tap to the card, as somebody's browser sees it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from playwright.sync_api import Browser, sync_playwright

from benchmarks.serving import data_folder, served

GUESTS, VOTES = 5, 20
BAR = 100
VOTE = "/c/evenings-in-lockside/listening/1/vote/"
# From the tap until the frame after the one in which the new card stands.
MEASURED = """() => new Promise((done) => {
  const button = document.querySelector(".vote-card .choices button");
  const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from)));
  document.addEventListener("htmx:afterSwap", drawn, { once: true });
  const from = performance.now();
  button.click();
})"""


def table() -> str:
    """Median, 95th percentile and slowest over several guests, each on a phone's width."""
    with practice_space() as address, sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        words = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=words)
        times = [took for _guest in range(GUESTS) for took in voting(browser, address)]
        browser.close()
    later, slow = quantiles(times, n=20)[-1], max(times)
    return "\n".join(
        [
            f"{GUESTS} guests at 360 px in Chromium on the same machine, {VOTES} votes each, the first of each not "
            "counted: from the tap on “Agree”, over a vote that is kept for good, to the next card on the screen.",
            "",
            "| | measured | bar |",
            "|---|---:|---:|",
            f"| median | {median(times):.0f} ms | {BAR} ms |",
            f"| 95 in 100 | {later:.0f} ms | – |",
            f"| slowest | {slow:.0f} ms | – |",
        ]
    )


@contextmanager
def practice_space() -> Iterator[str]:
    """The address of a practice space: the one that `DEMO_URL` names, or a new one."""
    if running := os.environ.get("DEMO_URL"):
        yield running.rstrip("/")
        return
    with data_folder() as data, served("demo", "--data", data, "--no-browser") as address:
        yield address


def voting(browser: Browser, address: str) -> list[float]:
    """Milliseconds of each vote of one new guest but the first, which makes them a guest."""
    with browser.new_context(base_url=address, viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.goto(VOTE)
        return [float(page.evaluate(MEASURED)) for _vote in range(VOTES)][1:]
