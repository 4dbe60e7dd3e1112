"""Every row of the product twice, so that whatever is asked once for each row shows."""

from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import models

from wayahead.base.people.models import Arrival, Installation

LEFT_OUT = {Installation, Arrival}
FAR = 10_000  # above any number that the story gives to a version or a need


def double() -> dict[str, int]:
    """Copy every row under the same parents; how many rows each table gained."""
    copies: dict[type[models.Model], dict[Any, Any]] = {}
    for model in in_order():
        rows = list(model._base_manager.order_by("pk"))
        made = model._base_manager.bulk_create([copy(row, copies) for row in rows], batch_size=500)
        copies[model] = {row.pk: one.pk for row, one in zip(rows, made, strict=True)}
    return {model._meta.label: len(rows) for model, rows in copies.items()}


def in_order() -> list[type[models.Model]]:
    """Our models with their link tables, each after those that it points to."""
    every = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("wayahead.")]
    ordered: list[type[models.Model]] = []

    def add(model: type[models.Model]) -> None:
        if model in ordered or model in LEFT_OUT or model not in every:
            return
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is not model:
                add(field.related_model)  # type: ignore[arg-type]
        ordered.append(model)

    for model in every:
        add(model)
    return ordered


def copy(row: models.Model, copies: dict[type[models.Model], dict[Any, Any]]) -> models.Model:
    """The same row once more; where it has to differ it gets another number, word, or one of the copied things."""
    fields = [f for f in row._meta.concrete_fields if not f.primary_key and not f.generated]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    for field in what_differs(type(row)):
        values[field.attname] = another(field, values[field.attname], copies)
    made = type(row)(**values)
    if isinstance(row._meta.pk, models.OneToOneField):
        made.pk = another(row._meta.pk, row.pk, copies)
    return made


def what_differs(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """For each uniqueness of a table the field that its copies change: best a number, else a word, else the last link."""
    alone = [[field.name] for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    together = [list(names) for names in model._meta.unique_together]
    stated = [list(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint) and c.fields]
    chosen = []
    for names in alone + together + stated:
        fields = [model._meta.get_field(name) for name in names]
        chosen.append(sorted(reversed(fields), key=lambda field: field.is_relation)[0])
    return chosen  # type: ignore[return-value]


def another(field: "models.Field[Any, Any]", value: Any, copies: dict[type[models.Model], dict[Any, Any]]) -> Any:
    """A value that no row has yet."""
    if value is None or (isinstance(field, models.EmailField) and field.null):
        return None
    if field.is_relation:
        return copies[field.related_model][value]  # type: ignore[index]
    if isinstance(field, models.IntegerField):
        return value + FAR
    if isinstance(field, models.UUIDField):
        return uuid4()
    return uuid4().hex[: field.max_length or 32]
