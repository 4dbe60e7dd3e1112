"""A private circle is not there for those who do not sit in it: pages, API, feeds, lists."""

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import Cast
from wayahead.api import api
from wayahead.loop.listening import actions as listening

# What is opened to look for the circle's name: lists and feeds that everybody may open.
LISTS = ["/", "/c/", "/c/?q=mentors", "/activity/", "/places/", "/organisations/", "/you/", "/programmes/"]
API_LISTS = ["/api/v1/coproductions", "/api/v1/activity", "/api/v1/organisations", "/api/v1/me/data"]
OUTSIDERS = ["visitor", "resident", "stranger", "facilitator", "officer", "steward"]


def addresses_by_slug_alone(patterns: list[Any], before: str = "") -> list[str]:
    """Every address of a co-production that names nothing but the co-production."""
    found = []
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += addresses_by_slug_alone(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and route.startswith("c/<slug:slug>/") and route.count("<") == 1:
            found.append(f"/{route}")
    return found


def reading_of_the_api() -> list[str]:
    """Every GET below a co-production that names nothing else."""
    stem = "/api/v1/coproductions/{slug}"
    paths = api.get_openapi_schema()["paths"].items()
    return [path for path, methods in paths if path.startswith(stem) and "get" in methods and path.count("{") == 1]


def person_in(cast: Cast, who: str) -> Any:
    """Somebody outside the circle."""
    return None if who == "visitor" else getattr(cast, who)


def furnish(cast: Cast) -> None:
    """A circle in which things happened."""
    _ = (cast.circle, cast.circle_party, cast.circle_meeting, cast.circle_cost_line, cast.circle_conversation)
    _ = (cast.coproduction, cast.council_party)


@pytest.mark.parametrize("address", addresses_by_slug_alone(get_resolver().url_patterns))
def test_no_page_of_a_circle_is_there_for_others(address: str, cast: Cast) -> None:
    furnish(cast)
    for who in OUTSIDERS:
        browser = cast.browser(person_in(cast, who))
        where = address.replace("<slug:slug>", cast.circle.slug)
        for answer in (browser.get(where), browser.post(where)):
            assert answer.status_code in (404, 405), (who, where, answer.status_code)


def test_the_pages_are_looked_for_where_they_are() -> None:
    assert len(addresses_by_slug_alone(get_resolver().url_patterns)) > 15
    assert len(reading_of_the_api()) > 3


@pytest.mark.parametrize("path", reading_of_the_api())
def test_nothing_of_a_circle_is_there_for_others_through_the_api(path: str, cast: Cast) -> None:
    furnish(cast)
    where = path.replace("{slug}", cast.circle.slug)
    for who in OUTSIDERS:
        person = person_in(cast, who)
        assert cast.browser(None).get(where, headers=cast.api(person)).status_code == 404, (who, where)
    assert cast.browser(None).get(where, headers=cast.api(cast.organiser)).status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_no_list_names_a_circle_to_others(address: str, cast: Cast) -> None:
    furnish(cast)
    for who in OUTSIDERS:
        answer = cast.browser(person_in(cast, who)).get(address)
        assert answer.status_code == 200, (who, address)
        assert "Two mentors" not in answer.content.decode(), (who, address)
        assert cast.circle.slug not in answer.content.decode(), (who, address)


def test_who_sits_in_it_finds_it(cast: Cast) -> None:
    furnish(cast)
    browser = cast.browser(cast.organiser)
    assert "Two mentors" in browser.get("/c/").content.decode()
    assert browser.get(f"/c/{cast.circle.slug}/").status_code == 200


@pytest.mark.parametrize("address", API_LISTS)
def test_no_list_of_the_api_names_a_circle_to_others(address: str, cast: Cast) -> None:
    furnish(cast)
    for who in OUTSIDERS:
        answer = cast.browser(None).get(address, headers=cast.api(person_in(cast, who)))
        assert answer.status_code in (200, 403), (who, address)
        assert "mentors" not in answer.content.decode(), (who, address)


def test_a_worry_about_a_circle_cannot_be_used_to_find_it(cast: Cast) -> None:
    furnish(cast)
    assert cast.browser(cast.stranger).get(f"/concern/?about={cast.circle.slug}").status_code == 404
    given = {"words": "Hm.", "coproduction": cast.circle.slug}
    assert cast.browser(None).post("/api/v1/concerns", given, "application/json").status_code == 404


def test_an_organisation_at_a_circles_table_does_not_give_it_away(cast: Cast) -> None:
    """Its page lists only the tables that the reader may see."""
    furnish(cast)
    listed = cast.browser(None).get("/api/v1/organisations/" + cast.tenants.slug).content.decode()
    assert "mentors" not in listed


@pytest.mark.parametrize("address", ["/chain/listening.voice/{}/", "/chain/listening.voice/{}/prov.json"])
def test_the_chain_of_a_circles_voice_is_not_there_for_others(address: str, cast: Cast) -> None:
    """Not even for a voice that may be quoted: nobody outside sees the circle it was said in."""
    furnish(cast)
    voice = listening.say(
        cast.circle_conversation, listening.Words("Meet on Mondays.", quote="unnamed"), by=cast.helper
    )
    where = address.format(voice.pk)
    for who in OUTSIDERS:
        assert cast.browser(person_in(cast, who)).get(where).status_code == 404, (who, where)
    assert cast.browser(cast.organiser).get(where).status_code == 200
