"""The whole grid, action × cast, held by hand-written expectations; a route without a row fails."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
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
    _ = (cast.conversation, cast.circle_conversation, cast.voice, cast.statement)


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


def test_every_action_has_a_row() -> None:
    """No rule escapes the grid."""
    assert {row.action for row in ROWS} == set(doors.RULES) | set(doors.GENERAL)


def named_routes(patterns: list[Any], space: str = "") -> Iterator[str]:
    """Every named address of the product."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from named_routes(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}"


def test_every_route_has_a_row() -> None:
    """A page that nobody thought about fails here."""
    ours = {name for name in named_routes(get_resolver().url_patterns) if not name.startswith(NOT_OURS)}
    assert ours == {route.name for route in ROUTES}


def test_every_operation_of_the_api_has_a_row() -> None:
    """The API too."""
    schema = api.get_openapi_schema()
    ours = {f"{method.upper()} {path}" for path, methods in schema["paths"].items() for method in methods}
    assert ours == set(API)
    assert {action for action in API.values() if action} <= {row.action for row in ROWS}


@pytest.mark.parametrize("route", [r for r in ROUTES if r.method == "get"], ids=lambda r: r.name)
def test_the_pages_say_what_the_grid_says(route: Route, cast: Cast) -> None:
    """Hidden is 404, refused is 403, allowed is a page or a way on."""
    set_the_scene(cast)
    args = route.args(cast)
    for column, person in everybody(cast):
        status = cast.browser(person).get(reverse(route.name, args=args)).status_code
        if route.action is None:
            assert status in (200, 302), (route.name, column, status)
            continue
        row = next(r for r in ROWS if r.action == route.action)
        expected = {"y": (200, 302), "n": (403,), "h": (404,)}[row.expects.replace(" ", "")[COLUMNS.index(column)]]
        assert status in expected, (route.name, column, status)
