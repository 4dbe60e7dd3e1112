"""Reading the record. What a person may see of it is decided in `access`."""

from django.db.models import QuerySet

from wayahead.base.record.models import Event


def events() -> QuerySet[Event]:
    """Every event, newest first."""
    return Event.objects.order_by("-pk")


def about(name: str) -> QuerySet[Event]:
    """What happened to one thing, oldest first."""
    return Event.objects.filter(about=name).order_by("pk")
