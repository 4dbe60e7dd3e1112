"""Rows of deciding together; the letters stand in the order of `row.COLUMNS`."""

from django.utils import timezone

from tests.cast import Cast
from tests.grid.row import Route, Row
from wayahead.loop.funding import actions as funding
from wayahead.loop.funding.models import Round
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions import actions as solutions

ALL = "yyyyyyyyyy"
HIDDEN = "hhh y hhhhhh"
FUNDER = "nnnnnnn y nn"
FACILITATOR = "nnnnn y nnnn"


def circle_round(cast: Cast) -> Round:
    """What Dougie's circle decides about."""
    if found := Round.objects.filter(coproduction=cast.circle).first():
        return found
    words = {"number": 2, "title": "A place to meet", "story": "We have none.", "state": Need.State.PUBLISHED}
    need = Need.objects.create(
        coproduction=cast.circle, written_by=cast.organiser, published_at=cast.need.published_at, **words
    )
    cast.more_pots.needs.add(need)
    versions = []
    for title in ("A table at the café", "A bench"):
        solution = solutions.start(cast.circle, by=cast.organiser, title=title, needs=[need])
        costs = [solutions.Cost("other", title, 5_000)]
        draft = solutions.Draft(summary="On Mondays.", costs=costs, delivered_by=cast.tenants)
        version = solutions.share(solutions.draft_version(solution, draft, by=cast.organiser), by=cast.organiser)
        versions.append(solutions.agree(version, by=cast.organiser, words="Both of us."))
    asked = funding.Question("Table or bench?", versions, 5_000, timezone.localdate())
    return funding.open_round(cast.more_pots, cast.circle, asked, by=cast.grants_officer)


ROWS = [
    Row("round.see", lambda cast: cast.round, ALL),
    Row("round.see", circle_round, HIDDEN),
    Row("round.open", lambda cast: cast.small_pots, FUNDER),
    Row("round.choose", lambda cast: cast.round, ALL),
    Row("round.choose", lambda cast: cast.round_of_those_who_took_part, "n y nnn yyy nn"),
    Row("round.choose", lambda cast: cast.invitation.round, "nnnnnnnnnn"),
    Row("round.choose", circle_round, HIDDEN),
    Row("round.choose", lambda cast: cast.panel_round, "nnnnnnnnnn"),
    Row("round.score", lambda cast: cast.panel_round, "n y n y nnnnnn"),
    Row("round.score", lambda cast: cast.invitation.round, "nnnnnnnnnn"),
    Row("round.type_paper", lambda cast: cast.round, FACILITATOR),
    Row("round.type_paper", circle_round, HIDDEN),
    Row("round.run", lambda cast: cast.round, FUNDER),
    Row("round.run", circle_round, "hhh n hhhhhh"),
    Row("round.award", lambda cast: cast.counted_round, FUNDER),
    Row("round.award", circle_round, "hhh n hhhhhh"),
]

ROUTES = [
    Route("rounds", None, lambda cast: [cast.coproduction.slug]),
    Route("rounds", None, lambda cast: [cast.circle.slug], expects=HIDDEN),
    Route("round", "round.see", lambda cast: [cast.coproduction.slug, cast.round.pk]),
    Route("round", None, lambda cast: [cast.circle.slug, circle_round(cast).pk], expects=HIDDEN),
    Route("round_results", "round.see", lambda cast: [cast.coproduction.slug, cast.counted_round.pk]),
    Route("round_results", None, lambda cast: [cast.circle.slug, circle_round(cast).pk], expects=HIDDEN),
    Route("round_ballots_file", "round.see", lambda cast: [cast.coproduction.slug, cast.counted_round.pk]),
    Route("round_result_file", "round.see", lambda cast: [cast.coproduction.slug, cast.counted_round.pk]),
    Route("round_choose", "round.choose", lambda cast: [cast.coproduction.slug, cast.round.pk]),
    Route("round_type_paper", "round.type_paper", lambda cast: [cast.coproduction.slug, cast.round.pk]),
    Route("round_score", "round.score", lambda cast: [cast.coproduction.slug, cast.panel_round.pk, 1]),
    Route("round_pack", "round.see", lambda cast: [cast.coproduction.slug, cast.round.pk]),
    Route("round_pack", None, lambda cast: [cast.circle.slug, circle_round(cast).pk], expects=HIDDEN),
    Route("round_pay_panel", "round.run", lambda cast: [cast.coproduction.slug, cast.panel_round.pk], method="post"),
    Route("round_invited", None, lambda cast: [cast.invitation.token]),
    Route("round_open", "round.open", lambda cast: [cast.coproduction.slug, cast.small_pots.pk]),
    Route("round_more_time", "round.run", lambda cast: [cast.coproduction.slug, cast.round.pk]),
    Route("round_papers", "round.run", lambda cast: [cast.coproduction.slug, cast.round.pk]),
    Route("round_invitations", "round.run", lambda cast: [cast.coproduction.slug, cast.invitation.round.pk]),
    Route("round_count", "round.run", lambda cast: [cast.coproduction.slug, cast.round.pk], method="post"),
    Route("round_award", "round.award", lambda cast: [cast.coproduction.slug, cast.counted_round.pk]),
]

API: dict[str, str | None] = {
    "GET /api/v1/coproductions/{slug}/rounds": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/rounds": "round.open",
    "GET /api/v1/rounds/{pk}": "round.see",
    "PUT /api/v1/rounds/{pk}/ballot": "round.choose",
    "POST /api/v1/rounds/{pk}/papers": "round.run",
    "POST /api/v1/rounds/{pk}/paper-ballots": "round.type_paper",
    "POST /api/v1/rounds/{pk}/invitations": "round.run",
    "POST /api/v1/round-invitations/{token}": None,
    "PUT /api/v1/rounds/{pk}/scores/{number}": "round.score",
    "POST /api/v1/rounds/{pk}/pay-panel": "round.run",
    "GET /api/v1/rounds/{pk}/seats": "round.run",
    "POST /api/v1/rounds/{pk}/more-time": "round.run",
    "POST /api/v1/rounds/{pk}/count": "round.run",
    "POST /api/v1/rounds/{pk}/award": "round.award",
    "GET /api/v1/rounds/{pk}/result": "round.see",
    "GET /api/v1/rounds/{pk}/ballots.pb": "round.see",
}
