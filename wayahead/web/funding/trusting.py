"""How a funder does against eight commitments, in sentences; each with what it was computed from, one tap away."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead import access
from wayahead.base.people.models import Organisation, Person
from wayahead.loop.funding.trusting import Profile, profile_of
from wayahead.web.pages import Ask, page
from wayahead.web.templatetags.wayahead import pounds


@dataclass(frozen=True)
class Commitment:
    """One of the eight: where its rows stand, its name, and what happened in a sentence; nothing where nothing did."""

    anchor: str
    title: str
    words: str


def seen_by(person: Person | None, funder: Organisation) -> Profile | None:
    """The profile of a funder as this person may see it."""
    return profile_of(funder, sees=lambda model: access.visible(person, model))


def commitments(profile: Profile) -> list[Commitment]:
    """The eight commitments with what happened."""
    return [
        Commitment("time", _("Don’t waste time"), time(profile)),
        Commitment("questions", _("Ask relevant questions"), questions(profile)),
        Commitment("risk", _("Accept risk"), risk(profile)),
        Commitment("urgency", _("Act with urgency"), urgency(profile)),
        Commitment("open", _("Be open"), openness(profile)),
        Commitment("flexible", _("Enable flexibility"), flexibility(profile)),
        Commitment("purpose", _("Communicate with purpose"), purpose(profile)),
        Commitment("proportion", _("Be proportionate"), proportion(profile)),
    ]


def time(profile: Profile) -> str:
    """How many bids were funded: a bid that never had a chance is wasted time."""
    if not profile.decided:
        return ""
    words = {"funded": len(profile.granted), "decided": len(profile.decided)}
    return _("%(funded)d of %(decided)d decided bids were funded.") % words


def questions(profile: Profile) -> str:
    """How much it asks beyond the bid that everybody reads."""
    asked, programmes = len(profile.questions), len(profile.programmes)
    first = ngettext("%d question of its own", "%d questions of its own", asked) % asked
    second = ngettext("in %d programme.", "in %d programmes.", programmes) % programmes
    told = profile.words_each
    third = "" if told is None else ngettext("The middle bid wrote %d word for it alone.",
                                             "The middle bid wrote %d words for it alone.", told) % told  # fmt: skip
    changed = len(profile.changed)
    fourth = ngettext("%d was changed after somebody had answered.",
                      "%d were changed after somebody had answered.", changed) % changed if changed else ""  # fmt: skip
    return " ".join(filter(None, (first, second, third, fourth)))


def risk(profile: Profile) -> str:
    """How many grants went to groups that it did not know."""
    if not profile.grants:
        return ""
    words = {"new": len(profile.to_new_groups), "all": len(profile.grants)}
    return _("%(new)d of %(all)d grants went to a group that it had not funded here before.") % words


def urgency(profile: Profile) -> str:
    """How soon it decides, and how often later than it said."""
    days, late = profile.median_days, len(profile.late)
    if days is None and not late:
        return ""
    first = "" if days is None else ngettext("The middle decision came after %d day.",
                                             "The middle decision came after %d days.", days) % days  # fmt: skip
    second = (
        ngettext("%d bid is or was late.", "%d bids are or were late.", late) % late if late else _("None was late.")
    )
    return " ".join(filter(None, (first, second)))


def openness(profile: Profile) -> str:
    """Whether a no has reasons, and says what would have changed it."""
    if not profile.refused:
        return ""
    words = {"why": len(profile.with_reasons), "way": len(profile.with_a_way), "all": len(profile.refused)}
    return _("Refused: %(all)d. With the reasons: %(why)d. With what would have changed it: %(way)d.") % words


def flexibility(profile: Profile) -> str:
    """How many of its limits could move, and how many did."""
    if not profile.limits and not profile.answering:
        return ""
    first = _("%(moving)d of %(all)d of its limits could move.") % {
        "moving": len(profile.could_move),
        "all": len(profile.limits),
    }
    moved = profile.answering.moved if profile.answering else 0
    return f"{first} " + ngettext("%d moved because somebody asked.", "%d moved because somebody asked.", moved) % moved


def purpose(profile: Profile) -> str:
    """How often it came back with questions."""
    if not profile.bids:
        return ""
    words = {"asked": len(profile.follow_ups), "bids": len(profile.bids)}
    return _("%(asked)d questions came after a bid was sent, to %(bids)d bids.") % words


def proportion(profile: Profile) -> str:
    """What it asks back for its grants."""
    smallest = profile.smallest_pence
    if smallest is None:
        return ""
    grants = len(profile.grants)
    first = ngettext("%d grant, with one report.", "%d grants, with one report each.", grants) % grants
    return f"{first} " + _("The smallest is %s.") % pounds(smallest)


def trusting(request: Ask, slug: str) -> HttpResponse:
    """How one funder gives: each of eight commitments with the rows that its figure was computed from."""
    funder = access.fetch(request.person, "organisation.see", slug=slug)
    profile = seen_by(request.person, funder)
    if profile is None:
        raise Http404
    return page(request, "funding/trusting.html", funder=funder, profile=profile, commitments=commitments(profile))


urlpatterns = [path("organisations/<slug:slug>/how-it-gives/", trusting, name="organisation_trusting")]
