"""Rows of solutions; the letters stand in the order of `row.COLUMNS`."""

from tests.cast import Cast
from tests.grid.row import Route, Row
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.models import Agreement, Call, Offer

ALL = "yyyyyyyyyy"
AT_THE_TABLE = "nnnnn yyy nn"
HIDDEN_DRAFT = "hhhhh yyy hh"
FACILITATOR = "nnnnn y nnnn"
INES = "n y nnnnnnnn"
MOIRA = "nn y nnnnnnn"
CIRCLE = "hhh y hhhhhh"


def circle_offer(cast: Cast) -> Offer:
    """What Dougie offers in the circle."""
    return actions.offer(cast.circle, actions.Help("time", "An hour"), by=cast.organiser)


def circle_call(cast: Cast) -> Call:
    """What has become possible for the circle."""
    opening = actions.Opening("fund", "A small fund", "Ten pounds.", "Dougie", cast.agreement.closes_on)
    return actions.open_call(cast.circle, opening, by=cast.organiser)


def agreed(cast: Cast) -> Agreement:
    """How people came to agree."""
    return cast.agreed_version.agreements.get()


ROWS = [
    Row("solution.see", lambda cast: cast.solution, ALL),
    Row("solution.start", lambda cast: cast.coproduction, AT_THE_TABLE),
    Row("solution.start", lambda cast: cast.circle, CIRCLE),
    Row("version.draft", lambda cast: cast.solution, AT_THE_TABLE),
    Row("version.see", lambda cast: cast.agreed_version, ALL),
    Row("version.see", lambda cast: cast.draft, HIDDEN_DRAFT),
    Row("version.share", lambda cast: cast.draft, HIDDEN_DRAFT),
    Row("version.judge", lambda cast: cast.agreed_version, "nnnnnn y nnn"),
    Row("version.judge", lambda cast: cast.draft, "hhhhh nyn hh"),
    Row("version.agree", lambda cast: cast.agreed_version, FACILITATOR),
    Row("version.agree", lambda cast: cast.draft, "hhhhh ynn hh"),
    Row("suggestion.make", lambda cast: cast.shared_version, ALL),
    Row("suggestion.make", lambda cast: cast.draft, HIDDEN_DRAFT),
    Row("suggestion.see", lambda cast: cast.suggestion, ALL),
    Row("suggestion.answer", lambda cast: cast.suggestion, AT_THE_TABLE),
    Row("suggestion.own", lambda cast: cast.suggestion, INES),
    Row("suggestion.hide", lambda cast: cast.suggestion, FACILITATOR),
    Row("agreement.see", lambda cast: cast.agreement, ALL),
    Row("agreement.vote", lambda cast: cast.agreement, ALL),
    Row("agreement.review", agreed, FACILITATOR),
    Row("objection.raise", lambda cast: cast.shared_version, ALL),
    Row("objection.raise", lambda cast: cast.draft, HIDDEN_DRAFT),
    Row("objection.see", lambda cast: cast.objection, ALL),
    Row("objection.answer", lambda cast: cast.objection, FACILITATOR),
    Row("objection.own", lambda cast: cast.objection, MOIRA),
    Row("objection.hide", lambda cast: cast.objection, FACILITATOR),
    Row("call.see", lambda cast: cast.call, ALL),
    Row("call.see", circle_call, CIRCLE),
    Row("call.open", lambda cast: cast.coproduction, AT_THE_TABLE),
    Row("call.settle", lambda cast: cast.call, "nnnnn yy nnn"),
    Row("offer.make", lambda cast: cast.coproduction, ALL),
    Row("offer.make", lambda cast: cast.circle, CIRCLE),
    Row("offer.see", lambda cast: cast.offer, ALL),
    Row("offer.see", circle_offer, CIRCLE),
    Row("offer.reach", lambda cast: cast.offer, AT_THE_TABLE),
    Row("offer.end", lambda cast: cast.offer, INES),
    Row("offer.hide", lambda cast: cast.offer, FACILITATOR),
    Row("match.ask", lambda cast: cast.step, AT_THE_TABLE),
    Row("match.answer", lambda cast: cast.match, INES),
    Row("step.see", lambda cast: cast.step, ALL),
    Row("step.do", lambda cast: cast.step, AT_THE_TABLE),
]

