"""Every page of the practice space, as a visitor and as each role: how long the server takes."""

import re
import sys
from collections import deque
from statistics import median
from time import perf_counter, sleep
from urllib.parse import urlsplit

from benchmarks.serving import Visitor, data_folder, served

OPENINGS = 6  # of each page, the first not counted
SLOWEST = 12
SETTLING = 15  # seconds in which the background worker starts and catches up with the story
LINK = re.compile(r'<a\s[^>]*?href="(/[^"#]*)')
WHO = re.compile(r'name="who" value="([^"]+)"')
NO_PAGES = re.compile(r"/(api|static)/|feed/$|\.json$|/data|/download|sign-out|language")


def table() -> str:
    """The slowest pages and the whole, in milliseconds."""
    start = perf_counter()
    with data_folder() as data, served("demo", "--data", data, "--no-browser") as address:
        ready = perf_counter() - start
        first = 1000 * Visitor(address).open("/")[0]
        sleep(SETTLING)
        times: dict[tuple[str, str], float] = {}
        roles = WHO.findall(Visitor(address).open("/practice/")[2])
        if not roles:
            return "There is no practice space to measure yet."
        for role in ["", *dict.fromkeys(roles)]:
            print(f"  as {role or 'a visitor'}", file=sys.stderr, flush=True)
            visitor = Visitor(address)
            if role:
                visitor.send("/practice/be/", {"who": role, "next": "/"}, seen_on="/practice/")
            for kind, milliseconds in walked(visitor).items():
                times[role or "visitor", kind] = milliseconds
    slowest = sorted(times.items(), key=lambda one: -one[1])[:SLOWEST]
    over = sum(milliseconds >= 100 for milliseconds in times.values())
    return "\n".join(
        [
            f"{len({kind for _role, kind in times})} kinds of page in {len(times)} pairs of page and role, reached by "
            f"links from the landing page; each opened {OPENINGS} times over HTTP, the first not counted.",
            "",
            f"Median of all: **{median(times.values()):.0f} ms**; {over} pairs at 100 ms or more. "
            f"From `wayahead demo` on an empty folder to the first page: {ready:.0f} s; it took {first:.0f} ms, while "
            f"the background worker started. The walk began {SETTLING} s later.",
            "",
            "| slowest pages | as | median, ms |",
            "|---|---|---:|",
            *(f"| `{kind}` | {role} | {milliseconds:.0f} |" for (role, kind), milliseconds in slowest),
        ]
    )


def walked(visitor: Visitor) -> dict[str, float]:
    """Kind of page → median milliseconds, following links; one address of each kind."""
    times: dict[str, float] = {}
    ahead = deque(["/"])
    while ahead:
        path = ahead.popleft()
        kind = kind_of(path)
        if kind in times or NO_PAGES.search(urlsplit(path).path):
            continue
        opened = [visitor.open(path) for _opening in range(OPENINGS)]
        # A page that asks a visitor to sign in first, with its reason, is a page too.
        if opened[0][1] not in (200, 403):
            raise RuntimeError(f"{path} answered {opened[0][1]}")
        times[kind] = 1000 * median(seconds for seconds, _status, _page in opened[1:])
        ahead.extend(LINK.findall(opened[0][2]))
    return times


def kind_of(path: str) -> str:
    """An address without what makes one row of many: numbers, and names after /c/ and the like."""
    plain = re.sub(r"\d+", "N", urlsplit(path).path)
    return re.sub(r"^/(c|organisations|communities|areas|practice)/[\w-]+/", r"/\1/…/", plain)
