"""What is wrong with a field, in our words and with its name: the one place where Django's own words are replaced."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# What to do about an empty field, by what it is; the first that fits.
EMPTY: tuple[tuple[type[forms.Field], str | Promise], ...] = (
    (forms.BooleanField, gettext_lazy("Tick “%(label)s” to go on.")),
    (forms.MultipleChoiceField, gettext_lazy("Choose at least one under “%(label)s”.")),
    (forms.ModelMultipleChoiceField, gettext_lazy("Choose at least one under “%(label)s”.")),
    (forms.ChoiceField, gettext_lazy("Choose one under “%(label)s”.")),
    (forms.ModelChoiceField, gettext_lazy("Choose one under “%(label)s”.")),
    (forms.FileField, gettext_lazy("Choose a file under “%(label)s”.")),
    (forms.DateField, gettext_lazy("Choose a day under “%(label)s”.")),
    (forms.IntegerField, gettext_lazy("Write a number under “%(label)s”.")),
    (forms.EmailField, gettext_lazy("Write an e-mail address under “%(label)s”.")),
    (forms.Field, gettext_lazy("Write something under “%(label)s”.")),
)
# What to do about something that cannot be read as what the field is for; the first that fits.
UNREADABLE: tuple[tuple[type[forms.Field], str | Promise], ...] = (
    (forms.DecimalField, gettext_lazy("Write a number under “%(label)s”, such as 12 or 12.5.")),
    (forms.FloatField, gettext_lazy("Write a number under “%(label)s”, such as 12 or 12.5.")),
    (forms.IntegerField, gettext_lazy("Write a whole number under “%(label)s”, such as 12.")),
    (forms.DateField, gettext_lazy("Choose a day under “%(label)s”, or write it like 2026-01-31.")),
    (forms.EmailField, gettext_lazy("Write a whole e-mail address under “%(label)s”, such as ines@example.org.")),
    (forms.URLField, gettext_lazy("Write a whole address under “%(label)s”, such as https://example.org.")),
    (forms.FileField, gettext_lazy("Choose the file under “%(label)s” once more: it did not arrive whole.")),
    (forms.Field, gettext_lazy("Look at “%(label)s” again: we cannot read what stands there.")),
)
# The rest, by Django's own code for what is wrong.
WORDS: dict[str, str | Promise] = {
    "invalid_choice": gettext_lazy("Choose one of those that stand under “%(label)s”."),
    "invalid_pk_value": gettext_lazy("Choose among those that stand under “%(label)s”."),
    "invalid_list": gettext_lazy("Choose among those that stand under “%(label)s”."),
    "max_length": gettext_lazy(
        "Write no more than %(limit_value)s characters under “%(label)s”; %(show_value)s stand there now."
    ),
    "min_length": gettext_lazy("Write at least %(limit_value)s characters under “%(label)s”."),
    "max_value": gettext_lazy("Write %(limit_value)s or less under “%(label)s”."),
    "min_value": gettext_lazy("Write %(limit_value)s or more under “%(label)s”."),
    "max_digits": gettext_lazy("Write a shorter number under “%(label)s”: no more than %(max)s digits."),
    "max_decimal_places": gettext_lazy("Write no more than %(max)s digits after the point under “%(label)s”."),
    "max_whole_digits": gettext_lazy("Write no more than %(max)s digits before the point under “%(label)s”."),
    "empty": gettext_lazy("Choose a file under “%(label)s” that has something in it."),
    "null_characters_not_allowed": gettext_lazy("Take the character that nobody can see out of “%(label)s”."),
}


def faults_of(field: BoundField) -> list[str]:
    """What is to be put right about a field. Words that somebody chose for it stay; Django's own are replaced."""
    found = field.form.errors.get(field.name)
    return [sentence for error in (found.as_data() if found else []) for sentence in said(field, error)]


def said(field: BoundField, error: ValidationError) -> list[str]:
    """One fault as sentences."""
    if not is_djangos(field.field, error):
        return list(error.messages)
    return [str(words_for(field.field, error.code or "")) % {"label": field.label, **(error.params or {})}]


def words_for(field: forms.Field, code: str) -> str | Promise:
    """Our words for one of Django's codes, by what the field is."""
    if code in WORDS and not (code == "invalid_choice" and several(field)):
        return WORDS[code]
    by_kind = EMPTY if code == "required" else UNREADABLE
    if code == "invalid_choice":
        return WORDS["invalid_list"]
    return next(words for kind, words in by_kind if isinstance(field, kind))


def several(field: forms.Field) -> bool:
    """True where more than one can be chosen."""
    return isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)


def is_djangos(field: forms.Field, error: ValidationError) -> bool:
    """True when nobody chose these words: they are the default of Django's field or of a validator."""
    defaults: list[Any] = []
    for model in type(field).__mro__:
        if model.__module__.startswith("django."):
            defaults += vars(model).get("default_error_messages", {}).values()
    for validator in field.validators:
        defaults += [getattr(validator, "message", None), *getattr(validator, "messages", {}).values()]
    return any(error.message is words for words in defaults)