ROUTES = [
    Route("solutions", None, lambda cast: [cast.coproduction.slug]),
    Route("solutions", None, lambda cast: [cast.circle.slug], expects=CIRCLE),
    Route("solution_start", "solution.start", lambda cast: [cast.coproduction.slug]),
    Route("solution", "solution.see", lambda cast: [cast.coproduction.slug, cast.solution.pk]),
    Route("version", None, lambda cast: [cast.coproduction.slug, cast.solution.pk, cast.agreed_version.number]),
    Route(
        "version",
        None,
        lambda cast: [cast.coproduction.slug, cast.solution.pk, cast.draft.number],
        expects=HIDDEN_DRAFT,
    ),
    Route("version_compare", "solution.see", lambda cast: [cast.coproduction.slug, cast.solution.pk]),
    Route("version_draft", "version.draft", lambda cast: [cast.coproduction.slug, cast.solution.pk]),
    Route("version_check", "version.draft", lambda cast: [cast.coproduction.slug, cast.solution.pk], method="post"),
    Route("version_share", "version.share", lambda cast: [cast.coproduction.slug, cast.draft.pk], method="post"),
    Route("version_agree", "version.agree", lambda cast: [cast.coproduction.slug, cast.agreed_version.pk]),
    Route("version_not_agree", "version.agree", lambda cast: [cast.coproduction.slug, cast.agreed_version.pk]),
    Route(
        "version_judge",
        "version.judge",
        lambda cast: [cast.coproduction.slug, cast.agreed_version.pk, cast.judged_limit.pk],
    ),
    Route("suggestion_make", "suggestion.make", lambda cast: [cast.coproduction.slug, cast.shared_version.pk]),
    Route("suggestions", "solution.see", lambda cast: [cast.coproduction.slug, cast.solution.pk]),
    Route("suggestion", "suggestion.see", lambda cast: [cast.coproduction.slug, cast.suggestion.pk]),
    Route("suggestion_decline", "suggestion.answer", lambda cast: [cast.coproduction.slug, cast.suggestion.pk]),
    Route("suggestion_hide", "suggestion.hide", lambda cast: [cast.coproduction.slug, cast.suggestion.pk]),
    Route(
        "suggestion_fulfilled",
        "suggestion.own",
        lambda cast: [cast.coproduction.slug, cast.suggestion.pk],
        method="post",
    ),
    Route(
        "suggestion_take_back",
        "suggestion.own",
        lambda cast: [cast.coproduction.slug, cast.suggestion.pk],
        method="post",
    ),
    Route("agreement_seek", "version.agree", lambda cast: [cast.coproduction.slug, cast.agreed_version.pk]),
    Route("agreement", "agreement.see", lambda cast: [cast.coproduction.slug, cast.agreement.pk]),
    Route("agreement_vote", "agreement.vote", lambda cast: [cast.coproduction.slug, cast.agreement.pk], method="post"),
    Route("agreement_review", "agreement.review", lambda cast: [cast.coproduction.slug, agreed(cast).pk]),
    Route("objection_raise", "objection.raise", lambda cast: [cast.coproduction.slug, cast.shared_version.pk]),
    Route("objection", "objection.see", lambda cast: [cast.coproduction.slug, cast.objection.pk]),
    Route("objection_answer", "objection.answer", lambda cast: [cast.coproduction.slug, cast.objection.pk]),
    Route("objection_hide", "objection.hide", lambda cast: [cast.coproduction.slug, cast.objection.pk]),
    Route(
        "objection_take_back",
        "objection.own",
        lambda cast: [cast.coproduction.slug, cast.objection.pk],
        method="post",
    ),
    Route("calls", None, lambda cast: [cast.coproduction.slug]),
    Route("calls", None, lambda cast: [cast.circle.slug], expects=CIRCLE),
    Route("call_open", "call.open", lambda cast: [cast.coproduction.slug]),
    Route("call", "call.see", lambda cast: [cast.coproduction.slug, cast.call.pk]),
    Route("call_settle", "call.settle", lambda cast: [cast.coproduction.slug, cast.call.pk]),
    Route("offers", None, lambda cast: [cast.coproduction.slug]),
    Route("offers", None, lambda cast: [cast.circle.slug], expects=CIRCLE),
    Route("offer_make", "offer.make", lambda cast: [cast.coproduction.slug]),
    Route("offer_end", "offer.end", lambda cast: [cast.coproduction.slug, cast.offer.pk], method="post"),
    Route("offer_hide", "offer.hide", lambda cast: [cast.coproduction.slug, cast.offer.pk]),
    Route("solution_steps", "version.see", lambda cast: [cast.coproduction.slug, cast.shared_version.pk]),
    Route("step_ask", "match.ask", lambda cast: [cast.coproduction.slug, cast.step.pk], method="post"),
    Route("step_done", "step.do", lambda cast: [cast.coproduction.slug, cast.step.pk], method="post"),
    Route("match_answer", "match.answer", lambda cast: [cast.coproduction.slug, cast.match.pk], method="post"),
]

