"""Rows of solutions; the letters stand in the order of `row.COLUMNS`."""

from tests.grid.row import Route, Row

ALL = "yyyyyyyyyy"
AT_THE_TABLE = "nnnnn yyy nn"
HIDDEN_DRAFT = "hhhhh yyy hh"

ROWS = [
    Row("solution.see", lambda cast: cast.solution, ALL),
    Row("solution.start", lambda cast: cast.coproduction, AT_THE_TABLE),
    Row("solution.start", lambda cast: cast.circle, "hhh y hhhhhh"),
    Row("version.draft", lambda cast: cast.solution, AT_THE_TABLE),
    Row("version.see", lambda cast: cast.agreed_version, ALL),
    Row("version.see", lambda cast: cast.draft, HIDDEN_DRAFT),
    Row("version.share", lambda cast: cast.draft, HIDDEN_DRAFT),
    Row("version.judge", lambda cast: cast.agreed_version, "nnnnnn y nnn"),
    Row("version.judge", lambda cast: cast.draft, "hhhhh nyn hh"),
    Row("version.agree", lambda cast: cast.agreed_version, "nnnnn y nnnn"),
    Row("version.agree", lambda cast: cast.draft, "hhhhh ynn hh"),
]

ROUTES = [
    Route("solutions", None, lambda cast: [cast.coproduction.slug]),
    Route("solutions", None, lambda cast: [cast.circle.slug], expects="hhh y hhhhhh"),
    Route("solution_start", "solution.start", lambda cast: [cast.coproduction.slug]),
    Route("solution", "solution.see", lambda cast: [cast.coproduction.slug, cast.solution.pk]),
    Route("version_draft", "version.draft", lambda cast: [cast.coproduction.slug, cast.solution.pk]),
    Route("version_share", "version.share", lambda cast: [cast.coproduction.slug, cast.draft.pk], method="post"),
    Route("version_agree", "version.agree", lambda cast: [cast.coproduction.slug, cast.agreed_version.pk]),
    Route(
        "version_judge",
        "version.judge",
        lambda cast: [cast.coproduction.slug, cast.agreed_version.pk, cast.judged_limit.pk],
    ),
]

API: dict[str, str | None] = {
    "GET /api/v1/coproductions/{slug}/solutions": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/solutions": "solution.start",
    "GET /api/v1/solutions/{pk}": "solution.see",
    "GET /api/v1/solutions/{pk}/versions": "solution.see",
    "POST /api/v1/solutions/{pk}/versions": "version.draft",
    "GET /api/v1/solutions/{pk}/grid": "solution.see",
    "POST /api/v1/versions/{pk}/share": "version.share",
    "POST /api/v1/versions/{pk}/agree": "version.agree",
    "POST /api/v1/versions/{pk}/judgements": "version.judge",
}
