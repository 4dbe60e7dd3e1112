"""Rows of care; the letters stand in the order of `row.COLUMNS`."""

from tests.grid.row import Route, Row

ROWS = [
    Row("concern.list", None, "nnn yyyyyyy"),
    Row("concern.see", lambda cast: cast.concern, "hhhhh y hhhh"),
    Row("concern.see", lambda cast: cast.general_concern, "hhhhhhhh y h"),
    Row("concern.handle", lambda cast: cast.concern, "hhhhh y hhhh"),
    Row("concern.handle", lambda cast: cast.general_concern, "hhhhhhhh y h"),
]

ROUTES = [
    Route("concern"),
    Route("concerns", "concern.list"),
    Route("concern_handle", "concern.handle", lambda cast: [cast.concern.pk]),
    Route("privacy"),
    Route("accessibility"),
]

API = {
    "POST /api/v1/concerns": None,
    "GET /api/v1/concerns": "concern.list",
    "POST /api/v1/concerns/{pk}/outcome": "concern.handle",
}
