"""What each thing on the chain is called, for people."""

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead.journey.chain import Node
from wayahead.loop.constraints.wording import pounds


def kind_label(kind: str, count: int = 1) -> str:
    """The word on screen for so many things of a kind."""
    return KINDS[kind](count)


# Looked up word by word, as a page names a hundred things and needs one word for each.
KINDS: dict[str, Callable[[int], str]] = {
    "coproduction.meetingpoint": lambda count: ngettext("Said at a meeting", "Said at meetings", count),
    "listening.voice": lambda count: ngettext("Voice", "Voices", count),
    "listening.statement": lambda count: ngettext("Statement", "Statements", count),
    "needs.need": lambda count: ngettext("Need", "Needs", count),
    "needs.reliance": lambda count: _("Who relies on it"),
    "constraints.question": lambda count: ngettext("Question why", "Questions why", count),
    "constraints.constraint": lambda count: ngettext("Limit", "Limits", count),
    "tensions.tension": lambda count: ngettext("Tension", "Tensions", count),
    "solutions.solution": lambda count: ngettext("Solution", "Solutions", count),
    "solutions.call": lambda count: ngettext("Opportunity", "Opportunities", count),
    "solutions.offer": lambda count: ngettext("Help offered", "Help offered", count),
    "solutions.suggestion": lambda count: ngettext("Suggestion taken in", "Suggestions taken in", count),
    "solutions.version": lambda count: ngettext("Version of it", "Versions of it", count),
    "funding.programme": lambda count: _("Money on offer"),
    "funding.round": lambda count: _("Decided together"),
    "funding.bid": lambda count: ngettext("Bid", "Bids", count),
    "funding.grant": lambda count: ngettext("Grant", "Grants", count),
    "outcomes.outcome": lambda count: ngettext("What should change", "What should change", count),
    "outcomes.report": lambda count: _("What came of it"),
}


def title(node: Node) -> str:
    """What a thing is called; of a voice its words, where the reader may read them."""
    if node.is_withdrawn:
        return _("A voice withdrawn by its speaker")
    if node.row is None:
        return _("A voice that is counted, not shown")
    return TITLES.get(node.kind, str)(node.row)


def version(row: Any) -> str:
    """`Lockside Lates, version 3: Agreed`."""
    words = {"title": row.solution.title, "number": row.number, "state": row.get_state_display()}
    return _("%(title)s, version %(number)d: %(state)s") % words


def suggestion(row: Any) -> str:
    """Who suggested what, as far as everybody may read it."""
    if row.hidden_because or not row.text:
        return _("A suggestion whose words nobody reads any more")
    return f"{row.who}: {row.text}"


def bid(row: Any) -> str:
    """Who asked whom for how much."""
    words = {"who": row.applicant, "funder": row.programme.funder, "sum": pounds(row.asked_pence)}
    return _("%(who)s asked %(funder)s for %(sum)s") % words


def grant(row: Any) -> str:
    """How much was granted, by whom and when."""
    words = {
        "funder": row.bid.programme.funder,
        "sum": pounds(row.amount_pence),
        "day": date_format(row.awarded_at, "j F Y"),
    }
    return _("%(sum)s from %(funder)s, %(day)s") % words


def limit(row: Any) -> str:
    """The words of a limit as they stand today, and whether it still stands."""
    words = str(max(row.versions.all(), key=lambda version: version.number))
    return _("%s (withdrawn)") % words if row.state == row.State.WITHDRAWN else words


TITLES: dict[str, Callable[[Any], str]] = {
    "coproduction.meetingpoint": lambda row: row.text,
    "listening.voice": lambda row: f"“{row.text}”",
    "listening.statement": lambda row: row.text,
    "needs.reliance": lambda row: f"{row.organisation}: {row.what_for}",
    "constraints.question": lambda row: row.text or _("A question withdrawn by its asker"),
    "constraints.constraint": limit,
    "solutions.offer": lambda row: f"{row.who}: {row}",
    "solutions.suggestion": suggestion,
    "tensions.tension": lambda row: f"{row.title} ({row.get_state_display()})",
    "solutions.version": version,
    "funding.programme": lambda row: f"{row.title} ({row.funder})",
    "funding.round": lambda row: f"{row.title} ({row.programme.funder})",
    "funding.bid": bid,
    "funding.grant": grant,
    "outcomes.report": lambda row: Truncator(row.words).chars(120),
}
