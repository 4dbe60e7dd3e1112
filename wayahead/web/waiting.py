"""What waits for somebody, in words, each with the page on which it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead.access.waiting import Desk, waiting_for
from wayahead.base.coproduction.models import CoProduction
from wayahead.web.pages import Ask

# Where each kind is done; a page of a whole list with the place in it.
PAGES: dict[str, Callable[[Desk], str]] = {
    "voices": lambda desk: reverse("desk", args=[desk.coproduction, desk.key]),
    "points": lambda desk: reverse("desk", args=[desk.coproduction, desk.key]),
    "remarks": lambda desk: reverse("tension_desk", args=[desk.coproduction, desk.key]),
    "speakers": lambda desk: reverse("tension_desk", args=[desk.coproduction, desk.key]) + "#asking",
    "findings": lambda desk: reverse("tensions", args=[desk.coproduction]) + "#found",
    "words": lambda desk: reverse("understanding_answer", args=[desk.coproduction, desk.key]),
    "looking_back": lambda desk: reverse("resolution_look_back", args=[desk.coproduction, desk.key]),
    "suggestions": lambda desk: reverse("suggestions", args=[desk.coproduction, desk.key]),
    "ideas": lambda desk: reverse("framework", args=[desk.coproduction, desk.key]),
    "calls": lambda desk: reverse("call_settle", args=[desk.coproduction, desk.key]),
    "level": lambda desk: reverse("coproduction_change", args=[desk.coproduction]),
    "concerns": lambda desk: reverse("concerns"),
}


@dataclass(frozen=True)
class Line:
    """One line of the list: what to do, where, and of what; late is how many of them are late, in words."""

    words: str
    url: str
    title: str
    late: str


def waits(request: Ask, coproduction: CoProduction | None = None) -> dict[str, Any]:
    """What waits for the reader, for the list of what waits; nothing for a visitor."""
    found = waiting_for(request.person, coproduction) if request.person else None
    return {"waiting": found, "lines": [line(desk) for desk in found.desks] if found else []}


def line(desk: Desk) -> Line:
    """One desk in words."""
    return Line(what(desk), PAGES[desk.kind](desk), desk.title, late(desk))


def what(desk: Desk) -> str:
    """What is to be done there."""
    n = desk.many
    counted = {
        "voices": ngettext("%d voice to read", "%d voices to read", n),
        "points": ngettext(
            "%d thing said at a meeting, not a voice yet", "%d things said at meetings, not voices yet", n
        ),
        "remarks": ngettext("%d remark to read before everybody does", "%d remarks to read before everybody does", n),
        "speakers": ngettext("%d person asks to speak", "%d people ask to speak", n),
        "findings": ngettext("%d tension found that nobody has named", "%d tensions found that nobody has named", n),
        "suggestions": ngettext("%d suggestion to answer", "%d suggestions to answer", n),
        "ideas": ngettext("%d idea for what to count", "%d ideas for what to count", n),
        "concerns": ngettext("%d worry to look at", "%d worries to look at", n),
    }
    single = {
        "words": _("One side said what the other needs. Is it right?"),
        "looking_back": _("It is back at the table. How did it go?"),
        "calls": _("The day has passed. What came of it?"),
        "level": _("It is time to look again at how far people share the decisions"),
    }
    return counted[desk.kind] % n if desk.kind in counted else single[desk.kind]


def late(desk: Desk) -> str:
    """How many of them are late, or urgent; nothing where none are."""
    if not desk.late:
        return ""
    if desk.kind == "concerns":
        return ngettext("%d is urgent", "%d are urgent", desk.late) % desk.late
    return ngettext("%d is late", "%d are late", desk.late) % desk.late
