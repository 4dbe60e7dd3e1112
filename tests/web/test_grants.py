"""Our grants leave as valid 360Giving files, with the way back to the need and without anybody's personal data."""

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from tests.cast import Cast
from tests.formats.test_threesixty import TODAY
from tests.formats.test_threesixty_standard import the_standards
from tests.grid.funding import circle_grant
from tests.loop.test_past_grants import ONE, bring_in
from wayahead.base.people.models import Person
from wayahead.formats import threesixty
from wayahead.formats.threesixty import dei
from wayahead.formats.threesixty.checking import validator
from wayahead.loop.solutions.models import Version

DEI = Path(__file__).resolve().parents[3] / "shared/data/grants/dei"


def taken_away(cast: Cast, address: str) -> bytes:
    """What a visitor gets."""
    answer = cast.browser(None).get(address)
    assert answer.status_code == 200, answer.content
    assert "attachment" in answer["Content-Disposition"]
    return answer.content


@pytest.fixture
def package(cast: Cast) -> Any:
    """Everything granted so far, as JSON; the summary tells too much."""
    told = "Ask Ines on 020 7946 0123 or ines@example.org."
    Version.objects.filter(pk=cast.grant.bid.version_id).update(summary=told)
    return json.loads(taken_away(cast, f"/c/{cast.coproduction.slug}/funding/grants.json"))


def test_a_grant_is_published_with_the_way_back_to_its_need(cast: Cast, package: Any) -> None:
    (grant,) = package["grants"]
    assert (grant["amountAwarded"], grant["amountAppliedFor"], grant["currency"]) == (52_000, 52_000, "GBP")
    (need,) = grant["classifications"]
    assert (need["vocabulary"], need["title"]) == ("Wayahead", cast.need.title)
    assert need["url"].endswith(f"/chain/needs.need/{cast.need.pk}/")
    assert grant["beneficiaryLocation"][0]["geoCode"] == cast.area.code
    assert cast.browser(None).get(grant["url"].removeprefix("http://localhost:8000")).status_code == 200


def test_nobodys_personal_data_is_in_it(package: Any) -> None:
    words = json.dumps(package)
    assert "[left out]" in words
    assert "@" not in words
    assert "7946" not in words
    named = [name for name in Person.objects.values_list("name", flat=True) if name]
    assert len(named) > 2
    left = words.replace("Ask Ines on", "")  # what the version itself says, for everybody to read
    assert [name for name in named if re.search(rf"\b{re.escape(name)}\b", left)] == []


def test_what_is_published_has_no_errors_and_nothing_could_be_better(package: Any) -> None:
    file = threesixty.read_bytes(json.dumps(package).encode(), "grants.json")
    assert threesixty.errors(file) == []
    assert [one.field for one in threesixty.warnings(file, today=TODAY) if one.rule != "impossible_date"] == []


def test_what_is_published_is_valid_by_the_standards_own_schema(package: Any) -> None:
    schema = the_standards("360-giving-schema.json")
    shell = the_standards("360-giving-package-schema.json")
    shell["properties"]["grants"].pop("items")  # it asks the network for an older grant
    validator(shell).validate(package)
    for grant in package["grants"]:
        validator(schema).validate(grant)


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_what_leaves_comes_back_as_it_was(cast: Cast, kind: str) -> None:
    assert cast.grant
    file = threesixty.read_bytes(taken_away(cast, f"/programmes/grants.{kind}"), f"grants.{kind}")
    (given,) = threesixty.given(file)
    assert (given.title, given.amount_pence) == (cast.solution.title, 5_200_000)
    assert (given.funder_name, given.recipient_name) == (cast.trust.name, cast.tenants.name)
    assert given.places == ((cast.area.code, cast.area.name),)
    assert bring_in(given).added == 1


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_codes_of_who_leads_and_who_benefits_leave_with_the_grant(cast: Cast, kind: str) -> None:
    whole = cast.grant.bid.whole
    whole.led_by, whole.meant_for = ["DEI090000"], ["DEI020000", "DEI020310"]
    whole.save(update_fields=["led_by", "meant_for"])
    file = threesixty.read_bytes(taken_away(cast, f"/programmes/grants.{kind}"), f"grants.{kind}")
    details = file.grants[0]["deiDetails"]
    assert details["leadership"]["response"]["taxonomyCodes"] == ["DEI090000"]
    assert details["project"]["response"]["taxonomyCodes"] == ["DEI020000", "DEI020310"]
    assert details["mission"] == {"askedStatus": "AS100"}
    assert threesixty.errors(file) == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("DEI020000", "Disabled people"),
        ("DEI020310", "Disabled people: Learning disability"),
        ("DEI039900", "Faith: Other"),
        ("DEI800030", "Neither"),
    ],
)
def test_a_code_is_told_with_the_group_it_belongs_to(code: str, name: str) -> None:
    assert dei.full_name(code) == name


def test_the_codes_are_the_standards_own() -> None:
    if not DEI.exists():
        pytest.skip(f"there is no {DEI}")
    with (DEI / "taxonomyCodes.csv").open(encoding="utf-8") as file:
        theirs = {row["Code"]: row["Title"].strip() for row in csv.DictReader(file)}
    assert theirs == dei.NAMES
    assert [code for group in dei.groups() for code in group.codes] == list(theirs)
    schema = json.loads((DEI / "360-giving-schema.json").read_text(encoding="utf-8"))
    Draft4Validator(schema).validate({"deiDetails": dei.details(["DEI090000"], [])})


def test_without_codes_nothing_is_said_of_communities(package: Any) -> None:
    assert "deiDetails" not in package["grants"][0]
    assert "extensions" not in package


def test_grants_of_a_private_circle_are_published_nowhere(cast: Cast) -> None:
    assert circle_grant(cast)
    everything = taken_away(cast, "/programmes/grants.json").decode()
    assert "A table at the café" not in everything
    assert cast.solution.title in everything
    own = cast.browser(cast.organiser).get(f"/c/{cast.circle.slug}/funding/grants.json").json()
    assert own["grants"] == []


def test_the_api_has_the_same_grants(cast: Cast, package: Any) -> None:
    here = cast.browser(None).get(f"/api/v1/coproductions/{cast.coproduction.slug}/grants").json()
    assert here == package
    assert cast.browser(None).get("/api/v1/grants").json()["grants"] == package["grants"]


def test_what_others_gave_before_is_found_by_its_words(cast: Cast) -> None:
    assert "Nothing brought in yet" in cast.browser(None).get("/past-grants/").content.decode()
    bring_in(ONE)
    for words in ("", "lamplight", "Boat Folk", "lockside"):
        assert ONE.title in cast.browser(None).get("/past-grants/", {"words": words}).content.decode()
    assert ONE.title not in cast.browser(None).get("/past-grants/", {"words": "swans"}).content.decode()
    (told,) = cast.browser(None).get("/api/v1/past-grants").json()["results"]
    assert (told["identifier"], told["places"]) == (ONE.identifier, ["Lockside"])


def test_looking_further_through_past_grants_goes_on_with_the_same_words(cast: Cast) -> None:
    many = [replace(ONE, identifier=f"360G-lamp-{number}") for number in range(60)]
    bring_in(*many)
    found = cast.browser(None).get("/past-grants/?words=lamps by").content.decode()
    assert 'href="?words=lamps+by&amp;page=2"' in found
    nothing = cast.browser(None).get("/past-grants/?words=skates").content.decode()
    assert "Nothing found for “skates”" in nothing
    assert "See all of them" in nothing
