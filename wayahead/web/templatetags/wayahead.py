"""What templates may ask for beyond Django's own: icons, money, the geometry of small drawings, a field's control."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.forms.widgets import ClearableFileInput, SelectMultiple
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from wayahead.web.faults import faults_of

register = template.Library()

# One line weight, 24 × 24, drawn for this project.
ICONS = {
    "tick": '<path d="M4 13l5 5L20 6"/>',
    "cross": '<path d="M5 5l14 14M19 5L5 19"/>',
    "dash": '<path d="M5 12h14"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.2v.1"/>',
    "warning": '<path d="M12 3L2.5 20h19zM12 10v5M12 17.6v.1"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M4 4v8a5 5 0 005 5h11M8 8L4 4 0.5 8"/>',
    "undo": '<path d="M9 6L4 11l5 5M4 11h10a6 6 0 010 12"/>',
    "eye": '<path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z"/><circle cx="12" cy="12" r="3"/>',
    "home": '<path d="M3 11l9-8 9 8M6 9v11h12V9M10 20v-6h4v6"/>',
    "group": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c0-4 3-6.5 6.5-6.5s6.5 2.5 6.5 6.5"/>'
    '<path d="M15 5a3.5 3.5 0 010 6.5M17.5 14c2.5.8 4 3 4 6"/>',
    "hands": '<path d="M3 8l5-3 4 3 4-3 5 3v7l-8 6-3-2M12 8l-4 4 2 2 4-3 6 5"/>',
    "hall": '<path d="M3 9l9-6 9 6zM5 9v9M10 9v9M14 9v9M19 9v9M3 20h18"/>',
    "pound": '<circle cx="12" cy="12" r="9.5"/><path d="M15.5 8.5A3.2 3.2 0 0010 10.5c0 3 0 4.5-1.5 6h7M8 13h5"/>',
    "look": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "person": '<circle cx="12" cy="7.5" r="4"/><path d="M4 21c0-4.5 3.5-7.5 8-7.5s8 3 8 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 6.5V12l3.5 2.5"/>',
    "pin": '<path d="M12 21.5S5 15 5 9.5a7 7 0 0114 0c0 5.5-7 12-7 12z"/><circle cx="12" cy="9.5" r="2.5"/>',
    "paper": '<path d="M6 2.5h8l4 4v15H6zM14 2.5v4h4M9 11h6M9 15h6"/>',
    "speech": '<path d="M3 4h18v12H11l-5 5v-5H3z"/>',
    "key": '<circle cx="8" cy="15.5" r="4.5"/><path d="M11.5 12L21 2.5M17 6.5l3 3"/>',
    "heart": '<path d="M12 20S3 14 3 8.5A4.5 4.5 0 0112 7a4.5 4.5 0 019 1.5C21 14 12 20 12 20z"/>',
    "wall": '<path d="M3 5h18v14H3zM3 12h18M9 5v7M15 12v7"/>',
    "gate": '<path d="M4 4v17M20 4v17M4 9h16M4 17h16M9 9v8M15 9v8"/>',
    "chalk": '<path d="M3 19h2M8 19h2M13 19h2M18 19h2M6 14L16 4l3 3L9 17H6z"/>',
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing that says nothing by itself: words always stand beside it."""
    drawing = mark_safe(ICONS[name])  # noqa: S308 - our own constants
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', drawing)