API: dict[str, str | None] = {
    "GET /api/v1/coproductions/{slug}/solutions": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/solutions": "solution.start",
    "GET /api/v1/solutions/{pk}": "solution.see",
    "GET /api/v1/solutions/{pk}/versions": "solution.see",
    "POST /api/v1/solutions/{pk}/versions": "version.draft",
    "POST /api/v1/solutions/{pk}/check": "version.draft",
    "GET /api/v1/solutions/{pk}/compare": "solution.see",
    "GET /api/v1/solutions/{pk}/grid": "solution.see",
    "GET /api/v1/solutions/{pk}/suggestions": "solution.see",
    "POST /api/v1/versions/{pk}/share": "version.share",
    "POST /api/v1/versions/{pk}/agree": "version.agree",
    "POST /api/v1/versions/{pk}/not-agreed": "version.agree",
    "POST /api/v1/versions/{pk}/judgements": "version.judge",
    "POST /api/v1/versions/{pk}/suggestions": "suggestion.make",
    "GET /api/v1/suggestions/{pk}": "suggestion.see",
    "POST /api/v1/suggestions/{pk}/decline": "suggestion.answer",
    "POST /api/v1/suggestions/{pk}/take-back": "suggestion.own",
    "POST /api/v1/suggestions/{pk}/hide": "suggestion.hide",
    "PUT /api/v1/suggestions/{pk}/fulfilled": "suggestion.own",
    "GET /api/v1/versions/{pk}/objections": "version.see",
    "GET /api/v1/solutions/{pk}/objections": "solution.see",
    "GET /api/v1/me/waiting": None,
    "POST /api/v1/versions/{pk}/objections": "objection.raise",
    "POST /api/v1/objections/{pk}/answer": "objection.answer",
    "POST /api/v1/objections/{pk}/take-back": "objection.own",
    "POST /api/v1/objections/{pk}/hide": "objection.hide",
    "POST /api/v1/versions/{pk}/agreements": "version.agree",
    "GET /api/v1/coproductions/{slug}/agreements": "coproduction.see",
    "GET /api/v1/agreements/{pk}": "agreement.see",
    "PUT /api/v1/agreements/{pk}/ballot": "agreement.vote",
    "POST /api/v1/agreements/{pk}/review": "agreement.review",
    "GET /api/v1/coproductions/{slug}/calls": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/calls": "call.open",
    "GET /api/v1/calls/{pk}": "call.see",
    "POST /api/v1/calls/{pk}/settle": "call.settle",
    "GET /api/v1/coproductions/{slug}/offers": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/offers": "offer.make",
    "POST /api/v1/offers/{pk}/end": "offer.end",
    "POST /api/v1/offers/{pk}/hide": "offer.hide",
    "GET /api/v1/versions/{pk}/steps": "version.see",
    "POST /api/v1/steps/{pk}/done": "step.do",
    "POST /api/v1/steps/{pk}/ask": "match.ask",
    "PUT /api/v1/matches/{pk}/answer": "match.answer",
}
