"""Rows of money; the letters stand in the order of `row.COLUMNS`."""

from datetime import timedelta

from django.utils import timezone

from tests.cast import Cast
from tests.grid.row import Route, Row
from wayahead.loop.funding import actions as funding
from wayahead.loop.funding.models import Bid, ExtraQuestion, FollowUp, Grant, PartOffer
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


def question(cast: Cast) -> ExtraQuestion:
    """What the trust asks beyond the bid."""
    values = {"text": "Who holds the key?", "reason": "We insure only what somebody locks."}
    return ExtraQuestion.objects.get_or_create(programme=cast.programme, position=1, defaults=values)[0]


def circle_grant(cast: Cast) -> Grant:
    """What the circle got."""
    bid = circle_bid(cast)
    return Grant.objects.filter(bid=bid).first() or funding.award(
        bid, by=cast.grants_officer, amount_pence=5_000, reasons="Gladly.", report_due_on=cast.grant.report_due_on
    )


def offered(cast: Cast) -> PartOffer:
    """A part that the trust offers."""
    due = timezone.localdate() + timedelta(days=365)
    return PartOffer.objects.filter(bid=cast.bid).first() or funding.offer_part(
        cast.bid, by=cast.grants_officer, amount_pence=100, reasons="To begin with.", report_due_on=due
    )


def asked(cast: Cast) -> FollowUp:
    """What the trust asks about the tenants' bid."""
    return funding.ask_about(cast.bid, by=cast.grants_officer, text="Who has the key?")


ROWS = [
    Row("programme.see", lambda cast: cast.programme, ALL),
    Row("programme.open", lambda cast: cast.trust, FUNDER),
    Row("programme.open", lambda cast: cast.council, "nnnnnn y nnn"),
    Row("programme.open", lambda cast: cast.tenants, "nnnnnnnnnn"),
    Row("programme.rank", lambda cast: cast.programme, FUNDER),
    Row("extra_question.change", question, FUNDER),
    Row("bid.see", lambda cast: cast.bid, ALL),
    Row("bid.see", circle_bid, HIDDEN),
    Row("bid.send", lambda cast: cast.agreed_version, "nnn y nn yy nn"),
    Row("bid.withdraw", lambda cast: cast.bid, APPLICANT),
    Row("bid.decide", lambda cast: cast.bid, FUNDER),
    Row("bid.decide", circle_bid, "hhh n hhh h hh"),
    Row("whole_bid.see", lambda cast: cast.bid.whole, ALL),
    Row("whole_bid.see", lambda cast: circle_bid(cast).whole, HIDDEN),
    Row("whole_bid.withdraw", lambda cast: cast.bid.whole, APPLICANT),
    Row("whole_bid.accept_short", lambda cast: cast.bid.whole, APPLICANT),
    Row("part_offer.take_back", offered, FUNDER),
    Row("follow_up.answer", asked, APPLICANT),
    Row("grant.see", lambda cast: cast.grant, ALL),
    Row("grant.see", circle_grant, HIDDEN),
]

