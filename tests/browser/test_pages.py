"""Every kind of page of the practice space: accessible, fitting a small screen, asking nobody else for anything.

`EVERY_ROLE=1` (script/accessibility) looks through the eyes of everybody in the story, at several pages of each kind.
"""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from wayahead.web.practice.story.cast import CHARACTERS

from .crawl import Found, crawl
from .visit import Visits

EVERY_ROLE = bool(os.environ.get("EVERY_ROLE"))
NOBODY = ""
# Dougie runs a group and a charity, drafts, bids and reports; Aneesa has the desk.
EYES = [NOBODY, *(one.name for one in CHARACTERS)] if EVERY_ROLE else [NOBODY, "Dougie"]


@pytest.fixture(scope="module", params=EYES, ids=lambda name: name or "visitor")
def found(request: pytest.FixtureRequest, chromium: Browser, demo: str) -> Iterator[Found]:
    """What a walk through all kinds of pages came upon."""
    visits = Visits(chromium, demo)
    visit = visits.come()
    if request.param:
        visit.be(request.param)
    yield crawl(visit, each=4 if EVERY_ROLE else 1)
    visits.leave()


def test_every_kind_of_page_is_accessible(found: Found) -> None:
    """No violation of WCAG 2.2 AA that axe-core can see."""
    assert not found.inaccessible, "\n".join(found.inaccessible)


def test_no_page_has_to_be_pushed_sideways(found: Found) -> None:
    """Not even on the smallest phone."""
    assert not found.too_wide, "\n".join(found.too_wide)


def test_no_page_asks_others_or_breaks_its_own_rules(found: Found) -> None:
    """No third party, no error in the console, nothing that the content security policy refuses."""
    assert not found.faults, "\n".join(found.faults)


def test_the_walk_reaches_the_whole_line(found: Found) -> None:
    """A walk that stops early would find nothing wrong."""
    line = {"landing", "listening", "conversation", "results", "need", "limit", "solution", "bid", "report", "you"}
    assert line <= set(found.pages)


def test_messages_lead_back_to_where_they_came_from(chromium: Browser, demo: str) -> None:
    """Whatever port the practice space has: a link in a message is one to try."""
    visits = Visits(chromium, demo)
    visit = visits.come()
    visit.go("/practice/outbox/")
    linked = set(re.findall(r"https?://[^/\s\"<]+", visit.page.content())) - {demo}
    assert f'href="{demo}/' in visit.page.content()
    assert not linked, linked
    visits.leave()
