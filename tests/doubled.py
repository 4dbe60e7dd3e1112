"""Every row of the product twice, so that whatever is asked once for each row shows."""

from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import models

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Arrival, Installation, Organisation, Person
from wayahead.base.places.models import Area, Community
from wayahead.loop.listening.models import Conversation

LEFT_OUT = {Installation, Arrival}
# What a copied thing shares with the thing itself; its parts it gets for itself.
SHARED = {Person, Organisation, Area, Community, CoProduction, Conversation}
FAR = 10_000  # above any number that the story gives to a version or a need
Copies = dict[type[models.Model], dict[Any, Any]]


def double() -> dict[str, int]:
    """Copy every row under the same parents, and its parts under the copy; how many rows each table gained."""
    copies: Copies = {}
    gained = {}
    for model in in_order():
        rows = list(model._base_manager.order_by("pk"))
        made = model._base_manager.bulk_create([copy(row, copies) for row in rows], batch_size=500)
        copies[model] = {row.pk: one.pk for row, one in zip(rows, made, strict=True)}
        if parents_of(model):
            made += model._base_manager.bulk_create([copy(row, copies, is_part=True) for row in rows], batch_size=500)
        gained[model._meta.label] = len(made)
    return gained


def parents_of(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The links by which its rows are parts of something; none where that may have but one."""
    links = [field for field in model._meta.concrete_fields if field.is_relation]
    if any(field.unique for field in links) or any(is_a_place(model, names) for names in stated(model)):
        return []
    return [field for field in links if field.related_model not in {*SHARED, *LEFT_OUT, model}]


def stated(model: type[models.Model]) -> list[list[str]]:
    """The fields of each uniqueness that a model states in its constraints."""
    return [list(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint) and c.fields]


def is_a_place(model: type[models.Model], names: list[str]) -> bool:
    """True for a uniqueness of one link, alone or with a choice among given values: there is no room for another."""
    links = [name for name in names if model._meta.get_field(name).is_relation]
    others = [model._meta.get_field(name) for name in names if name not in links]
    return len(links) == 1 and all(has_choices(field) for field in others)


def has_choices(field: object) -> bool:
    """True for a field that takes only given values."""
    return bool(getattr(field, "choices", None))


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


def copy(row: models.Model, copies: Copies, *, is_part: bool = False) -> models.Model:
    """The same row once more, under the copies of its parents if it is a part; what has to differ, differs."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and not field.generated]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    for field in parents_of(type(row)) if is_part else []:
        parents = copies.get(field.related_model, {}) if field.related_model else {}
        values[field.attname] = parents.get(values[field.attname], values[field.attname])
    for field in what_differs(type(row)):
        values[field.attname] = another(field, getattr(row, field.attname), copies, 2 * FAR if is_part else FAR)
    return type(row)(**values)


def what_differs(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """For each uniqueness of a table the field that its copies change: a number, else a word, else a link."""
    alone = [[field.name] for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    together = [list(names) for names in model._meta.unique_together]
    chosen = []
    for names in alone + together + stated(model):
        fields = [model._meta.get_field(name) for name in names]
        chosen.append(min(reversed(fields), key=lambda field: (has_choices(field), field.is_relation)))
    return chosen  # type: ignore[return-value]


def another(field: "models.Field[Any, Any]", value: Any, copies: Copies, far: int) -> Any:
    """A value that no row has yet."""
    if value is None or isinstance(field, models.EmailField):
        return None
    if field.is_relation:
        return copies[field.related_model][value]  # type: ignore[index]
    if isinstance(field, models.IntegerField):
        return value + far
    if isinstance(field, models.UUIDField):
        return uuid4()
    return uuid4().hex[: field.max_length or 32]
