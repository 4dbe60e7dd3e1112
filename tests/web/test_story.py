"""The practice story hangs together: whoever can be played is nobody else, and nothing is told before it happened."""

import re

from django.utils import timezone

from tests.cast import Cast
from wayahead.loop.needs import actions as needs
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes.models import Report
from wayahead.loop.solutions.models import Step, Version
from wayahead.web.practice.seeding import shaping
from wayahead.web.practice.seeding.town import Town
from wayahead.web.practice.story.cast import CHARACTERS
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
    people = by_name | {"kofi": cast.neighbour, "precious": cast.helper}
    bodies = {"tenants": cast.tenants, "council": cast.council, "alongside": cast.tenants}
    town = Town(people, bodies, cast.area, [], cast.coproduction, cast.circle)
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
