"""Form fields of our own."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wayahead.base.places.models import Area

ENDS_OF_LINES = re.compile("\r\n|[\v\f]")  # the last two are what a word processor puts on the clipboard
POUNDS = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?")


class MoneyField(forms.Field):
    """Pounds as people type them ("120", "£1,234.50") → whole pence. Never by way of a float."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write an amount in pounds, such as 120 or 1,234.50."),
        "too_much": _("That is more than we can count."),
    }

    def to_python(self, value: Any) -> int | None:
        """The pence; None for nothing typed."""
        typed = str(value).strip() if value is not None else ""
        if not typed:
            return None
        match = POUNDS.fullmatch(typed)
        if match is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        pounds, rest = match[1].replace(",", ""), (match[2] or "").ljust(2, "0")
        if len(pounds) > 12:
            raise forms.ValidationError(self.error_messages["too_much"], code="too_much")
        return int(pounds) * 100 + int(rest)

    def prepare_value(self, value: Any) -> Any:
        """Pence as pounds; what somebody typed stays as they typed it."""
        if isinstance(value, int):
            return f"{value // 100:,}" + (f".{value % 100:02d}" if value % 100 else "")
        return value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Phones show the keys for numbers."""
        return {"inputmode": "decimal", "autocomplete": "off"}


class WordsField(forms.CharField):
    """Several lines that somebody writes, counted as they see them: a browser sends each end of a line as two."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **kwargs)

    def to_python(self, value: Any) -> str | None:
        """The words, with one character for each end of a line."""
        return super().to_python(ENDS_OF_LINES.sub("\n", value) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No wall at the last character, and none at the half where a script needs two: the count says what is over."""
        return {"data-most": str(self.max_length)} if self.max_length else {}


class DayField(forms.DateField):
    """A day, chosen from the browser's calendar: that one takes and gives days as 2026-01-31, in every language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class AreaField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A region, borough or ward; street areas are too many to choose from, and have their pages."""

    def __init__(self, **kwargs: Any) -> None:
        large = [Area.Kind.REGION, Area.Kind.BOROUGH, Area.Kind.WARD]
        super().__init__(Area.objects.filter(kind__in=large).select_related("parent"), **kwargs)

    def label_from_instance(self, obj: Area) -> str:
        """A ward with its borough: there are several of the same name."""
        return f"{obj.name}, {obj.parent.name}" if obj.parent else obj.name
