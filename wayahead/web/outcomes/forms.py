"""The form of a report: words, money, and for each indicator its figure or why there is none."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead.loop.outcomes.actions import Account, Count, Counted, PartCount, field_of
from wayahead.loop.outcomes.asking import Asked
from wayahead.loop.outcomes.models import Indicator
from wayahead.loop.outcomes.wording import figure_words
from wayahead.web.fields import MoneyField

MEASURES = 2
PART = re.compile(r"(?P<name>.+?)\s*[:;]\s*(?P<hits>\d+)\s*(?:of|/)\s*(?P<of>\d+)")
LEAVE_OUT = gettext_lazy("Leave it empty if nobody counted, and say why below.")


class PartsField(forms.CharField):
    """A share told apart: each part on its own line, as `Lockside: 12 of 40`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The parts."""
        parts = []
        for line in re.split(r"[\r\n]+", str(value or "")):
            if not line.strip():
                continue
            found = PART.fullmatch(line.strip())
            if found is None:
                raise forms.ValidationError(_("Write each part like this: Lockside: 12 of 40."))
            hits, of = int(found["hits"][:12]), int(found["of"][:12])
            parts.append(PartCount(found["name"], hits, of))
        return tuple(parts)

    def validate(self, value: Any) -> None:
        """What is left to check, the action checks."""

    def run_validators(self, value: Any) -> None:
        """Parts are no text any more."""


class ReportForm(forms.Form):
    """What a grantee says, once, for every funder."""

    words = forms.CharField(
        label=gettext_lazy("What happened?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    did_not_work = forms.CharField(
        label=gettext_lazy("What did not work?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody learns most from this."),
    )
    people_reached = forms.IntegerField(
        label=gettext_lazy("How many people took part?"), min_value=0, max_value=2_000_000_000, required=False
    )
    spent_pence = MoneyField(label=gettext_lazy("How much was spent, in pounds?"))

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.told = list(self.fields)
        for indicator in (*asked.indicators, *asked.more):
            self.fields |= fields_of(indicator)

    @property
    def plain(self) -> list[BoundField]:
        """What everybody is asked."""
        return [self[name] for name in self.told]

    @property
    def figures(self) -> list[dict[str, Any]]:
        """The indicators that are asked, each with its fields."""
        return [self.of(indicator) for indicator in self.asked.indicators]

    @property
    def more(self) -> list[dict[str, Any]]:
        """The others, for whoever counted them."""
        return [self.of(indicator) for indicator in self.asked.more]

    def of(self, indicator: Indicator) -> dict[str, Any]:
        """One indicator with its fields, and where it starts."""
        return {
            "indicator": indicator,
            "before": figure_words(indicator, indicator.baseline, indicator.baseline_of),
            "fields": [self[name] for name in fields_of(indicator)],
        }

    def counts(self) -> list[Count]:
        """What was counted, or why not; what is only offered and left empty is left out."""
        found = []
        for indicator in (*self.asked.indicators, *self.asked.more):
            given: dict[str, Any] = {
                part: self.cleaned_data.get(field_of(indicator.pk, part))
                for part in ("figure", "of", "spread", "why_not", "parts")
            }
            if indicator in self.asked.more and not any(value not in (None, "", ()) for value in given.values()):
                continue
            given |= {"why_not": given["why_not"] or "", "parts": given["parts"] or ()}
            found.append(Count(indicator=indicator.pk, **given))
        return found

    def account(self, lines: Any = None) -> Account:
        """What was written, as the actions take it."""
        own = [Counted(**line) for line in (lines.cleaned_data if lines else ()) if line.get("indicator")]
        plain = {name: self.cleaned_data[name] for name in self.told}
        return Account(measures=own, counts=self.counts(), **plain)


def fields_of(indicator: Indicator) -> dict[str, forms.Field]:
    """The fields that one indicator needs."""
    found: dict[str, forms.Field] = {}
    if indicator.kind == Indicator.Kind.SHARE:
        found["figure"] = forms.DecimalField(
            label=_("How many people?"), max_digits=14, decimal_places=2, required=False, help_text=LEAVE_OUT
        )
        found["of"] = people_field(_("Of how many people who were asked?"))
    elif indicator.kind == Indicator.Kind.MEAN:
        found["figure"] = forms.DecimalField(
            label=_("The average of the answers"), max_digits=14, decimal_places=2, required=False, help_text=LEAVE_OUT
        )
        found["of"] = people_field(_("How many people answered?"))
        found["spread"] = forms.DecimalField(
            label=_("The spread of the answers (standard deviation)"),
            max_digits=14,
            decimal_places=2,
            min_value=Decimal(0),
            required=False,
            help_text=_("Spreadsheets work it out: STDEV of the answers."),
        )
    else:
        label = _("The figure (%(unit)s)") % {"unit": indicator.unit}
        found["figure"] = forms.DecimalField(
            label=label, max_digits=14, decimal_places=2, required=False, help_text=LEAVE_OUT
        )
    if indicator.by_what:
        label = _("Told apart %(by)s") % {"by": indicator.by_what}
        hint = _("Each on its own line, and none of fewer than five people. For example: Lockside: 12 of 40")
        found["parts"] = PartsField(label=label, help_text=hint, required=False)
    found["why_not"] = forms.CharField(label=_("If there is no figure: why?"), max_length=300, required=False)
    return {field_of(indicator.pk, part): field for part, field in found.items()}


def people_field(label: str) -> forms.IntegerField:
    """A number of people."""
    return forms.IntegerField(label=label, min_value=0, max_value=2_000_000_000, required=False)


class MeasureForm(forms.Form):
    """Something else that was counted before and after."""

    indicator = forms.CharField(label=gettext_lazy("What did you count?"), max_length=160, required=False)
    unit = forms.CharField(
        label=gettext_lazy("In what?"), max_length=40, required=False, help_text=gettext_lazy("People, hours, …")
    )
    before = forms.DecimalField(label=gettext_lazy("Before"), max_digits=14, decimal_places=2, required=False)
    after = forms.DecimalField(label=gettext_lazy("After"), max_digits=14, decimal_places=2, required=False)

    def clean(self) -> dict[str, Any]:
        """What was counted has a name, a unit and a figure, or none of them."""
        given = super().clean() or {}
        asked = {"indicator": given.get("indicator"), "unit": given.get("unit"), "after": given.get("after")}
        missing = [name for name, value in asked.items() if value in (None, "")]
        if given.get("before") is not None or len(missing) < len(asked):
            for name in missing:
                if name not in self.errors:
                    self.add_error(name, _("Write what you counted, in what, and how much it is now."))
        return given


Measures = forms.formset_factory(MeasureForm, extra=MEASURES, max_num=20)
