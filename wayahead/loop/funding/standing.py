"""Where a solution asks for money already: nothing is asked for twice at once, by a bid or in a round."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from wayahead.loop.funding.models import Bid, RoundEntry, WholeBid
from wayahead.loop.solutions.models import Solution, Version


def hold_solutions(versions: Iterable[Version]) -> None:
    """Lock the solutions of these versions before all else: of two who ask at one moment the second sees the first."""
    keys = {version.solution_id for version in versions}
    list(Solution.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def entry_of(solution: Solution) -> RoundEntry | None:
    """Where it stands in a round that decides over its money still, in whichever version: not counted, or not paid."""
    held = RoundEntry.objects.filter(version__solution=solution, round__held_pence__gt=0)
    entries = held.select_related("round__result").order_by("pk")
    return next((entry for entry in entries if may_be_paid(entry)), None)


def may_be_paid(entry: RoundEntry) -> bool:
    """Whether its round can still pay it."""
    round = entry.round
    return not round.is_counted or str(entry.number) in round.result.document["winners"]


def bid_of(solution: Solution) -> Bid | None:
    """A bid for it that waits for a decision, with whichever programme."""
    waiting = Bid.objects.filter(version__solution=solution, state__in=Bid.WAITING)
    return waiting.select_related("programme").order_by("pk").first()


def why_no_bid(version: Version) -> str:
    """Why no money can be asked for this version by a bid, in words; nothing when it can."""
    if entry := entry_of(version.solution):
        words = _("It stands in the round “%s”. Ask once that is over and does not pay for it.")
        return words % entry.round
    if version.whole_bids.filter(state=WholeBid.State.WHOLE).exists():
        return _("It is paid for as a whole already.")
    return ""


def why_no_round(version: Version) -> str:
    """Why this version cannot stand in a round because of what it asks or has elsewhere; nothing when it can."""
    if version.bids.filter(state=Bid.State.GRANTED).exists():
        return _("it has a grant already")
    if bid := bid_of(version.solution):
        return _("a bid for it waits for the decision of “%s”") % bid.programme
    if entry := entry_of(version.solution):
        return _("it stands in another round, “%s”") % entry.round
    return ""
