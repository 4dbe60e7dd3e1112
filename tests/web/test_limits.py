"""How many new people one network may bring; nobody who is known is counted, and nothing tells which network it was."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from wayahead.base.people import arrivals
from wayahead.base.people.arrivals import count_arrival, network_of
from wayahead.base.people.models import Arrival, Person
from wayahead.loop.listening.models import Voice

HOUR = datetime(2026, 9, 3, 18, tzinfo=UTC)


def say(cast: Cast, browser: Client, **more: str) -> int:
    """Somebody says something; the answer's status."""
    address = reverse("voice_say", args=[cast.coproduction.slug, cast.conversation.pk])
    words = {"text": "Dark streets.", "language": "en-gb", "quote": "unnamed"}
    return browser.post(address, words, headers=more).status_code


@pytest.fixture
def two_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit that a test can reach."""
    monkeypatch.setattr(arrivals, "NEW_PEOPLE_AN_HOUR", 2)


@pytest.mark.usefixtures("two_an_hour")
def test_too_many_new_people_are_asked_to_come_back(cast: Cast) -> None:
    assert [say(cast, Client()) for _ in range(2)] == [302, 302]
    people = Person.objects.count()
    address = reverse("voice_say", args=[cast.coproduction.slug, cast.conversation.pk])
    answer = Client().post(address, {"text": "More.", "language": "en-gb", "quote": "unnamed"})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3601
    assert "next one" in answer.content.decode()
    assert (Person.objects.count(), Voice.objects.count()) == (people, 2)


@pytest.mark.usefixtures("two_an_hour")
def test_people_we_know_are_never_counted(cast: Cast) -> None:
    browser = cast.browser(cast.resident)
    assert [say(cast, browser) for _ in range(4)] == [302] * 4
    assert not Arrival.objects.exists()


@pytest.mark.usefixtures("two_an_hour")
def test_worries_of_visitors_count_too(cast: Cast) -> None:
    statuses = [Client().post("/concern/", {"words": "Hm."}).status_code for _ in range(3)]
    assert statuses == [302, 302, 429]
    answer = Client().post("/api/v1/concerns", {"words": "Hm."}, "application/json")
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")


@pytest.mark.usefixtures("two_an_hour")
def test_a_made_up_forwarding_header_makes_no_new_network(cast: Cast) -> None:
    """Without a trusted proxy the header is anybody's."""
    headers = [{"X-Forwarded-For": f"198.51.100.{n}"} for n in range(3)]
    assert [say(cast, Client(), **header) for header in headers] == [302, 302, 429]


def test_the_new_kind_of_address_counts_by_its_first_half() -> None:
    assert network_of("2001:db8:1:2::7") == network_of("2001:db8:1:2:ffff::1")
    assert network_of("2001:db8:1:2::7") != network_of("2001:db8:1:3::7")
    assert network_of("203.0.113.9") == "203.0.113.9"


@pytest.mark.django_db
def test_each_network_and_each_hour_count_for_themselves() -> None:
    assert [count_arrival("203.0.113.9", HOUR) for _ in range(3)] == [1, 2, 3]
    assert count_arrival("203.0.113.10", HOUR) == 1
    assert count_arrival("203.0.113.9", HOUR + timedelta(hours=1)) == 1


@pytest.mark.django_db
def test_no_address_is_kept_and_counts_go_after_a_day() -> None:
    count_arrival("203.0.113.9", HOUR)
    assert "203.0.113" not in Arrival.objects.get().network
    count_arrival("203.0.113.9", HOUR + timedelta(hours=25))
    assert [arrival.hour for arrival in Arrival.objects.all()] == [HOUR + timedelta(hours=25)]


@pytest.mark.django_db
def test_the_same_network_is_another_number_in_the_next_hour() -> None:
    """So that nobody can follow a network through the day."""
    count_arrival("203.0.113.9", HOUR)
    count_arrival("203.0.113.9", HOUR + timedelta(hours=1))
    assert len({arrival.network for arrival in Arrival.objects.all()}) == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_each_counted_once() -> None:
    counts: list[int] = []

    def arrive() -> None:
        try:
            counts.extend(count_arrival("203.0.113.9", HOUR) for _ in range(10))
        finally:
            connection.close()

    threads = [threading.Thread(target=arrive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == list(range(1, 41))