@register.filter
def pounds(pence: int | None) -> str:
    """Whole pence as people write money: £1,234, or £1,234.50 where there are pennies."""
    if pence is None:
        return ""
    sign, pence = ("−" if pence < 0 else ""), abs(int(pence))
    whole = number_format(pence // 100, use_l10n=True, force_grouping=True)
    return f"{sign}£{whole}.{pence % 100:02d}" if pence % 100 else f"{sign}£{whole}"


@register.filter
def money(pence: int, currency: str) -> str:
    """Hundredths of any currency as people write them: pounds with their sign, others with their code."""
    return pounds(pence) if currency == "GBP" else f"{currency} {pounds(pence).replace('£', '')}"


@register.filter
def minus(number: int, other: int) -> int:
    """What is left; never below nought."""
    return max(int(number) - int(other), 0)


@register.filter
def percent(share: float) -> int:
    """A share of one as a whole number of hundred."""
    return round(100 * share)


@register.filter
def of(found: dict[Any, Any], key: Any) -> Any:
    """What stands under a key; nothing where there is none."""
    return found.get(key, ()) if found else ()


@register.filter
def at(found: dict[Any, Any], key: Any) -> Any:
    """The one thing that stands under a key, or None."""
    return found.get(key) if found else None


@dataclass(frozen=True)
class Tick:
    """One day on the ring of an answer clock: its line and what became of the day."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@register.simple_tag
def clock_ticks(promised: int, elapsed: int, late: int, answered: bool) -> list[Tick]:
    """One tick for each promised day, round a ring of 64 × 64; late days stand outside it."""
    promised = max(int(promised), 1)
    ticks = [
        tick(n, promised, 22, 28, "done" if answered and n < elapsed else "past" if n < elapsed else "left")
        for n in range(promised)
    ]
    return ticks + [tick(n, promised, 28.5, 31.5, "late") for n in range(min(int(late), promised))]


def tick(n: int, of: int, inner: float, outer: float, kind: str) -> Tick:
    """The n-th tick of a ring, the first at the top, clockwise."""
    angle = 2 * pi * n / of - pi / 2
    x1, y1, x2, y2 = (round(32 + r * f(angle), 2) for r in (inner, outer) for f in (cos, sin))
    return Tick(x1, y1, x2, y2, kind)


@dataclass(frozen=True)
class Bar:
    """A bar of hundred: sure up to `sure`, perhaps `maybe` further, with a tick at the count."""

    sure: float
    maybe: float
    tick: float


@register.simple_tag
def bar_of(share: float, low: float, high: float) -> Bar:
    """The geometry of a bar with its interval; shares of one in, hundredths out."""
    return Bar(round(100 * low, 1), round(100 * (high - low), 1), round(100 * share, 1))


@register.simple_tag
def share_of(part: int | None, whole: int | None) -> float:
    """How many hundredths a part is, for a drawing: never more than all of it."""
    return round(min(100 * (part or 0) / whole, 100), 1) if whole else 0


@register.simple_tag
def beads(done: int, of: int) -> list[bool]:
    """Which beads of a string are filled: at most twenty beads, however many there are to answer."""
    shown = min(int(of), 20)
    return [n < round(shown * done / of) for n in range(shown)] if of else []


# The widgets that GOV.UK Frontend has a class for.
CLASSES = {
    ClearableFileInput: "govuk-file-upload",
    Textarea: "govuk-textarea",
    SelectMultiple: "govuk-select",
    Select: "govuk-select",
}


@register.filter
def faults(form: BaseForm, more: Sequence[object] | None = None) -> int:
    """How many things of a form, and further ones, are to be put right; a field may have several."""
    return sum(map(len, form.errors.values())) + len(more or ())


@register.filter
def in_words(field: BoundField) -> list[str]:
    """What is to be put right about a field, in our words."""
    return faults_of(field)


@register.filter
def kind(field: BoundField) -> str:
    """How a field is drawn: `radios`, `checkboxes`, `checkbox` or `control`."""
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, RadioSelect):
        return "radios"
    return "checkbox" if isinstance(widget, CheckboxInput) else "control"


def described(field: BoundField, name: str) -> str:
    """The ids of a field's hint and its error, as far as it has them."""
    return " ".join(
        f"{name}_{part}" for part, is_there in (("hint", field.help_text), ("error", field.errors)) if is_there
    )


@register.simple_tag
def described_by(field: BoundField, name: str) -> SafeString:
    """The attribute that ties a group of controls to its hint and its error; nothing when it has neither."""
    ids = described(field, name)
    return format_html(' aria-describedby="{}"', ids) if ids else SafeString("")


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a field, described by its hint and its error."""
    widget = field.field.widget
    name = next((css for model, css in CLASSES.items() if isinstance(widget, model)), "govuk-input")
    bad = f" {name}--error" if field.errors else ""
    # A word inside a field is gone as soon as somebody types: the label and the hint say it instead.
    attrs: dict[str, str | bool] = {
        "class": f"{widget.attrs.get('class', '')} {name}{bad}".strip(),
        "placeholder": False,
    }
    ids = described(field, field.id_for_label)
    if ids:
        attrs["aria-describedby"] = ids
    if isinstance(widget, Textarea):
        attrs["data-left"] = gettext("%(left)s of %(most)s characters left")
        attrs["data-over"] = gettext("%(over)s characters too many")
        attrs["dir"] = "auto"
    return field.as_widget(attrs=attrs)
