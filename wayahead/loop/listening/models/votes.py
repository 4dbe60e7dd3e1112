"""Votes: what was shown, what was answered, and how often."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from wayahead.loop.listening.models.statements import Statement


class Vote(models.Model):
    """One answer to one statement, or its retraction (no choice). Append-only; the last one of a person counts."""

    class Choice(models.IntegerChoices):
        DISAGREE = -1, _("Disagree")
        PASS = 0, _("Pass")
        AGREE = 1, _("Agree")

    coproduction_id = models.BigIntegerField()
    conversation_id = models.BigIntegerField()
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    voter = models.UUIDField()  # a participation's pseudonym: no key, so that erasure can cut it
    choice = models.SmallIntegerField(choices=Choice.choices, null=True)
    matters = models.BooleanField(default=False)
    channel = models.CharField(max_length=20)
    mandate_id = models.BigIntegerField(null=True)
    exposure_id = models.BigIntegerField(null=True)
    idempotency_key = models.CharField(max_length=80, null=True)  # noqa: DJ001 - null keeps the unique index apart
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["conversation_id", "voter", "statement", "-id"], name="vote_cell"),
            models.Index(fields=["conversation_id", "-id"], name="vote_conversation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(choice__isnull=True) | Q(choice__in=[-1, 0, 1]), name="vote_is_a_choice"
            ),
            models.UniqueConstraint(fields=["voter", "idempotency_key"], name="a_vote_sent_twice_counts_once"),
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"


class Exposure(models.Model):
    """One statement put before somebody, and how likely it was to be this one. Append-only.

    Answered when a vote names it (`exposure_id`). Without a voter it was a visitor who has not begun to take part.
    """

    coproduction_id = models.BigIntegerField()
    conversation_id = models.BigIntegerField()
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    voter = models.UUIDField(null=True)  # a participation's pseudonym, as in a vote
    policy = models.CharField(max_length=20)
    probability = models.FloatField()
    among = models.PositiveIntegerField(db_default=1)  # how many were left to choose from
    group = models.SmallIntegerField(null=True)  # the one they were thought to be in, if any
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["voter", "-id"], name="exposure_of_a_voter"),
            models.Index(fields=["conversation_id", "-id"], name="exposure_conversation"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(probability__gt=0, probability__lte=1), name="exposure_had_a_chance"),
        ]

    def __str__(self) -> str:
        return f"exposure {self.pk}"


class Tally(models.Model):
    """How a statement stands in one group of the last map, counted with every vote. Each person counts once."""

    NO_GROUP = -1  # people whom the last map placed nowhere

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="tallies")
    # Of the map that this belongs to; 0 before there is one. Nobody ever sees those of two versions.
    version = models.PositiveIntegerField(default=0)
    group = models.SmallIntegerField(default=NO_GROUP)
    agree = models.IntegerField(default=0)
    disagree = models.IntegerField(default=0)
    passed = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "version", "group"], name="one_tally_per_statement_version_and_group"
            )
        ]

    def __str__(self) -> str:
        return f"statement {self.statement_id} in group {self.group}"
