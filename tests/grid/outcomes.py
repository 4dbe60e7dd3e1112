"""Rows of outcomes; the letters stand in the order of `row.COLUMNS`."""

from tests.cast import Cast
from tests.grid.funding import circle_grant
from tests.grid.row import Route, Row
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.models import Report

ALL = "yyyyyyyyyy"
HIDDEN = "hhh y hhhhhh"
UPSTREAM = "n y nnnnnnnn"
ANSWERS = "nnn y n y nnnn"


def circle_report(cast: Cast) -> Report:
    """What came of the circle's money."""
    grant = circle_grant(cast)
    return grant.reports.first() or actions.report(
        grant, actions.Account(words="We met.", spent_pence=5_000), by=cast.organiser
    )


ROWS = [
    Row("report.see", lambda cast: cast.report, ALL),
    Row("report.see", circle_report, HIDDEN),
    Row("report.make", lambda cast: cast.grant, "nnn y nnnnnn"),
    Row("report.make", circle_grant, HIDDEN),
    Row("verdict.give", lambda cast: cast.report, UPSTREAM),
    Row("verdict.give", circle_report, "hhh n hhhhhh"),
    Row("report.make_ourselves", lambda cast: cast.agreed_version, "nnnnn yyy nn"),
    Row("report.tell", lambda cast: cast.report, ANSWERS),
    Row("report.tell", circle_report, HIDDEN),
    Row("answer.give", lambda cast: cast.bid, ANSWERS),
]

ROUTES = [
    Route("outcomes", None, lambda cast: [cast.coproduction.slug]),
    Route("outcomes", None, lambda cast: [cast.circle.slug], expects=HIDDEN),
    Route("report", "report.see", lambda cast: [cast.coproduction.slug, cast.report.pk]),
    Route("report", None, lambda cast: [cast.circle.slug, circle_report(cast).pk], expects=HIDDEN),
    Route("report_make", "report.make", lambda cast: [cast.coproduction.slug, cast.grant.pk]),
    Route("verdict_give", "verdict.give", lambda cast: [cast.coproduction.slug, cast.report.pk]),
    Route("report_ourselves", "report.make_ourselves", lambda cast: [cast.coproduction.slug, cast.agreed_version.pk]),
    Route("report_answer", "report.tell", lambda cast: [cast.coproduction.slug, cast.report.pk]),
]

API: dict[str, str | None] = {
    "GET /api/v1/coproductions/{slug}/reports": "coproduction.see",
    "GET /api/v1/reports/{pk}": "report.see",
    "POST /api/v1/grants/{pk}/report": "report.make",
    "PUT /api/v1/reports/{pk}/verdict": "verdict.give",
    "POST /api/v1/versions/{pk}/report": "report.make_ourselves",
    "POST /api/v1/reports/{pk}/answer": "report.tell",
}