ROUTES = [
    Route("funding", None, lambda cast: [cast.coproduction.slug]),
    Route("funding", None, lambda cast: [cast.circle.slug], expects=HIDDEN),
    Route("funding_grid", None, lambda cast: [cast.coproduction.slug]),
    Route("funding_grid", None, lambda cast: [cast.circle.slug], expects=HIDDEN),
    Route("funding_grid_csv", None, lambda cast: [cast.coproduction.slug]),
    Route("funding_grid_csv", None, lambda cast: [cast.circle.slug], expects=HIDDEN),
    Route("grants_here_json", None, lambda cast: [cast.coproduction.slug]),
    Route("grants_here_json", None, lambda cast: [cast.circle.slug], expects=HIDDEN),
    Route("grants_here_xlsx", None, lambda cast: [cast.coproduction.slug]),
    Route("grants_here_xlsx", None, lambda cast: [cast.circle.slug], expects=HIDDEN),
    Route("grants_json"),
    Route("organisation_trusting", "organisation.see", lambda cast: [cast.programme.funder.slug]),
    Route("grants_xlsx"),
    Route("past_grants"),
    Route("programmes"),
    Route("programme", "programme.see", lambda cast: [cast.programme.pk]),
    Route("programme_open", "programme.open", lambda cast: [cast.trust.slug]),
    Route("programme_rank", "programme.rank", lambda cast: [cast.programme.pk]),
    Route("extra_question_change", "extra_question.change", lambda cast: [question(cast).pk]),
    Route("extra_question_withdraw", "extra_question.change", lambda cast: [question(cast).pk]),
    Route("bid_send", "bid.send", lambda cast: [cast.coproduction.slug, cast.agreed_version.pk]),
    Route("bid", "bid.see", lambda cast: [cast.coproduction.slug, cast.bid.pk]),
    Route("bid", None, lambda cast: [cast.circle.slug, circle_bid(cast).pk], expects=HIDDEN),
    Route("whole_bid", "whole_bid.see", lambda cast: [cast.coproduction.slug, cast.bid.whole_id]),
    Route("whole_bid", None, lambda cast: [cast.circle.slug, circle_bid(cast).whole_id], expects=HIDDEN),
    Route(
        "whole_bid_withdraw",
        "whole_bid.withdraw",
        lambda cast: [cast.coproduction.slug, cast.bid.whole_id],
        method="post",
    ),
    Route(
        "whole_bid_accept_short",
        "whole_bid.accept_short",
        lambda cast: [cast.coproduction.slug, cast.bid.whole_id],
    ),
    Route("bid_offer", "bid.decide", lambda cast: [cast.coproduction.slug, cast.bid.pk]),
    Route("bid_ask", "bid.decide", lambda cast: [cast.coproduction.slug, cast.bid.pk]),
    Route("bid_stand_aside", "bid.decide", lambda cast: [cast.coproduction.slug, cast.bid.pk]),
    Route("part_offer_take_back", "part_offer.take_back", lambda cast: [cast.coproduction.slug, offered(cast).pk]),
    Route("follow_up_answer", "follow_up.answer", lambda cast: [cast.coproduction.slug, asked(cast).pk]),
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
    "GET /api/v1/organisations/{slug}/how-it-gives": "organisation.see",
    "GET /api/v1/coproductions/{slug}/grants": "coproduction.see",
    "GET /api/v1/programmes": None,
    "GET /api/v1/programmes/{pk}": "programme.see",
    "POST /api/v1/organisations/{slug}/programmes": "programme.open",
    "PUT /api/v1/programmes/{pk}/priorities": "programme.rank",
    "POST /api/v1/extra-questions/{pk}/change": "extra_question.change",
    "POST /api/v1/extra-questions/{pk}/withdraw": "extra_question.change",
    "GET /api/v1/coproductions/{slug}/bids": "coproduction.see",
    "POST /api/v1/versions/{pk}/bids": "bid.send",
    "GET /api/v1/bids/{pk}": "bid.see",
    "GET /api/v1/versions/{pk}/core": "bid.send",
    "POST /api/v1/versions/{pk}/whole-bids": "bid.send",
    "GET /api/v1/coproductions/{slug}/whole-bids": "coproduction.see",
    "GET /api/v1/whole-bids/{pk}": "whole_bid.see",
    "GET /api/v1/whole-bids/{pk}/core": "whole_bid.see",
    "POST /api/v1/whole-bids/{pk}/withdraw": "whole_bid.withdraw",
    "POST /api/v1/whole-bids/{pk}/accept-short": "whole_bid.accept_short",
    "POST /api/v1/bids/{pk}/offer": "bid.decide",
    "POST /api/v1/part-offers/{pk}/take-back": "part_offer.take_back",
    "POST /api/v1/bids/{pk}/ask": "bid.decide",
    "GET /api/v1/bids/{pk}/deciding": "bid.see",
    "POST /api/v1/bids/{pk}/stand-aside": "bid.decide",
    "POST /api/v1/follow-ups/{pk}/answer": "follow_up.answer",
    "POST /api/v1/bids/{pk}/award": "bid.decide",
    "POST /api/v1/bids/{pk}/refuse": "bid.decide",
    "POST /api/v1/bids/{pk}/withdraw": "bid.withdraw",
    "POST /api/v1/bids/{pk}/answer": "answer.give",
}
