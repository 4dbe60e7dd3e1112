"""What looks unlike people answering for themselves, and the results without it."""

from typing import Any

from django.db import models
from django.utils import timezone

from wayahead.loop.listening.models.conversations import Conversation
from wayahead.loop.listening.models.maps import OpinionMap


class SurpriseCheck(models.Model):
    """The last look at the votes of a conversation. Nobody is removed: their votes count, and it is said beside them.

    `found` has a row for each thing found: what kind, how many people, how many answers or from when to when, and how
    many people chance would lead to expect. Who they are is not kept.
    """

    class Kind(models.TextChoices):
        SAME = "same", "same"
        BURST = "burst", "burst"

    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="surprise_check")
    last_vote_id = models.BigIntegerField(default=0)
    checked_at = models.DateTimeField(default=timezone.now)
    found = models.JSONField(default=list)
    people = models.PositiveIntegerField(default=0)  # together, each once
    result_without = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"check of {self.conversation_id}"

    @property
    def published_without(self) -> dict[str, Any]:
        """The results without those people, as anybody may have them; empty where nothing was found or few are left."""
        return OpinionMap(result=self.result_without).published if self.result_without else {}
