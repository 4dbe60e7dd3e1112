"""Rows of this stage; the letters stand in the order of `row.COLUMNS`."""

from tests.cast import Cast
from tests.grid.listening import circle_statement
from tests.grid.row import Route, Row
from wayahead.loop.needs import actions as needs
from wayahead.loop.needs.models import Need


def circle_need(cast: Cast) -> Need:
    """What Dougie writes inside his circle."""
    draft = needs.Draft("Time to walk", "It helps.", [circle_statement(cast)])
    return needs.write(cast.circle, draft, by=cast.organiser)


def draft(cast: Cast) -> list[str | int]:
    """The address of Femi's draft."""
    return [cast.coproduction.slug, cast.draft_need.number]


def published(cast: Cast) -> list[str | int]:
    """The address of the published need."""
    return [cast.coproduction.slug, cast.need.number]


ROWS = [
    Row("need.see", lambda cast: cast.need, "yyyyyyyyyy"),
    Row("need.see", lambda cast: cast.draft_need, "hhhhh yy hhh"),
    Row("need.see", lambda cast: cast.checking_need, "h y hhh y hhhh"),
    Row("need.see", lambda cast: cast.merged_need, "yyyyyyyyyy"),
    Row("need.see", circle_need, "hhh y hhhhhh"),
    Row("need.write", lambda cast: cast.coproduction, "nnnnn yyy nn"),
    Row("need.write", lambda cast: cast.circle, "hhh y hhhhhh"),
    Row("need.change", lambda cast: cast.draft_need, "hhhhh yy hhh"),
    Row("need.change", lambda cast: cast.checking_need, "h n hhh y hhhh"),
    Row("need.change", lambda cast: cast.need, "nnnnn y nnnn"),
    Row("need.check_back", lambda cast: cast.draft_need, "hhhhh yy hhh"),
    Row("need.check_back", circle_need, "hhh y hhhhhh"),
    Row("need.answer_back", lambda cast: cast.checking_need, "h y hhh n hhhh"),
    Row("need.answer_back", lambda cast: cast.need, "n y nnnnnnnn"),
    Row("need.publish", lambda cast: cast.draft_need, "hhhhh yy hhh"),
    Row("need.publish", lambda cast: cast.checking_need, "h n hhh y hhhh"),
    Row("need.merge", lambda cast: cast.coproduction, "nnnnn y nnnn"),
    Row("need.merge", lambda cast: cast.circle, "hhh y hhhhhh"),
    Row("need.split", lambda cast: cast.need, "nnnnn y nnnn"),
    Row("need.split", circle_need, "hhh y hhhhhh"),
    Row("need.rely", lambda cast: cast.need, "nnn y nn yy nn"),
    Row("need.rely", circle_need, "hhh y hhhhhh"),
    Row("reliance.stop", lambda cast: cast.reliance, "nnnnnn y nnn"),
]

ROUTES = [
    Route("needs", "coproduction.see", lambda cast: [cast.coproduction.slug]),
    Route("need", "need.see", published),
    Route("need_write", "need.write", lambda cast: [cast.coproduction.slug]),
    Route("need_change", "need.change", draft),
    Route("need_ask_back", "need.check_back", draft, method="post"),
    Route("check_back", "need.answer_back", lambda cast: [cast.checking_need.pk]),
    Route("need_publish", "need.publish", draft),
    Route("need_merge", "need.merge", lambda cast: [cast.coproduction.slug]),
    Route("need_split", "need.split", published),
    Route("need_rely", "need.rely", published),
    Route("reliance_stop", "reliance.stop", lambda cast: [cast.coproduction.slug, cast.reliance.pk]),
]

API: dict[str, str | None] = {
    "GET /api/v1/coproductions/{slug}/needs": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/needs": "need.write",
    "POST /api/v1/coproductions/{slug}/needs/merge": "need.merge",
    "GET /api/v1/needs/{pk}": "need.see",
    "PUT /api/v1/needs/{pk}": "need.change",
    "POST /api/v1/needs/{pk}/check-back": "need.check_back",
    "POST /api/v1/needs/{pk}/answer": "need.answer_back",
    "GET /api/v1/check-backs": None,
    "POST /api/v1/needs/{pk}/publish": "need.publish",
    "POST /api/v1/needs/{pk}/split": "need.split",
    "GET /api/v1/needs/{pk}/reliances": "need.see",
    "POST /api/v1/needs/{pk}/reliances": "need.rely",
    "POST /api/v1/reliances/{pk}/stop": "reliance.stop",
}
