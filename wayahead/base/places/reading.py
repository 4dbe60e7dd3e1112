"""Finding areas."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from wayahead.base.places.models import Area

LARGE_TO_SMALL = [Area.Kind.REGION, Area.Kind.BOROUGH, Area.Kind.WARD, Area.Kind.MSOA, Area.Kind.LSOA]


def areas_named(areas: QuerySet[Area], words: str) -> QuerySet[Area]:
    """Areas whose name holds these words or whose code starts with them, large ones first."""
    words = words.strip()[:80]
    if words:
        areas = areas.filter(Q(name__icontains=words) | Q(code__istartswith=words))
    size = Case(
        *(When(kind=kind, then=Value(place)) for place, kind in enumerate(LARGE_TO_SMALL)), output_field=IntegerField()
    )
    return areas.order_by(size, "name", "-year")
