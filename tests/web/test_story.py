"""The practice story hangs together: whoever can be played is nobody else, and nothing is told before it happened."""

import re

from django.utils import timezone

from tests.cast import Cast
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people import actions as people
from wayahead.base.places import actions as places
from wayahead.loop.funding.grid import given_before
from wayahead.loop.funding.models import PastGrant
from wayahead.loop.needs import actions as needs
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes.models import Report
from wayahead.loop.solutions.models import Step, Version
from wayahead.web.practice.seeding import past_grants, shaping
from wayahead.web.practice.seeding.town import Town
from wayahead.web.practice.story.cast import CHARACTERS
from wayahead.web.practice.story.past_grants import BEFORE, HERE
from wayahead.web.practice.story.shaping import WISHES
from wayahead.web.practice.story.tensions import BOATS, SLEEPERS, WALKERS, YOUNG
from wayahead.web.practice.story.voices import BEGINNINGS, FIRST_NAMES


def test_nobody_of_the_crowd_has_the_name_of_somebody_who_can_be_played() -> None:
    assert {character.name for character in CHARACTERS} & set(FIRST_NAMES) == set()


def test_what_people_put_in_front_says_nothing_that_their_words_could_belie() -> None:
    telling = re.compile(r"\d|\b(years?|mum|dad|carer|work|new|floor|boats|retired)\b", re.IGNORECASE)
    assert [words for words in BEGINNINGS if telling.search(words)] == []


def test_kofi_is_sixteen_wherever_he_speaks() -> None:
    about = next(str(character.about) for character in CHARACTERS if character.key == "kofi")
    assert about.startswith("sixteen")
    assert {wish.signed for wish in WISHES if wish.who == "kofi"} == {"A skater, 16"}


def test_every_side_of_a_tension_rests_on_something() -> None:
    assert all(side.needs or side.statements for side in (SLEEPERS, YOUNG, WALKERS, BOATS))


def agreed(cast: Cast, kind: str) -> Need:
    """A published need of a kind."""
    draft = needs.Draft(f"A {kind}", "Their words.", [cast.statement], [], kind)
    need = needs.write(cast.coproduction, draft, by=cast.facilitator)
    needs.check_back(need, by=cast.facilitator)
    return needs.publish(need, by=cast.facilitator)


def test_the_suppers_are_reported_after_they_were_agreed_begun_and_done(cast: Cast) -> None:
    _ = cast.council_party
    by_name = {"dougie": cast.organiser, "aneesa": cast.facilitator, "femi": cast.officer, "ines": cast.resident}
    played = by_name | {"kofi": cast.neighbour, "precious": cast.helper}
    bodies = {"tenants": cast.tenants, "council": cast.council, "alongside": cast.tenants}
    town = Town(played, bodies, cast.area, [], cast.coproduction, cast.circle)
    kinds = {"kitchen": "opportunity", "warm": "need", "hands": "strength", "own_place": "need", "answer": "need"}
    shaping.shape_together(town, {key: agreed(cast, kind) for key, kind in kinds.items()})
    report, version = Report.objects.get(), Version.objects.get()
    today = timezone.localtime(report.reported_at).date()
    assert version.starts_on
    assert version.starts_on <= today
    assert version.agreed_at
    assert version.agreed_at <= report.reported_at
    call = version.solution.responds_to
    assert call
    assert call.opened_at <= version.drafted_at
    done = list(Step.objects.exclude(done_at=None))
    assert len(done) == 3
    assert all(step.due_on and step.due_on <= today for step in done)


def test_what_was_given_before_came_in_from_a_valid_file_and_stands_beside_the_needs(cast: Cast) -> None:
    keys = ("trust", "lamplight", "council", "tenants", "sitting", "alongside")
    bodies = {key: people.start_organisation(name=key, kind="funder", by=cast.helper) for key in keys}
    ward = places.add_area(code="E05099901", year=2025, name="Lockside", kind="ward", by=None, parent=cast.area)
    CoProduction.objects.filter(pk=cast.coproduction.pk).update(area=ward)
    past_grants.give_before(Town({"sam": cast.steward}, bodies, cast.area, [], cast.coproduction, cast.circle))
    assert PastGrant.objects.count() == len(BEFORE)
    found = given_before(PastGrant.objects.all(), ward)
    here = [one for one in BEFORE if one.place == HERE]
    assert sum(one.count for one in found) == len(here)
    assert sum(one.pence for one in found) == sum(one.pence for one in here)
    shown = cast.browser(None).get(f"/c/{cast.coproduction.slug}/funding/grid/").content.decode()
    assert "Tidewater Community Foundation" in shown
