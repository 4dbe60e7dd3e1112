"""Filled by its stage."""

from django.db.models import Model

from wayahead.access.rule import Claim, General, Rule

SEES: dict[type[Model], Claim] = {}
RULES: dict[str, Rule] = {}
GENERAL: dict[str, General] = {}
