"""Rows of this stage; the letters stand in the order of `row.COLUMNS`."""

from tests.grid.row import Route, Row

ROWS = [
    Row("coproduction.start", None, "nnn yyyyyyy"),
    Row("coproduction.see", lambda cast: cast.coproduction, "yyyyyyyyyy"),
    Row("coproduction.see", lambda cast: cast.circle, "hhh y hhhhhh"),
    Row("coproduction.change", lambda cast: cast.coproduction, "nnnnn y nnnn"),
    Row("coproduction.change", lambda cast: cast.circle, "hhh y hhhhhh"),
]

ROUTES = [
    Route("landing"),
    Route("healthz"),
    Route("coproductions"),
    Route("coproduction_start", "coproduction.start"),
    Route("coproduction", "coproduction.see", lambda cast: [cast.coproduction.slug]),
    Route("concern"),
]

API = {
    "GET /api/v1/coproductions": None,
    "POST /api/v1/coproductions": "coproduction.start",
    "GET /api/v1/coproductions/{slug}": "coproduction.see",
}
