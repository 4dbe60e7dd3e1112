"""What the feasibility kernel says, in the reader's language."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from wayahead.base.people.models import Organisation
from wayahead.base.places.models import Area
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


def shown(figure: Figure, area_names: Mapping[str, str]) -> str:
    """One figure with its unit."""
    value, unit = figure.value, figure.unit
    if isinstance(value, tuple):
        names = dict(Organisation.Kind.choices) if unit == "organisation_kinds" else area_names
        return ", ".join(str(names.get(one, one)) for one in value)
    if isinstance(value, Fraction):
        return percent(value)
    if isinstance(value, str):
        return str(dict(CostKind.choices).get(value, value))
    if not isinstance(value, int):
        return date_format(value, "j F Y")
    if unit == "pence":
        return pounds(value)
    number = {"n": number_format(value, use_l10n=True, force_grouping=True)}
    if unit == "days":
        return ngettext("%(n)s day", "%(n)s days", value) % number
    return ngettext("%(n)s person", "%(n)s people", value) % number


def said(words: Words, area_names: Mapping[str, str]) -> str:
    """A sentence of the kernel, translated, its places filled."""
    return gettext(words.template) % {name: shown(figure, area_names) for name, figure in words.figures.items()}


def sentences(limit: Limit) -> list[str]:
    """A test in plain sentences."""
    names = area_names([limit])
    return [said(words, names) for words in limit.says()]


def area_names(limits: Iterable[Limit], more: Iterable[str] = ()) -> dict[str, str]:
    """The names of every area that these limits speak of, and of `more` codes: one query, or none."""
    codes = {code for limit in limits for code in getattr(limit, "must_lie_in", ())} | set(more)
    if not codes:
        return {}
    return dict(Area.objects.filter(code__in=codes).order_by("year").values_list("code", "name"))
