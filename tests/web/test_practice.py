"""The practice space is only where all is made up: nobody plays anybody on a real installation."""

import pytest
from django.test import Client

from tests.cast import Cast
from wayahead.base.people.models import Installation, Person
from wayahead.base.refusal import NotPossible
from wayahead.web.practice import SESSION_KEY
from wayahead.web.practice.doors import DOORS
from wayahead.web.practice.seeding import seed

PAGES = ["/practice/", "/practice/start-again/", "/practice/outbox/", *(f"/practice/{door.key}/" for door in DOORS)]


def quiet(words: str, share: float) -> None:
    """Show no progress."""


@pytest.mark.parametrize("address", PAGES)
def test_no_page_of_the_practice_space_is_on_a_real_installation(address: str, cast: Cast) -> None:
    """404 for everybody, and a page once the database is marked."""
    Installation.objects.create(is_practice=False, run_by="Averhythe Alongside")
    for person in (None, cast.organiser, cast.steward):
        assert cast.browser(person).get(address).status_code == 404
    Installation.objects.update(is_practice=True)
    assert cast.browser(None).get(address).status_code == 200


def test_nobody_can_be_played_on_a_real_installation(cast: Cast) -> None:
    """Neither by asking for it, nor with a session that was begun in a practice space."""
    Person.objects.create_user(email="sam@practice.example", name="Sam", is_steward=True)
    browser = Client()
    assert browser.post("/practice/be/", {"who": "sam"}).status_code == 404
    session = browser.session
    session[SESSION_KEY] = cast.steward.pk
    session.save()
    assert "Sam" not in browser.get("/").content.decode()
    assert browser.get("/concerns/").status_code == 403


def test_playing_somebody_leads_only_to_our_own_pages(cast: Cast) -> None:
    """The way onward is not a way to other people's sites."""
    Installation.objects.create(is_practice=True)
    browser = Client()
    assert browser.post("/practice/be/", {"next": "https://example.com/"}).headers["Location"] == "/"
    assert browser.post("/practice/be/", {"next": "/places/"}).headers["Location"] == "/places/"
    assert browser.post("/practice/be/", {"who": "nobody-of-the-story"}).status_code == 404


def test_a_database_with_people_is_never_seeded(cast: Cast) -> None:
    """What people said is not mixed with a story; and a story is not told twice."""
    _ = cast.resident
    with pytest.raises(NotPossible, match="There are people in this database already"):
        seed(quiet)
    assert not Installation.is_practice_space()
    Installation.objects.create(is_practice=True)
    with pytest.raises(NotPossible, match="seeded already"):
        seed(quiet)
    assert Person.objects.count() == 1
