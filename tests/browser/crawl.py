"""Every page that somebody can reach by following links, a few of each kind, and what is wrong with it."""

from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

from tests.addresses import kind_of

from .visit import DESK, RULES, Visit

SMALLEST = 320
FORBIDDEN = 403  # a page as well: it says why in plain words
# Feeds, a download without an ending to its name, and the API's own page, which is the work of its library.
NO_PAGES = ("activity_feed", "coproduction_activity_feed", "you_data", "openapi-view")
LINKS = "links => links.map(link => link.href)"
WIDTH = "document.documentElement.scrollWidth"
# People write what they like: every text of theirs becomes a word longer than a small screen is wide.
ONE_LONG_WORD = """() => document.querySelectorAll('main [dir="auto"]').forEach(one => one.childNodes.forEach(node => {
  if (node.nodeType === Node.TEXT_NODE && node.textContent.trim()) node.textContent = ` ${"Lockside".repeat(10)} `;
}))"""


@dataclass
class Found:
    """What a crawl came upon, each by the kind of page."""

    pages: dict[str, str] = field(default_factory=dict)  # an address for each kind of page
    inaccessible: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def crawl(visit: Visit, *, each: int = 1) -> Found:
    """Follow links from the landing page, opening at most `each` addresses of every kind."""
    found, opened = Found(), Counter[str]()
    ahead, seen = deque([f"{visit.demo}/"]), {f"{visit.demo}/"}
    axe = Axe()
    while ahead:
        address = ahead.popleft()
        kind = kind_of(address)
        if not kind or kind in NO_PAGES or opened[kind] >= each:
            continue
        opened[kind] += 1
        found.pages.setdefault(kind, address)
        look(visit, address, axe, found)
        for link in visit.page.locator("a[href]").evaluate_all(LINKS):
            link = link.split("#")[0]
            if link.startswith(visit.demo) and link not in seen and not is_a_file(link):
                seen.add(link)
                ahead.append(link)
    found.faults = visit.faults[:]
    visit.faults.clear()
    return found


def is_a_file(address: str) -> bool:
    """True for a download: its last name has an ending."""
    return bool(PurePosixPath(urlsplit(address).path).suffix)


def look(visit: Visit, address: str, axe: Axe, found: Found) -> None:
    """Open one page; keep what breaks a rule and whether it has to be pushed sideways on the smallest screen."""
    answer = visit.page.goto(address)
    if answer is None or not (answer.ok or answer.status == FORBIDDEN):
        found.faults.append(f"{address} answers {answer.status if answer else 'nothing'}")
        return
    if "html" not in answer.headers.get("content-type", ""):
        return  # data, which a page links to as such
    for broken in axe.run(visit.page, options=RULES).response["violations"]:
        where = "; ".join(node["html"][:160] for node in broken["nodes"][:3])
        found.inaccessible.append(f"{address}: {broken['id']} ({broken['help']}) {where}")
    visit.page.set_viewport_size({"width": SMALLEST, "height": 800})
    width = visit.page.evaluate(WIDTH)
    if width > SMALLEST:
        found.too_wide.append(f"{address} is {width} wide on a screen of {SMALLEST}")
    visit.page.evaluate(ONE_LONG_WORD)
    width = visit.page.evaluate(WIDTH)
    if width > SMALLEST:
        found.too_wide.append(f"{address} is {width} wide on a screen of {SMALLEST} where somebody writes a long word")
    visit.page.set_viewport_size({"width": DESK, "height": 800})
