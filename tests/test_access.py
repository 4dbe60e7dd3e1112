"""The whole grid, action × cast, held by hand-written expectations; a route without a row fails."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import grid
from tests.cast import Cast
from tests.grid.row import COLUMNS, Route, Row
from wayahead import access
from wayahead.access import Refused, doors
from wayahead.api import api

STAGES = [
    importlib.import_module(f"tests.grid.{m.name}") for m in pkgutil.iter_modules(grid.__path__) if m.name != "row"
]
ROWS: list[Row] = [row for stage in STAGES for row in stage.ROWS]
ROUTES: list[Route] = [route for stage in STAGES for route in stage.ROUTES]
API: dict[str, str | None] = {name: action for stage in STAGES for name, action in stage.API.items()}

# Pages of the sign-in library and the API's own description: their rules are theirs.
NOT_OURS = ("account_", "mfa_", "api:", "api-1:", "set_language", "reauthenticate", "socialaccount_", "usersessions_")


def verdict(person: Any, row: Row, cast: Cast) -> str:
    """What the doors say: y, n or h."""
    try:
        if row.thing is None:
            access.require(person, row.action)
        else:
            access.fetch(person, row.action, pk=row.thing(cast).pk)
    except Refused:
        return "n"
    except Http404:
        return "h"
    return "y"


def everybody(cast: Cast) -> Iterator[tuple[str, Any]]:
    """Each column's person; the visitor is nobody."""
    for column in COLUMNS:
        yield column, None if column == "visitor" else getattr(cast, column)


def set_the_scene(cast: Cast) -> None:
    """Seat everybody before anything is asked, so that memberships stand."""
    _ = (cast.tenants, cast.council, cast.trust, cast.coproduction, cast.circle, cast.council_party, cast.trust_party)
    _ = (cast.circle_party, cast.meeting, cast.circle_meeting, cast.cost_line, cast.concern, cast.general_concern)
    _ = (cast.conversation, cast.circle_conversation, cast.voice, cast.statement)
    _ = (cast.draft_need, cast.checking_need, cast.need, cast.reliance)
    _ = (cast.limit, cast.judged_limit, cast.circle_limit, cast.question, cast.circle_question)
    _ = (cast.solution, cast.agreed_version, cast.draft)
    _ = (cast.shared_version, cast.suggestion, cast.objection, cast.agreement, cast.call, cast.match)
    _ = (cast.tension, cast.circle_side, cast.speaker, cast.understanding, cast.option, cast.remark)
    _ = (cast.resolution, cast.finding)


def found(row: Row, cast: Cast) -> str:
    """The row as the product has it."""
    return "".join(verdict(person, row, cast) for _column, person in everybody(cast))


def ids(row: Row) -> str:
    """A row's name in the printed grid."""
    return f"{row.action} {row.expects.replace(' ', '')}"


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_the_grid_holds(row: Row, cast: Cast) -> None:
    """Action × cast, exactly as written."""
    set_the_scene(cast)
    assert found(row, cast) == row.expects.replace(" ", ""), f"columns: {COLUMNS}"


def missing(stages: dict[str, str], rows: set[str]) -> str:
    """What has no row yet, by the file in which it belongs; nothing when all is there."""
    found: dict[str, list[str]] = {}
    for name, stage in sorted(stages.items()):
        if name not in rows:
            found.setdefault(stage, []).append(name)
    return "\n".join(f"tests/grid/{stage}.py lacks {', '.join(names)}" for stage, names in found.items())


def test_every_action_has_a_row() -> None:
    """No rule escapes the grid, and no row is about a rule that is gone."""
    rows = {row.action for row in ROWS}
    stages = {name: file.__name__.rsplit(".", 1)[1] for file in doors._FILES for name in {**file.RULES, **file.GENERAL}}
    assert not missing(stages, rows), missing(stages, rows)
    assert rows - set(stages) == set()


def named_routes(patterns: list[Any], space: str = "") -> Iterator[tuple[str, str]]:
    """Every named address of the product, and the stage whose module answers it."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from named_routes(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", [*pattern.callback.__module__.split("."), "", "", ""][2]


def test_every_route_has_a_row() -> None:
    """A page that nobody thought about fails here."""
    ours = {name: stage for name, stage in named_routes(get_resolver().url_patterns) if not name.startswith(NOT_OURS)}
    rows = {route.name for route in ROUTES}
    assert not missing(ours, rows), missing(ours, rows)
    assert rows - set(ours) == set()


def test_every_operation_of_the_api_has_a_row() -> None:
    """The API too."""
    paths = api.get_openapi_schema()["paths"].items()
    ours = {f"{method.upper()} {path}": said["tags"][0] for path, methods in paths for method, said in methods.items()}
    assert not missing(ours, set(API)), missing(ours, set(API))
    assert set(API) - set(ours) == set()
    assert {action for action in API.values() if action} <= {row.action for row in ROWS}


def letters(route: Route) -> str:
    """What each column may expect of an address."""
    if route.expects is not None:
        return route.expects.replace(" ", "")
    if route.action is None:
        return "y" * len(COLUMNS)
    return next(row for row in ROWS if row.action == route.action).expects.replace(" ", "")


def name_of(route: Route) -> str:
    """A route's name in the list of tests."""
    return route.name if route.action or not route.expects else f"{route.name} {route.expects.replace(' ', '')}"


@pytest.mark.parametrize("route", [r for r in ROUTES if r.method == "get"], ids=name_of)
def test_the_pages_say_what_the_grid_says(route: Route, cast: Cast) -> None:
    """Hidden is 404, refused is 403, allowed is a page or a way on."""
    set_the_scene(cast)
    address = reverse(route.name, args=route.args(cast))
    for (column, person), letter in zip(everybody(cast), letters(route), strict=True):
        status = cast.browser(person).get(address).status_code
        assert status in {"y": (200, 302), "n": (403,), "h": (404,)}[letter], (route.name, column, status)


@pytest.mark.parametrize("route", [r for r in ROUTES if r.method == "post"], ids=name_of)
def test_what_is_only_done_says_what_the_grid_says(route: Route, cast: Cast) -> None:
    """Hidden is 404, refused is 403; allowed is done, or cannot be done as things stand. Each in a world of its own."""
    set_the_scene(cast)
    address = reverse(route.name, args=route.args(cast))
    for (column, person), letter in zip(everybody(cast), letters(route), strict=True):
        before = transaction.savepoint()
        status = cast.browser(person).post(address).status_code
        transaction.savepoint_rollback(before)
        assert status in {"y": (200, 302, 409), "n": (403,), "h": (404,)}[letter], (route.name, column, status)
