"""The grid is a smoke alarm: plant a flaw in a rule, and it has to ring."""

from dataclasses import replace
from typing import Any

import pytest
from django.db.models import Model, Q

from tests import test_access as grid
from tests.cast import Cast
from tests.grid.row import Row
from wayahead.access import doors
from wayahead.access.rule import at_the_table, everybody, has_account
from wayahead.base.coproduction.models import Concern, CoProduction, CostLine, Meeting, Party
from wayahead.base.people.models import Person
from wayahead.loop.listening.models import Voice

# Everybody may see these.
SEEN_BY_ALL: list[type[Model]] = [CoProduction, Party, Meeting, CostLine, Concern, Person, Voice]

# Everybody who sees the thing may do this to it.
DONE_BY_ALL = [
    "organisation.change", "organisation.act_for", "organisation.join", "person.claim", "coproduction.change",
    "seat.offer", "party.join", "party.change", "party.leave", "meeting.note", "cost.plan", "cost.spend",
    "conversation.open", "statement.draw", "voice.withdraw", "version.judge", "version.agree", "bid.decide",
    "report.make",
]  # fmt: skip

# Guests and visitors may do this as well.
DONE_BY_NOBODY_KNOWN = ["coproduction.start", "organisation.start", "seat.take", "concern.list", "area.add"]


def rings(cast: Cast, rows: list[Row]) -> bool:
    """Whether any of these rows is not as written any more."""
    assert rows, "no row of the grid is about this; see test_every_action_has_a_row for where it belongs"
    grid.set_the_scene(cast)
    return any(grid.found(row, cast) != row.expects.replace(" ", "") for row in rows)


def rows_about(model: type[Model]) -> list[Row]:
    """The rows whose thing is of this model."""
    return [row for row in grid.ROWS if row.action in doors.RULES and doors.RULES[row.action].model is model]


def rows_of(action: str) -> list[Row]:
    """The rows of one action."""
    return [row for row in grid.ROWS if row.action == action]


@pytest.mark.parametrize("model", SEEN_BY_ALL, ids=lambda model: model.__name__)
def test_it_rings_when_everybody_may_see(model: type[Model], cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(doors.SEES, model, everybody)
    assert rings(cast, rows_about(model))


@pytest.mark.parametrize("action", DONE_BY_ALL)
def test_it_rings_when_everybody_may_do(action: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(doors.RULES, action, replace(doors.RULES[action], may=everybody))
    assert rings(cast, rows_of(action))


@pytest.mark.parametrize("action", DONE_BY_NOBODY_KNOWN)
def test_it_rings_when_a_guest_may_do(action: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def anybody(person: Any) -> bool:
        return person is not None

    monkeypatch.setitem(doors.GENERAL, action, replace(doors.GENERAL[action], may=anybody))
    assert rings(cast, rows_of(action))


@pytest.mark.parametrize("action", ["coproduction.change", "meeting.note", "cost.plan", "seat.offer"])
def test_it_rings_when_a_party_may_do_what_facilitators_do(
    action: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    flawed = replace(doors.RULES[action], may=lambda person: Q(pk__in=at_the_table(person)))
    monkeypatch.setitem(doors.RULES, action, flawed)
    assert rings(cast, rows_of(action))


def test_it_rings_when_any_account_may_add_areas(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(doors.GENERAL, "area.add", replace(doors.GENERAL["area.add"], may=has_account))
    assert rings(cast, rows_of("area.add"))


def test_it_is_silent_without_a_flaw(cast: Cast) -> None:
    assert not rings(cast, rows_about(CoProduction))
