"""A row of any model with as little in it as the database allows: for tests that walk the models."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.utils import timezone

# What a check constraint wants beyond the type of a field.
WANTED: dict[str, dict[str, Any]] = {
    "coproduction.meeting": {"place": "The hall"},
    "listening.voice": {"text": "Something said."},
    "tensions.remark": {"text": "Something said."},
}


def make(model: type[models.Model], **given: Any) -> Any:
    """A new row; what it must point to is made as well."""
    values = WANTED.get(model._meta.label_lower, {}) | given
    for field in model._meta.concrete_fields:
        if needs_value(field) and field.name not in values:
            values[field.name] = some(field)
    return model._default_manager.create(**values)


def needs_value(field: "models.Field[Any, Any]") -> bool:
    """True for what the database does not fill in by itself."""
    is_filled = field.primary_key and isinstance(field, models.AutoField)
    stamps = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return not (is_filled or stamps or field.null or field.has_default() or field.has_db_default() or field.blank)


def some(field: "models.Field[Any, Any]") -> Any:
    """A value that fits a field."""
    if field.is_relation:
        return make(field.related_model)  # type: ignore[arg-type]
    if field.choices:
        return next(iter(field.flatchoices))[0]
    if isinstance(field, models.EmailField):
        return f"{uuid4().hex[:10]}@example.org"
    for kind, value in PLAIN:
        if isinstance(field, kind):
            return value() if callable(value) else value
    raise TypeError(f"no value known for {field}")


PLAIN: list[tuple[type, Any]] = [
    (models.DateTimeField, timezone.now),
    (models.DateField, lambda: date.today() + timedelta(days=30)),
    (models.BooleanField, False),
    (models.JSONField, dict),
    (models.UUIDField, uuid4),
    (models.DecimalField, 1),
    (models.IntegerField, 1),
    (models.CharField, lambda: uuid4().hex[:8]),
    (models.TextField, lambda: uuid4().hex[:8]),
]
