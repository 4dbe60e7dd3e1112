"""Addresses of co-productions, their table, meetings and costs; of places; of the record."""

from tests.cast import Cast
from tests.grid.row import Route, Row
from wayahead.base.coproduction import actions as table
from wayahead.base.coproduction.models import CostLine, Meeting
from wayahead.base.places.actions import add_community
from wayahead.base.places.models import Community


def community(cast: Cast) -> Community:
    """Carers."""
    return add_community(name="Carers", kind="experience", by=cast.organiser)


def meeting(cast: Cast) -> Meeting:
    """Soup and talk."""
    met = table.Gathering(title="Soup and talk", held_on=cast.coproduction.started_at.date(), place="Laundry room")
    return table.note_meeting(cast.coproduction, met, by=cast.facilitator, present=[], points=[("said", "Dark.")])


def line(cast: Cast) -> CostLine:
    """Paying residents."""
    return table.plan_cost(
        cast.coproduction, by=cast.facilitator, kind="recognition", words="Residents", planned_pence=100
    )


def slug(cast: Cast) -> list[str]:
    """The public one's address."""
    return [cast.coproduction.slug]


def invitation(cast: Cast) -> list[str]:
    """To a seat as facilitator."""
    return [cast.coproduction.invitation("facilitator")]


ROWS = [
    Row("community.see", community, "yyyyyyyyyy"),
    Row("community.add", None, "nnn yyyyyyy"),
]

ROUTES = [
    Route("coproduction_change", "coproduction.change", slug),
    Route("coproduction_close", "coproduction.change", slug, method="post"),
    Route("table", "coproduction.see", slug),
    Route("sit_down", "party.join", slug),
    Route("party_restate", "party.change", lambda cast: [cast.coproduction.slug, cast.council_party.pk]),
    Route("party_leave", "party.leave", lambda cast: [cast.coproduction.slug, cast.council_party.pk]),
    Route("seat_take", "seat.take", invitation),
    Route("meetings", "coproduction.see", slug),
    Route("meeting", "meeting.see", lambda cast: [cast.coproduction.slug, meeting(cast).pk]),
    Route("meeting_note", "meeting.note", slug),
    Route("costs", "coproduction.see", slug),
    Route("cost_spend", "cost.spend", lambda cast: [cast.coproduction.slug, line(cast).pk]),
    Route("places"),
    Route("area", "area.see", lambda cast: [cast.area.code, cast.area.year]),
    Route("communities"),
    Route("community", "community.see", lambda cast: [community(cast).pk]),
    Route("community_add", "community.add"),
    Route("activity"),
    Route("activity_feed"),
    Route("coproduction_activity", "coproduction.see", slug),
    Route("coproduction_activity_feed", "coproduction.see", slug),
]

API = {
    "GET /api/v1/activity": None,
    "GET /api/v1/areas": None,
    "GET /api/v1/areas/{code}/{year}": "area.see",
    "GET /api/v1/communities": None,
    "POST /api/v1/communities": "community.add",
}
