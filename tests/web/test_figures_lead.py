"""Every figure on the pages of money leads to what it was computed from: a link stands in the line that says it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.loop.test_panels import counted
from wayahead.loop.funding.models import Round

# A sum of money, a part of a hundred, or a number of what was counted.
FIGURE = re.compile(r"£\d|\d%|\b\d[\d,]* (?:people|persons?|of the ballots|members|papers|words|programmes|voices)\b")
LINES = {"p", "li", "tr", "dd", "dt", "h1", "h2", "h3", "h4", "summary", "caption", "figcaption", "legend", "label"}
EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# What others are computed from, and what stands beside: the lines of a plan's costs, the choices of a rule card, what
# figures are made of, a form's own words, samples, and drawings whose sentence has the link.
SOURCES = ("costs", "rule-card", "made-of", "govuk-", "empty", "bar-figure", "bar-label")


@dataclass(frozen=True)
class Open:
    """An element that is open: whether figures within are sources, whether it is a line, whether it is a banner."""

    tag: str
    is_source: bool
    is_line: bool
    is_banner: bool


class Lines(HTMLParser):
    """The lines of the main part of a page, each with its words and whether a link stands in it; and all anchors.

    A banner is one line: its heading says the figure, and below stands the link.
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[Open] = []
        self.lines: list[list[str]] = []  # words of the lines that are open
        self.links: list[bool] = []
        self.found: list[tuple[str, bool]] = []
        self.anchors: set[str] = set()
        self.targets: set[str] = set()

    @property
    def is_inside(self) -> bool:
        """Within the main part, and in nothing that is a source."""
        return any(one.tag == "main" for one in self.open) and not any(one.is_source for one in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.anchors.add(given["id"])
        if tag == "a" and "href" in given:
            self.links = [True for _line in self.links]
            self.targets.add(given["href"])
        if tag in EMPTY:
            return
        marks = f"{given.get('class', '')} {given.get('id', '')}"
        is_source = any(mark in marks for mark in SOURCES) or given.get("dir") == "auto" or tag in ("svg", "form")
        is_banner = "banner" in marks
        is_line = is_banner or (tag in LINES and not any(one.is_banner for one in self.open))
        self.open.append(Open(tag, is_source, is_line, is_banner))
        if is_line:
            self.lines.append([])
            self.links.append(False)

    def handle_endtag(self, tag: str) -> None:
        if all(one.tag != tag for one in self.open):
            return
        while self.open:
            closed = self.open.pop()
            if closed.is_line:
                self.found.append((" ".join(self.lines.pop()), self.links.pop()))
            if closed.tag == tag:
                return

    def handle_data(self, words: str) -> None:
        if self.lines and self.is_inside:
            self.lines[-1].append(words.strip())


def read(cast: Cast, address: str, person: str | None = None) -> Lines:
    """The lines of one page, as this one of the cast reads it."""
    answer = cast.browser(getattr(cast, person) if person else None).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    lines = Lines()
    lines.feed(answer.content.decode())
    return lines


def without_links(lines: Lines) -> list[str]:
    """The lines that say a figure and lead nowhere."""
    return [words for words, is_linked in lines.found if FIGURE.search(words) and not is_linked]


def seen_by_groups(cast: Cast) -> Round:
    """A counted round with ballots on paper, from a screen, and from two parts of the area."""
    made = cast.counted_round
    result = made.result
    row = {"people_with_something_funded": {"at_least": 6, "at_most": 6}, "share_used": 0.8}
    result.document["heard_by"] = {
        "part": {"rows": [{"name": "Basin", "people": 8, **row}, {"name": "", "people": 6, **row}]}
    }
    result.on_paper = 6
    result.save(update_fields=["document", "on_paper"])
    return made


def at(name: str, *names: Callable[[Cast], object]) -> Callable[[Cast], str]:
    """The address of a page of the cast's co-production."""
    return lambda cast: reverse(name, args=[one(cast) for one in names])


def slug(cast: Cast) -> str:
    return cast.coproduction.slug


def whole(cast: Cast) -> object:
    return cast.grant.bid.whole_id


PAGES: dict[str, tuple[Callable[[Cast], str], str | None]] = {
    "rounds": (at("rounds", slug), None),
    "an open round": (at("round", slug, lambda cast: cast.round.pk), None),
    "a counted round": (at("round", slug, lambda cast: cast.counted_round.pk), None),
    "results": (at("round_results", slug, lambda cast: seen_by_groups(cast).pk), None),
    "results of a panel": (at("round_results", slug, lambda cast: counted(cast).round_id), None),
    "a pack": (at("round_pack", slug, lambda cast: cast.round.pk), None),
    "opening": (at("round_open", slug, lambda cast: cast.small_pots.pk), "grants_officer"),
    "awarding": (at("round_award", slug, lambda cast: cast.counted_round.pk), "grants_officer"),
    "a programme": (at("programme", lambda cast: cast.counted_round.programme_id), None),
    "a programme with bids": (at("programme", lambda cast: cast.grant.bid.programme_id), None),
    "programmes": (at("programmes"), None),
    "money": (at("funding", slug), None),
    "the grid": (at("funding_grid", slug), None),
    "a bid": (at("bid", slug, lambda cast: cast.grant.bid_id), None),
    "a whole bid": (at("whole_bid", slug, whole), None),
    "a report": (at("report", slug, lambda cast: cast.report.pk), None),
    "outcomes": (at("outcomes", slug), None),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_on_a_page_of_money_leads_to_something_that_is_there(cast: Cast, name: str) -> None:
    if name != "results of a panel":
        _ = cast.cost_line, cast.report, cast.round, cast.counted_round
    path, person = PAGES[name][0](cast), PAGES[name][1]
    lines = read(cast, path, person)
    assert any(FIGURE.search(words) for words, _is_linked in lines.found)
    assert without_links(lines) == []
    for target in lines.targets:
        page, anchor = urldefrag(target)
        if anchor and (not page or page.startswith("/")):
            where = lines if page in ("", path) else read(cast, page, person)
            assert anchor in where.anchors, target
