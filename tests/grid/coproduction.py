"""Rows of co-productions and their tables; the letters stand in the order of `row.COLUMNS`."""

from tests.grid.row import Route, Row

ONLY_FACILITATOR = "nnnnn y nnnn"
ONLY_IN_THE_CIRCLE = "hhh y hhhhhh"

ROWS = [
    Row("area.see", lambda cast: cast.area, "yyyyyyyyyy"),
    Row("coproduction.start", None, "nnn yyyyyyy"),
    Row("coproduction.see", lambda cast: cast.coproduction, "yyyyyyyyyy"),
    Row("coproduction.see", lambda cast: cast.circle, ONLY_IN_THE_CIRCLE),
    Row("coproduction.change", lambda cast: cast.coproduction, ONLY_FACILITATOR),
    Row("coproduction.change", lambda cast: cast.circle, ONLY_IN_THE_CIRCLE),
    Row("seat.take", None, "nnn yyyyyyy"),
    Row("seat.offer", lambda cast: cast.coproduction, ONLY_FACILITATOR),
    Row("seat.offer", lambda cast: cast.circle, ONLY_IN_THE_CIRCLE),
    Row("seat.leave", lambda cast: cast.coproduction.seats.get(person=cast.facilitator), ONLY_FACILITATOR),
    Row("seat.leave", lambda cast: cast.circle.seats.get(person=cast.organiser), ONLY_IN_THE_CIRCLE),
    Row("party.join", lambda cast: cast.coproduction, "nnn y nn yy nn"),
    Row("party.join", lambda cast: cast.circle, ONLY_IN_THE_CIRCLE),
    Row("party.change", lambda cast: cast.council_party, "nnnnnn y nnn"),
    Row("party.change", lambda cast: cast.circle_party, ONLY_IN_THE_CIRCLE),
    Row("party.leave", lambda cast: cast.council_party, "nnnnn yy nnn"),
    Row("party.leave", lambda cast: cast.circle_party, ONLY_IN_THE_CIRCLE),
    Row("meeting.see", lambda cast: cast.meeting, "yyyyyyyyyy"),
    Row("meeting.see", lambda cast: cast.circle_meeting, ONLY_IN_THE_CIRCLE),
    Row("meeting.note", lambda cast: cast.coproduction, ONLY_FACILITATOR),
    Row("meeting.note", lambda cast: cast.circle, ONLY_IN_THE_CIRCLE),
    Row("cost.plan", lambda cast: cast.coproduction, ONLY_FACILITATOR),
    Row("cost.plan", lambda cast: cast.circle, ONLY_IN_THE_CIRCLE),
    Row("cost.spend", lambda cast: cast.cost_line, ONLY_FACILITATOR),
    Row("cost.spend", lambda cast: cast.circle_cost_line, ONLY_IN_THE_CIRCLE),
]

ROUTES = [
    Route("landing"),
    Route("healthz"),
    Route("near"),
    Route("api_docs"),
    Route("coproductions"),
    Route("coproduction_start", "coproduction.start"),
    Route("coproduction", "coproduction.see", lambda cast: [cast.coproduction.slug]),
    Route("coproduction", None, lambda cast: [cast.circle.slug], expects=ONLY_IN_THE_CIRCLE),
    Route("table", None, lambda cast: [cast.circle.slug], expects=ONLY_IN_THE_CIRCLE),
    Route(
        "seat_leave",
        "seat.leave",
        lambda cast: [cast.coproduction.slug, cast.coproduction.seats.get(person=cast.facilitator).pk],
    ),
    Route("meetings", None, lambda cast: [cast.circle.slug], expects=ONLY_IN_THE_CIRCLE),
    Route("meeting", None, lambda cast: [cast.circle.slug, cast.circle_meeting.pk], expects=ONLY_IN_THE_CIRCLE),
    Route("costs", None, lambda cast: [cast.circle.slug], expects=ONLY_IN_THE_CIRCLE),
]

API = {
    "GET /api/v1/coproductions": None,
    "POST /api/v1/coproductions": "coproduction.start",
    "GET /api/v1/coproductions/{slug}": "coproduction.see",
    "PUT /api/v1/coproductions/{slug}": "coproduction.change",
    "POST /api/v1/coproductions/{slug}/close": "coproduction.change",
    "GET /api/v1/coproductions/{slug}/parties": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/parties": "party.join",
    "PUT /api/v1/parties/{pk}": "party.change",
    "POST /api/v1/parties/{pk}/leave": "party.leave",
    "GET /api/v1/coproductions/{slug}/seats": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/invitations": "seat.offer",
    "POST /api/v1/seats": "seat.take",
    "POST /api/v1/seats/{pk}/leave": "seat.leave",
    "GET /api/v1/coproductions/{slug}/meetings": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/meetings": "meeting.note",
    "GET /api/v1/meetings/{pk}": "meeting.see",
    "GET /api/v1/coproductions/{slug}/costs": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/costs": "cost.plan",
    "POST /api/v1/costs/{pk}/spent": "cost.spend",
}
