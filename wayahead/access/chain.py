"""The chain of anything, as one reader may see it."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404

from wayahead.access.doors import visible
from wayahead.access.rule import Reader
from wayahead.journey.chain import Chain, trace
from wayahead.journey.edges import Name, model_of


def both_ways(person: Reader, start: Name) -> tuple[Chain, Chain]:
    """Everything upstream and downstream that this person may see; Http404 where they may not see the start."""

    def sees(model: type[Model]) -> "QuerySet[Any]":
        return visible(person, model)

    try:
        model_of(start[0])
        return trace(start, sees=sees)
    except LookupError as error:
        raise Http404 from error
