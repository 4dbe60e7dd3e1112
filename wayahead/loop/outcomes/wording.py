"""What the evidence kernel says, in the reader's language."""

from datetime import date
from math import ceil, floor

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from wayahead.kernels.evidence import Figure, Words, change, standing
from wayahead.loop.outcomes.models import Indicator, Measure

# What we can be sure of is never rounded up, and what may be never down.
DOWN, UP = {"least"}, {"most", "fall", "rise"}


def said(words: Words) -> str:
    """A sentence of the kernel, translated, its places filled."""
    return gettext(words.template) % {name: shown(name, figure) for name, figure in words.figures.items()}


def shown(name: str, figure: Figure) -> str:
    """One figure with its unit."""
    value, unit = figure
    if unit == "share":
        return f"{round(100 * value)}%"
    if unit == "points":
        points = rounded(name, 100 * value)
        return gettext("%(n)s in every hundred") % {"n": number_format(points, use_l10n=True)}
    if unit == "people":
        count = int(value)
        return ngettext("%(n)s person", "%(n)s people", count) % {"n": number_format(count, use_l10n=True)}
    whole = rounded(name, 100 * value) / 100
    text = f"{whole:.2f}".rstrip("0").rstrip(".")
    return number_format(text, use_l10n=True, force_grouping=True)


def rounded(name: str, value: float) -> int:
    """A whole number, to the careful side."""
    return floor(value + 1e-9) if name in DOWN else ceil(value - 1e-9) if name in UP else round(value)


def figure_words(indicator: Indicator, figure: object, of: int | None) -> str:
    """`41 of 120`, or the figure with its unit."""
    if figure is None:
        return ""
    number = number_format(f"{figure:.2f}".rstrip("0").rstrip("."), use_l10n=True, force_grouping=True)
    if indicator.kind == Indicator.Kind.SHARE and of is not None:
        return gettext("%(n)s of %(all)s people") % {"n": number, "all": number_format(of, use_l10n=True)}
    return f"{number} {indicator.unit}" if indicator.kind == Indicator.Kind.SINGLE else number


def from_to(indicator: Indicator) -> str:
    """From where an indicator starts, and where it should be by when, in a sentence or two."""
    found = []
    if indicator.baseline_on is not None:
        start = figure_words(indicator, indicator.baseline, indicator.baseline_of)
        found.append(gettext("It was %(figure)s on %(day)s.") % {"figure": start, "day": day_of(indicator.baseline_on)})
    else:
        found.append(gettext("Nobody counted it before."))
    if indicator.target is not None and indicator.target_on is not None:
        words = gettext("It should be %(figure)s by %(day)s.")
        figure = figure_words(indicator, indicator.target, None)
        if indicator.kind == Indicator.Kind.SHARE:
            words = gettext("It should be %(figure)s of every hundred people by %(day)s.")
        found.append(words % {"figure": figure, "day": day_of(indicator.target_on)})
    return " ".join(found)


def day_of(day: date) -> str:
    """A day in words."""
    return date_format(day, "j F Y")


def sentences(measure: Measure) -> list[str]:
    """What can be said of a figure of the framework: against the baseline, and against the target."""
    indicator, counted = measure.counts, measure.counted
    if indicator is None or counted is None:
        return []
    found = [said(change(indicator.before, counted, indicator.direction).words)]
    if indicator.target_value is not None:
        found.append(said(standing(indicator.before, counted, indicator.target_value, indicator.direction).words))
    return found
