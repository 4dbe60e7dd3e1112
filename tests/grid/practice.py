"""Rows of the practice space: on a database with real people in it none of this is there."""

from tests.grid.row import Route, Row

NOT_HERE = "hhhhhhhhhh"

ROWS: list[Row] = []
ROUTES = [
    Route("practice_roles", expects=NOT_HERE),
    Route("practice_be", method="post", expects=NOT_HERE),
    Route("practice_start_again", expects=NOT_HERE),
    Route("practice_start_again", method="post", expects=NOT_HERE),
    Route("practice_door", args=lambda cast: ["resident"], expects=NOT_HERE),
    Route("outbox", expects=NOT_HERE),
]
API: dict[str, str | None] = {}
