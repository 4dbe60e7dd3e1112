"""Routes of the chain: seen by whoever sees the thing it starts from."""

from tests.cast import Cast
from tests.grid.outcomes import circle_report
from tests.grid.row import Route, Row

HIDDEN = "hhh y hhhhhh"


def circle_start(cast: Cast) -> list[object]:
    """A report that only Dougie sees."""
    return ["outcomes.report", circle_report(cast).pk]


ROWS: list[Row] = []

ROUTES = [
    Route("chain", None, lambda cast: ["outcomes.report", cast.report.pk]),
    Route("chain", None, circle_start, expects=HIDDEN),
    Route("chain_prov", None, lambda cast: ["needs.need", cast.need.pk]),
    Route("chain_prov", None, circle_start, expects=HIDDEN),
]

API: dict[str, str | None] = {
    "GET /api/v1/chain/{kind}/{pk}": None,
    "GET /api/v1/chain/{kind}/{pk}/prov": None,
}
