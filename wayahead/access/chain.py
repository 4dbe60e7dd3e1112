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
        model = model_of(start[0])
    except LookupError as error:
        raise Http404 from error
    if not sees(model).filter(pk=start[1]).exists():
        raise Http404
    return trace(start, upstream=True, sees=sees), trace(start, upstream=False, sees=sees)
