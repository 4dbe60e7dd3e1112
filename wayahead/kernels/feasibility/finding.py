"""What a check finds. Words are English templates for gettext, so that each kind of test keeps its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Literal, NamedTuple

from wayahead.kernels.feasibility.claims import Claims

Unit = Literal[
    "pence",
    "days",
    "people",
    "needs",
    "solutions",
    "date",
    "share",
    "cost_kind",
    "areas",
    "organisation_kinds",
    "communities",
]
Value = int | str | date | Fraction | tuple[str, ...]

# A change is small when it is at most a tenth of the figure it changes, or moves a day by at most this many days.
A_TENTH = 10
A_FORTNIGHT = 14


def gettext_noop(text: str) -> str:
    """The same text, marked for translators: they find it under this name."""
    return text


class State(StrEnum):
    """`with_change`: it does not fit as it stands, but one small change would do."""

    MET = "met"
    WITH_CHANGE = "with_change"
    BROKEN = "broken"
    UNKNOWN = "unknown"


class Figure(NamedTuple):
    """A value that is never without its unit."""

    value: Value
    unit: Unit


@dataclass(frozen=True)
class Words:
    """A sentence to be translated, and the figures that fill its places."""

    template: str
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """Add `by` to one fact: `total`, `costs.food`, `people_count`, `starts_on` or `ends_on`."""

    fact: str
    by: int
    unit: Unit

    @property
    def words(self) -> Words:
        """The change as people say it."""
        fact, _dot, cost_kind = self.fact.partition(".")
        figures = {"by": Figure(abs(self.by), self.unit)}
        if cost_kind:
            figures["cost_kind"] = Figure(cost_kind, "cost_kind")
        return Words(CHANGES[fact, self.by > 0], figures)

    def made(self, claims: Claims) -> Claims:
        """The claims with this change made; raises ValueError where nothing is known to change."""
        fact, _dot, cost_kind = self.fact.partition(".")
        if fact == "costs":
            return replace(claims, costs=dict(claims.costs or {}) | {cost_kind: known(claims, cost_kind) + self.by})
        if fact == "total":
            return replace(claims, costs=changed_in_all(claims.costs or {}, self.by))
        if fact == "people_count":
            return replace(claims, people_count=(claims.people_count or 0) + self.by)
        day = getattr(claims, fact)
        if day is None:
            raise ValueError(f"{fact} is not known")
        return replace(claims, **{fact: day + timedelta(days=self.by)})


CHANGES = {
    ("total", False): gettext_noop("%(by)s less in all"),
    ("total", True): gettext_noop("%(by)s more in all"),
    ("costs", False): gettext_noop("%(by)s less for “%(cost_kind)s”"),
    ("costs", True): gettext_noop("%(by)s more for “%(cost_kind)s”"),
    ("people_count", False): gettext_noop("%(by)s fewer"),
    ("people_count", True): gettext_noop("%(by)s more"),
    ("starts_on", False): gettext_noop("Start %(by)s earlier"),
    ("starts_on", True): gettext_noop("Start %(by)s later"),
    ("ends_on", False): gettext_noop("End %(by)s earlier"),
    ("ends_on", True): gettext_noop("End %(by)s later"),
}

MISSING = {
    "costs": gettext_noop("It does not say yet what it costs."),
    "people_count": gettext_noop("It does not say yet for how many people."),
    "starts_on": gettext_noop("It does not say yet when it starts."),
    "ends_on": gettext_noop("It does not say yet when it ends."),
    "areas": gettext_noop("It does not say yet where."),
    "delivered_by_kind": gettext_noop("It does not say yet who would do it."),
    "communities": gettext_noop("It does not say yet for which communities."),
    "needs_count": gettext_noop("It does not say yet which needs it answers."),
    "judgement": gettext_noop("Nobody has judged it yet."),
}


def known(claims: Claims, cost_kind: str) -> int:
    """What is spent on one kind of cost, where the costs are known."""
    return (claims.costs or {}).get(cost_kind, 0)


def changed_in_all(costs: Mapping[str, int], by: int) -> dict[str, int]:
    """Costs whose sum changed by so much; what is saved comes off the largest first."""
    changed = dict(costs)
    if by >= 0:
        return changed | {"other": changed.get("other", 0) + by}
    for cost_kind in sorted(changed, key=lambda name: (-changed[name], name)):
        saved = min(changed[cost_kind], -by)
        changed[cost_kind] -= saved
        by += saved
    return changed


@dataclass(frozen=True)
class Finding:
    """State and reason; the margin is what is left (or, below nought, what is too much) in its own unit."""

    state: State
    reason: Words
    margin: Figure | None = None
    missing: str = ""
    change: Change | None = None


def met(reason: Words, margin: Figure | None = None) -> Finding:
    """It fits."""
    return Finding(State.MET, reason, margin)


def unknown(fact: str) -> Finding:
    """One fact is missing."""
    return Finding(State.UNKNOWN, Words(MISSING[fact]), missing=fact)


def not_met(reason: Words, margin: Figure | None = None, *, change: Change | None = None, of: int = 0) -> Finding:
    """It does not fit; `of` is the figure that `change` changes, by which we see whether the change is small."""
    is_small = change is not None and is_small_change(change, of)
    return Finding(State.WITH_CHANGE if is_small else State.BROKEN, reason, margin, change=change)


def is_small_change(change: Change, of: int) -> bool:
    """At most a tenth of a figure; for days, at most a fortnight."""
    if change.unit == "days":
        return abs(change.by) <= A_FORTNIGHT
    return abs(change.by) * A_TENTH <= of
