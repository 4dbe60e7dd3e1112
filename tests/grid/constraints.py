"""Rows of limits; the letters stand in the order of `row.COLUMNS`."""

from tests.grid.row import Route, Row

ALL = "yyyyyyyyyy"
ONLY_IN_THE_CIRCLE = "hhh y hhhhhh"
ONLY_THE_COUNCIL = "nnnnnn y nnn"

ROWS = [
    Row("limit.see", lambda cast: cast.limit, ALL),
    Row("limit.see", lambda cast: cast.circle_limit, ONLY_IN_THE_CIRCLE),
    Row("limit.publish", lambda cast: cast.coproduction, "nnnnnn yy nn"),
    Row("limit.publish", lambda cast: cast.circle, ONLY_IN_THE_CIRCLE),
    Row("limit.change", lambda cast: cast.limit, ONLY_THE_COUNCIL),
    Row("limit.change", lambda cast: cast.circle_limit, ONLY_IN_THE_CIRCLE),
    Row("limit.withdraw", lambda cast: cast.limit, ONLY_THE_COUNCIL),
    Row("limit.withdraw", lambda cast: cast.circle_limit, ONLY_IN_THE_CIRCLE),
    Row("limit.judge", lambda cast: cast.judged_limit, ONLY_THE_COUNCIL),
    Row("limit.judge", lambda cast: cast.circle_limit, ONLY_IN_THE_CIRCLE),
    Row("limit.ask", lambda cast: cast.limit, ALL),
    Row("limit.ask", lambda cast: cast.circle_limit, ONLY_IN_THE_CIRCLE),
    Row("question.see", lambda cast: cast.question, ALL),
    Row("question.see", lambda cast: cast.circle_question, ONLY_IN_THE_CIRCLE),
    Row("question.join", lambda cast: cast.question, "nnnnn y nnnn"),
    Row("question.join", lambda cast: cast.circle_question, ONLY_IN_THE_CIRCLE),
    Row("question.answer", lambda cast: cast.question, ONLY_THE_COUNCIL),
    Row("question.answer", lambda cast: cast.circle_question, ONLY_IN_THE_CIRCLE),
]

ROUTES = [
    Route("constraints", None, lambda cast: [cast.coproduction.slug]),
    Route("constraints", None, lambda cast: [cast.circle.slug], expects=ONLY_IN_THE_CIRCLE),
    Route("limit", "limit.see", lambda cast: [cast.coproduction.slug, cast.limit.pk]),
    Route("limit", None, lambda cast: [cast.circle.slug, cast.circle_limit.pk], expects=ONLY_IN_THE_CIRCLE),
    Route("limit_publish", "limit.publish", lambda cast: [cast.coproduction.slug]),
    Route("limit_change", "limit.change", lambda cast: [cast.coproduction.slug, cast.limit.pk]),
    Route("limit_withdraw", "limit.withdraw", lambda cast: [cast.coproduction.slug, cast.limit.pk]),
    Route("limit_ask", "limit.ask", lambda cast: [cast.coproduction.slug, cast.limit.pk]),
    Route("limit_propose", "limit.ask", lambda cast: [cast.coproduction.slug, cast.limit.pk]),
    Route("question_ask_too", "limit.ask", lambda cast: [cast.coproduction.slug, cast.question.pk], "post"),
    Route("question_join", "question.join", lambda cast: [cast.coproduction.slug, cast.question.pk]),
    Route("limit_what_if", "limit.see", lambda cast: [cast.coproduction.slug, cast.limit.pk]),
    Route("limit_what_if", None, lambda cast: [cast.circle.slug, cast.circle_limit.pk], expects=ONLY_IN_THE_CIRCLE),
    Route("what_if", None, lambda cast: [cast.coproduction.slug]),
    Route("what_if", None, lambda cast: [cast.circle.slug], expects=ONLY_IN_THE_CIRCLE),
    Route("hearing", None, lambda cast: [cast.coproduction.slug]),
    Route("hearing", None, lambda cast: [cast.circle.slug], expects=ONLY_IN_THE_CIRCLE),
    Route("how_limits_work", None, lambda cast: []),
    Route("limit_ask", None, lambda cast: [cast.circle.slug, cast.circle_limit.pk], expects=ONLY_IN_THE_CIRCLE),
    Route("question_answer", "question.answer", lambda cast: [cast.coproduction.slug, cast.question.pk]),
]

API: dict[str, str | None] = {
    "GET /api/v1/coproductions/{slug}/limits": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/limits": "limit.publish",
    "GET /api/v1/limits/{pk}": "limit.see",
    "POST /api/v1/limits/{pk}/versions": "limit.change",
    "POST /api/v1/limits/{pk}/withdraw": "limit.withdraw",
    "POST /api/v1/limits/{pk}/questions": "limit.ask",
    "POST /api/v1/limits/{pk}/what-if": "limit.see",
    "GET /api/v1/coproductions/{slug}/what-if": "coproduction.see",
    "GET /api/v1/coproductions/{slug}/hearing": "coproduction.see",
    "POST /api/v1/questions/{pk}/join": "question.join",
    "POST /api/v1/questions/{pk}/answer": "question.answer",
}
