"""Rows of outcomes; the letters stand in the order of `row.COLUMNS`."""

from tests.cast import Cast
from tests.grid.funding import circle_grant
from tests.grid.row import Route, Row
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.models import Indicator, Outcome, Report

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


def outcome(cast: Cast) -> Outcome:
    """What changes; written after the report, which else would have to answer it."""
    _ = cast.report
    return cast.outcome


def indicator(cast: Cast) -> Indicator:
    """How anybody can see it; the same."""
    _ = cast.report
    return cast.indicator


TABLE = "nnnnn yyy nn"
ROWS = [
    Row("framework.write", lambda cast: cast.need, TABLE),
    Row("outcome.change", outcome, TABLE),
    Row("indicator.change", indicator, TABLE),
    Row("indicator.choose", lambda cast: cast.need, "nnnnnn yy nn"),
    Row("idea.suggest", lambda cast: cast.need, ALL),
    Row("idea.see", lambda cast: cast.idea, "h y hhh yyy hh"),
    Row("idea.answer", lambda cast: cast.idea, "h n hhh yyy hh"),
    Row("report.reply", lambda cast: cast.report, "nnn y nnnnnn"),
    Row("report.reply", circle_report, HIDDEN),
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
    Route("framework", "need.see", lambda cast: [cast.coproduction.slug, cast.need.number], expects=ALL),
    Route("outcome_name", "framework.write", lambda cast: [cast.coproduction.slug, cast.need.number]),
    Route("idea_suggest", "idea.suggest", lambda cast: [cast.coproduction.slug, cast.need.number]),
    Route("indicators_choose", "indicator.choose", lambda cast: [cast.coproduction.slug, cast.need.number]),
    Route("outcome_change", "outcome.change", lambda cast: [cast.coproduction.slug, outcome(cast).pk]),
    Route("outcome_drop", "outcome.change", lambda cast: [cast.coproduction.slug, outcome(cast).pk]),
    Route("indicator_add", "outcome.change", lambda cast: [cast.coproduction.slug, outcome(cast).pk]),
    Route("wellbeing_add", "outcome.change", lambda cast: [cast.coproduction.slug, outcome(cast).pk], method="post"),
    Route("indicator_change", "indicator.change", lambda cast: [cast.coproduction.slug, indicator(cast).pk]),
    Route("indicator_drop", "indicator.change", lambda cast: [cast.coproduction.slug, indicator(cast).pk]),
    Route("idea_answer", "idea.answer", lambda cast: [cast.coproduction.slug, cast.idea.pk]),
    Route("report_reply", "report.reply", lambda cast: [cast.coproduction.slug, cast.report.pk]),
    Route("report_sheet", "report.make", lambda cast: [cast.coproduction.slug, cast.grant.pk]),
    Route("report_sheet_xlsx", "report.make", lambda cast: [cast.coproduction.slug, cast.grant.pk]),
    Route("report_sheet_csv", "report.make", lambda cast: [cast.coproduction.slug, cast.grant.pk]),
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
    "GET /api/v1/needs/{pk}/outcomes": "need.see",
    "POST /api/v1/needs/{pk}/outcomes": "framework.write",
    "PUT /api/v1/outcomes/{pk}": "outcome.change",
    "POST /api/v1/outcomes/{pk}/drop": "outcome.change",
    "POST /api/v1/outcomes/{pk}/indicators": "outcome.change",
    "POST /api/v1/outcomes/{pk}/wellbeing": "outcome.change",
    "PUT /api/v1/indicators/{pk}": "indicator.change",
    "POST /api/v1/indicators/{pk}/drop": "indicator.change",
    "GET /api/v1/needs/{pk}/ideas": "need.see",
    "GET /api/v1/ideas/{pk}": "idea.see",
    "POST /api/v1/needs/{pk}/ideas": "idea.suggest",
    "POST /api/v1/ideas/{pk}/answer": "idea.answer",
    "PUT /api/v1/needs/{pk}/readings": "indicator.choose",
    "GET /api/v1/grants/{pk}/asked": "grant.see",
    "POST /api/v1/reports/{pk}/reply": "report.reply",
    "GET /api/v1/coproductions/{slug}/reports": "coproduction.see",
    "GET /api/v1/me/reports": "person.see",
    "GET /api/v1/reports/{pk}": "report.see",
    "POST /api/v1/grants/{pk}/report": "report.make",
    "PUT /api/v1/reports/{pk}/verdict": "verdict.give",
    "POST /api/v1/versions/{pk}/report": "report.make_ourselves",
    "POST /api/v1/reports/{pk}/answer": "report.tell",
}
