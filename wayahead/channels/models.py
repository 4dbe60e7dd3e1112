"""The outbox: every message that went out, or would have gone out, by which channel."""

from django.db import models
from django.utils import timezone

from wayahead.base.people.models import Person


class Message(models.Model):
    """One message to one person by one channel."""

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    event_id = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event_id", "person", "channel"], name="one_message_per_event_and_person")
        ]

    def __str__(self) -> str:
        return self.subject
