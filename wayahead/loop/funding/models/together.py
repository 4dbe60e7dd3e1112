"""What several funders do with one bid: offer parts of it, and ask about it. All amounts are whole pence."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.people.models import Person
from wayahead.loop.funding.models.bids import Bid, WholeBid


class PartOffer(models.Model):
    """A funder sets money aside for a part of a bid; it becomes a grant when the parts make the whole."""

    class State(models.TextChoices):
        STANDING = "standing", _("Offered")
        GRANTED = "granted", _("Became a grant")
        TAKEN_BACK = "taken_back", _("Taken back by the funder")
        LAPSED = "lapsed", _("Fell away with the bid")

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="part_offers")
    amount_pence = models.PositiveBigIntegerField()
    reasons = models.TextField(max_length=2000)
    report_due_on = models.DateField()
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDING)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["offered_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="an_offer_offers_something"),
            models.CheckConstraint(condition=~Q(reasons=""), name="an_offer_has_reasons"),
            models.CheckConstraint(
                condition=~Q(state="taken_back") | ~Q(ended_because=""), name="an_offer_taken_back_says_why"
            ),
            models.UniqueConstraint(fields=["bid"], condition=Q(state="standing"), name="one_standing_offer_per_bid"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class FollowUp(models.Model):
    """What a funder asks about a bid once it is sent; it is answered once, for all its funders."""

    whole = models.ForeignKey(WholeBid, on_delete=models.PROTECT, related_name="follow_ups")
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="follow_ups")
    text = models.CharField(max_length=600)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer_words = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer_words=""), name="an_answered_follow_up_says_something"
            )
        ]

    def __str__(self) -> str:
        return self.text
