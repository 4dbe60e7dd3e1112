"""What the feasibility kernel says, in the reader's language."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext_lazy

from wayahead.base.people.models import Organisation
from wayahead.base.places.models import Area, Community
from wayahead.kernels.feasibility import Figure, Limit, Words
from wayahead.loop.constraints.models import CostKind


def pounds(pence: int) -> str:
    """`£1,234` or `£1,234.50`, never rounded."""
    whole = number_format(pence // 100, use_l10n=True, force_grouping=True)
    return f"£{whole}.{pence % 100:02d}" if pence % 100 else f"£{whole}"


def percent(share: Fraction) -> str:
    """`5%` or `12.5%`, exactly."""
    hundredths = int(share * 10_000)
    rest = f".{hundredths % 100:02d}".rstrip("0") if hundredths % 100 else ""
    return f"{hundredths // 100}{rest}%"


COUNTED = {
    "days": ngettext_lazy("%(n)s day", "%(n)s days", "count"),
    "needs": ngettext_lazy("%(n)s need", "%(n)s needs", "count"),
    "people": ngettext_lazy("%(n)s person", "%(n)s people", "count"),
    "solutions": ngettext_lazy("%(n)s solution", "%(n)s solutions", "count"),
}


def shown(figure: Figure, names: Mapping[str, str]) -> str:
    """One figure with its unit; `names` are those of areas and communities."""
    value, unit = figure.value, figure.unit
    if isinstance(value, tuple):
        known = {**names, **dict(Organisation.Kind.choices)} if unit == "organisation_kinds" else names
        return ", ".join(str(known.get(one, one)) for one in value)
    if isinstance(value, Fraction):
        return percent(value)
    if isinstance(value, str):
        return str(dict(CostKind.choices).get(value, value))
    if not isinstance(value, int):
        return date_format(value, "j F Y")
    if unit == "pence":
        return pounds(value)
    return str(COUNTED[unit] % {"count": value, "n": number_format(value, use_l10n=True, force_grouping=True)})


def said(words: Words, names: Mapping[str, str]) -> str:
    """A sentence of the kernel, translated, its places filled."""
    return gettext(words.template) % {name: shown(figure, names) for name, figure in words.figures.items()}


def sentences(limit: Limit) -> list[str]:
    """A test in plain sentences."""
    names = names_in([limit])
    return [said(words, names) for words in limit.says()]


def names_in(limits: Iterable[Limit], more: Iterable[str] = ()) -> dict[str, str]:
    """The names of every area and community that these limits speak of, and of `more` of them: two queries at most.

    An area goes by its code, a community by its key; codes begin with a letter, so that the two never mix.
    """
    named = set(more)
    for limit in limits:
        named |= {*getattr(limit, "must_lie_in", ()), *getattr(limit, "may_be_for", ())}
    keys = {one for one in named if one.isdecimal()}
    names: dict[str, str] = {}
    if named - keys:
        areas = Area.objects.filter(code__in=named - keys).order_by("year")
        names |= dict(areas.values_list("code", "name"))
    if keys:
        names |= {str(key): name for key, name in Community.objects.filter(pk__in=keys).values_list("pk", "name")}
    return names
