"""Rows of money; the letters stand in the order of `row.COLUMNS`."""

from tests.cast import Cast
from tests.grid.row import Route, Row
from wayahead.loop.funding import actions as funding
from wayahead.loop.funding.models import Bid, Grant
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions import actions as solutions

ALL = "yyyyyyyyyy"
HIDDEN = "hhh y hhhhhh"
FUNDER = "nnnnnnn y nn"
APPLICANT = "nnn y nnnnnn"


def circle_bid(cast: Cast) -> Bid:
    """Dougie's circle asks the trust for a little."""
    if found := Bid.objects.filter(version__solution__coproduction=cast.circle).first():
        return found
    need = Need.objects.create(
        coproduction=cast.circle,
        number=1,
        title="A place to meet",
        story="We have none.",
        state=Need.State.PUBLISHED,
        written_by=cast.organiser,
        published_at=cast.need.published_at,
    )
    cast.programme.needs.add(need)
    solution = solutions.start(cast.circle, by=cast.organiser, title="A table at the café", needs=[need])
    version = solutions.draft_version(solution, solutions.Draft(summary="On Mondays."), by=cast.organiser)
    solutions.share(version, by=cast.organiser)
    solutions.agree(version, by=cast.organiser, words="Both of us.")
    return funding.bid(cast.programme, version, by=cast.organiser, applicant=cast.tenants, asked_pence=5_000)


def circle_grant(cast: Cast) -> Grant:
    """What the circle got."""
    bid = circle_bid(cast)
    return Grant.objects.filter(bid=bid).first() or funding.award(
        bid, by=cast.grants_officer, amount_pence=5_000, reasons="Gladly.", report_due_on=cast.grant.report_due_on
    )


ROWS = [
    Row("programme.see", lambda cast: cast.programme, ALL),
    Row("programme.open", lambda cast: cast.trust, FUNDER),
    Row("programme.open", lambda cast: cast.council, "nnnnnn y nnn"),
    Row("programme.open", lambda cast: cast.tenants, "nnnnnnnnnn"),
    Row("bid.see", lambda cast: cast.bid, ALL),
    Row("bid.see", circle_bid, HIDDEN),
    Row("bid.send", lambda cast: cast.agreed_version, "nnn y nn yy nn"),
    Row("bid.withdraw", lambda cast: cast.bid, APPLICANT),
    Row("bid.decide", lambda cast: cast.bid, FUNDER),
    Row("bid.decide", circle_bid, "hhh n hhh h hh"),
    Row("grant.see", lambda cast: cast.grant, ALL),
    Row("grant.see", circle_grant, HIDDEN),
]

ROUTES = [
    Route("funding", None, lambda cast: [cast.coproduction.slug]),
    Route("funding", None, lambda cast: [cast.circle.slug], expects=HIDDEN),
    Route("funding_grid", None, lambda cast: [cast.coproduction.slug]),
    Route("funding_grid", None, lambda cast: [cast.circle.slug], expects=HIDDEN),
    Route("grants_here_json", None, lambda cast: [cast.coproduction.slug]),
    Route("grants_here_json", None, lambda cast: [cast.circle.slug], expects=HIDDEN),
    Route("grants_here_xlsx", None, lambda cast: [cast.coproduction.slug]),
    Route("grants_here_xlsx", None, lambda cast: [cast.circle.slug], expects=HIDDEN),
    Route("grants_json"),
    Route("grants_xlsx"),
    Route("past_grants"),
    Route("programmes"),
    Route("programme", "programme.see", lambda cast: [cast.programme.pk]),
    Route("programme_open", "programme.open", lambda cast: [cast.trust.slug]),
    Route("bid_send", "bid.send", lambda cast: [cast.coproduction.slug, cast.agreed_version.pk]),
    Route("bid", "bid.see", lambda cast: [cast.coproduction.slug, cast.bid.pk]),
    Route("bid", None, lambda cast: [cast.circle.slug, circle_bid(cast).pk], expects=HIDDEN),
    Route("bid_award", "bid.decide", lambda cast: [cast.coproduction.slug, cast.bid.pk]),
    Route("bid_refuse", "bid.decide", lambda cast: [cast.coproduction.slug, cast.bid.pk]),
    Route("bid_withdraw", "bid.withdraw", lambda cast: [cast.coproduction.slug, cast.bid.pk], method="post"),
    Route("answer_give", "answer.give", lambda cast: [cast.coproduction.slug, cast.bid.pk]),
]

API: dict[str, str | None] = {
    "GET /api/v1/coproductions/{slug}/funding-grid": "coproduction.see",
    "GET /api/v1/coproductions/{slug}/given-before": "coproduction.see",
    "GET /api/v1/past-grants": None,
    "GET /api/v1/grants": None,
    "GET /api/v1/coproductions/{slug}/grants": "coproduction.see",
    "GET /api/v1/programmes": None,
    "GET /api/v1/programmes/{pk}": "programme.see",
    "POST /api/v1/organisations/{slug}/programmes": "programme.open",
    "GET /api/v1/coproductions/{slug}/bids": "coproduction.see",
    "POST /api/v1/versions/{pk}/bids": "bid.send",
    "GET /api/v1/bids/{pk}": "bid.see",
    "POST /api/v1/bids/{pk}/award": "bid.decide",
    "POST /api/v1/bids/{pk}/refuse": "bid.decide",
    "POST /api/v1/bids/{pk}/withdraw": "bid.withdraw",
    "POST /api/v1/bids/{pk}/answer": "answer.give",
}
