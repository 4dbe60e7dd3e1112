"""A version asks for money, once, of one programme or several, and is given it or not, with reasons. Whole pence."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.people.models import Organisation, Person
from wayahead.loop.funding.models.programmes import ExtraQuestion, Programme
from wayahead.loop.solutions.models import Version


class WholeBid(models.Model):
    """One bid as all its funders read it: what an agreed version needs in all, and the little that is added to it."""

    class State(models.TextChoices):
        OPEN = "open", _("Still open")
        WHOLE = "whole", _("Paid for as a whole")
        SHORT = "short", _("Goes ahead with less")
        WITHDRAWN = "withdrawn", _("Taken back")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="whole_bids")
    applicant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="whole_bids")
    wanted_pence = models.PositiveBigIntegerField()
    words = models.TextField(max_length=2000, blank=True)
    # Codes of the DEI Data Standard: who leads the applicant, and whom the money is for.
    led_by: "models.JSONField[Any, Any]" = models.JSONField(default=list, blank=True)
    meant_for: "models.JSONField[Any, Any]" = models.JSONField(default=list, blank=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    what_is_cut = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(condition=Q(wanted_pence__gt=0), name="a_whole_bid_wants_something"),
            models.CheckConstraint(condition=~Q(state="short") | ~Q(what_is_cut=""), name="with_less_says_what_is_cut"),
            models.UniqueConstraint(
                fields=["version", "applicant"], condition=Q(state="open"), name="one_open_bid_of_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"whole bid {self.pk}"

    @property
    def what_for(self) -> str:
        """What it is a bid for."""
        return self.version.solution.title


class Bid(models.Model):
    """What a whole bid asks of one programme, and what that one decided."""

    class State(models.TextChoices):
        SENT = "sent", _("Waiting for a decision")
        OFFERED = "offered", _("Part of it offered")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Not funded this time")
        COVERED = "covered", _("No longer needed")

    WAITING = (State.SENT, State.OFFERED)

    whole = models.ForeignKey(WholeBid, on_delete=models.PROTECT, related_name="bids")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="bids")
    # Those of the whole, so that a version stands once in a programme whoever sends it.
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="bids")
    applicant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bids")
    asked_pence = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    reasons = models.TextField(max_length=2000, blank=True)
    would_have_changed = models.TextField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(asked_pence__gt=0), name="a_bid_asks_for_something"),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "refused"]) | ~Q(reasons=""), name="a_decision_has_reasons"
            ),
            models.UniqueConstraint(
                fields=["programme", "version"],
                condition=Q(state__in=["sent", "offered", "granted"]),
                name="one_standing_bid_per_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"bid {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """True until it is granted, refused, taken back or no longer needed."""
        return self.state in self.WAITING

    @property
    def what_for(self) -> str:
        """What it is a bid for."""
        return self.version.solution.title


class ExtraAnswer(models.Model):
    """What a bid answers to an extra question of its programme."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="extra_answers")
    question = models.ForeignKey(ExtraQuestion, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(max_length=2000)

    class Meta:
        ordering = ["question__position"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "question"], name="one_answer_per_extra_question"),
            models.CheckConstraint(condition=~Q(text=""), name="an_extra_answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Grant(models.Model):
    """Money awarded to an organisation for an agreed solution."""

    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="grant")
    amount_pence = models.PositiveBigIntegerField()
    awarded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    awarded_at = models.DateTimeField(default=timezone.now)
    report_due_on = models.DateField()

    class Meta:
        ordering = ["-awarded_at"]
        constraints = [models.CheckConstraint(condition=Q(amount_pence__gt=0), name="a_grant_gives_something")]

    def __str__(self) -> str:
        return f"grant {self.pk}"
