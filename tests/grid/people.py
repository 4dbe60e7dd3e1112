"""Rows of people and organisations; the letters stand in the order of `row.COLUMNS`."""

from tests.grid.row import Route, Row

# Pages about whoever asks: a visitor is nobody yet.
ANYBODY_KNOWN = "nyyyyyyyyy"

ROWS = [
    Row("person.see", lambda cast: cast.organiser, "hhh y hhhhhh"),
    Row("person.see", lambda cast: cast.resident, "hy hhhhhhhh"),
    Row("person.change", lambda cast: cast.organiser, "hhh y hhhhhh"),
    Row("person.change", lambda cast: cast.resident, "hy hhhhhhhh"),
    Row("person.erase", lambda cast: cast.organiser, "hhh y hhhhhh"),
    Row("person.erase", lambda cast: cast.resident, "hy hhhhhhhh"),
    Row("person.claim", lambda cast: cast.organiser, "hhh y hhhhhh"),
    Row("person.claim", lambda cast: cast.resident, "hn hhhhhhhh"),
    Row("organisation.see", lambda cast: cast.tenants, "yyyyyyyyyy"),
    Row("organisation.start", None, "nnn yyyyyyy"),
    Row("organisation.join", lambda cast: cast.tenants, "nnn yyyyyyy"),
    Row("organisation.act_for", lambda cast: cast.tenants, "nnn y nnnnnn"),
    Row("organisation.act_for", lambda cast: cast.council, "nnnnnn y nnn"),
    Row("organisation.change", lambda cast: cast.tenants, "nnn y nnnnnn"),
    Row("area.add", None, "nnnnnnnn y n"),
]

ROUTES = [
    Route("you"),
    Route("you_claim", expects="nnn yyyyyyy"),
    Route("you_link", expects=ANYBODY_KNOWN),
    Route("you_new_link", method="post", expects=ANYBODY_KNOWN),
    Route("you_details", expects=ANYBODY_KNOWN),
    Route("you_consents", expects=ANYBODY_KNOWN),
    Route("you_data", expects=ANYBODY_KNOWN),
    Route("you_leave", expects=ANYBODY_KNOWN),
    Route("you_leave_account", expects=ANYBODY_KNOWN),
    Route("you_erase", expects=ANYBODY_KNOWN),
    Route("join", args=lambda cast: [cast.api(cast.resident)["Authorization"].removeprefix("Bearer ")]),
    Route("organisations"),
    Route("organisation", "organisation.see", lambda cast: [cast.tenants.slug]),
    Route("organisation_start", "organisation.start"),
    Route("organisation_join", "organisation.join", lambda cast: [cast.tenants.invitation()]),
    Route("organisation_change", "organisation.change", lambda cast: [cast.tenants.slug]),
    Route("organisation_leave", "organisation.act_for", lambda cast: [cast.tenants.slug], method="post"),
]

API = {
    "GET /api/v1/me": "person.see",
    "PUT /api/v1/me": "person.change",
    "GET /api/v1/me/consents": "person.see",
    "PUT /api/v1/me/consents/{purpose}": "person.change",
    "DELETE /api/v1/me/consents/{purpose}": "person.change",
    "GET /api/v1/me/data": "person.see",
    "POST /api/v1/me/link": "person.change",
    "POST /api/v1/me/link/send": "person.change",
    "POST /api/v1/me/claim": "person.claim",
    "POST /api/v1/me/leave": "person.change",
    "POST /api/v1/me/erase": "person.erase",
    "GET /api/v1/organisations": None,
    "POST /api/v1/organisations": "organisation.start",
    "POST /api/v1/organisations/join": "organisation.join",
    "GET /api/v1/organisations/{slug}": "organisation.see",
    "PUT /api/v1/organisations/{slug}": "organisation.change",
    "POST /api/v1/organisations/{slug}/invitations": "organisation.change",
    "POST /api/v1/organisations/{slug}/leave": "organisation.act_for",
}
