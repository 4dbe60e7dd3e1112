"""Rows of people. Columns: visitor resident neighbour organiser helper facilitator officer grants_officer steward stranger."""

from tests.grid.row import Route, Row

ROWS: list[Row] = []
ROUTES: list[Route] = []
API: dict[str, str | None] = {}
