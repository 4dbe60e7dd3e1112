"""Does what is shown follow the policy? What the watch last found, and what it found wrong."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from wayahead.loop.listening.models.conversations import Conversation


class Watch(models.Model):
    """How far the exposures of a conversation have been held against their chances."""

    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="watch")
    judged_to = models.BigIntegerField(default=0)  # the last exposure that was judged
    exposures = models.PositiveIntegerField(default=0)  # how many were judged together then; none: too few yet
    judged_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"watch over {self.conversation_id}"


class Alarm(models.Model):
    """Something shown departed from what was promised. There is one of a kind at a time, noted when it is found."""

    class Kind(models.TextChoices):
        EQUAL = "equal", _("every open statement was given the same chance")
        DRAWN = "drawn", _("what was shown does not follow the chances it was given")
        STARVED = "starved", _("some statements are far below their promise although there was time for all")

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="alarms")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    exposures = models.PositiveIntegerField()
    statements = models.PositiveIntegerField(default=0)  # how many are starved
    found_at = models.DateTimeField(db_default=Now())
    over_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "kind"], condition=Q(over_at=None), name="one_alarm_of_a_kind_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.conversation_id}"
