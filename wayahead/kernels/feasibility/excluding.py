"""Two limits that nothing at all can keep: what one asks for at least, the other allows at most less than."""

from collections.abc import Iterator
from typing import Any

from wayahead.kernels.feasibility.limit import Limit

# What a limit bounds, from below and from above; nothing where it does not.
Bound = tuple[tuple[str, ...], Any, Any]


def exclude_one_another(one: Limit, other: Limit) -> bool:
    """True when no claims at all keep to both. False says only that these two leave room by themselves."""
    for about, least, most in bounds(one):
        for same, other_least, other_most in bounds(other):
            if about == same and (is_more(least, other_most) or is_more(other_least, most)):
                return True
    names = [set(getattr(limit, "may_be", ())) for limit in (one, other)]
    return one.name == other.name == "delivered_by" and not names[0] & names[1]


def bounds(limit: Limit) -> Iterator[Bound]:
    """What a limit bounds. A kind that bounds nothing by figures has none."""

    def said(name: str) -> Any:
        return getattr(limit, name, None)

    match limit.name:
        case "total_cost":
            yield ("cost",), said("at_least_pence"), said("at_most_pence")
        case "must_include":
            yield ("cost",), said("at_least_pence"), None
            yield ("cost", said("cost_kind")), said("at_least_pence"), None
        case "excluded_cost":
            yield ("cost", said("cost_kind")), None, 0
        case "cost_share":
            yield ("share", said("cost_kind")), said("at_least_percent"), said("at_most_percent")
        case "people_count":
            yield ("people",), said("at_least_people"), said("at_most_people")
        case "duration":
            yield ("duration",), said("at_least_days"), said("at_most_days")
        case "dates":
            yield ("dates",), said("starts_not_before"), said("ends_not_after")


def is_more(least: Any, most: Any) -> bool:
    """Whether what is asked for at least is more than what is allowed at most."""
    return least is not None and most is not None and bool(least > most)
