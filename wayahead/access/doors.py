"""The two doors: `fetch` gives one row or says no; `visible` gives those that may be seen."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from wayahead.access import (
    constraints,
    coproduction,
    funding,
    listening,
    needs,
    outcomes,
    people,
    rounds,
    solutions,
    tensions,
)
from wayahead.access.rule import Claim, General, Reader, Rule
from wayahead.base.people.models import Person

Row = TypeVar("Row", bound=Model)

_FILES = (people, coproduction, listening, needs, constraints, tensions, solutions, funding, rounds, outcomes)
SEES: dict[type[Model], Claim] = {model: claim for file in _FILES for model, claim in file.SEES.items()}
RULES: dict[str, Rule] = {name: rule for file in _FILES for name, rule in file.RULES.items()}
GENERAL: dict[str, General] = {name: rule for file in _FILES for name, rule in file.GENERAL.items()}


class Refused(Exception):
    """This person may see the thing but not do that to it. `str(error)` says why in plain words."""


def visible(person: Reader, model: type[Row]) -> "QuerySet[Row]":
    """The rows of `model` that this person may see."""
    return model._default_manager.filter(SEES[model](person))


def fetch(person: Reader, action: str, **lookup: Any) -> Any:
    """The row that `lookup` names, for doing `action` to it.

    Raises Http404 when there is no such row or this person may not see it, `Refused` when they may see but not do it.
    """
    rule = RULES[action]
    row = visible(person, rule.model).filter(**lookup).first()
    if row is None:
        raise Http404
    if not rule.model._default_manager.filter(rule.may(person), pk=row.pk).exists():
        raise Refused(str(rule.why))
    return row


def allows(person: Reader, action: str, row: Model | None = None) -> bool:
    """Whether `fetch` (or, without a row, `require`) would let this person do `action`."""
    if row is None:
        return GENERAL[action].may(person)
    rule = RULES[action]
    return visible(person, rule.model).filter(rule.may(person), pk=row.pk).exists()


def among(person: Reader, action: str) -> "QuerySet[Any]":
    """Every row on which this person may do `action`."""
    rule = RULES[action]
    return visible(person, rule.model).filter(rule.may(person))


def require(person: Reader, action: str) -> Person:
    """The person, when they may do `action`; else the refusal, with its reason."""
    if person is None or not GENERAL[action].may(person):
        raise Refused(str(GENERAL[action].why))
    return person


def somebody(person: Reader) -> Person:
    """The person; a visitor is asked to say who they are first."""
    if person is None:
        raise Refused(_("Sign in first, or use your participation link."))
    return person
