"""The record: what happened, by whom, for whom, by which way in. Append-only; ids and figures, never personal text."""

from django.db import models
from django.db.models.functions import Now


class Event(models.Model):
    """One thing that happened. Keys are plain numbers: history outlives people and things."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=80, blank=True)
    coproduction_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(null=True)
    for_organisation_id = models.BigIntegerField(null=True)
    mandate_id = models.BigIntegerField(null=True)
    via = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    transaction = models.BigIntegerField(
        db_default=models.Func(function="txid_current", output_field=models.BigIntegerField()), editable=False
    )
    hash = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["coproduction_id", "-id"], name="event_coproduction"),
            models.Index(fields=["about", "-id"], name="event_about"),
            models.Index(fields=["by_id", "-id"], name="event_by"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class Position(models.Model):
    """How far one reader of the record has read. The record itself is never marked."""

    reader = models.CharField(max_length=60, unique=True)
    last_event_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reader} at {self.last_event_id}"
