"""No page asks the database once for each row: every kind of page of the seeded story, before and after doubling it."""

import re
from collections import Counter, deque

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.addresses import kind_of
from tests.doubled import double
from wayahead.web.practice.seeding import seed

LINK = re.compile(r'href="(/[^"#]*)')
FIGURES = re.compile(r"\d+|'[^']*'")
SAME_QUESTION_AT_MOST = 6  # times on one page; a list of needs with a query for each asks it more often
EYES = ("", "dougie", "aneesa")  # a visitor, who drafts and bids and reports, and who has the desk


def browser(key: str) -> Client:
    """A browser of somebody of the story."""
    client = Client()
    client.post("/practice/be/", {"who": key})
    return client


def ask(client: Client, address: str) -> tuple[str, list[str]]:
    """A page, and the questions that it put to the database."""
    reset_queries()  # the log of a connection holds only so many
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code in (200, 302, 403), (address, answer.status_code)
    is_page = answer.headers["Content-Type"].startswith("text/html")
    words = answer.content.decode().replace("&amp;", "&") if is_page else ""
    return words, [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]


def walk(client: Client) -> dict[str, list[str]]:
    """One address of each kind that can be reached from the landing page, with what each asked."""
    ahead, seen, kinds = deque(["/"]), {"/"}, set[str]()
    found = {}
    while ahead:
        address = ahead.popleft()
        kind = kind_of(address)
        if not kind or kind in kinds:
            continue
        kinds.add(kind)
        words, found[address] = ask(client, address)
        new = [link for link in LINK.findall(words) if link not in seen]
        seen.update(new)
        ahead.extend(new)
    return found


def repeated(queries: list[str]) -> list[str]:
    """The questions that a page asks again and again."""
    counts = Counter(FIGURES.sub("?", query) for query in queries)
    return [f"{count} times {query[:300]}" for query, count in counts.items() if count > SAME_QUESTION_AT_MOST]


@pytest.mark.django_db
def test_no_page_asks_more_when_there_are_twice_as_many_rows() -> None:
    """Twice the voices, needs, limits, bids and all the rest; as many queries as before."""
    seed(lambda words, share: None)
    people = {key: browser(key) for key in EYES}
    ask(people[""], "/")  # what is looked up once for all pages
    before = {key: walk(client) for key, client in people.items()}
    assert len(before["dougie"]) > 60
    gained = double()
    assert gained["listening.Voice"] > 400
    grown, again = [], []
    for key, pages in before.items():
        for address, queries in pages.items():
            _words, now = ask(people[key], address)
            if len(now) > len(queries):
                grown.append(f"{address} as {key or 'a visitor'}: {len(queries)}, then {len(now)}")
            again += [f"{address} as {key or 'a visitor'}: {one}" for one in repeated(now)]
    assert not grown, "\n".join(grown)
    assert not again, "\n".join(again)
