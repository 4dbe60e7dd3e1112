"""The first page: what became of what people said, each figure with the page it comes from; and an empty beginning."""

import re

from django.test import Client

from tests.cast import Cast

FIGURE = re.compile(r'<li><a href="([^"]+)"><span class="figure">([^<]*)</span>')


def test_an_empty_installation_has_a_first_page(db: None) -> None:
    """Nothing was said yet: it says how to begin, and shows no figures of nothing."""
    words = Client().get("/").content.decode()
    assert "Start from something that needs to change" in words
    assert "Or show me an example" not in words
    assert not FIGURE.findall(words)
    assert "Practice space" not in words


def test_every_figure_leads_to_where_it_comes_from(cast: Cast) -> None:
    """From the people who spoke to what changed: five figures, each a link to its stage."""
    _ = (cast.statement, cast.report)
    browser = cast.browser(None)
    figures = FIGURE.findall(browser.get("/").content.decode())
    stages = ["listening", "needs", "constraints", "funding", "outcomes"]
    assert [address for address, _figure in figures] == [f"/c/{cast.coproduction.slug}/{stage}/" for stage in stages]
    assert all(browser.get(address).status_code == 200 for address, _figure in figures)


def test_a_circle_is_never_on_the_first_page(cast: Cast) -> None:
    """However much is said in it, and whoever looks."""
    _ = cast.circle_conversation
    for person in (None, cast.organiser):
        assert cast.circle.title not in cast.browser(person).get("/").content.decode()


def test_where_do_you_live_leads_to_the_one_place_of_that_name(cast: Cast) -> None:
    """Or to all that come near it; nothing is kept."""
    assert cast.area.name == "Averhythe"
    browser = cast.browser(None)
    assert browser.get("/near/?q=averhythe").headers["Location"] == "/places/E09000999/2025/"
    assert browser.get("/near/?q=aver hythe").headers["Location"] == "/places/?q=aver+hythe"
    assert browser.get("/near/").headers["Location"] == "/places/?q="


def test_a_machine_that_asks_whether_we_are_up_is_told(db: None) -> None:
    """In one plain word, without a page round it."""
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
