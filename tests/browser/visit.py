"""Somebody at a browser: what they can do in words, and every fault that their browser met."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect

PATIENCE = 20_000  # milliseconds; a busy machine is slow, never wrong
expect.set_options(timeout=PATIENCE)

NO_FAULTS = ("status of 403", "htmx:sendAbort", "htmx:afterRequest")

PHONE, DESK = 360, 1280
# WCAG 2.2 at level AA, with the versions that it includes.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


class Way(NamedTuple):
    """On what somebody walks a journey."""

    width: int
    has_script: bool

    def __str__(self) -> str:
        return f"{self.width} wide, {'with' if self.has_script else 'without'} script"


TWO_WAYS = [Way(PHONE, has_script=True), Way(DESK, has_script=False)]
EVERY_WAY = [*TWO_WAYS, Way(PHONE, has_script=False), Way(DESK, has_script=True)]


class Visit:
    """One person with a browser of their own."""

    def __init__(self, chromium: Browser, demo: str, way: Way) -> None:
        self.demo, self.way = demo, way
        self.faults: list[str] = []
        self.context = chromium.new_context(
            base_url=demo,
            viewport={"width": way.width, "height": 800},
            java_script_enabled=way.has_script,
            locale="en-GB",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.route(lambda url: not url.startswith((demo, "data:")), self._refuse)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))

    def _refuse(self, route: Route) -> None:
        self.faults.append(f"{self.page.url} asks {urlsplit(route.request.url).hostname} for {route.request.url}")
        route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that refuses is a page too; the browser reports its status as an error. And whoever goes on while the
        # grid is being checked breaks that off, which htmx calls an error as well (one that fails says `sendError`).
        is_no_fault = any(words in message.text for words in NO_FAULTS)
        if message.type == "error" and not is_no_fault:
            self.faults.append(f"{self.page.url}: {message.text}")

    def go(self, address: str) -> None:
        """Open an address of the practice space; it has to be a page."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{address} answers {answer.status}"

    def be(self, name: str) -> None:
        """Play somebody of the story from now on."""
        self.go("/practice/")
        self.press(f"Be {name}")
        self.sees(f"You are {name} now.")

    def follow(self, words: str) -> None:
        """Follow the first link of these words that can be seen, once the page is there with its styles."""
        self.page.wait_for_load_state()
        self.page.get_by_role("link", name=words, exact=True).locator("visible=true").first.click()

    def press(self, words: str) -> None:
        """Press the first button of these words that can be seen, once the page is there with its styles."""
        self.page.wait_for_load_state()
        self.page.get_by_role("button", name=words, exact=True).locator("visible=true").first.click()

    def write(self, label: str, words: str) -> None:
        """Fill in the field of that label, whether or not it says that it is optional."""
        self.page.get_by_label(re.compile(rf"^{re.escape(label)}( \(optional\))?$")).first.fill(words)

    def choose(self, words: str) -> None:
        """Tick or choose what carries these words."""
        self.page.get_by_label(words, exact=True).first.check()

    def sees(self, words: str) -> None:
        """The page shows these words, and its scripts are there: a key pressed next is one that they hear."""
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible()
        self.page.wait_for_load_state()

    def reads(self, title: str) -> None:
        """The page has this title, and its scripts are there."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)
        self.page.wait_for_load_state()

    def is_clean(self) -> None:
        """The page breaks no rule of accessibility that a machine can see, and fits the screen."""
        self.page.wait_for_load_state()
        if self.way.has_script:  # axe is a script itself; the page is the same
            broken = Axe().run(self.page, options=RULES).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:200]) for one in broken] == []
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} too wide"


class Visits:
    """Everybody who came in one test."""

    def __init__(self, chromium: Browser, demo: str) -> None:
        self.chromium, self.demo = chromium, demo
        self.all: list[Visit] = []

    def come(self, way: Way = EVERY_WAY[-1]) -> Visit:
        """Somebody new comes."""
        self.all.append(Visit(self.chromium, self.demo, way))
        return self.all[-1]

    def faults(self) -> list[str]:
        """What any of their browsers met: another host, an error, something that the policy refused."""
        return [fault for visit in self.all for fault in visit.faults]

    def leave(self) -> None:
        """Close every browser."""
        for visit in self.all:
            visit.context.close()
