"""Rows of this stage; the letters stand in the order of `row.COLUMNS`."""

from tests.grid.row import Route, Row

ROWS: list[Row] = []
ROUTES: list[Route] = []
API: dict[str, str | None] = {}
