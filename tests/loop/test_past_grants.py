"""Grants of the past come in whole, once, and are found by their places."""

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import Cast
from wayahead.base.record.models import Event
from wayahead.formats.threesixty import Given
from wayahead.loop.funding import actions
from wayahead.loop.funding.models import GrantsFile, PastGrant

ONE = Given(
    identifier="360G-lamp-1",
    title="Lamps by the lock",
    description="Six lamps.",
    amount_pence=1_250_050,
    currency="GBP",
    awarded_on=date(2024, 5, 1),
    funder_name="Lamplight Fund",
    funder_number="GB-CHC-200002",
    recipient_name="Boat Folk",
    recipient_number="GB-CHC-200003",
    programme="Light",
    address="",
    places=(("", "Lockside"),),
)
OTHER = replace(ONE, identifier="360G-lamp-2", title="Benches", places=(("E05000777", "Elsewhere"), ("", "Far away")))


def bring_in(*grants: Given, digest: str = "a") -> actions.CameIn:
    """A file of these grants."""
    return actions.import_past_grants(grants, by=None, name="grants.json", digest=digest)


def test_a_file_comes_in_once(db: None) -> None:
    first, again = bring_in(ONE, OTHER), bring_in(ONE, OTHER)
    assert (first.is_new, first.added, first.changed) == (True, 2, 0)
    assert (again.is_new, again.file) == (False, first.file)
    assert PastGrant.objects.count() == 2
    (event,) = Event.objects.filter(kind="past_grants.imported")
    assert event.facts == {"grants": 2, "added": 2, "changed": 0}


def test_a_newer_file_changes_what_it_says_otherwise_and_nothing_else(db: None) -> None:
    bring_in(ONE, OTHER)
    moved = replace(OTHER, places=(("", "Lockside"),))
    came = bring_in(ONE, moved, replace(ONE, identifier="360G-lamp-3"), digest="b")
    assert (came.added, came.changed) == (1, 1)
    assert PastGrant.objects.get(identifier=ONE.identifier).came_in == GrantsFile.objects.get(digest="a")
    assert [place.name for place in PastGrant.objects.get(identifier=OTHER.identifier).places.all()] == ["Lockside"]


def test_a_file_that_fails_half_way_leaves_nothing(db: None) -> None:
    with pytest.raises(Exception, match="too long"):
        bring_in(ONE, replace(OTHER, currency="pounds sterling"))
    assert not GrantsFile.objects.exists()
    assert not PastGrant.objects.exists()


def test_past_grants_are_found_by_the_code_of_an_area_or_else_its_name(cast: Cast) -> None:
    area = cast.area
    bring_in(
        replace(ONE, identifier="a", places=((area.code, "called otherwise"),)),
        replace(ONE, identifier="b", places=(("", area.name.upper()),)),
        replace(ONE, identifier="c", places=(("E05999999", area.name),)),
        replace(ONE, identifier="d", places=()),
    )
    assert set(PastGrant.objects.given_in([area]).values_list("identifier", flat=True)) == {"a", "b"}
