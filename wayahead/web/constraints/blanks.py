"""The blanks of a limit's sentence as form fields: a new kind of test has its form without another line."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation
from wayahead.base.places.models import Area, Community
from wayahead.kernels.feasibility import KINDS
from wayahead.loop.constraints.models import CostKind
from wayahead.web.fields import DayField, MoneyField

POUNDS = gettext_lazy("In pounds, such as 40,000 or 1,234.50.")
PERCENT = gettext_lazy("A percentage, such as 5 or 12.5.")
DAYS = gettext_lazy("A number of days.")

FIELDS: dict[str, Callable[..., forms.Field]] = {
    "pence": lambda **said: MoneyField(help_text=POUNDS, **said),
    "share": lambda **said: forms.DecimalField(min_value=0, max_value=100, decimal_places=2, help_text=PERCENT, **said),
    "days": lambda **said: forms.IntegerField(min_value=0, help_text=DAYS, **said),
    "needs": lambda **said: forms.IntegerField(min_value=0, **said),
    "solutions": lambda **said: forms.IntegerField(min_value=1, **said),
    "people": lambda **said: forms.IntegerField(min_value=0, **said),
    "date": DayField,
    "cost_kind": lambda required, **said: forms.ChoiceField(
        choices=CostKind.choices if required else [("", gettext_lazy("All of them")), *CostKind.choices],
        required=required,
        **said,
    ),
    "organisation_kinds": lambda **said: forms.MultipleChoiceField(
        choices=Organisation.Kind.choices, widget=forms.CheckboxSelectMultiple, **said
    ),
}


def areas_near(coproduction: CoProduction, codes: list[str]) -> list[tuple[str, str]]:
    """Areas to choose from: the co-production's own, the one round it, those in it, and those chosen before."""
    own = coproduction.area
    near = Q(pk=own.pk) | Q(pk=own.parent_id) | Q(parent=own.pk) if own else Q(kind__in=["region", "borough"])
    found = Area.objects.filter(near | Q(code__in=codes)).order_by("name", "-year")
    return list({area.code: (area.code, area.name) for area in reversed(found)}.values())[::-1]


def communities() -> list[tuple[str, str]]:
    """Every community, by the key under which a test names it."""
    return [(str(key), name) for key, name in Community.objects.values_list("pk", "name")]


def blank_fields(name: str, coproduction: CoProduction, test: dict[str, Any]) -> dict[str, forms.Field]:
    """A field for each blank of a kind of test, filled with what `test` has."""
    fields: dict[str, forms.Field] = {}
    for blank in KINDS[name].blanks:
        given = test.get(blank.name)
        said = {"label": _(blank.label), "required": blank.is_needed, "initial": given}
        if blank.unit in ("areas", "communities"):
            choices = areas_near(coproduction, given or []) if blank.unit == "areas" else communities()
            fields[blank.name] = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **said)
        else:
            fields[blank.name] = FIELDS[blank.unit](**said)
    return fields


def test_from(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """The test as data, from what was filled in."""
    data: dict[str, Any] = {"test": name}
    for blank in KINDS[name].blanks:
        value = given.get(blank.name)
        if value in (None, "", []):
            continue
        if blank.unit == "date":
            data[blank.name] = value.isoformat()
        elif blank.unit == "share":
            data[blank.name] = format(value.normalize(), "f")
        else:
            data[blank.name] = value
    return data
