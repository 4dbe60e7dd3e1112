"""A version asks for money, and is given it or not, with reasons. All amounts are whole pence."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.people.models import Organisation, Person
from wayahead.loop.funding.models.programmes import Programme
from wayahead.loop.solutions.models import Version


class Bid(models.Model):
    """An agreed version of a solution asks a programme for money. The core is referred to, not typed again."""

    class State(models.TextChoices):
        SENT = "sent", _("Waiting for a decision")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Not funded this time")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="bids")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="bids")
    applicant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bids")
    asked_pence = models.PositiveBigIntegerField()
    words = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    reasons = models.TextField(max_length=2000, blank=True)
    would_have_changed = models.TextField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(condition=Q(asked_pence__gt=0), name="a_bid_asks_for_something"),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "refused"]) | ~Q(reasons=""), name="a_decision_has_reasons"
            ),
            models.UniqueConstraint(
                fields=["programme", "version"],
                condition=Q(state__in=["sent", "granted"]),
                name="one_standing_bid_per_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"bid {self.pk}"


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
